"""The jobs that stand in the gallery before their pictures do, newest first."""

from __future__ import annotations

from bisect import bisect_left

from imagestudio.core.job import UNFINISHED, Job, JobState
from imagestudio.ui.gallery.cell import Cell, Progress


class JobCells:
    """The unfinished jobs in the order of their rows, and how far those that run are."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._progress: dict[str, Progress] = {}

    def __len__(self) -> int:
        return len(self._jobs)

    def __getitem__(self, row: int) -> Job:
        return self._jobs[row]

    def cell(self, row: int) -> Cell:
        job = self._jobs[row]
        progress = self._progress.get(job.id)
        return Cell(job=job, held=job.unsent and progress is not None and progress.held)

    def row_of(self, job_id: str) -> int:
        """Where the job stands, or -1."""
        return next((row for row, job in enumerate(self._jobs) if job.id == job_id), -1)

    def place_for(self, job: Job) -> int:
        """The row a new job belongs to."""
        return bisect_left(self._jobs, _order(job), key=_order)

    def insert(self, row: int, job: Job) -> None:
        self._jobs.insert(row, job)

    def replace(self, row: int, job: Job) -> None:
        self._jobs[row] = job

    def remove(self, row: int) -> None:
        self._progress.pop(self._jobs.pop(row).id, None)

    def set_progress(self, job_id: str, progress: Progress | None) -> None:
        if progress is None:
            self._progress.pop(job_id, None)
        else:
            self._progress[job_id] = progress

    def progress_of(self, job_id: str) -> Progress | None:
        return self._progress.get(job_id)


def shown(job: Job) -> bool:
    """Whether a job has a cell: it waits, runs, or ended in a way that somebody must see."""
    return job.state in UNFINISHED


def retryable(job: Job) -> bool:
    """Whether pressing Retry sends it again without any risk of paying twice."""
    return job.failed and job.sendable


def dismissable(job: Job) -> bool:
    """Whether the cell may be put away: nothing that was paid for is still to come."""
    return job.failed and job.state is not JobState.RECEIVED


def _order(job: Job) -> tuple[int, str]:
    return -job.created, job.id
