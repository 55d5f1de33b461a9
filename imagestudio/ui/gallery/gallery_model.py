"""The rows of the gallery: jobs under way, then every picture of the current search in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.ports import Changed, History, newest_first
from imagestudio.core.record import Record
from imagestudio.core.search_language import parse
from imagestudio.ui.gallery.arrangement import Arrangement, Question
from imagestudio.ui.gallery.asker import Answer, Asker, nothing, take_in
from imagestudio.ui.gallery.cell import Cell, CellRole
from imagestudio.ui.gallery.cell_text import accessible_text
from imagestudio.ui.gallery.grid_layout import joined
from imagestudio.ui.gallery.job_rows import JobRows
from imagestudio.ui.gallery.organised import is_about
from imagestudio.ui.gallery.picture_list import PictureList, only_difference
from imagestudio.ui.gallery.record_cache import RecordCache
from imagestudio.ui.gallery.section_book import SectionBook
from imagestudio.ui.gallery.sections import Sections
from imagestudio.workers.shaping import Shape
from imagestudio.workers.task import TaskRunner
from imagestudio.workers.thumbnail_loader import ThumbnailLoader

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class GalleryModel(JobRows):
    """Tells the view what is where; holds all ids of a search and reads the records of what is looked at.

    Signals:
        count_changed: there are so many pictures in this search now.
        sections_changed: a section, its rows or its cost is another one now.
        load_failed: the history could not be read.
        picture_arrived: the job of the first row has its picture in the second, and its cell is about to go.
        completed: every picture of the search is there, after its first page or at once.
        reorganised: pictures were rated, tagged, put away … or brought back.
        shrinking: pictures are about to leave the list.
    """

    count_changed = Signal(int)
    sections_changed = Signal()
    load_failed = Signal(object)
    picture_arrived = Signal(int, int)
    completed = Signal()
    reorganised = Signal()
    shrinking = Signal()

    def __init__(
        self,
        history: History,
        thumbnails: ThumbnailLoader,
        runner: TaskRunner,
        name_of: Callable[[str], str] = str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._name_of = name_of
        self._complete = self._ready = False
        self._added: list[int] = []
        self._asker = Asker(history, runner, self)
        self.records = RecordCache(history, runner, self)
        self.book = SectionBook(history, runner, self.records, self)
        self._take(nothing())
        self.replaces = False  # whether a reset shows another state of the same question
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._asker.answered.connect(self._on_answered)
        self._asker.counted.connect(self._on_counted)
        self._asker.failed.connect(self._on_failed)
        self.records.loaded.connect(self._on_records_loaded)
        self.records.load_failed.connect(self.load_failed)
        self._thumbnails.loaded.connect(self._on_thumbnails_loaded)
        self._thumbnails.records_read.connect(self.records.take)
        self._thumbnails.read_failed.connect(self.load_failed)
        self.book.changed.connect(self.sections_changed)

    @property
    def search(self) -> str:
        return self._question.search

    @property
    def arrangement(self) -> Arrangement:
        return self._question.arrangement

    @property
    def ready(self) -> bool:
        """Whether the history has answered once; before that an empty gallery means nothing."""
        return self._ready

    @property
    def complete(self) -> bool:
        return self._complete  # not its first page only

    @property
    def pictures(self) -> int:
        """How many are listed, of a search that is not complete those of its first page."""
        return len(self._pictures)

    @property
    def listed(self) -> PictureList:
        return self._pictures  # to be read only

    @property
    def jobs_shown(self) -> bool:
        """A search hides the jobs, since they are no answer to it."""
        return not self.search

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.job_rows + len(self._pictures)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags if index.row() < self.job_rows else flags | Qt.ItemFlag.ItemIsDragEnabled

    def cell(self, row: int) -> Cell:
        if row < self.job_rows:
            return self.jobs.cell(row)
        time = self._pictures[row - self.job_rows]
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
            return self.jobs.progress_of(cell.job.id) if cell.job else None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return accessible_text(cell, self._name_of)
        return None

    def row_of(self, time: int) -> int:
        """The row of the record with this time, or -1 where the search has none."""
        place = self._pictures.place_of(time)
        return self.job_rows + place if place >= 0 else -1

    def sections(self) -> Sections:
        return self.book.sections(self.job_rows)

    def set_search(self, text: str) -> None:
        """Show the pictures that this finds, all of them where it says nothing."""
        search = "" if parse(text).is_empty else text
        if search != self._asker.question.search or not self._ready:
            self._asker.ask(Question(search, self._asker.question.arrangement))

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the same pictures in this order and these groups."""
        if arrangement != self._asker.question.arrangement:
            question = Question(self._asker.question.search, arrangement)
            if self._ready or self._asker.busy:
                self._asker.ask(question)
            else:
                self._asker.question = question  # asked with the first reading

    def reload(self) -> None:
        """Read everything anew."""
        self.records.clear()
        self._ready = False
        self._asker.ask(self._asker.question)
        self.book.ask_ahead(self._asker.question)

    def ask_again(self) -> None:
        """Bring the list up to date, with the view and the selection where they are."""
        self._asker.ask(self._asker.question, paged=self._asker.question != self._question)

    # pictures that come, change and go

    def add_records(self, records: Sequence[Record]) -> None:
        """Put new records at their places, and take their jobs' cells away."""
        self.records.add(records)
        if self._question.takes_all:
            for record in newest_first(records):
                self._insert(record.time)
            self.count_changed.emit(len(self._pictures))
        if self._asker.question.takes_all:
            self._added += [record.time for record in records] if self._asker.busy else []
        else:
            self.ask_again()
        for record in records:
            rows = self.jobs.row_of(record.job_id), self.row_of(record.time)
            if min(rows) >= 0 and not self.search:
                self.picture_arrived.emit(*rows)
            self.remove_job(record.job_id)

    def organised(self, changed: Changed | Iterable[int]) -> None:
        """Show what organising changed (bare times are read again), and ask where pictures may come, go or move."""
        if isinstance(changed, dict):
            self.records.organise(changed)
            again = is_about(self._question, changed)
        else:
            self.records.refresh(changed)
            again = True
        if again:
            self.ask_again()
        self.reorganised.emit()

    def _insert(self, time: int) -> None:
        if self._pictures.place_of(time) >= 0:
            return
        place = self._pictures.place_for(time)
        row = self.job_rows + place
        self.beginInsertRows(_NOWHERE, row, row)
        self._pictures.insert(place, time)
        self.book.insert(place)
        self.endInsertRows()

    def _on_answered(self, answer: Answer) -> None:
        same = answer.question == self._question and self._ready
        take_in(answer, self._added)
        self._added = [] if answer.complete else self._added
        self.records.add(answer.records)
        difference = only_difference(self._pictures.times, answer.pictures.times) if same else None
        self._ready, self._complete = True, answer.complete
        if difference is None:
            self._reset(answer, same)
        else:
            self._move_to(answer, *difference)
        if answer.complete:
            self.count_changed.emit(len(self._pictures))
            self.completed.emit()

    def _reset(self, answer: Answer, same: bool) -> None:
        self.replaces = same
        self.beginResetModel()
        self._take(answer)
        self.endResetModel()
        self.replaces = False

    def _move_to(self, answer: Answer, place: int, more: int) -> None:
        """Become the answer, which has one run of rows more or less."""
        first = self.job_rows + place
        if more > 0:
            self.beginInsertRows(_NOWHERE, first, first + more - 1)
            self._take(answer)
            self.endInsertRows()
        elif more < 0:
            self.shrinking.emit()
            self.beginRemoveRows(_NOWHERE, first, first - more - 1)
            self._take(answer)
            self.endRemoveRows()
        else:
            self._take(answer)
            self.sections_changed.emit()

    def _take(self, answer: Answer) -> None:
        self._question = answer.question
        self._pictures = answer.pictures
        self.book.open(answer)

    def _on_counted(self, question: Question, pictures: int) -> None:
        if question == self._question and not self._complete:
            self.count_changed.emit(pictures)

    def _on_failed(self, error: ImageStudioError) -> None:
        self._asker.question = self._question
        self.load_failed.emit(error)

    def show_rows(self, visible: range, around: range, upwards: bool = False) -> None:
        """Load what is in sight first, then what one comes to next, then what lies behind."""
        above = self._times_of(range(around.start, visible.start))[::-1]
        below = self._times_of(range(visible.stop, around.stop))
        times = [*self._times_of(visible), *above, *below] if upwards else [*self._times_of(visible), *below, *above]
        self._thumbnails.request([self.records.get(time) or time for time in times], self._times_of(visible))

    def set_shape(self, shape: Shape) -> None:
        self._thumbnails.set_shape(shape)

    def want_rows(self, rows: range) -> None:
        self.records.want(self._times_of(rows))

    def _times_of(self, rows: range) -> Sequence[int]:
        jobs = self.job_rows
        return self._pictures.times[max(0, rows.start - jobs) : max(0, rows.stop - jobs)]

    def _on_records_loaded(self, times: list[int]) -> None:
        self._changed(times, CellRole.CELL)

    def _on_thumbnails_loaded(self, times: list[int]) -> None:
        self._changed(times, CellRole.THUMBNAIL)

    def _changed(self, times: list[int], role: CellRole) -> None:
        """Tell of each run of rows once."""
        rows = sorted(row for row in map(self.row_of, times) if row >= 0)
        for first, last in joined((row, row) for row in rows):
            self.dataChanged.emit(self.index(first), self.index(last), [role])
