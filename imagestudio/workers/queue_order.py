"""What waits to be sent and what is kept for later, in the person's order, and whether the queue is paused."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.admission import QueueStore
from imagestudio.workers.task import TaskRunner
from imagestudio.workers.waiting_line import WaitingLine


class QueueOrder(QObject):
    """Two lines: jobs that are sent in their turn, and intents; what is changed here is committed beside the window.

    Signals:
        changed(): somebody stands at another place than before.
        pause_changed(bool): nothing is sent from now on, or it is again.
        refused(ImageStudioError): that could not be written down; it holds for this session.
    """

    changed = Signal()
    pause_changed = Signal(bool)
    refused = Signal(object)

    def __init__(self, store: QueueStore, writer: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._writer = writer
        self._paused = False
        self.waiting = WaitingLine()
        self.kept = WaitingLine()

    @property
    def paused(self) -> bool:
        return self._paused

    def pause(self, paused: bool) -> None:
        """Send nothing more, or go on; what is on its way already is not stopped."""
        if paused != self._paused:
            self._set_paused(paused)
            self._writer.run(partial(self._store.pause, paused), self._on_written, self.refused.emit)

    def read_pause(self) -> None:
        """Be as an earlier session left it."""
        self._writer.run(self._store.is_paused, self._on_pause_read, self.refused.emit)

    def place_of(self, job_id: str) -> tuple[int, int]:
        """How many are before a job in its line, or -1, and the place of the last one."""
        line = self._line_of(job_id)
        return line.place(job_id), len(line) - 1

    def move(self, job_id: str, steps: int) -> bool:
        """Forwards (less than none) or backwards in its line; whether that was possible."""
        line = self._line_of(job_id)
        place = line.place(job_id)
        return place >= 0 and self.put([job_id], place + steps + (1 if steps > 0 else 0))

    def put(self, job_ids: Sequence[str], place: int) -> bool:
        """Put jobs of one line before the one at this place of it; whether that changes anything."""
        line = self._line_of(job_ids[0])
        if not line.put(job_ids, place):
            return False
        self._writer.run(partial(self._store.arrange, list(line)), self._on_written, self.refused.emit)
        self.changed.emit()
        return True

    def _line_of(self, job_id: str) -> WaitingLine:
        return self.kept if job_id in self.kept else self.waiting

    def _set_paused(self, paused: bool) -> None:
        self._paused = paused
        self.pause_changed.emit(paused)

    def _on_pause_read(self, paused: bool) -> None:
        if paused != self._paused:
            self._set_paused(paused)

    def _on_written(self, _nothing: object) -> None:
        """A commit is through that nobody waits for."""
