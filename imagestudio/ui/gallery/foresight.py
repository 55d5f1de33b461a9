"""Has the first pictures decoded while their view is still being made."""

from __future__ import annotations

from PySide6.QtCore import QObject

from imagestudio.ui.column_widths import HANDLE
from imagestudio.ui.gallery.arrangement import Group
from imagestudio.ui.gallery.cell_delegate import shape_of
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_layout import HEADER, GridLayout
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.theme import Theme


class Foresight(QObject):
    """Works out what will be in sight when the first page has come; a wrong guess costs the view nothing but time."""

    def __init__(self, gallery: GalleryModel, theme: Theme, window: MainWindow) -> None:
        super().__init__(gallery)
        self._gallery = gallery
        self._theme = theme
        self._window = window
        gallery.modelReset.connect(self._on_first_page)

    def _on_first_page(self) -> None:
        gallery, window, state = self._gallery, self._window, self._window.state
        gallery.modelReset.disconnect(self._on_first_page)
        room = window.width() - sum(width + HANDLE for width in state.sides(window.width()) if width)
        header = 0 if gallery.arrangement.group is Group.NONE else HEADER
        grid = GridLayout(gallery.sections().rows(), room, state.thumbnail_size, header)
        gallery.set_shape(shape_of(self._theme, grid.cell, window.devicePixelRatioF(), state.whole_pictures))
        rows = grid.rows_between(0, window.height())
        gallery.show_rows(rows, rows)
        self.deleteLater()
