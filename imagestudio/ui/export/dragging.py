"""Selected pictures that are dragged out of the window as files, however many they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDrag, QImage, QPainter, QPixmap

from imagestudio.core.ports import Files, History, in_order
from imagestudio.core.record import Record
from imagestudio.ui.export.given import MOST_GIVEN, left_behind
from imagestudio.ui.gallery.cell import CellRole
from imagestudio.ui.notices import Notices
from imagestudio.ui.organise.chosen import times_of
from imagestudio.ui.theme import Theme
from imagestudio.ui.workspace import Parts, Workspace

if TYPE_CHECKING:
    from imagestudio.ui.giving import DraggedData

_NOTICE = "drag"
_SIDE = 96


class Dragging(QObject):
    """Lets the person drag copies to any program; what cannot be given is told when it was let go."""

    def __init__(self, workspace: Workspace, parts: Parts, notices: Notices) -> None:
        super().__init__(workspace)
        self._view = workspace.gallery_panel.view
        self._parts = parts
        self._notices = notices
        self._view.drag_begun.connect(self._on_begun)

    def dragged(self, times: Sequence[int]) -> DraggedData:
        """These as others take them, made without waiting for the disk."""
        from imagestudio.ui.giving import DraggedData

        parts = self._parts
        known = [record for time in times if (record := parts.gallery.records.get(time)) is not None]
        if len(known) < len(times):  # the others are read while they are dragged
            return DraggedData(partial(_places, parts.history, parts.files, times))
        single = known[0].media_type if len(known) == 1 else ""
        return DraggedData(_places_of(parts.files, known), single)

    def tell(self, data: DraggedData, given: int, selected: int) -> None:
        """Say what was not given: never fewer than are selected without a word."""
        data.settle()
        if data.files < given:
            text = self.tr("{0} of {1} pictures could not be read and were not given.")
            lost = given - data.files
            self._notices.show(_NOTICE, text.format(f"{lost:,}", f"{given:,}"), "warning")
        elif given < selected:
            self._notices.show(_NOTICE, left_behind(given, selected), "warning")

    def _on_begun(self) -> None:
        selected = times_of(self._view, self._parts.gallery)
        times = selected[:MOST_GIVEN]
        if not times:
            return
        data = self.dragged(times)
        drag = QDrag(self._view)
        drag.setMimeData(data)
        image = self._view.currentIndex().data(CellRole.THUMBNAIL)
        if image is not None:
            drag.setPixmap(_picture(image, len(times), self._parts.theme))
            drag.setHotSpot(QPoint(_SIDE // 2, _SIDE // 2))
        if drag.exec(Qt.DropAction.CopyAction) != Qt.DropAction.IgnoreAction:
            self.tell(data, len(times), len(selected))


def _places(history: History, files: Files, times: Sequence[int]) -> list[Path]:
    """Runs in a worker thread."""
    return _places_of(files, in_order(history, times))


def _places_of(files: Files, records: Sequence[Record]) -> list[Path]:
    return [files.place_of(record) for record in records]


def _picture(image: QImage, count: int, theme: Theme) -> QPixmap:
    """What hangs on the pointer: the picture, and how many there are."""
    ratio = image.devicePixelRatio()
    side = round(_SIDE * ratio)
    mode, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    small = image.scaled(side, side, mode, smooth)
    size = small.deviceIndependentSize()
    painter.setOpacity(0.9)
    painter.drawImage(QPointF((_SIDE - size.width()) / 2, (_SIDE - size.height()) / 2), small)
    if count > 1:
        _paint_count(painter, count, theme)
    painter.end()
    return pixmap


def _paint_count(painter: QPainter, count: int, theme: Theme) -> None:
    painter.setOpacity(1)
    place = QRectF(_SIDE - 32, 0, 32, 22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawRoundedRect(place, 11, 11)
    painter.setPen(theme.color("on_accent"))
    painter.setFont(theme.font(-1, bold=True))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count) if count < 1000 else "999+")
