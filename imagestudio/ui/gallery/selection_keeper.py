"""The selection comes through a search or a reload as far as its pictures do."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Signal

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_view import GridView

_MOST = 1000
_Flag = QItemSelectionModel.SelectionFlag


class SelectionKeeper(QObject):
    """Remembers what is selected by its time when the model is about to be filled anew.

    Signals:
        restored: the model was filled anew, and what is still there is selected again.
    """

    restored = Signal()

    def __init__(self, view: GridView, gallery: GalleryModel) -> None:
        super().__init__(view)
        self._view = view
        self._gallery = gallery
        self._times: list[int] = []
        self._current = 0
        gallery.modelAboutToBeReset.connect(self._on_about_to_reset)
        gallery.modelReset.connect(self._on_reset)

    def _on_about_to_reset(self) -> None:
        rows = [row for span in self._view.selected_rows() for row in span[:_MOST]][:_MOST]
        self._times = [self._gallery.cell(row).time for row in rows]
        current = self._view.currentIndex()
        self._current = self._gallery.cell(current.row()).time if current.isValid() else 0

    def _on_reset(self) -> None:
        selection = QItemSelection()
        for row in map(self._gallery.row_of, self._times):
            if row >= 0:
                selection.select(self._gallery.index(row), self._gallery.index(row))
        current = self._gallery.index(self._gallery.row_of(self._current))
        model = self._view.selectionModel()
        model.setCurrentIndex(current, _Flag.NoUpdate)
        model.select(selection, _Flag.ClearAndSelect)
        if current.isValid():
            self._view.scrollTo(current)
        else:
            self._view.verticalScrollBar().setValue(0)
        self.restored.emit()
