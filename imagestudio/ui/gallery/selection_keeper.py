"""The selection and the place come through a search, a reload or a change as far as their pictures do."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_view import GridView

_MOST = 1000
_AROUND = 400  # so many pictures behind one that went are tried in its stead
_Flag = QItemSelectionModel.SelectionFlag


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
        self._current: list[int] = []  # the current picture, and those that could take its place
        self._sight: list[int] = []  # the pictures from the top of the view on
        self._offset = self._top = 0
        self._awaited = False  # the rest of the answer may hold what was selected
        self._next: list[int] = []  # what could be selected when all that is selected goes
        gallery.modelAboutToBeReset.connect(self._on_about_to_reset)
        gallery.modelReset.connect(self._on_reset)
        gallery.completed.connect(self._on_completed)
        gallery.shrinking.connect(self._on_shrinking)
        gallery.rowsRemoved.connect(self._on_removed)
        view.selectionModel().currentChanged.connect(self._on_went_elsewhere)

    def _on_about_to_reset(self) -> None:
        current = self._view.currentIndex()
        if not self._awaited:
            rows = [row for span in self._view.selected_rows() for row in span[:_MOST]][:_MOST]
            self._times = [self._gallery.cell(row).time for row in rows]
            self._current = self._from(current.row()) if current.isValid() else []
        rows_in_sight = self._view.visible_rows()
        self._sight = self._from(rows_in_sight.start) if rows_in_sight else []
        self._offset = self._view.verticalOffset()
        self._top = self._view.top_of(rows_in_sight.start) - self._offset if rows_in_sight else 0

    def _from(self, row: int) -> list[int]:
        """The times of the pictures from this row on, then of some before it."""
        after = range(row, min(row + _AROUND, self._gallery.rowCount()))
        before = range(row - 1, max(self._gallery.job_rows, row - _AROUND) - 1, -1)
        return [self._gallery.cell(one).time for one in (*after, *before)]

    def _on_reset(self) -> None:
        if self._gallery.replaces:
            current = self._first_left(self._current)
            self._select(current, self._current[0] if self._current else 0)
            self._stay()
        else:
            current = self._gallery.index(self._gallery.row_of(self._current[0] if self._current else 0))
            self._select(current, 0)
            self._awaited = bool(self._times) and not self._gallery.complete
            if current.isValid():
                self._view.scrollTo(current)
            else:
                self._view.verticalScrollBar().setValue(0)
        self.restored.emit()

    def _first_left(self, times: list[int]) -> QModelIndex:
        row = next((row for time in times if (row := self._gallery.row_of(time)) >= 0), -1)
        return self._gallery.index(row)

    def _select(self, current: QModelIndex, was: int) -> None:
        """Select what is left; where nothing is, and the current picture went, the one that took its place."""
        selection = QItemSelection()
        for row in map(self._gallery.row_of, self._times):
            if row >= 0:
                selection.select(self._gallery.index(row), self._gallery.index(row))
        if was and self._times and not selection.indexes() and current.isValid():
            selection.select(current, current)
        model = self._view.selectionModel()
        model.setCurrentIndex(current, _Flag.NoUpdate)
        model.select(selection, _Flag.ClearAndSelect)

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
            self.restored.emit()
        self._awaited = False

    def _on_went_elsewhere(self, current: QModelIndex) -> None:
        if current.isValid():
            self._awaited = False

    def _on_shrinking(self) -> None:
        """Before Qt deselects what goes."""
        spans = self._view.selected_rows()
        self._next = self._from(spans[0].start) if spans else []

    def _on_removed(self) -> None:
        """Who put away what was selected goes on with the picture that took its place."""
        index, model = self._first_left(self._next), self._view.selectionModel()
        if index.isValid() and not model.hasSelection():
            model.setCurrentIndex(index, _Flag.ClearAndSelect)
        self._next = []
