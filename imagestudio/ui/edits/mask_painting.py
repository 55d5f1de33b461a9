"""Lines over a picture that are seen on everything: dark and light beside each other, one device pixel each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from imagestudio.ui.theme import Theme


def paint_outline(painter: QPainter, points: Sequence[QPointF], theme: Theme) -> None:
    """The closed line of an area that is being drawn."""
    for token, style in (("window", Qt.PenStyle.SolidLine), ("text", Qt.PenStyle.DashLine)):
        painter.setPen(_pen(theme, token, style))
        painter.drawPolygon(QPolygonF(list(points)))


def paint_ring(painter: QPainter, middle: QPointF, radius: float, pixel: float, theme: Theme) -> None:
    """Where the brush is; `pixel` is how much of the picture a pixel of the screen shows."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for token, out in (("window", pixel), ("on_picture", 0.0)):
        painter.setPen(_pen(theme, token, Qt.PenStyle.SolidLine))
        painter.drawEllipse(middle, radius + out, radius + out)


def _pen(theme: Theme, token: str, style: Qt.PenStyle) -> QPen:
    pen = QPen(theme.color(token), 1, style)
    pen.setCosmetic(True)
    return pen
