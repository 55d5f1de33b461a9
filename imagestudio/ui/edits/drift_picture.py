"""A picture of what drifted outside the mask: the edit dim and grey, and over it the warmer the more it changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from imagestudio.core.editing import Drifted
from imagestudio.ui.viewer.picture import Picture, load_picture, picture_of_image

_DIM = 0.35
_UNSEEN, _FULL = 8, 64  # of 255: from where on one sees a change, and from where on it is shown in full
_LEVELS = 256


def drift_picture(path: Path, drifted: Drifted, colors: Sequence[QColor], most_pixels: int) -> Picture:
    """`colors` are for a small change and for a large one. Runs in a worker thread; raises as `load_picture` does."""
    edit = load_picture(path, most_pixels=most_pixels).level_for(1.0)
    canvas = QImage(edit.size(), QImage.Format.Format_RGB32)
    canvas.fill(Qt.GlobalColor.black)
    painter = QPainter(canvas)
    painter.setOpacity(_DIM)
    painter.drawImage(0, 0, edit.convertToFormat(QImage.Format.Format_Grayscale8))
    painter.setOpacity(1)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRect(0, 0, canvas.width(), canvas.height()), _heat(drifted, colors))
    painter.end()
    return picture_of_image(canvas)


def _heat(drifted: Drifted, colors: Sequence[QColor]) -> QImage:
    form = QImage.Format.Format_Indexed8
    heat = QImage(drifted.plane, drifted.width, drifted.height, drifted.width, form).copy()
    heat.setColorTable([_color(value, *colors) for value in range(_LEVELS)])
    return heat.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _color(value: int, small: QColor, large: QColor) -> int:
    """What no eye sees is not shown, so that the noise of a file format is not taken for drift."""
    if value < _UNSEEN:
        return 0
    share = min(1.0, (value - _UNSEEN) / (_FULL - _UNSEEN))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(_rgb(small), _rgb(large), strict=True))
    return QColor(red, green, blue, round(90 + 165 * share)).rgba()


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()
