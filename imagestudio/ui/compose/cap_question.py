"""The question before very many pictures are asked for; no Enter that is pressed twice answers it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.wording import Quote
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS


class CapQuestion(QFrame):
    """Says how many there would be and what they cost; offers some at random, or these after all.

    Signals:
        allowed(): the person says yes; nothing is sent by that yet.
        sample_requested(int): only so many are wanted.
    """

    allowed = Signal()
    sample_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "notice")
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self.sample_button = QPushButton(self)
        self.allow_button = QPushButton(self)
        self._size = 1
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(self._text)
        layout.addSpacing(SPACE_XS)
        for button in (self.sample_button, self.allow_button):
            set_role(button, "small")
            layout.addWidget(button)
        self.sample_button.clicked.connect(self._on_sample)
        self.allow_button.clicked.connect(self.allowed)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def ask(self, offer: Quote, amount: str, cap: int, most: int) -> None:
        """Ask about this; above `most` pictures there is nothing to say yes to."""
        pictures = f"{offer.pictures:,}" if offer.pictures < 10**9 else self.tr("Very many")
        said = self.tr("{0} pictures for {1}") if amount else self.tr("{0} pictures")
        said = said.format(pictures, amount)
        possible = offer.pictures <= most
        if possible:
            asked = self.tr("{0}: you are asked above {1}. Nothing is sent yet.").format(said, f"{cap:,}")
        else:
            asked = self.tr("{0}: that is more than the {1} that can be made at once.").format(said, f"{most:,}")
        self._text.setText(asked)
        self.setAccessibleName(asked)
        self._size = max(1, min(cap, most) // offer.each)
        self.sample_button.setText(self.tr("Draw {0} at random").format(f"{self._size:,}"))
        self.sample_button.setVisible(self._size < offer.prompts)
        self.allow_button.setText(self.tr("Allow {0} pictures once").format(pictures))
        self.allow_button.setVisible(possible)
        self.show()

    def _on_sample(self) -> None:
        self.sample_requested.emit(self._size)
