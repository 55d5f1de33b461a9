"""Asked before money is spent that the person wants to be asked about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from imagestudio.core.admission import Held
from imagestudio.core.limits import Decision
from imagestudio.ui.dialogs.fitting import fit_height
from imagestudio.ui.dialogs.question import lay_out_question
from imagestudio.ui.jobs.limit_words import limit_lines, pictures_in, price_text

_WIDTH = 460


class SendQuestion(QDialog):
    """Says what sending would come to; Enter and Esc leave things as they are, so no key pressed twice spends money.

    Signals:
        send_chosen: what is asked about is to be sent; the dialog closes after it.
        drop_chosen: it is not wanted any more; the dialog closes after it.
    """

    send_chosen = Signal()
    drop_chosen = Signal()

    def __init__(self, held: Held, decision: Decision, parent: QWidget | None = None) -> None:
        """Jobs that were asked for just now may also be dropped."""
        super().__init__(parent)
        fresh, pictures = held.fresh, pictures_in(held.jobs)
        self._title = QLabel(self.tr("Send %n picture(s), {0}?", "", pictures).format(price_text(held.jobs)), self)
        self._lines = [QLabel(text, self) for text in [*self._changed(held), *limit_lines(decision)]]
        self._note = QLabel(self.tr("Nothing is sent or charged before you say so."), self)
        self.send_button = QPushButton(self.tr("&Send %n picture(s)", "", pictures), self)
        self.keep_button = QPushButton(self.tr("&Keep for later") if fresh else self.tr("&Not now"), self)
        self.drop_button = QPushButton(self.tr("&Drop them") if pictures > 1 else self.tr("&Drop it"), self)
        self.drop_button.setVisible(fresh)
        self._build_layout()
        self.send_button.clicked.connect(self._on_send)
        self.keep_button.clicked.connect(self.reject)
        self.drop_button.clicked.connect(self._on_drop)

    def _changed(self, held: Held) -> list[str]:
        """That prices are others than when these were kept, where one would see it."""
        before = price_text(held.before)
        if not held.before or before == price_text(held.jobs):
            return []
        return [self.tr("The price has changed since this was kept: it was {0} then.").format(before)]

    def text(self) -> str:
        """All that is said."""
        return "\n".join(label.text() for label in (self._title, *self._lines, self._note))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Before this is sent"))
        self.setAccessibleName(self.windowTitle())
        said = ((self._title, "title"), *((line, "value") for line in self._lines), (self._note, "note"))
        lay_out_question(self, _WIDTH, said, (self.drop_button, self.keep_button, self.send_button))
        self.keep_button.setDefault(True)
        self.keep_button.setFocus()

    def _on_send(self) -> None:
        self.send_chosen.emit()  # first, so that what is asked next counts what this spends
        self.accept()

    def _on_drop(self) -> None:
        self.drop_chosen.emit()
        self.accept()
