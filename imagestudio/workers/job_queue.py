"""Order, concurrency, stop and quit of jobs, and the one way in: within the limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imagestudio.core.admission import QueueStore
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.limits import Decision, SpendingLimits
from imagestudio.core.ports import JobJournal
from imagestudio.core.record import DEMO, Record
from imagestudio.workers.job_threads import JobThreads
from imagestudio.workers.queue_order import QueueOrder
from imagestudio.workers.queue_writing import QueueWriting
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.core.generation import Outcome, Services
    from imagestudio.core.reckoning import Reckon


class JobQueue(QObject):
    """Runs jobs in the order of their line, at most `max_running` at once; what may not be sent now is an intent.

    Signals:
        job_added(Job): it is in the journal.
        job_changed(Job): its state is another one now.
        job_removed(str): the job of this id needs no place in the window any more.
        held(Held): jobs were asked for and not let in, and why.
        records_added(list[Record]): pictures are in the library.
        refused(ImageStudioError): jobs could not even be written down; nothing was sent.
        crashed(BaseException): our bug, in a job's thread.
        idle(): nothing runs and nothing is sent by itself.
    """

    job_added = Signal(object)
    job_changed = Signal(object)
    job_removed = Signal(str)
    held = Signal(object)
    records_added = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    idle = Signal()

    def __init__(
        self,
        journal: JobJournal,
        store: QueueStore,
        services: Callable[[Job], Services],
        prepare: Callable[[Record], object],
        writer: TaskRunner,
        max_running: int = 4,
        parent: QObject | None = None,
    ) -> None:
        """`services` gives what a job needs to run; `writer` has one thread, so that commits keep their order."""
        super().__init__(parent)
        self.max_running = max_running
        self._jobs: dict[str, Job] = {}
        self._threads = JobThreads(services, prepare, self)
        self.order = QueueOrder(store, writer, self)
        self.is_offline: Callable[[], bool] = lambda: False
        self._writing = QueueWriting(journal, store, writer, self)
        self._again: dict[str, str] = {}
        self._leaving = False
        self._threads.changed.connect(self._on_changed)
        self._threads.ended.connect(self._on_ended)
        self._threads.held.connect(self.held)
        self._threads.stopped.connect(self._on_stopped)
        self._threads.crashed.connect(self._on_crashed)
        self._writing.queued.connect(self._on_queued)
        self._writing.kept.connect(self.show)
        self._writing.held.connect(self.held)
        self._writing.cancelled.connect(self._remove)
        self._writing.refused.connect(self._on_refused)
        self.order.pause_changed.connect(self._on_pause_changed)
        self.order.refused.connect(self.refused)

    # what there is

    @property
    def jobs(self) -> list[Job]:
        """Every job known to this session, oldest first."""
        return list(self._jobs.values())

    @property
    def waiting(self) -> list[Job]:
        """The jobs that wait for their turn, in the order in which they are sent."""
        return list(map(self._jobs.__getitem__, self.order.waiting))

    @property
    def kept(self) -> list[Job]:
        """The jobs that wait for the person's word, in their order."""
        return list(map(self._jobs.__getitem__, self.order.kept))

    @property
    def waiting_count(self) -> int:
        """How many are sent by themselves when it is their turn."""
        return sum(map(self._may_start, self.order.waiting))

    @property
    def running_count(self) -> int:
        """Jobs under way, those that only listen in the background included."""
        return len(self._threads)

    def in_background(self, job_id: str) -> bool:
        return self._threads.in_background(job_id)

    def will_run(self, job_id: str) -> bool:
        """Whether a job runs, or starts by itself when it is its turn."""
        return job_id in self._threads or (job_id in self.order.waiting and self._may_start(job_id))

    def is_kept(self, job: Job) -> bool:
        """Whether a job waits for the person's word."""
        return job.id in self.order.kept

    def is_trying(self, job: Job) -> bool:
        """Whether a job that is not sent has its thread: the service did not answer, or asked to wait."""
        return job.state is JobState.QUEUED and job.id in self._threads

    def allow(self, max_running: int) -> None:
        """Let so many run at once from now on; what runs already is not stopped."""
        self.max_running = max(1, max_running)
        self._start_next()

    def limit_by(self, limits: Callable[[], SpendingLimits], reckon: Reckon = list) -> None:
        """Read the person's limits, and the prices of what waited, by these; both are called beside the window."""
        self._writing.limits, self._writing.reckon = limits, reckon

    # what can be asked

    def show(self, jobs: Iterable[Job]) -> None:
        """List jobs that are in the journal; none of them is sent by itself, but pictures that are paid are fetched."""
        for job in jobs:
            told = self.job_changed if job.id in self._jobs else self.job_added
            self._take_in(job)
            told.emit(job)
            if job.state is JobState.RECEIVED:
                self.retry(job)

    def submit(self, jobs: list[Job]) -> None:
        """Commit new jobs as queued, then run them in their order; where they may not be sent now, as intents."""
        if self.is_offline() and any(job.provider != DEMO for job in jobs):
            self._writing.keep(jobs, offline=True)
        else:
            self._writing.submit(jobs)

    def retry(self, job: Job) -> None:
        """Send a job again: the same one where nothing was charged, else a new one with the same request.

        One whose answer is here is not sent: its picture is fetched again.
        """
        job, again_id = self._jobs.get(job.id, job), self._again.get(job.id, "")
        if self._is_busy(job.id) or self._is_busy(again_id):
            return  # asked twice, by a double click for instance: it must not be paid twice
        if again_id in self.order.kept:
            job = self._jobs[again_id]
        if job.state is JobState.RECEIVED:
            self._on_queued([job], False)
        elif job.sendable:
            self.release([job])
        else:
            again = new_job(job.request, job.provider, job.estimate, job.task, job.origin)
            self._again[job.id] = again.id
            self.submit([again])

    def release(self, jobs: Iterable[Job], agreed: Decision | None = None) -> None:
        """Send jobs for which nothing was charged, all or none; `agreed` is what the person said yes to, so priced."""
        if free := [job for job in jobs if not self._is_busy(job.id) and self._jobs.get(job.id, job).sendable]:
            self._writing.requeue(free, agreed)

    def keep(self, jobs: Sequence[Job], offline: bool = False) -> None:
        """Let jobs wait for the person's word that wait for their turn, or were cancelled."""
        free = [job for job in jobs if job.id not in self._threads and job.id not in self._writing]
        if free := [job for job in free if job.id not in self._jobs or job.id in self.order.waiting]:
            for job in free:
                self.order.waiting.discard(job.id)
            self._writing.keep(free, offline)

    def stop(self, job: Job) -> None:
        """Cancel a job that was not sent; of one that was, stop waiting: its answer is still taken if it comes."""
        if job.id in self._threads:
            self._threads.stop(job.id)
            self.job_changed.emit(self._jobs[job.id])
            self._start_next()
        else:
            self.cancel([job])

    def cancel(self, jobs: Iterable[Job]) -> None:
        """Cancel jobs that were not sent, all at one go; what is fetched, though it waits, is left for later."""
        known = [self._jobs[job.id] for job in jobs if job.id in self._jobs and job.id not in self._writing]
        for job in known:
            self.order.waiting.discard(job.id)
            self.job_changed.emit(job)
        if unsent := [job for job in known if job.unsent and job.id not in self._threads]:
            self._writing.cancel(unsent)

    def dismiss(self, job: Job) -> None:
        """Take a job out of the window that ended, or that waits."""
        if job.id in self._jobs and job.id not in self._threads and job.id not in self._writing:
            if (known := self._jobs[job.id]).state is not JobState.DONE:
                self._writing.dismiss(known)
            self._remove(known)

    def settle(self, job: Job) -> None:
        """Show where a job stands by what was found out about it; it is committed already."""
        if job.id in self._jobs and not self._is_busy(job.id):
            self._on_changed(job)

    def leave(self) -> None:
        """End every thread and wait for it; what was on its way is committed as unknown."""
        self._leaving = True
        self.order.waiting.clear()
        self._threads.end_all()

    # how it goes on

    def _is_busy(self, job_id: str) -> bool:
        """Whether the job runs, is about to, or is being written down."""
        return job_id in self._threads or job_id in self.order.waiting or job_id in self._writing

    def _on_refused(self, jobs: list[Job], error: ImageStudioError) -> None:
        for job in jobs:
            if (known := self._jobs.get(job.id)) is not None:
                self._take_in(known)
        self.refused.emit(error)

    def _on_queued(self, jobs: Iterable[Job], new: bool) -> None:
        for job in jobs:
            self._jobs[job.id] = job
            self.order.kept.discard(job.id)
            self.order.waiting.add(job.id)
            (self.job_added if new else self.job_changed).emit(job)
        self._start_next()

    def _take_in(self, job: Job) -> None:
        """Know a job; one that was not sent and has no turn waits for the person's word."""
        self._jobs[job.id] = job
        if job.unsent and not self._is_busy(job.id):
            self.order.kept.add(job.id)

    def _remove(self, job: Job) -> None:
        self._jobs.pop(job.id, None)
        self.order.waiting.discard(job.id)
        self.order.kept.discard(job.id)
        self.job_removed.emit(job.id)
        self._tell_idle()

    def _may_start(self, job_id: str) -> bool:
        """A pause is about sending; what is paid for is fetched."""
        return not self.order.paused or self._jobs[job_id].state is JobState.RECEIVED

    def _start_next(self) -> None:
        while not self._leaving and self._threads.counted < self.max_running:
            if (job_id := self.order.waiting.take(self._may_start)) is None:
                return
            job = self._jobs[job_id]
            self._threads.start(replace(job, failure=None) if job.state is JobState.RECEIVED else job)

    def _on_pause_changed(self, _paused: bool) -> None:
        for job in self.waiting:
            self.job_changed.emit(job)
        self._start_next()
        self._tell_idle()

    def _on_changed(self, job: Job) -> None:
        self._jobs[job.id] = job
        if job.state is not JobState.DONE:  # a done one is told of together with its records
            self.job_changed.emit(job)

    def _on_ended(self, outcome: Outcome) -> None:
        self._on_end(outcome.job)
        if outcome.records:
            self.records_added.emit(list(outcome.records))
        self._remove(outcome.job) if outcome.job.state is JobState.DONE else self._tell_idle()

    def _on_stopped(self, job: Job, asked: bool) -> None:
        self._on_end(job)
        if asked:
            self.cancel([job])
        self._tell_idle()

    def _on_crashed(self, job: Job, error: BaseException) -> None:
        self._on_end(job)
        self.crashed.emit(error)
        self._tell_idle()

    def _on_end(self, job: Job) -> None:
        self._take_in(job)
        self._on_changed(job)
        self._start_next()

    def _tell_idle(self) -> None:
        if not self._threads and not self.waiting_count:
            self.idle.emit()
