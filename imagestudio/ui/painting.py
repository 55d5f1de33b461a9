"""Small pieces of painting that several widgets share: the checkerboard, rounded pictures, whether things may move."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QWidget

from imagestudio.ui.theme import Theme

_SQUARE = 8


def checker_pixmap(theme: Theme) -> QPixmap:
    """Two by two squares to tile under what is transparent."""
    tile = QPixmap(2 * _SQUARE, 2 * _SQUARE)
    tile.fill(theme.color("checker_a"))
    painter = QPainter(tile)
    painter.fillRect(0, 0, _SQUARE, _SQUARE, theme.color("checker_b"))
    painter.fillRect(_SQUARE, _SQUARE, _SQUARE, _SQUARE, theme.color("checker_b"))
    painter.end()
    return tile


def fitted(width: int, height: int, into: QSize) -> QSize:
    """The largest size of this shape within another; at least one pixel each way."""
    if width <= 0 or height <= 0:
        return QSize(0, 0)
    scale = min(into.width() / width, into.height() / height)
    return QSize(max(1, round(width * scale)), max(1, round(height * scale)))


def rounded_picture(image: QImage, size: QSize, radius: float, ratio: float, theme: Theme) -> QPixmap:
    """The picture at a size in device-independent pixels, sharp at this device pixel ratio, with round corners."""
    pixels = QSize(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)))
    pixmap = QPixmap(pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, pixels.width(), pixels.height()), radius * ratio, radius * ratio)
    if image.hasAlphaChannel():
        painter.fillPath(path, QBrush(checker_pixmap(theme)))
    mode = Qt.AspectRatioMode.IgnoreAspectRatio
    painter.fillPath(path, QBrush(image.scaled(pixels, mode, Qt.TransformationMode.SmoothTransformation)))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def may_animate(widget: QWidget) -> bool:
    """Whether the system lets things move; where it asks for less, nothing does."""
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
