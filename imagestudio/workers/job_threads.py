"""The threads of the jobs that run; they are started and ended here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imagestudio.core.admission import Held
from imagestudio.core.job import Job, JobState
from imagestudio.core.record import Record
from imagestudio.workers.job_thread import JobThread

if TYPE_CHECKING:
    from imagestudio.core.generation import Outcome, Services


class JobThreads(QObject):
    """One thread for each job that runs; one that nobody waits for any more listens in the background.

    Signals:
        changed(Job): its state is another one now.
        ended(Outcome): it is over, and has no thread any more.
        held(Held): one that ended before waits for the person's word now, since nobody was there to send it to.
        stopped(Job, bool): it ended before its time, and has no thread any more; whether somebody had asked for that.
        crashed(Job, BaseException): our bug; it has no thread any more.
    """

    changed = Signal(object)
    ended = Signal(object)
    held = Signal(object)
    stopped = Signal(object, bool)
    crashed = Signal(object, object)

    def __init__(
        self,
        services: Callable[[Job], Services],
        prepare: Callable[[Record], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._prepare = prepare
        self._threads: dict[str, JobThread] = {}
        self._ending: set[JobThread] = set()
        self._background: set[str] = set()

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._threads

    def __len__(self) -> int:
        return len(self._threads)

    @property
    def counted(self) -> int:
        """How many are waited for."""
        return len(self._threads.keys() - self._background)

    def in_background(self, job_id: str) -> bool:
        return job_id in self._background

    def start(self, job: Job) -> None:
        """Give a job its thread."""
        thread = JobThread(job, self._services, self._prepare, self)
        thread.changed.connect(self.changed)
        thread.ended.connect(self._on_ended)
        thread.stopped.connect(self._on_stopped)
        thread.crashed.connect(self._on_crashed)
        self._threads[job.id] = thread
        self.changed.emit(job)
        thread.start()

    def stop(self, job_id: str) -> None:
        """Wait no longer for this one; what comes of a request that is out is still taken."""
        self._background.add(job_id)
        self._threads[job_id].stop()

    def end_all(self) -> None:
        """End every thread and wait for it."""
        for thread in self._threads.values():
            thread.cancel()
        for thread in (*self._threads.values(), *self._ending):
            thread.wait()

    def _on_ended(self, outcome: Outcome) -> None:
        job = outcome.job
        if job.state is JobState.INTENT and job.id in self._background:  # it is not wanted later either
            self._on_stopped(job)
            return
        self._end(job)
        self.ended.emit(outcome)
        if job.state is JobState.INTENT:
            self.held.emit(Held((job,), None))

    def _on_stopped(self, job: Job) -> None:
        asked = job.id in self._background
        self._end(job)
        self.stopped.emit(job, asked)

    def _on_crashed(self, job: Job, error: BaseException) -> None:
        self._end(job)
        self.crashed.emit(job, error)

    def _end(self, job: Job) -> None:
        self._background.discard(job.id)
        thread = self._threads.pop(job.id, None)
        if thread is not None:  # it has said all, but waiting for its last breath would hold up the window
            self._ending.add(thread)
            thread.finished.connect(self._on_finished)
            self._on_finished()

    def _on_finished(self) -> None:
        """Let go of the threads that have come to their end."""
        for thread in [thread for thread in self._ending if thread.isFinished()]:
            self._ending.discard(thread)
            thread.wait()
            thread.deleteLater()
