"""The jobs that ended badly, run, wait or are kept for later, as rows in this order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from imagestudio.core.job import Job, JobState
from imagestudio.ui.error_text import describe_job
from imagestudio.workers.job_queue import JobQueue

_ANY_INDEX = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DRAGGED = "application/x-imagestudio-job"


class JobRole(IntEnum):
    """What a row tells besides its text."""

    JOB = Qt.ItemDataRole.UserRole + 1
    STATE_TEXT = Qt.ItemDataRole.UserRole + 2


class Rank(IntEnum):
    """Which rows come first: what wants somebody, then what happens now, then what will."""

    FAILED = 0
    RUNNING = 1
    WAITING = 2
    KEPT = 3


class JobsModel(QAbstractListModel):
    """Follows the queue by itself; what waits or is kept can be moved among its like."""

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._jobs: list[Job] = []
        self._ranks: list[Rank] = []  # of each row, and so in order
        queue.job_added.connect(self._on_job_added)
        queue.job_changed.connect(self._on_job_changed)
        queue.job_removed.connect(self._on_job_removed)
        queue.order.changed.connect(self._on_order_changed)

    def rowCount(self, parent: _ANY_INDEX | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._jobs)

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._jobs):
            return None
        job = self._jobs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return job.request.prompt
        if role == JobRole.JOB:
            return job
        if role == JobRole.STATE_TEXT:
            return self._state_text(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._state_text(index.row())}: {job.request.prompt}"
        return None

    def job_at(self, index: _ANY_INDEX) -> Job | None:
        return self._jobs[index.row()] if index.isValid() and index.row() < len(self._jobs) else None

    def index_of(self, job_id: str) -> QModelIndex:
        """The row of a job; not valid where there is none."""
        return self.index(self._row(job_id), 0)

    def count(self, rank: Rank) -> int:
        """How many rows there are of a kind."""
        return self._end(rank) - self._start(rank)

    # moving

    def flags(self, index: _ANY_INDEX) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        movable = self._ranks[index.row()] in (Rank.WAITING, Rank.KEPT)
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if movable else Qt.ItemFlag.NoItemFlags)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_DRAGGED, self._jobs[indexes[0].row()].id.encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: _ANY_INDEX
    ) -> bool:
        """Only among those that wait alike."""
        source = self._row(bytes(data.data(_DRAGGED).data()).decode())
        return source >= 0 and not parent.isValid() and self._place(self._ranks[source], row) is not None

    def moveRows(self, _source: _ANY_INDEX, source_row: int, count: int, _parent: _ANY_INDEX, destination: int) -> bool:
        place = self._place(self._ranks[source_row], destination)
        moved = [job.id for job in self._jobs[source_row : source_row + count]]
        return place is not None and self._queue.order.put(moved, place)

    def _place(self, rank: Rank, row: int) -> int | None:
        """Which place of its line a row is, or the end of it; None where the row is of another kind."""
        if rank not in (Rank.WAITING, Rank.KEPT) or not self._start(rank) <= row <= self._end(rank):
            return None
        line = self._queue.order.waiting if rank is Rank.WAITING else self._queue.order.kept
        return len(line) if row == self._end(rank) else line.place(self._jobs[row].id)

    # following the queue

    def _start(self, rank: Rank) -> int:
        return bisect_left(self._ranks, rank)

    def _end(self, rank: Rank) -> int:
        return bisect_right(self._ranks, rank)

    def _row(self, job_id: str) -> int:
        return next((row for row, job in enumerate(self._jobs) if job.id == job_id), -1)

    def _rank(self, job: Job) -> Rank:
        if job.failed:
            return Rank.FAILED
        if not job.unsent or self._queue.is_trying(job):
            return Rank.RUNNING
        return Rank.KEPT if self._queue.is_kept(job) else Rank.WAITING

    def _row_for(self, rank: Rank) -> int:
        """Where one that is new among these has its row: behind them; of those that ended badly the last is first."""
        return self._start(rank) if rank is Rank.FAILED else self._end(rank)

    def _on_job_added(self, job: Job) -> None:
        rank = self._rank(job)
        row = self._row_for(rank)
        self.beginInsertRows(_NOWHERE, row, row)
        self._jobs.insert(row, job)
        self._ranks.insert(row, rank)
        self.endInsertRows()

    def _on_job_changed(self, job: Job) -> None:
        row = self._row(job.id)
        if row < 0:
            return
        self._jobs[row] = job
        if (rank := self._rank(job)) is not self._ranks[row]:
            row = self._move(row, rank)
        self._tell(row, row)

    def _move(self, row: int, rank: Rank) -> int:
        """Give a row its place among others; where that is."""
        target = self._row_for(rank)
        if target in (row, row + 1):
            self._ranks[row] = rank
            return row
        self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, target)
        place = target - (target > row)
        self._jobs.insert(place, self._jobs.pop(row))
        self._ranks.pop(row)
        self._ranks.insert(place, rank)
        self.endMoveRows()
        self._tell(self._start(Rank.WAITING), self._end(Rank.WAITING) - 1)  # their numbers
        return place

    def _on_order_changed(self) -> None:
        """Some wait at other places than before."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        ids = [self._jobs[index.row()].id for index in kept]
        for rank, line in ((Rank.WAITING, self._queue.order.waiting), (Rank.KEPT, self._queue.order.kept)):
            places = {job_id: place for place, job_id in enumerate(line)}
            rows = slice(self._start(rank), self._end(rank))
            jobs = {job.id: job for job in self._jobs[rows]}
            self._jobs[rows] = [jobs[job_id] for job_id in sorted(jobs, key=partial(_place_in, places))]
        self.changePersistentIndexList(kept, [self.index_of(job_id) for job_id in ids])
        self.layoutChanged.emit()

    def _on_job_removed(self, job_id: str) -> None:
        row = self._row(job_id)
        if row >= 0:
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._jobs[row], self._ranks[row]
            self.endRemoveRows()
            self._tell(self._start(Rank.WAITING), self._end(Rank.WAITING) - 1)

    def _tell(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))

    def _state_text(self, row: int) -> str:
        """Where a job stands; of one that waits also how many come before it."""
        text = state_text(self._jobs[row], self._queue)
        if self._ranks[row] is not Rank.WAITING or self._queue.order.paused:
            return text
        before = row - self._start(Rank.WAITING)
        return _tr("{0}: next").format(text) if before == 0 else _tr("{0}: number {1}").format(text, before + 1)


def _place_in(places: Mapping[str, int], job_id: str) -> int:
    return places.get(job_id, -1)


def state_text(job: Job, queue: JobQueue) -> str:
    """Where a job stands, in a few words."""
    described = describe_job(job)
    if described is not None:
        return described.title
    if queue.in_background(job.id):
        return _tr("Still listening")
    if queue.is_trying(job):
        return _tr("Trying to send")
    if queue.is_kept(job):
        return _tr("Kept for later")
    if job.unsent:
        return _tr("Waiting") if queue.will_run(job.id) else _tr("Paused")
    return _tr("Fetching the picture") if job.state is JobState.RECEIVED else _tr("On its way")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Jobs", text)
