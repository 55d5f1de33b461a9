"""Paints a picture, or what stands in for it, where a canvas has it; all in device pixels."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QBrush, QImage, QPainter

from imagestudio.ui.painting import checker_pixmap
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.viewer.zoom import Zoom

_BLOCKS_FROM = 3.0  # from here on one sees pixels, not a blur


def paint_picture(painter: QPainter, target: QRectF, picture: Picture, zoom: Zoom, at_rest: bool, theme: Theme) -> None:
    """Quickly while it moves, at its best when it is at rest."""
    if picture.transparent:
        _paint_checker(painter, target, theme)
    image = picture.level_for(zoom.scale)
    if zoom.scale < 1 and at_rest:
        image = picture.exact(round(target.width()), round(target.height())) or image
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, zoom.scale < _BLOCKS_FROM and zoom.scale != 1)
    _paint_visible(painter, target, image, zoom)


def paint_placeholder(painter: QPainter, target: QRectF, image: QImage | None, theme: Theme) -> None:
    """The thumbnail, or a plain surface."""
    if image is None:
        painter.fillRect(target, theme.color("raised"))
        return
    if image.hasAlphaChannel():
        _paint_checker(painter, target, theme)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, image)


def _paint_checker(painter: QPainter, target: QRectF, theme: Theme) -> None:
    painter.setBrushOrigin(target.topLeft())
    painter.fillRect(target, QBrush(checker_pixmap(theme)))


def _paint_visible(painter: QPainter, target: QRectF, image: QImage, zoom: Zoom) -> None:
    """Paint only what is seen, since a large picture at 1600 % would reach far beyond."""
    seen = target.intersected(QRectF(0, 0, *zoom.view))
    if seen.isEmpty():
        return
    if image.width() == target.width() and image.height() == target.height():
        source = seen.translated(-target.topLeft())
        painter.drawImage(seen.topLeft(), image, source)
        return
    across, down = image.width() / target.width(), image.height() / target.height()
    left, top = math.floor((seen.left() - target.left()) * across), math.floor((seen.top() - target.top()) * down)
    right = min(image.width(), math.ceil((seen.right() - target.left()) * across))
    bottom = min(image.height(), math.ceil((seen.bottom() - target.top()) * down))
    source = QRectF(QPoint(left, top), QPoint(right, bottom))
    whole = QRectF(
        target.left() + left / across, target.top() + top / down, source.width() / across, source.height() / down
    )
    painter.drawImage(whole, image, source)
