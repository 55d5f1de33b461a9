"""Some jobs run in one loop, a few at once; Ctrl+C first stops sending, and only then stops waiting."""

from __future__ import annotations

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from imagestudio.core.errors import (
    CertificateError,
    CredentialError,
    DownloadError,
    KeyRefusedError,
    LibraryError,
    OutcomeUnknownError,
    OutOfCreditsError,
    ProxyError,
    UnreachableError,
)
from imagestudio.core.generation import Outcome, Services, run_job
from imagestudio.core.job import Job, JobState
from imagestudio.core.ports import JobJournal

AT_ONCE = 4

# What refuses one picture refuses the next one just the same.
_HOPELESS = (CredentialError, KeyRefusedError, OutOfCreditsError, CertificateError, ProxyError, LibraryError)


@dataclass(frozen=True)
class Listeners:
    """Who is told of what: each outcome; how many have ended and how many are on the way; and at the first Ctrl+C how
    many are still waited for."""

    ended: Callable[[Outcome], None]
    counted: Callable[[int, int], None]
    interrupted: Callable[[int], None]


class Batch:
    """Runs jobs to their end, at most four at once."""

    def __init__(self, jobs: Sequence[Job], services: Services, journal: JobJournal, listeners: Listeners) -> None:
        self._waiting = deque(jobs)
        self._services = services
        self._journal = journal
        self._listeners = listeners
        self._ended = 0
        self._running: dict[str, asyncio.Task[Outcome]] = {}
        self._latest: dict[str, Job] = {}
        self._bugs: list[Exception] = []
        self._stopping = False
        self._interrupted = False
        self.not_sent = 0
        self.unreached: list[Job] = []  # nobody was there to send them to

    async def run(self) -> None:
        """Until every job has ended or is cancelled. A bug ends it too, but not before the jobs on their way."""
        with _ctrl_c(asyncio.get_running_loop(), self._on_ctrl_c):
            lanes = min(AT_ONCE, len(self._waiting))
            await asyncio.gather(*(self._run_one_after_the_other() for _ in range(lanes)))
        if self._bugs:
            raise self._bugs[0]

    async def _run_one_after_the_other(self) -> None:
        while self._waiting:
            job = self._waiting.popleft()
            self._latest[job.id] = job
            self._running[job.id] = asyncio.create_task(run_job(job, self._services, self._on_change))
            self._tell_counts()
            outcome = await self._end_of(job)
            del self._running[job.id]
            try:
                self._take(outcome)
            except Exception as bug:  # the others on their way are paid for, and must not end with it
                self._bugs.append(bug)
                self._stop_sending()

    def _take(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self._ended += 1
            self._listeners.ended(outcome)
        if outcome is not None and isinstance(outcome.error, _HOPELESS):
            self._stop_sending()
        if outcome is not None and isinstance(outcome.error, UnreachableError):
            reached_nobody = [outcome.job] if outcome.job.state is JobState.INTENT else []
            self.unreached += [*reached_nobody, *self._waiting]  # the others need not try
            self._waiting.clear()
        self._tell_counts()

    def _tell_counts(self) -> None:
        self._listeners.counted(self._ended, len(self._running))

    async def _end_of(self, job: Job) -> Outcome | None:
        try:
            return await self._running[job.id]
        except asyncio.CancelledError:
            return self._outcome_of_stopped(self._latest[job.id])
        except Exception as bug:
            self._bugs.append(bug)
            self._stop_sending()
            return None

    def _outcome_of_stopped(self, job: Job) -> Outcome | None:
        if job.state is JobState.QUEUED:
            self._cancel(job)
            return None
        said = job.failure.said if job.failure else "Image Studio stopped before the picture was here."
        error = OutcomeUnknownError(said) if job.state is JobState.UNKNOWN else DownloadError(said)
        return Outcome(job, (), error)

    def _on_change(self, job: Job) -> None:
        self._latest[job.id] = job
        if self._interrupted and job.state is JobState.QUEUED:  # refused for now: it would be sent again
            self._running[job.id].cancel()

    def _on_ctrl_c(self) -> None:
        if self._interrupted:
            for task in self._running.values():
                task.cancel()
            return
        self._interrupted = True
        self._stop_sending()
        for job_id, task in self._running.items():
            if self._latest[job_id].state is JobState.QUEUED:  # it waits for its turn to be sent again
                task.cancel()
        self._listeners.interrupted(sum(self._latest[job_id].state is not JobState.QUEUED for job_id in self._running))

    def _stop_sending(self) -> None:
        self._stopping = True
        while self._waiting:
            self._cancel(self._waiting.popleft())

    def _cancel(self, job: Job) -> None:
        self._journal.cancel(job)
        self.not_sent += 1


@contextmanager
def _ctrl_c(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> Iterator[None]:
    def on_signal(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop)

    before = signal.signal(signal.SIGINT, on_signal)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
