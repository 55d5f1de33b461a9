"""The commands for one job of the list, with their keys; they hear these only in the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from imagestudio.core.job import Job, new_job
from imagestudio.workers.job_queue import JobQueue

_ROWS: tuple[tuple[str, Any, str], ...] = (
    ("job_next", QT_TRANSLATE_NOOP("JobActions", "Send this job next"), "Alt+Home"),
    ("job_up", QT_TRANSLATE_NOOP("JobActions", "Move this job up"), "Alt+Up"),
    ("job_down", QT_TRANSLATE_NOOP("JobActions", "Move this job down"), "Alt+Down"),
    ("job_duplicate", QT_TRANSLATE_NOOP("JobActions", "Ask for the same once more"), "Ctrl+D"),
)


class JobActions(QObject):
    """Moves a job in its line, or asks for the same again; the same request means the same limits."""

    def __init__(self, queue: JobQueue, current: Callable[[], Job | None], view: QWidget) -> None:
        """`current` is the job they are for, `view` where they hear their keys."""
        super().__init__(view)
        self._queue = queue
        self._current = current
        self._actions: dict[str, QAction] = {}
        for name, text, key in _ROWS:
            action = QAction(QCoreApplication.translate("JobActions", text), self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._actions[name] = action
        view.addActions(list(self._actions.values()))
        self._actions["job_next"].triggered.connect(self._on_next)
        self._actions["job_up"].triggered.connect(self._on_up)
        self._actions["job_down"].triggered.connect(self._on_down)
        self._actions["job_duplicate"].triggered.connect(self._on_duplicate)

    def all(self) -> dict[str, QAction]:
        """Every command by its name."""
        return dict(self._actions)

    def offer(self) -> None:
        """Enable what can be done with the job that is current."""
        job, order = self._current(), self._queue.order
        place, last = (-1, -1) if job is None else order.place_of(job.id)
        waits = job is not None and job.id in order.waiting
        self._actions["job_next"].setEnabled(waits and place > 0)
        self._actions["job_up"].setEnabled(place > 0)
        self._actions["job_down"].setEnabled(0 <= place < last)
        self._actions["job_duplicate"].setEnabled(job is not None)

    def _on_next(self) -> None:
        if (job := self._current()) is not None:
            self._queue.order.put([job.id], 0)

    def _on_up(self) -> None:
        if (job := self._current()) is not None:
            self._queue.order.move(job.id, -1)

    def _on_down(self) -> None:
        if (job := self._current()) is not None:
            self._queue.order.move(job.id, 1)

    def _on_duplicate(self) -> None:
        if (job := self._current()) is not None:
            self._queue.submit([new_job(job.request, job.provider, job.estimate, job.task, job.origin)])
