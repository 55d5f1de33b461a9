"""Thumbnails as they are painted: decoded at the right size, cropped or fitted, with round corners."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QImageReader, QPainter

from imagestudio.core.errors import PictureError

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a thumbnail is made into, so that painting it is a plain copy.

    `side`, `radius` and `checker` (the squares under transparency) are in device pixels; `ratio` is the screen's.
    The whole picture fits the square; otherwise it is cropped to fill it.
    """

    side: int
    ratio: float = 1.0
    radius: float = 8.0
    whole: bool = False
    checker: int = 8
    checker_a: str = "#ffffff"
    checker_b: str = "#eeeeee"

    def scaled(self, size: QSize) -> QSize:
        """How large a picture of this size is made, before what sticks out is cut off."""
        mode = Qt.AspectRatioMode.KeepAspectRatio if self.whole else Qt.AspectRatioMode.KeepAspectRatioByExpanding
        return size.scaled(QSize(self.side, self.side), mode).expandedTo(QSize(1, 1))


def shaped(data: bytes, shape: Shape) -> QImage:
    """The thumbnail in these bytes in its shape, ready to copy. Raises PictureError for anything but JPEG and PNG.

    The reader scales a JPEG itself: while it reads Python's lock is free, and the window goes on.
    """
    kind = b"JPEG" if data.startswith(_JPEG) else b"PNG" if data.startswith(_PNG) else b""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, kind)
    size = shape.scaled(reader.size()) if kind else QSize()
    if kind == b"JPEG" and size.isValid():
        reader.setScaledSize(size)
    image = reader.read() if size.isValid() else QImage()
    if image.isNull():
        raise PictureError("the thumbnail cannot be read")
    if image.size() != size:
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return _finished(image, shape)


def _finished(image: QImage, shape: Shape) -> QImage:
    """The scaled picture without what sticks out, on its checkerboard, its corners cut."""
    target = image.size().boundedTo(QSize(shape.side, shape.side))
    left, top = (image.width() - target.width()) // 2, (image.height() - target.height()) // 2
    if target != image.size():
        image = image.copy(left, top, target.width(), target.height())
    if image.hasAlphaChannel():
        image = _on_checkerboard(image, shape)
    result = _rounded(image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), shape.radius)
    result.setDevicePixelRatio(shape.ratio)
    return result


def _rounded(image: QImage, radius: float) -> QImage:
    """The picture with its corners cut out; nothing but these is painted again."""
    side = math.ceil(min(radius, image.width() / 2, image.height() / 2))
    disc = _disc(side, min(radius, side))
    right, bottom = image.width() - side, image.height() - side
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    for x, from_x in ((0, 0), (right, side)):
        for y, from_y in ((0, 0), (bottom, side)):
            painter.drawImage(QPoint(x, y), disc, QRect(from_x, from_y, side, side))
    painter.end()
    return image


@lru_cache(maxsize=8)
def _disc(side: int, radius: float) -> QImage:
    """Four round corners side by side, each a square of this side."""
    disc = QImage(2 * side, 2 * side, QImage.Format.Format_ARGB32_Premultiplied)
    disc.fill(Qt.GlobalColor.transparent)
    painter = QPainter(disc)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawRoundedRect(QRectF(disc.rect()), radius, radius)
    painter.end()
    return disc


def _on_checkerboard(image: QImage, shape: Shape) -> QImage:
    """The picture over light and dark squares."""
    tile = QImage(shape.checker * 2, shape.checker * 2, QImage.Format.Format_RGB32)
    tile.fill(QColor(shape.checker_a))
    painter = QPainter(tile)
    for corner in (0, shape.checker):
        painter.fillRect(corner, shape.checker - corner, shape.checker, shape.checker, QColor(shape.checker_b))
    painter.end()
    result = QImage(image.size(), QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.fillRect(result.rect(), QBrush(tile))
    painter.drawImage(0, 0, image)
    painter.end()
    return result
