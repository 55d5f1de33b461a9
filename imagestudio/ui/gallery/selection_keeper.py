"""The selection and the place come through a search, a reload or a change as far as their pictures do."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal

from imagestudio.ui.gallery.arrangement import Arrangement
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_layout import joined
from imagestudio.ui.gallery.grid_view import GridView
from imagestudio.ui.gallery.sifter import Sifter

_MOST = 4000  # selected pictures that are looked for one by one, a few microseconds each
_AROUND = 400  # so many pictures behind one that went are tried in its stead
_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one was among all pictures before a search: what was selected and in sight, and how far down."""

    arrangement: Arrangement
    times: list[int]
    current: list[int]
    sight: list[int]
    top: int


class SelectionKeeper(QObject):
    """Remembers what is selected and in sight by its time when the model is about to be filled anew.

    Signals:
        restored: the model was filled anew, and what is still there is selected again.
    """

    restored = Signal()

    def __init__(self, view: GridView, gallery: GalleryModel) -> None:
        super().__init__(view)
        self._view = view
        self._gallery = gallery
        self._times: list[int] = []
        self._spans: list[tuple[int, int]] = []  # from one time to another, where very many are selected
        self._many: array[int] = array("q")  # these in any order
        self._sifter = Sifter(gallery, self)
        self._takes_over = False  # where all of them are gone, the next one is selected
        self._current: list[int] = []  # the current picture, and those that could take its place
        self._sight: list[int] = []  # the pictures from the top of the view on
        self._offset = self._top = 0
        self._home: _Place | None = None
        self._returning = False  # the place stands behind the first page
        self._awaited = False  # the rest of the answer may hold what was selected
        self._next: list[int] = []  # what could be selected when all that is selected goes
        gallery.modelAboutToBeReset.connect(self._on_about_to_reset)
        gallery.modelReset.connect(self._on_reset)
        gallery.completed.connect(self._on_completed)
        gallery.shrinking.connect(self._on_shrinking)
        gallery.rowsRemoved.connect(self._on_removed)
        view.selectionModel().currentChanged.connect(self._on_went_elsewhere)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        self._sifter.sifted.connect(self._on_sifted)

    def _on_about_to_reset(self) -> None:
        current = self._view.currentIndex()
        if not (self._awaited or self._sifter.busy):
            spans, row = self._view.selected_rows(), current.row()
            self._remember(spans)
            self._current = [self._gallery.cell(row).time, *self._others(row, spans)] if current.isValid() else []
        rows_in_sight = self._view.visible_rows()
        self._sight = self._from(rows_in_sight.start) if rows_in_sight else []
        self._offset = self._view.verticalOffset()
        self._top = self._view.top_of(rows_in_sight.start) - self._offset if rows_in_sight else 0
        if self._sight and not self._gallery.search and self._gallery.complete:
            self._home = _Place(self._gallery.arrangement, self._times, self._current, self._sight, self._top)

    def _remember(self, spans: list[range]) -> None:
        """What is selected; of very many no lists of Python's own are made, as these would hold the window."""
        self._times, self._spans, self._many = [], [], array("q")
        if sum(map(len, spans)) <= _MOST:
            self._times = [self._gallery.cell(row).time for span in spans for row in span]
            return
        times, jobs = self._gallery.listed.times, self._gallery.job_rows
        for span in spans:
            self._many += times[max(0, span.start - jobs) : max(0, span.stop - jobs)]
        if self._gallery.arrangement.is_by_time:
            self._spans = [(self._gallery.cell(span[0]).time, self._gallery.cell(span[-1]).time) for span in spans]

    def _from(self, row: int) -> list[int]:
        """The times of the pictures from this row on, then of some before it."""
        after = range(row, min(row + _AROUND, self._gallery.rowCount()))
        before = range(row - 1, max(self._gallery.job_rows, row - _AROUND) - 1, -1)
        return [self._gallery.cell(one).time for one in (*after, *before)]

    def _others(self, row: int, spans: list[range]) -> list[int]:
        """The times of pictures that are not selected, from this row on, then of some before it."""
        begins = [self._gallery.job_rows, *(span.stop for span in spans)]
        gaps = [*map(range, begins, [*(span.start for span in spans), self._gallery.rowCount()])]
        after = (one for gap in gaps for one in range(max(row, gap.start), gap.stop))
        before = (one for gap in reversed(gaps) for one in range(min(row, gap.stop) - 1, gap.start - 1, -1))
        return [self._gallery.cell(one).time for one in (*islice(after, _AROUND), *islice(before, _AROUND))]

    def _on_reset(self) -> None:
        if self._gallery.replaces:
            current = self._first_left(self._current)
            took_over = self._select(current, self._current[0] if self._current else 0)
            self._stay()
            if took_over:
                self._view.scrollTo(current)
        else:
            current = self._gallery.index(self._gallery.row_of(self._current[0] if self._current else 0))
            self._select(current, 0)
            self._awaited = bool(self._times or self._many) and not self._gallery.complete
            self._returning = False
            if current.isValid():
                self._view.scrollTo(current)
            else:
                self._view.verticalScrollBar().setValue(0)
                self._return()
        self._find_many()
        self.restored.emit()

    def _return(self) -> None:
        """Who looked for something, chose nothing of it and cleared the search is where he was before."""
        home = self._home
        if home is None or self._current or self._gallery.search or self._gallery.arrangement != home.arrangement:
            return
        self._returning = not self._gallery.complete and self._gallery.row_of(home.sight[0]) < 0
        if self._returning:
            return
        self._times, self._spans, self._many = home.times, [], array("q")
        self._select(self._gallery.index(self._gallery.row_of(home.current[0] if home.current else 0)), 0)
        index = self._first_left(home.sight)
        if index.isValid():
            self._view.verticalScrollBar().setValue(self._view.top_of(index.row()) - home.top)

    def _find_many(self) -> None:
        """Very many are looked for in all that was found, unless they stand in a row as before."""
        if self._awaited:
            return
        self._sifter.stop()
        if self._many and not (self._spans and self._gallery.replaces):
            self._takes_over = self._gallery.replaces
            self._sifter.start(self._many)
        self._many = array("q")

    def _on_sifted(self, rows: list[tuple[int, int]]) -> None:
        selection, current = QItemSelection(), self._view.currentIndex()
        for first, last in rows:
            selection.select(self._gallery.index(first), self._gallery.index(last))
        if not rows and self._takes_over:
            selection.select(current, current)
        self._view.selectionModel().select(selection, _Flag.ClearAndSelect)
        self.restored.emit()

    def _on_selected(self, selected: QItemSelection) -> None:
        """Somebody selects something else meanwhile."""
        if not selected.isEmpty():
            self._sifter.stop()

    def _first_left(self, times: list[int]) -> QModelIndex:
        row = next((row for time in times if (row := self._gallery.row_of(time)) >= 0), -1)
        return self._gallery.index(row)

    def _select(self, current: QModelIndex, was: int) -> bool:
        """Select what is left; where nothing is, and the current picture went, the one that took its place.

        Returns whether one did.
        """
        selection = QItemSelection()
        for first, last in self._rows_left():
            selection.select(self._gallery.index(first), self._gallery.index(last))
        took_over = bool(was and (self._times or self._spans)) and selection.isEmpty() and current.isValid()
        if took_over:
            selection.select(current, current)
        model = self._view.selectionModel()
        model.setCurrentIndex(current, _Flag.NoUpdate)
        model.select(selection, _Flag.ClearAndSelect)
        return took_over

    def _rows_left(self) -> list[tuple[int, int]]:
        """The rows of what was selected, as far as it is still there."""
        if not (self._spans and self._gallery.replaces):
            return joined((row, row) for row in sorted(map(self._gallery.row_of, self._times)) if row >= 0)
        listed, jobs, spans = self._gallery.listed, self._gallery.job_rows, []
        for first, last in self._spans:
            begin, end = listed.place_for(first), listed.place_for(last)
            end -= 0 if listed.place_of(last) >= 0 else 1
            if begin <= end:
                spans.append((jobs + begin, jobs + end))
        return spans

    def _stay(self) -> None:
        """Let the first picture in sight, or the next one that is left, stand where that one stood."""
        index = self._first_left(self._sight)
        if index.isValid() and self._offset > 0:
            self._view.verticalScrollBar().setValue(self._view.top_of(index.row()) - self._top)

    def _on_completed(self) -> None:
        """What was selected may stand behind the first page."""
        if self._awaited and not self._view.selectionModel().hasSelection():
            self._awaited = False
            index = self._gallery.index(self._gallery.row_of(self._current[0] if self._current else 0))
            self._select(index, 0)
            if index.isValid() and self._view.verticalScrollBar().value() == 0:
                self._view.scrollTo(index)
            self._find_many()
            self.restored.emit()
        self._awaited = False
        if self._returning and self._view.verticalScrollBar().value() == 0:
            self._return()
        self._returning = False

    def _on_went_elsewhere(self, current: QModelIndex) -> None:
        if current.isValid():
            self._awaited = False

    def _on_shrinking(self) -> None:
        """Before Qt deselects what goes."""
        spans = self._view.selected_rows()
        self._next = self._others(spans[0].start, spans) if spans else []

    def _on_removed(self) -> None:
        """Who put away what was selected goes on with the picture that took its place."""
        index, model = self._first_left(self._next), self._view.selectionModel()
        if index.isValid() and not model.hasSelection():
            model.setCurrentIndex(index, _Flag.ClearAndSelect)
            self._view.scrollTo(index)
        self._next = []
