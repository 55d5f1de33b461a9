"""Fills the holes of a grid: looks once more whether they are some, asks where they are many, and sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.grid_cells import GridCell
from imagestudio.core.grid_keeping import CellFinder, Found
from imagestudio.core.job import Job, new_job
from imagestudio.ui.grid.standing import Stand, Standing
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.task import TaskRunner


class Buying(QObject):
    """Between a grid and the queue.

    Signals:
        asked(int, Estimate): so many would be bought for that; `go_on` does it.
        had(int): so many that were to be bought are there already, or on their way.
        failed(ImageStudioError): nothing was sent, since the library could not be read.
    """

    asked = Signal(int, object)
    had = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        standing: Standing,
        finder: CellFinder,
        queue: JobQueue,
        watch: AccountWatch,
        tasks: TaskRunner,
        cap: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        """Above `cap` pictures the person is asked."""
        super().__init__(parent)
        self._standing = standing
        self._finder = finder
        self._queue = queue
        self._watch = watch
        self._tasks = tasks
        self._cap = cap
        self._asked_about: list[GridCell] = []

    @property
    def cap(self) -> int:
        return max(1, self._cap())

    def make(self, cells: Sequence[GridCell]) -> None:
        """Buy those of these cells that are holes, or ask first."""
        holes = self._standing.holes(cells)
        if len(holes) > self.cap:
            self._asked_about = holes
            self.asked.emit(len(holes), self._standing.total(holes))
        else:
            self._begin(holes)

    def go_on(self) -> None:
        """The person said yes to what was asked; what is no hole any more is left out."""
        holes, self._asked_about = self._standing.holes(self._asked_about), []
        self._begin(holes)

    def make_another(self, cell: GridCell) -> None:
        """Buy one more picture of a cell that has some."""
        if cell.request is not None and self._standing.stand(cell) is Stand.PICTURE:
            self._queue.submit(self._jobs([cell]))

    def retry(self, cells: Sequence[GridCell]) -> None:
        """Send again what was not charged."""
        self._queue.release(self.failed_of(cells))

    def release(self, cells: Sequence[GridCell]) -> None:
        """Send what waits for the person."""
        self._queue.release(self.held_of(cells))

    def failed_of(self, cells: Sequence[GridCell]) -> list[Job]:
        """The jobs that can be sent again without paying twice."""
        return [job for job in self._standing.jobs(cells) if job.failed and job.sendable]

    def held_of(self, cells: Sequence[GridCell]) -> list[Job]:
        """The jobs that wait for the person."""
        return [job for job in self._standing.jobs(cells) if self._standing.is_held(job)]

    # how it goes on

    def _jobs(self, cells: Sequence[GridCell]) -> list[Job]:
        account = self._watch.account
        if account is None or account.provider != self._standing.provider:
            return []  # who makes pictures has changed, and the cells are being looked up anew
        return [
            new_job(cell.request, account.provider, self._standing.estimate(cell).amount, "", cell.origin)
            for cell in cells
            if cell.request is not None
        ]

    def _begin(self, holes: Sequence[GridCell]) -> None:
        """Nobody else may ask for these from now on; what the journal knows of them is left out."""
        if jobs := self._jobs(holes):
            self._standing.claim(jobs)
            call = partial(_looked, self._finder, jobs)
            self._tasks.run(call, self._on_looked, partial(self._on_not_looked, jobs))

    def _on_looked(self, looked: tuple[list[Job], Found]) -> None:
        jobs, found = looked
        wanted = [job for job in jobs if self._is_open(job, found)]
        if len(wanted) < len(jobs):
            self._standing.give_up([job for job in jobs if job not in wanted])
            self.had.emit(len(jobs) - len(wanted))
        if wanted:
            self._standing.send(wanted)
            self._queue.submit(wanted)

    def _is_open(self, job: Job, found: Found) -> bool:
        key = fingerprint(job.request)
        return key not in found.busy and not found.pictures.get(key)

    def _on_not_looked(self, jobs: list[Job], error: ImageStudioError) -> None:
        self._standing.give_up(jobs)
        self.failed.emit(error)


def _looked(finder: CellFinder, jobs: list[Job]) -> tuple[list[Job], Found]:
    """Runs in a worker thread."""
    return jobs, finder.look([job.request for job in jobs], jobs[0].provider)
