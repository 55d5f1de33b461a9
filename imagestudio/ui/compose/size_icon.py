"""The shape of a size, drawn to its proportions."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

_SIDE = 20
_LONGEST = 13.0


def shape_icon(size: str, color: QColor) -> QIcon:
    """An outline with the proportions of a size such as 1536x1024; an empty icon for a text that is no size."""
    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        return QIcon()
    icon = QIcon()
    for scale in (1, 2):
        icon.addPixmap(_drawn(int(width), int(height), color, scale))
    return icon


def _drawn(width: int, height: int, color: QColor, scale: int) -> QPixmap:
    pixmap = QPixmap(_SIDE * scale, _SIDE * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    factor = _LONGEST / max(width, height, 1)
    box = QRectF(0, 0, width * factor, height * factor)
    box.moveCenter(QRectF(0, 0, _SIDE, _SIDE).center())
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.5))
    painter.drawRoundedRect(box, 2, 2)
    painter.end()
    return pixmap
