"""One quiet line that says where what stands in the editor comes from, with the other way beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_S


class SourceLine(QWidget):
    """A sentence and something to click; there only while there is something to say.

    Signals:
        clicked(): the person wants it the other way.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        set_role(self._text, "hint")
        self.button = QPushButton(self)
        set_role(self.button, "unfold")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.button.clicked.connect(self.clicked)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def say(self, text: str, button: str) -> None:
        """Say this, and offer that; nothing at all where the text is empty."""
        self._text.setText(text)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.setVisible(bool(text))
