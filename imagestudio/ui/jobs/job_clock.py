"""When each job began, how long it is expected to take, and what that means for all of them together."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.catalog import Catalog
from imagestudio.core.job import RUNNING, Job, JobState
from imagestudio.core.ports import History
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.task import TaskRunner

_DEMO_EXPECTED_S = 2.0


@dataclass(frozen=True, slots=True)
class Timing:
    """A running job's start on the monotonic clock and the seconds it is expected to take."""

    began: float
    expected_s: float


@dataclass(frozen=True, slots=True)
class Summary:
    """All that is coming: how many of how many, how far, and about how many seconds it will take."""

    coming: int
    total: int
    fraction: float
    left_s: float


class JobClock(QObject):
    """Keeps time of the jobs of a queue.

    Signals:
        timing_changed(str, float, float): job id, began, expected seconds.
    """

    timing_changed = Signal(str, float, float)

    def __init__(
        self, queue: JobQueue, history: History, catalog: Catalog, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._history = history
        self._catalog = catalog
        self._tasks = tasks
        self._timings: dict[str, Timing] = {}
        self._expected: dict[str, float] = {}
        self._batch: set[str] = set()
        self._ended: set[str] = set()
        self._asking: set[tuple[object, ...]] = set()
        queue.job_added.connect(self._on_job_changed)
        queue.job_changed.connect(self._on_job_changed)
        queue.job_removed.connect(self._on_job_removed)
        queue.records_added.connect(self._on_records_added)
        queue.idle.connect(self._on_idle)

    def timing(self, job_id: str) -> Timing | None:
        return self._timings.get(job_id)

    def expected_s(self, job: Job) -> float:
        """Seconds: what this library saw of the like, before that the catalog's figure."""
        if job.id in self._expected:
            return self._expected[job.id]
        spec = self._catalog.get(job.request.model)
        if job.provider == "demo" or spec is None:
            return _DEMO_EXPECTED_S
        return spec.expected_for(job.request.parameters)

    def summary(self) -> Summary:
        """How far the jobs are that were asked for since nothing was running."""
        now = time.monotonic()
        running = [self._timings[job_id] for job_id in self._batch & self._timings.keys()]
        coming = len(self._batch)
        total = coming + len(self._ended)
        done = sum(min((now - t.began) / t.expected_s, 0.95) for t in running)
        left = max((t.expected_s - (now - t.began) for t in running), default=0.0)
        waiting = [self.expected_s(job) for job in self._waiting()]
        left = max(left, 1.0) + sum(waiting) / max(1, self._queue.max_running)
        return Summary(coming, total, (len(self._ended) + done) / max(1, total), left)

    def _on_job_changed(self, job: Job) -> None:
        coming = self._queue.will_run(job.id) and not job.failed and job.state is not JobState.DONE
        if coming and not self._queue.in_background(job.id):
            self._join(job)
        elif job.id in self._batch:
            self._leave(job.id)
        if job.state in RUNNING and job.id not in self._timings and coming:
            self._timings[job.id] = Timing(time.monotonic(), self.expected_s(job))
            self._tell(job.id)
        elif job.unsent:
            self._timings.pop(job.id, None)

    def _join(self, job: Job) -> None:
        if job.id not in self._batch:
            self._ended.discard(job.id)  # it waited for the end of a pause
            self._batch.add(job.id)
            self._ask(job)

    def _ask(self, job: Job) -> None:
        """Look up how long the like took, once for all of a kind: many are asked for within a moment."""
        if (like := _like(job)) not in self._asking:
            self._asking.add(like)
            self._tasks.run(partial(self._look_up, job), self._on_looked_up, self._on_not_looked_up)

    def _leave(self, job_id: str) -> None:
        self._batch.discard(job_id)
        self._timings.pop(job_id, None)
        self._expected.pop(job_id, None)
        self._ended.add(job_id)

    def _look_up(self, job: Job) -> tuple[Job, float | None]:
        """Runs in a worker thread."""
        request = job.request
        return job, self._history.typical_seconds(request.model, request.parameters, provider=job.provider)

    def _on_looked_up(self, found: tuple[Job, float | None]) -> None:
        """What is known of one is known of all that are alike and wait, or of which nothing was known yet."""
        asked, seconds = found
        like = _like(asked)
        self._asking.discard(like)
        if seconds is None:
            return
        news = {job_id for job_id in self._batch if job_id not in self._timings or job_id not in self._expected}
        for job in self._queue.jobs:
            if job.id in news and _like(job) == like:
                self._expect(job.id, seconds)

    def _expect(self, job_id: str, seconds: float) -> None:
        self._expected[job_id] = seconds
        timing = self._timings.get(job_id)
        if timing is not None:
            self._timings[job_id] = Timing(timing.began, seconds)
            self._tell(job_id)

    def _waiting(self) -> list[Job]:
        waiting = self._batch - self._timings.keys()
        return [job for job in self._queue.jobs if job.id in waiting]

    def _on_records_added(self, _records: object) -> None:
        """What has come tells how long the rest will take."""
        for job in {_like(job): job for job in self._waiting()}.values():
            self._ask(job)

    def _on_not_looked_up(self, _error: Exception) -> None:
        """The catalog's figure serves as well; what ails the library is told elsewhere."""
        self._asking.clear()

    def _tell(self, job_id: str) -> None:
        timing = self._timings[job_id]
        self.timing_changed.emit(job_id, timing.began, timing.expected_s)

    def _on_job_removed(self, job_id: str) -> None:
        if job_id in self._batch:
            self._leave(job_id)

    def _on_idle(self) -> None:
        self._ended.clear()
        self._batch.clear()
        self._timings.clear()


def _like(job: Job) -> tuple[object, ...]:
    """What decides how long a job takes."""
    return job.provider, job.request.model, tuple(sorted(job.request.parameters.items()))
