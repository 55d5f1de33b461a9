"""What is selected in the gallery, as those need it who change pictures."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.gallery_view import GalleryView
from imagestudio.ui.workspace import Workspace


class Chosen:
    """The pictures that are selected, and where a question about them belongs."""

    def __init__(self, workspace: Workspace, gallery: GalleryModel) -> None:
        self._workspace = workspace
        self._gallery = gallery

    @property
    def times(self) -> Sequence[int]:
        return times_of(self._workspace.gallery_panel.view, self._gallery)

    @property
    def is_in_front(self) -> bool:
        """Whether no other view is open over the gallery."""
        focused = QApplication.focusWidget()
        return focused is None or self._workspace.isAncestorOf(focused)

    @property
    def place(self) -> QRect:
        """At the current picture, or in the middle where another view is open."""
        if self.is_in_front:
            return place_of(self._workspace.gallery_panel.view)
        window = self._workspace.window()
        return QRect(window.mapToGlobal(window.rect().center()), QSize(1, 1))


def times_of(view: GalleryView, gallery: GalleryModel) -> Sequence[int]:
    """The ids of all pictures that are selected, of a million too; jobs are none."""
    times: array[int] = array("q")
    for rows in view.selected_rows():
        first = max(rows.start - gallery.job_rows, 0)
        times += gallery.listed.times[first : max(first, rows.stop - gallery.job_rows)]
    return times


def place_of(view: GalleryView) -> QRect:
    """Where on the screen the current picture is, or the middle of the gallery where that is out of sight."""
    viewport = view.viewport()
    rect = view.visualRect(view.currentIndex()).intersected(viewport.rect())
    if rect.isEmpty() or not view.isVisible():
        rect = QRect(viewport.rect().center(), viewport.rect().center())
    return QRect(viewport.mapToGlobal(rect.topLeft()), rect.size())
