"""The gallery's selection while pictures are looked at: the one that is shown; and as it was, afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.gallery_panel import GalleryPanel

_MOST = 10_000
_Flag = QItemSelectionModel.SelectionFlag


class HeldSelection(QObject):
    """Whatever the window's commands do meanwhile, they do to the picture one sees."""

    def __init__(self, panel: GalleryPanel, gallery: GalleryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._gallery = gallery
        self._kept = QItemSelection()
        self._times: tuple[int, ...] = ()
        self._holds = False
        self._borrowed = False

    @property
    def times(self) -> tuple[int, ...]:
        """The pictures that were selected, in the order of the gallery; none where it was one, or very many."""
        return self._times

    @property
    def borrowed(self) -> bool:
        """Whether they are not what was selected, but were named by whoever asked."""
        return self._borrowed

    def hold(self, time: int, among: Sequence[int] = ()) -> None:
        """Keep what is selected in mind; `time` is the picture that is to be shown, `among` those beside it if these
        are not what is selected."""
        self._kept = QItemSelection(self._panel.view.selectionModel().selection())
        self._holds = True
        self._times = tuple(among) if time in among else ()
        self._borrowed = bool(among)
        if not among and 1 < self._panel.selected_count <= _MOST:
            times = tuple(cell.time for cell in self._panel.selected_cells() if cell.job is None)
            self._times = times if len(times) > 1 and time in times else ()

    def show(self, time: int) -> None:
        """Select the picture one sees, alone."""
        self._panel.select_record(time)

    def give_back(self, time: int, alone: bool = False) -> None:
        """Select what was selected, with the picture that was seen last as the current one; or that one alone."""
        if not self._holds:
            return
        self._holds = False
        if self._borrowed and not self._kept.isEmpty():
            self._panel.view.selectionModel().select(self._kept, _Flag.ClearAndSelect)
            return
        if alone or self._borrowed or not self._times:
            self._panel.select_record(time)
            return
        view = self._panel.view
        view.selectionModel().select(self._selection(), _Flag.ClearAndSelect)
        row = self._gallery.row_of(time)
        if row >= 0:
            index = self._gallery.index(row)
            view.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            view.scrollTo(index)

    def _selection(self) -> QItemSelection:
        """As it was, or where the gallery was filled anew meanwhile, what is left of it."""
        rows = sorted(row for row in map(self._gallery.row_of, self._times) if row >= 0)
        kept = sum(span.height() for span in self._kept.toList() if span.isValid())
        if kept == len(rows):
            return self._kept
        selection = QItemSelection()
        begin = 0
        for end in range(1, len(rows) + 1):
            if end == len(rows) or rows[end] != rows[end - 1] + 1:
                selection.select(self._gallery.index(rows[begin]), self._gallery.index(rows[end - 1]))
                begin = end
        return selection
