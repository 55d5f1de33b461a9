"""What is selected in the gallery, as those need it who change pictures."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QRect

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.gallery_view import GalleryView


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
