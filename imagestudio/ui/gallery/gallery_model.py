"""The rows of the gallery: jobs under way, then every picture of the current search, newest first."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job
from imagestudio.core.money import Money
from imagestudio.core.ports import History, newest_first
from imagestudio.core.record import Record
from imagestudio.core.times import now_us
from imagestudio.ui.gallery.cell import Cell, CellRole, Progress
from imagestudio.ui.gallery.cell_text import accessible_text
from imagestudio.ui.gallery.job_cells import JobCells, shown
from imagestudio.ui.gallery.record_cache import PAGE, RecordCache
from imagestudio.ui.gallery.section_costs import SectionCosts
from imagestudio.ui.gallery.sections import Section, day_of, seconds_to_midnight, sections_of
from imagestudio.ui.gallery.time_list import TimeList
from imagestudio.workers.task import Task, TaskRunner
from imagestudio.workers.thumbnail_loader import Shape, ThumbnailLoader

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class GalleryModel(QAbstractListModel):
    """Tells the view what is where; holds all times of a search and reads the records of what is looked at.

    Signals:
        count_changed: there are so many pictures in this search now.
        sections_changed: a day, its rows or its cost is another one now.
        load_failed: the history could not be read.
        picture_arrived: the job of the first row has its picture in the second, and its cell is about to go.
    """

    count_changed = Signal(int)
    sections_changed = Signal()
    load_failed = Signal(object)
    picture_arrived = Signal(int, int)

    def __init__(
        self,
        history: History,
        thumbnails: ThumbnailLoader,
        runner: TaskRunner,
        name_of: Callable[[str], str] = str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._thumbnails = thumbnails
        self._runner = runner
        self._name_of = name_of
        self._search = self._asked = ""
        self._times = TimeList()
        self._added: set[int] = set()
        self._asking: Task | None = None
        self._ready = False
        self._jobs = JobCells()
        self.records = RecordCache(history, runner, self)
        self._costs = SectionCosts(history, runner, self)
        self._sections: tuple[Section, ...] | None = None
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.records.loaded.connect(self._on_records_loaded)
        self.records.load_failed.connect(self.load_failed)
        self._thumbnails.loaded.connect(self._on_thumbnail_loaded)
        self._costs.changed.connect(self.sections_changed)
        self._midnight.timeout.connect(self._on_midnight)

    @property
    def search(self) -> str:
        return self._search

    @property
    def ready(self) -> bool:
        """Whether the history has answered once; before that an empty gallery means nothing."""
        return self._ready

    @property
    def pictures(self) -> int:
        return len(self._times)

    @property
    def job_rows(self) -> int:
        """How many rows at the top are jobs: a search hides them, since they are no answer to it."""
        return 0 if self._search else len(self._jobs)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.job_rows + len(self._times)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags if index.row() < self.job_rows else flags | Qt.ItemFlag.ItemIsDragEnabled

    def cell(self, row: int) -> Cell:
        if row < self.job_rows:
            return self._jobs.cell(row)
        time = self._times[row - self.job_rows]
        return Cell(time, self.records.get(time))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        cell = self.cell(index.row())
        if role == CellRole.CELL:
            return cell
        if role == CellRole.THUMBNAIL:
            return None if cell.job else self._thumbnails.image(cell.time)
        if role == CellRole.BROKEN:
            return cell.job is None and self._thumbnails.is_broken(cell.time)
        if role == CellRole.PROGRESS:
            return self._jobs.progress_of(cell.job.id) if cell.job else None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return accessible_text(cell, self._name_of)
        return None

    def row_of(self, time: int) -> int:
        """The row of the record with this time, or -1 where the search has none."""
        place = self._times.place_of(time)
        return self.job_rows + place if place >= 0 else -1

    def sections(self) -> tuple[Section, ...]:
        if self._sections is None:
            now = now_us()
            self._sections = sections_of(self._times.times, self.job_rows, day_of(now))
            self._midnight.start(min(seconds_to_midnight(now), 86_400) * 1000)
        return self._sections

    def section_cost(self, section: Section) -> Money | None:
        """What the pictures of a section cost, where that is known yet."""
        return self._costs.cost(section)

    def set_search(self, text: str) -> None:
        """Show the pictures with these words, all of them for none."""
        search = " ".join(text.split())
        if search != self._asked or not self._ready:
            self._ask(search)

    def reload(self) -> None:
        """Read everything anew."""
        self.records.clear()
        self._ready = False
        self._ask(self._asked)

    def add_records(self, records: Sequence[Record]) -> None:
        """Put new records at their places, and take their jobs' cells away."""
        self.records.add(records)
        if self._asking is not None:
            self._added.update(record.time for record in records)
        if self._search:
            self._ask(self._asked)
        else:
            for record in newest_first(records):
                self._insert_time(record.time)
            self.count_changed.emit(len(self._times))
        for record in records:
            rows = self._jobs.row_of(record.job_id), self.row_of(record.time)
            if min(rows) >= 0 and not self._search:
                self.picture_arrived.emit(*rows)
            self.remove_job(record.job_id)

    def set_jobs(self, jobs: Iterable[Job]) -> None:
        """Show the cells of these jobs and of no others."""
        if count := self.job_rows:
            self.beginRemoveRows(_NOWHERE, 0, count - 1)
            self._jobs.replace_all(())
            self._sections = None
            self.endRemoveRows()
        for job in jobs:
            self.update_job(job)

    def update_job(self, job: Job) -> None:
        """Show where a job stands now; a new one gets a cell, a finished one loses its."""
        row = self._jobs.row_of(job.id)
        if not shown(job):
            self.remove_job(job.id)
        elif row >= 0:
            self._jobs.replace(row, job)
            self._tell_job(row)
        else:
            row = self._jobs.place_for(job)
            if not self._search:
                self.beginInsertRows(_NOWHERE, row, row)
            self._jobs.insert(row, job)
            self._sections = None
            if not self._search:
                self.endInsertRows()

    def remove_job(self, job_id: str) -> None:
        if (row := self._jobs.row_of(job_id)) < 0:
            return
        if not self._search:
            self.beginRemoveRows(_NOWHERE, row, row)
        self._jobs.remove(row)
        self._sections = None
        if not self._search:
            self.endRemoveRows()

    def set_progress(self, job_id: str, progress: Progress | None) -> None:
        """Let a job show when it was sent and how long the like took, or that it waits for a click."""
        self._jobs.set_progress(job_id, progress)
        if (row := self._jobs.row_of(job_id)) >= 0:
            self._tell_job(row)

    def show_rows(self, visible: range, around: range) -> None:
        """Load what is in sight first, then what is around it."""
        pages = range(around.start - around.start % PAGE, -(-around.stop // PAGE) * PAGE)
        self.records.want(self._times_of(pages))
        order = [*self._times_of(visible), *self._times_of(range(visible.stop, around.stop))]
        order += reversed(self._times_of(range(around.start, visible.start)))
        self._thumbnails.request([record for time in order if (record := self.records.get(time)) is not None])

    def set_shape(self, shape: Shape) -> None:
        """Make thumbnails of this shape from now on."""
        self._thumbnails.set_shape(shape)

    def want_rows(self, rows: range) -> None:
        """Read the records of these rows, in sight or not."""
        self.records.want(self._times_of(rows))

    def _times_of(self, rows: range) -> Sequence[int]:
        jobs = self.job_rows
        return self._times.times[max(0, rows.start - jobs) : max(0, rows.stop - jobs)]

    def _insert_time(self, time: int) -> None:
        if self._times.place_of(time) >= 0:
            return
        place = self._times.place_for(time)
        row = self.job_rows + place
        self.beginInsertRows(_NOWHERE, row, row)
        self._times.insert(place, time)
        self._sections = None
        self.endInsertRows()

    def _tell_job(self, row: int) -> None:
        if not self._search:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _ask(self, search: str) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self._added.clear()
        self._asked = search
        self._asking = self._runner.run(partial(_ask, self._history, search), self._on_times, self._on_failed)

    def _on_times(self, result: tuple[str, array[int]]) -> None:
        search, times = result[0], TimeList(result[1])
        self._asking = None
        if not search:  # what came while the history was asked
            times = times.with_added(self._added)
        fresh = self._times.new_in(times) if search == self._search and self._ready else None
        self._ready = True
        if fresh is None:
            self._show(search, times)
        else:
            for time in fresh:
                self._insert_time(time)
        self.count_changed.emit(len(self._times))
        if search and self._added:  # only the history knows whether these have the words
            self._ask(search)

    def _show(self, search: str, times: TimeList) -> None:
        self.beginResetModel()
        self._search = search
        self._times = times
        self._sections = None
        self._costs.reset(search)
        self.endResetModel()

    def _on_failed(self, error: ImageStudioError) -> None:
        self._asking, self._asked = None, self._search
        self.load_failed.emit(error)

    def _on_records_loaded(self, times: list[int]) -> None:
        if rows := [row for row in map(self.row_of, times) if row >= 0]:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)), [CellRole.CELL])

    def _on_thumbnail_loaded(self, time: int) -> None:
        if (row := self.row_of(time)) >= 0:
            self.dataChanged.emit(self.index(row), self.index(row), [CellRole.THUMBNAIL])

    def _on_midnight(self) -> None:
        self._sections = None
        self.sections_changed.emit()


def _ask(history: History, search: str) -> tuple[str, array[int]]:
    return search, history.times(search)
