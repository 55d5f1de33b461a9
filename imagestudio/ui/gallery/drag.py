"""Pictures that leave the window as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDrag, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui.theme import Theme

if TYPE_CHECKING:
    from imagestudio.ui.giving import DraggedData

_SIDE = 96


def drag_pictures(source: QWidget, records: Sequence[Record], files: Files, image: QImage | None, theme: Theme) -> None:
    """Let the person drag copies of these pictures to any program: as files, and a single one as a picture too."""
    data = dragged_data(records, files)
    drag = QDrag(source)
    drag.setMimeData(data)
    if image is not None:
        drag.setPixmap(_picture(image, len(records), theme))
        drag.setHotSpot(QPoint(_SIDE // 2, _SIDE // 2))
    drag.exec(Qt.DropAction.CopyAction)


def dragged_data(records: Sequence[Record], files: Files) -> DraggedData:
    """The pictures as others take them, made without waiting for the disk."""
    from imagestudio.ui.giving import DraggedData

    single = records[0].media_type if len(records) == 1 else ""
    return DraggedData([files.place_of(record) for record in records], single)


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
        painter.setOpacity(1)
        place = QRectF(_SIDE - 32, 0, 32, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(place, 11, 11)
        painter.setPen(theme.color("on_accent"))
        painter.setFont(theme.font(-1, bold=True))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count) if count < 1000 else "999+")
    painter.end()
    return pixmap
