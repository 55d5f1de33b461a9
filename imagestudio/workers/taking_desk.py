"""Takes pictures in beside the window, one import after the other, and tells how far it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.record import Record
from imagestudio.core.taking_in import Report, Step, TakingIn, Unfinished
from imagestudio.workers.task import TaskRunner

_EVERY_S = 0.2


class TakingDesk(QObject):
    """Has one thread for all imports; the window hears of it five times a second at most.

    Signals:
        began(): something is being taken in; idle(): nothing is any more.
        progressed(int, int): so many of so many files; of 0 while they are counted.
        taken(list): these pictures (Record) are in the library now.
        ended(Report): an import came to its end, or was stopped.
        failed(ImageStudioError): an import broke off; it can be gone on with.
        found(list): imports (Unfinished) of earlier sessions that did not come to their end.
    """

    began = Signal()
    idle = Signal()
    progressed = Signal(int, int)
    taken = Signal(list)
    ended = Signal(object)
    failed = Signal(object)
    found = Signal(list)
    _told = Signal(int, int, list)

    def __init__(self, taking_in: TakingIn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._taking_in = taking_in
        self._runner = TaskRunner(1, self)
        self._waiting = 0
        self._stopping = threading.Event()
        self._leaving = threading.Event()
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._waiting > 0

    def take(self, paths: Sequence[Path]) -> None:
        """Take these files, folders and ZIPs in."""
        self._start(partial(self._begin_and_run, list(paths)))

    def go_on(self, ids: Sequence[str]) -> None:
        """Take in the rest of what did not come to its end."""
        for id_ in ids:
            self._start(partial(self._run, id_))

    def stop(self) -> None:
        """End what is under way, and all that waits, for good; what was taken in stays."""
        self._stopping.set()

    def look(self) -> None:
        """Find out what earlier sessions left."""
        self._runner.run(self._taking_in.unfinished, self._on_found, self.failed.emit)

    def forget(self, ids: Sequence[str]) -> None:
        """Go on with these no more."""
        for id_ in ids:
            self._runner.run(partial(self._taking_in.forget, id_), self._on_forgotten, self.failed.emit)

    def close(self) -> None:
        """End after the file that is under way; the next session can go on."""
        self._leaving.set()
        self._runner.close()

    def _start(self, call: Callable[[], Report]) -> None:
        self._waiting += 1
        if self._waiting == 1:
            self._stopping.clear()
            self.began.emit()
        self._runner.run(call, self._on_ended, self._on_failed)

    # in the thread

    def _begin_and_run(self, paths: list[Path]) -> Report:
        if self._stopping.is_set():
            return Report(stopped=True)
        return self._run(self._taking_in.begin(paths))

    def _run(self, id_: str) -> Report:
        teller = _Teller(self._told.emit)
        try:
            report = self._taking_in.run(id_, teller.hear, self._is_over)
        finally:
            teller.tell()
        if report.stopped and self._stopping.is_set():
            self._taking_in.forget(id_)
        return report

    def _is_over(self) -> bool:
        return self._stopping.is_set() or self._leaving.is_set()

    # in the window's

    def _on_told(self, done: int, total: int, records: list[Record]) -> None:
        if self._leaving.is_set():
            return
        self.progressed.emit(done, total)
        if records:
            self.taken.emit(records)

    def _on_ended(self, report: Report) -> None:
        self.ended.emit(report)
        self._end_one()

    def _on_failed(self, error: ImageStudioError) -> None:
        self.failed.emit(error)
        self._end_one()

    def _end_one(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.idle.emit()

    def _on_found(self, found: list[Unfinished]) -> None:
        if found:
            self.found.emit(found)

    def _on_forgotten(self, _nothing: object) -> None:
        """Nobody waits for that."""


class _Teller:
    """Gathers what happens, so that the window need not hear of every file by itself."""

    def __init__(self, tell: Callable[[int, int, list[Record]], object]) -> None:
        self._tell = tell
        self._last = Step(0, 0, "")
        self._fresh: list[Record] = []
        self._when = 0.0

    def hear(self, step: Step) -> None:
        self._last = step
        if step.record is not None:
            self._fresh.append(step.record)
        if time.monotonic() - self._when >= _EVERY_S:
            self.tell()

    def tell(self) -> None:
        fresh, self._fresh = self._fresh, []
        self._when = time.monotonic()
        self._tell(self._last.done, self._last.total, fresh)
