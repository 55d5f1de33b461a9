"""Asked when quitting while jobs run: wait, leave now, or stay."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QWidget

from imagestudio.ui.dialogs.fitting import fit_height
from imagestudio.ui.dialogs.question import lay_out_question

_WIDTH = 440


class QuitDialog(QDialog):
    """Says what is under way and what leaving means for the money; its counts follow the queue.

    Signals:
        wait_chosen: the window closes when the pictures are here; the dialog stays and shows it.
        leave_chosen: leave at once; the dialog is closed by then.
    """

    wait_chosen = Signal()
    leave_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waiting = False
        self._title = QLabel(self)
        self._queued = QLabel(self)
        self._meaning = QLabel(self)
        self._progress = QProgressBar(self)
        self.wait_button = QPushButton(self.tr("&Wait"), self)
        self.leave_button = QPushButton(self.tr("&Leave now"), self)
        self.cancel_button = QPushButton(self.tr("&Stay"), self)
        self._counts = (0, 0, False)
        self._build_layout()
        self._connect_signals()
        self._show_counts()

    def set_running(self, sending: int, queued: int, free: bool = False) -> None:
        """How many pictures are on their way and how many have not been sent; `free` where they cost nothing."""
        self._counts = (sending, queued, free)
        self._show_counts()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Quit Image Studio"))
        self.setAccessibleName(self.windowTitle())
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Waiting for the pictures"))
        self._progress.setVisible(False)
        self.wait_button.setMinimumWidth(96)
        said = ((self._title, "title"), (self._queued, "value"), (self._meaning, "note"))
        answers = (self.leave_button, self.cancel_button, self.wait_button)
        lay_out_question(self, _WIDTH, said, answers, self._progress)
        self.wait_button.setDefault(True)

    def _connect_signals(self) -> None:
        self.wait_button.clicked.connect(self._on_wait)
        self.leave_button.clicked.connect(self._on_leave)
        self.cancel_button.clicked.connect(self.reject)

    def _on_wait(self) -> None:
        self.waiting = True
        self.cancel_button.setFocus()
        self._progress.setVisible(True)
        self._show_counts()
        self.wait_chosen.emit()

    def _on_leave(self) -> None:
        self.accept()
        self.leave_chosen.emit()

    def _show_counts(self) -> None:
        sending, queued, free = self._counts
        self._title.setText(self._title_text(sending, queued, free))
        self._queued.setText(self._queued_text(queued) if sending else "")
        self._queued.setVisible(bool(self._queued.text()))
        self._meaning.setText(self._meaning_text(sending, queued, free))
        under_way = bool(sending or queued)
        self.leave_button.setText(self.tr("&Leave now") if under_way else self.tr("&Quit"))
        self.wait_button.setVisible(under_way and not self.waiting)
        fit_height(self)

    def _title_text(self, sending: int, queued: int, free: bool) -> str:
        if sending and free:
            several = self.tr("{0} pictures are being drawn")
            return self.tr("One picture is being drawn") if sending == 1 else several.format(sending)
        if sending:
            several = self.tr("{0} pictures are being paid for")
            return self.tr("One picture is being paid for") if sending == 1 else several.format(sending)
        if queued:
            several = self.tr("{0} pictures wait to be sent")
            return self.tr("One picture waits to be sent") if queued == 1 else several.format(queued)
        return self.tr("All pictures are here")

    def _queued_text(self, queued: int) -> str:
        if not queued:
            return ""
        several = self.tr("{0} more wait and have cost nothing so far.")
        return self.tr("One more waits and has cost nothing so far.") if queued == 1 else several.format(queued)

    def _meaning_text(self, sending: int, queued: int, free: bool) -> str:
        if not sending and not queued:
            return self.tr("Nothing is under way any more.")
        if self.waiting:
            return self.tr("Image Studio closes by itself when they are here.")
        wait = self.tr("Wait: Image Studio closes by itself when they are here.")
        if not sending:
            return wait + "\n\n" + self.tr("Leave now: what was not sent is kept for later. It costs nothing.")
        if free:
            return wait + "\n\n" + self.tr("Leave now: what is not done yet is not made, and costs nothing.")
        leave = self.tr(
            "Leave now: the service goes on without you and charges for them all the same. "
            "Their answers are no longer taken, so the pictures may be paid for and lost. The next start looks up "
            "what was charged."
        )
        return wait + "\n\n" + leave
