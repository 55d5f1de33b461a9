"""Gives copies away beside the window: one giving away after the other, each with its progress and its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.core.export import ExportReport

_LEAST_S = 0.1  # between two words of progress

Tick = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Work = Callable[[Tick, Cancelled], "ExportReport"]


class ExportDesk(QObject):
    """Runs what writes copies, contact sheets or prints, in a thread of its own.

    Signals:
        progressed(int, int): so many of so many are done.
        ended(ExportReport): it came to its end, or was cancelled, or had to stop.
        refused(ImageStudioError): nothing could begin.
        idle: nothing is under way any more.
    """

    progressed = Signal(int, int)
    ended = Signal(object)
    refused = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = TaskRunner(1, self)
        self._cancel = threading.Event()
        self._waiting = 0
        self._told_at = 0.0

    @property
    def busy(self) -> bool:
        return self._waiting > 0

    def start(self, work: Work) -> None:
        """Begin, or begin when what is under way has ended."""
        if not self.busy:
            self._cancel = threading.Event()
        self._waiting += 1
        self._tasks.run(partial(work, self._tick, self._cancel.is_set), self._on_ended, self._on_refused)

    def cancel(self) -> None:
        """Stop what is under way and what waits; whole files stay."""
        self._cancel.set()

    def close(self) -> None:
        self._cancel.set()
        self._tasks.close()

    def _tick(self, done: int, total: int) -> None:
        """Called in the thread that works."""
        now = time.monotonic()
        if done == total or now - self._told_at >= _LEAST_S:
            self._told_at = now
            self.progressed.emit(done, total)

    def _on_ended(self, report: ExportReport) -> None:
        self._one_less()
        self.ended.emit(report)

    def _on_refused(self, error: ImageStudioError) -> None:
        self._one_less()
        self.refused.emit(error)

    def _one_less(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.idle.emit()
