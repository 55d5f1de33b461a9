"""Leaving while pictures are being paid for: asks once, waits or ends the jobs, then closes the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from imagestudio.core.record import DEMO
from imagestudio.ui.main_window import MainWindow
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.rescue_desk import RescueDesk
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.dialogs.quit_dialog import QuitDialog
    from imagestudio.ui.dialogs.rescue_dialog import RescueDialog


class Leaving(QObject):
    """Answers the window's wish to close."""

    def __init__(self, window: MainWindow, queue: JobQueue, desk: RescueDesk, tasks: TaskRunner) -> None:
        super().__init__(window)
        self._window = window
        self._queue = queue
        self._desk = desk
        self._tasks = tasks
        self._rescue: RescueDialog | None = None
        self._dialog: QuitDialog | None = None
        window.close_requested.connect(self._on_close_requested)
        for signal in (queue.job_added, queue.job_changed, queue.job_removed, queue.idle):
            signal.connect(self._on_queue_changed)

    def _on_close_requested(self) -> None:
        if self._desk.unsaved:
            self._ask_to_save()
        elif self._desk.held and self._queue.running_count <= len(self._desk.held) and not self._queue.waiting_count:
            self._on_leave()  # what runs only tries to write what is safe elsewhere
        elif not self._queue.running_count and not self._queue.waiting_count:
            self._window.leave()
        elif self._dialog is None:
            self._ask()
        else:
            self._dialog.raise_()

    def _ask_to_save(self) -> None:
        """Leaving would lose what is only in memory, which takes a clear yes."""
        from imagestudio.ui.dialogs.rescue_dialog import RescueDialog

        if self._rescue is not None:
            self._rescue.raise_()
            return
        self._rescue = RescueDialog(self._desk, self._tasks, self._window, leaving=True)
        self._rescue.lose_chosen.connect(self._on_leave)
        self._rescue.finished.connect(self._on_rescue_finished)
        self._rescue.open()

    def _on_rescue_finished(self, _result: int) -> None:
        if self._rescue is not None:
            self._rescue.deleteLater()
            self._rescue = None
        if not self._desk.unsaved:
            self._on_close_requested()

    def _ask(self) -> None:
        from imagestudio.ui.dialogs.quit_dialog import QuitDialog

        self._dialog = QuitDialog(self._window)
        self._dialog.leave_chosen.connect(self._on_leave)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._on_queue_changed()
        self._dialog.open()

    def _on_queue_changed(self) -> None:
        if self._dialog is None:
            return
        free = all(job.provider == DEMO for job in self._queue.jobs if self._queue.will_run(job.id))
        self._dialog.set_running(self._queue.running_count, self._queue.waiting_count, free)
        if self._dialog.waiting and not self._queue.running_count and not self._queue.waiting_count:
            self._dialog.accept()
            self._window.leave()

    def _on_leave(self) -> None:
        self._queue.leave()
        self._window.leave()

    def _on_dialog_finished(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
