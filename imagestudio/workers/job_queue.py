"""Order, concurrency, stop and quit of jobs; the threads are ended here and nowhere else."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.ports import JobJournal
from imagestudio.core.record import Record
from imagestudio.workers.job_thread import JobThread
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.core.generation import Outcome, Services

T = TypeVar("T")


class JobQueue(QObject):
    """Runs jobs first come first served, at most `max_running` at once.

    Signals:
        job_added(Job): it is in the journal.
        job_changed(Job): its state is another one now.
        job_removed(str): the job of this id needs no place in the window any more.
        records_added(list[Record]): pictures are in the library.
        refused(ImageStudioError): jobs could not even be written down; nothing was sent.
        crashed(BaseException): our bug, in a job's thread.
        idle(): nothing runs and nothing waits to run.
    """

    job_added = Signal(object)
    job_changed = Signal(object)
    job_removed = Signal(str)
    records_added = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    idle = Signal()

    def __init__(
        self,
        journal: JobJournal,
        services: Callable[[Job], Services],
        prepare: Callable[[Record], object],
        writer: TaskRunner,
        max_running: int = 4,
        parent: QObject | None = None,
    ) -> None:
        """`services` gives what a job needs to run; `writer` has one thread, so that commits keep their order."""
        super().__init__(parent)
        self._journal = journal
        self._services = services
        self._prepare = prepare
        self._writer = writer
        self._max_running = max_running
        self._jobs: dict[str, Job] = {}
        self._waiting: deque[str] = deque()
        self._threads: dict[str, JobThread] = {}
        self._ending: set[JobThread] = set()
        self._background: set[str] = set()
        self._writing: set[str] = set()
        self._again: dict[str, str] = {}
        self._leaving = False

    # what there is

    @property
    def jobs(self) -> list[Job]:
        """Every job known to this session, oldest first."""
        return list(self._jobs.values())

    @property
    def waiting_count(self) -> int:
        return len(self._waiting)

    @property
    def running_count(self) -> int:
        """Jobs under way, those that only listen in the background included."""
        return len(self._threads)

    @property
    def max_running(self) -> int:
        return self._max_running

    def allow(self, max_running: int) -> None:
        """Let so many run at once from now on; what runs already is not stopped."""
        self._max_running = max(1, max_running)
        self._start_next()

    def in_background(self, job_id: str) -> bool:
        return job_id in self._background

    def will_run(self, job_id: str) -> bool:
        """Whether a queued job starts by itself; one from an earlier session waits for a click."""
        return job_id in self._waiting or job_id in self._threads

    def is_trying(self, job: Job) -> bool:
        """Whether a job that is not sent has its thread: the service did not answer, or asked to wait."""
        return job.state is JobState.QUEUED and job.id in self._threads

    # what can be asked

    def show(self, jobs: Iterable[Job]) -> None:
        """List jobs of an earlier session; none of them is sent by itself, but pictures that are paid are fetched."""
        for job in jobs:
            self._jobs[job.id] = job
            self.job_added.emit(job)
            if job.state is JobState.RECEIVED:
                self.retry(job)

    def submit(self, jobs: list[Job]) -> None:
        """Commit new jobs as queued, then run them in their order."""
        self._write([job.id for job in jobs], partial(self._commit, jobs), self._on_submitted)

    def retry(self, job: Job) -> None:
        """Send a job again: the same one where nothing was charged, else a new one with the same request.

        One whose answer is here is not sent: its picture is fetched again.
        """
        job = self._jobs.get(job.id, job)
        if self._is_busy(job.id) or self._is_busy(self._again.get(job.id, "")):
            return  # asked twice, by a double click for instance: it must not be paid twice
        if job.state in (JobState.QUEUED, JobState.RECEIVED):
            self._enqueue(job)
        elif job.sendable:
            self._write([job.id], partial(self._journal.requeue, job), self._on_requeued)
        else:
            again = new_job(job.request, job.provider, job.estimate)
            self._again[job.id] = again.id
            self.submit([again])

    def stop(self, job: Job) -> None:
        """Cancel a job that was not sent; of one that was, stop waiting: its answer is still taken if it comes."""
        thread = self._threads.get(job.id)
        if thread is None:
            self._cancel(job.id)
            return
        self._background.add(job.id)
        thread.stop()
        self.job_changed.emit(self._jobs[job.id])
        self._start_next()

    def dismiss(self, job: Job) -> None:
        """Take a job out of the window that ended, or that waits."""
        if job.id in self._threads or job.id in self._writing or job.id not in self._jobs:
            return
        job = self._jobs.pop(job.id)
        if job.id in self._waiting:
            self._waiting.remove(job.id)
        if job.state is not JobState.DONE:
            self._write([job.id], partial(self._journal.dismiss, job), self._on_written)
        self.job_removed.emit(job.id)
        self._tell_idle()

    def settle(self, job: Job) -> None:
        """Show where a job stands by what was found out about it; it is committed already."""
        if job.id in self._jobs and not self._is_busy(job.id):
            self._on_changed(job)

    def leave(self) -> None:
        """End every thread and wait for it; what was on its way is committed as unknown."""
        self._leaving = True
        self._waiting.clear()
        for thread in self._threads.values():
            thread.cancel()
        for thread in (*self._threads.values(), *self._ending):
            thread.wait()

    # how it goes on

    def _is_busy(self, job_id: str) -> bool:
        """Whether the job runs, is about to, or is being written down."""
        return job_id in self._threads or job_id in self._waiting or job_id in self._writing

    def _write(self, job_ids: list[str], call: Callable[[], T], done: Callable[[T], None]) -> None:
        """Commit a change of these jobs, which nothing else is asked of meanwhile."""
        self._writing.update(job_ids)
        self._writer.run(call, partial(self._on_end_of_write, job_ids, done), partial(self._on_refused, job_ids))

    def _on_end_of_write(self, job_ids: list[str], done: Callable[[T], None], result: T) -> None:
        self._writing.difference_update(job_ids)
        done(result)

    def _commit(self, jobs: list[Job]) -> list[Job]:
        """Runs in the writer's thread."""
        self._journal.submit(jobs)
        return jobs

    def _on_submitted(self, jobs: list[Job]) -> None:
        for job in jobs:
            self._jobs[job.id] = job
            self._waiting.append(job.id)
            self.job_added.emit(job)
        self._start_next()

    def _on_requeued(self, job: Job) -> None:
        self._enqueue(job)

    def _on_refused(self, job_ids: list[str], error: ImageStudioError) -> None:
        self._writing.difference_update(job_ids)
        self.refused.emit(error)

    def _on_written(self, _nothing: object) -> None:
        """A commit is through that nobody waits for."""

    def _enqueue(self, job: Job) -> None:
        self._jobs[job.id] = job
        self._waiting.append(job.id)
        self.job_changed.emit(job)
        self._start_next()

    def _cancel(self, job_id: str) -> None:
        job = self._jobs.get(job_id)
        if job is None or job_id in self._writing:
            return
        if job_id in self._waiting:
            self._waiting.remove(job_id)
            self.job_changed.emit(job)
        if job.state is JobState.QUEUED:
            self._write([job_id], partial(self._journal.cancel, job), self._on_cancelled)

    def _on_cancelled(self, job: Job) -> None:
        self._jobs.pop(job.id, None)
        self.job_removed.emit(job.id)
        self._tell_idle()

    def _start_next(self) -> None:
        while self._waiting and not self._leaving and self._counted() < self._max_running:
            self._start(self._jobs[self._waiting.popleft()])

    def _counted(self) -> int:
        return len(self._threads.keys() - self._background)

    def _start(self, job: Job) -> None:
        if job.state is JobState.RECEIVED:
            job = replace(job, failure=None)
        thread = JobThread(job, self._services, self._prepare, self)
        thread.changed.connect(self._on_changed)
        thread.ended.connect(self._on_ended)
        thread.stopped.connect(self._on_stopped)
        thread.crashed.connect(self._on_crashed)
        self._threads[job.id] = thread
        self._on_changed(job)
        thread.start()

    def _on_changed(self, job: Job) -> None:
        self._jobs[job.id] = job
        if job.state is not JobState.DONE:  # a done one is told of together with its records
            self.job_changed.emit(job)

    def _on_ended(self, outcome: Outcome) -> None:
        self._end(outcome.job)
        if outcome.records:
            self.records_added.emit(list(outcome.records))
        if outcome.job.state is JobState.DONE:
            self._jobs.pop(outcome.job.id, None)
            self.job_removed.emit(outcome.job.id)
        self._tell_idle()

    def _on_stopped(self, job: Job) -> None:
        asked = job.id in self._background
        self._end(job)
        if asked:
            self._cancel(job.id)
        self._tell_idle()

    def _on_crashed(self, job: Job, error: BaseException) -> None:
        self._end(job)
        self.crashed.emit(error)
        self._tell_idle()

    def _end(self, job: Job) -> None:
        thread = self._threads.pop(job.id, None)
        if thread is not None:  # it has said all, but waiting for its last breath would hold up the window
            self._ending.add(thread)
            thread.finished.connect(self._on_finished)
            self._on_finished()
        self._background.discard(job.id)
        self._on_changed(job)
        self._start_next()

    def _on_finished(self) -> None:
        """Let go of the threads that have come to their end."""
        for thread in [thread for thread in self._ending if thread.isFinished()]:
            self._ending.discard(thread)
            thread.wait()
            thread.deleteLater()

    def _tell_idle(self) -> None:
        if not self._threads and not self._waiting:
            self.idle.emit()
