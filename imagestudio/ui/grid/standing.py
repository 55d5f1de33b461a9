"""How each cell of a grid stands: there already, under way, a hole with its price, or not possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum

from PySide6.QtCore import QObject, Signal

from imagestudio.core.catalog import Catalog, ModelSpec
from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.grid_cells import GridCell
from imagestudio.core.grid_keeping import Found
from imagestudio.core.job import Job
from imagestudio.core.live_price import LivePrice
from imagestudio.core.pricing import FREE, UNKNOWN, Estimate, Paid, estimate
from imagestudio.core.record import DEMO, Record
from imagestudio.workers.job_queue import JobQueue


class Stand(Enum):
    """What a cell is now."""

    LOOKED_UP = "looked_up"  # nobody knows yet
    PICTURE = "picture"
    JOB = "job"
    CLAIMED = "claimed"  # asked for, and not yet written down
    HOLE = "hole"
    IMPOSSIBLE = "impossible"


class Standing(QObject):
    """Puts together what the library found, what the queue does, and what was just asked for.

    A cell is a hole only where none of these knows its request, so that nothing is bought twice.

    Signals:
        changed(list): the cells with these keys stand otherwise now.
    """

    changed = Signal(list)

    def __init__(
        self,
        queue: JobQueue,
        catalog: Catalog,
        live: Callable[[ModelSpec], LivePrice | None],
        parent: QObject | None = None,
    ) -> None:
        """`live` is what the service's catalogue says of a model now."""
        super().__init__(parent)
        self._queue = queue
        self._catalog = catalog
        self._live = live
        self._provider = ""
        self._looked: set[str] = set()  # the keys the library was asked about
        self._pictures: dict[str, tuple[Record, ...]] = {}
        self._paid: dict[str, Paid] = {}
        self._busy: set[str] = set()  # keys of jobs in the journal that the queue has not shown yet
        self._keys: dict[str, str] = {}  # of the jobs, by their ids
        self._jobs: dict[str, dict[str, Job]] = {}
        self._claims: dict[str, str] = {}  # ids of jobs that are about to be written down, by their keys
        self._sent: set[str] = set()  # the ids of those that were handed to the queue
        for job in queue.jobs:
            self._on_job(job)
        queue.job_added.connect(self._on_job)
        queue.job_changed.connect(self._on_job)
        queue.job_removed.connect(self._on_job_removed)
        queue.records_added.connect(self._on_records_added)
        queue.refused.connect(self._on_refused)

    # what it is told

    def take(self, asked: Iterable[str], found: Found, provider: str) -> None:
        """The library has answered about the requests with these keys."""
        if provider != self._provider:
            self._provider, self._looked = provider, set()
            self._pictures, self._paid = {}, {}
        keys = set(asked)
        self._looked |= keys
        for key in keys:
            self._pictures.pop(key, None)
        self._pictures |= found.pictures
        self._paid |= found.paid
        self._busy = {key for key in found.busy if key not in self._jobs}

    def claim(self, jobs: Iterable[Job]) -> None:
        """These are about to be written down; until then nobody else may ask for the same."""
        claims = {fingerprint(job.request): job.id for job in jobs}
        self._claims |= claims
        self.changed.emit(list(claims))

    def send(self, jobs: Iterable[Job]) -> None:
        """These are handed to the queue now."""
        self._sent |= {job.id for job in jobs}

    def give_up(self, jobs: Iterable[Job]) -> None:
        """These were not sent after all."""
        self._let_go({job.id for job in jobs})

    def _let_go(self, job_ids: set[str]) -> None:
        keys = [key for key, job_id in self._claims.items() if job_id in job_ids]
        for key in keys:
            del self._claims[key]
        self.changed.emit(keys)

    # what it says

    @property
    def provider(self) -> str:
        """Whose pictures are wanted; empty until the library has answered."""
        return self._provider

    def known(self, cells: Iterable[GridCell]) -> bool:
        """Whether the library has answered about all of these."""
        return all(cell.request is None or cell.key in self._looked for cell in cells)

    def stand(self, cell: GridCell) -> Stand:
        if cell.request is None:
            return Stand.IMPOSSIBLE
        if self._pictures.get(cell.key):
            return Stand.PICTURE
        if self.job(cell) is not None:
            return Stand.JOB
        if cell.key in self._busy or cell.key in self._claims:
            return Stand.CLAIMED
        return Stand.HOLE if cell.key in self._looked else Stand.LOOKED_UP

    def records(self, cell: GridCell) -> tuple[Record, ...]:
        """Its pictures, newest first."""
        return self._pictures.get(cell.key, ())

    def job(self, cell: GridCell) -> Job | None:
        """The job that matters for it: one that is under way before one that failed, the newest of these."""
        jobs = [job for job in self._jobs.get(cell.key, {}).values() if self._serves(job.provider)]
        return max(jobs, key=lambda job: (not job.failed, job.created), default=None)

    def is_held(self, job: Job) -> bool:
        """Whether it was not sent and waits for the person."""
        return self._queue.is_kept(job)

    def estimate(self, cell: GridCell) -> Estimate:
        """What a cell would cost."""
        request = cell.request
        spec = self._catalog.get(request.model) if request is not None else None
        if self._provider == DEMO:
            return FREE
        if request is None or spec is None:
            return UNKNOWN
        return estimate(spec, request, self._paid.get(cell.key), self._live(spec))

    def holes(self, cells: Sequence[GridCell]) -> list[GridCell]:
        """Those that can be bought, one of each request."""
        open_ = {cell.key: cell for cell in cells if self.stand(cell) is Stand.HOLE}
        return list(open_.values())

    def total(self, cells: Sequence[GridCell]) -> Estimate:
        """What these cost together."""
        total: Estimate | None = None
        for cell in cells:
            if cell.request is not None:
                one = self.estimate(cell)
                total = one if total is None else total.together(one)
        return total or FREE

    def jobs(self, cells: Sequence[GridCell]) -> list[Job]:
        """The jobs that these wait for, each once."""
        found = {job.id: job for cell in cells if self.stand(cell) is Stand.JOB and (job := self.job(cell))}
        return list(found.values())

    # what happens

    def _serves(self, provider: str) -> bool:
        return provider != DEMO or self._provider in (DEMO, "")

    def _on_job(self, job: Job) -> None:
        key = self._keys.get(job.id) or fingerprint(job.request)
        self._keys[job.id] = key
        if self._claims.get(key) == job.id:
            del self._claims[key]
        self._sent.discard(job.id)
        self._busy.discard(key)
        self._jobs.setdefault(key, {})[job.id] = job
        self.changed.emit([key])

    def _on_job_removed(self, job_id: str) -> None:
        key = self._keys.pop(job_id, "")
        if key:
            jobs = self._jobs[key]
            jobs.pop(job_id, None)
            if not jobs:
                del self._jobs[key]
            self.changed.emit([key])

    def _on_records_added(self, records: list[Record]) -> None:
        for record in records:
            key = fingerprint(record.request)
            if self._serves(record.provider):
                known = self._pictures.get(key, ())
                self._pictures[key] = (record, *(one for one in known if one.id != record.id))
                self.changed.emit([key])

    def _on_refused(self, _error: object) -> None:
        """What was handed over and is not in the queue did not get there."""
        sent, self._sent = self._sent, set()
        self._let_go(sent)
