"""Asked before money is spent that the person wants to be asked about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.job import Job
from imagestudio.core.limits import Decision
from imagestudio.ui.dialogs.fitting import fit_height
from imagestudio.ui.jobs.limit_words import limit_lines, pictures_in, price_text
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_WIDTH = 460


class SendQuestion(QDialog):
    """Says what sending would come to; Enter and Esc leave things as they are, so no key pressed twice spends money.

    Signals:
        send_chosen: what is asked about is to be sent; the dialog closes after it.
        drop_chosen: it is not wanted any more; the dialog closes after it.
    """

    send_chosen = Signal()
    drop_chosen = Signal()

    def __init__(self, jobs: Sequence[Job], decision: Decision, fresh: bool, parent: QWidget | None = None) -> None:
        """`fresh` jobs were asked for just now, so they may also be dropped."""
        super().__init__(parent)
        pictures = pictures_in(jobs)
        self._title = QLabel(self.tr("Send %n picture(s), {0}?", "", pictures).format(price_text(jobs)), self)
        self._lines = [QLabel(text, self) for text in limit_lines(decision)]
        self._note = QLabel(self.tr("Nothing is sent or charged before you say so."), self)
        self.send_button = QPushButton(self.tr("&Send %n picture(s)", "", pictures), self)
        self.keep_button = QPushButton(self.tr("&Keep for later") if fresh else self.tr("&Not now"), self)
        self.drop_button = QPushButton(self.tr("&Drop them") if pictures > 1 else self.tr("&Drop it"), self)
        self.drop_button.setVisible(fresh)
        self._build_layout()
        self.send_button.clicked.connect(self._on_send)
        self.keep_button.clicked.connect(self.reject)
        self.drop_button.clicked.connect(self._on_drop)

    def text(self) -> str:
        """All that is said."""
        return "\n".join(label.text() for label in (self._title, *self._lines, self._note))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Before this is sent"))
        self.setAccessibleName(self.windowTitle())
        for label, role in ((self._title, "title"), *((line, "value") for line in self._lines), (self._note, "note")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        set_role(self.send_button, "primary")
        self.send_button.setAutoDefault(False)
        self.keep_button.setDefault(True)
        self.drop_button.setAutoDefault(False)
        for button in (self.keep_button, self.drop_button):
            set_role(button, "tall")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.drop_button)
        buttons.addStretch()
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.send_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_M)
        for label in (self._title, *self._lines, self._note):
            layout.addWidget(label)
        layout.addSpacing(SPACE_S)
        layout.addLayout(buttons)
        self.setFixedWidth(_WIDTH)
        self.keep_button.setFocus()

    def _on_send(self) -> None:
        self.send_chosen.emit()  # first, so that what is asked next counts what this spends
        self.accept()

    def _on_drop(self) -> None:
        self.drop_chosen.emit()
        self.accept()
