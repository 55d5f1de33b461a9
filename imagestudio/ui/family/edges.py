"""The lines between the cards of a family: from each picture to what continues it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from imagestudio.core.family_tree import FamilyTree
from imagestudio.ui.family.card import CardSize
from imagestudio.ui.theme import Theme

_BEND = 8.0
_WIDTH, _PATH_WIDTH = 1.25, 2.5


class EdgePainter:
    """Paints those of some columns and rows; what lies elsewhere costs nothing."""

    def __init__(self, theme: Theme, tree: FamilyTree, size: CardSize) -> None:
        self._theme = theme
        self._tree = tree
        self._size = size

    def corner(self, id_: str) -> QPointF:
        """The upper left corner of a card."""
        place = self._tree.places[id_]
        return QPointF(place.column * self._size.column, place.row * self._size.row)

    def paint(self, painter: QPainter, columns: range, top: float, bottom: float) -> None:
        """What is between these rows, from each of the columns to the next."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self._theme.color("text3"), _WIDTH, painter))
        for column in columns:
            for id_ in self._tree.reaching(column, top, bottom):
                self._paint_fork(painter, id_, top, bottom)
            if column + 1 < len(self._tree.columns):
                for id_ in self._tree.between(column + 1, top, bottom):
                    self._paint_step(painter, id_)

    def paint_path(self, painter: QPainter, ids: Iterable[str]) -> None:
        """How one came to a picture."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self._theme.color("accent_edge"), _PATH_WIDTH, painter))
        for id_ in ids:
            if before := self._tree.places[id_].before:
                start, end = self._right(before), self._left(id_)
                painter.drawPath(_bent(start, end, start.x() + self._size.gap / 2))

    def paint_others(self, painter: QPainter, id_: str) -> None:
        """From what else a picture was made of, where that is drawn too."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent_edge"), _WIDTH, Qt.PenStyle.DashLine))
        end = self._left(id_)
        for other in self._tree.places[id_].others:
            if other in self._tree.places:
                start = self._right(other)
                reach = max(abs(end.x() - start.x()) / 2, 3 * self._size.gap)
                path = QPainterPath(start)
                path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
                painter.drawPath(path)

    def _right(self, id_: str) -> QPointF:
        return self.corner(id_) + QPointF(self._size.width, self._size.height / 2)

    def _left(self, id_: str) -> QPointF:
        return self.corner(id_) + QPointF(0, self._size.height / 2)

    def _paint_fork(self, painter: QPainter, id_: str, top: float, bottom: float) -> None:
        """From a picture to the upright line, and that as far as it is seen."""
        start, after = self._right(id_), self._tree.places[id_].after
        fork = start.x() + self._size.gap / 2
        painter.drawLine(start, QPointF(fork, start.y()))
        first, last = self._left(after[0]).y() + _BEND, self._left(after[-1]).y() - _BEND
        seen_top, seen_bottom = (top - 1) * self._size.row, (bottom + 2) * self._size.row
        high, low = max(min(first, start.y()), seen_top), min(max(last, start.y()), seen_bottom)
        if len(after) > 1 and low > high:
            painter.drawLine(QPointF(fork, high), QPointF(fork, low))

    def _paint_step(self, painter: QPainter, id_: str) -> None:
        """From the upright line to a picture, round where it bends."""
        place = self._tree.places[id_]
        if not place.before:
            return
        end, start = self._left(id_), self._right(place.before)
        fork = QPointF(start.x() + self._size.gap / 2, start.y())
        if abs(end.y() - start.y()) < 2 * _BEND:
            painter.drawLine(fork, end) if end.y() == start.y() else painter.drawPath(_bent(start, end, fork.x()))
            return
        bend = _BEND if end.y() > start.y() else -_BEND
        path = QPainterPath(QPointF(fork.x(), end.y() - bend))
        path.quadTo(QPointF(fork.x(), end.y()), QPointF(fork.x() + _BEND, end.y()))
        path.lineTo(end)
        painter.drawPath(path)


def _pen(color: QColor, width: float, painter: QPainter) -> QPen:
    """As wide as the scale makes it, but never so thin that it fades."""
    pen = QPen(color, max(1.0, width * painter.worldTransform().m11()))
    pen.setCosmetic(True)
    return pen


def _bent(start: QPointF, end: QPointF, fork: float) -> QPainterPath:
    """All of one line."""
    path = QPainterPath(start)
    drop = end.y() - start.y()
    bend = min(_BEND, abs(drop) / 2) * (1 if drop > 0 else -1)
    if bend:
        path.lineTo(QPointF(fork - abs(bend), start.y()))
        path.quadTo(QPointF(fork, start.y()), QPointF(fork, start.y() + bend))
        path.lineTo(QPointF(fork, end.y() - bend))
        path.quadTo(QPointF(fork, end.y()), QPointF(fork + abs(bend), end.y()))
    path.lineTo(end)
    return path


def area(corner: QPointF, size: CardSize) -> QRectF:
    """Where a card is."""
    return QRectF(corner.x(), corner.y(), size.width, size.height)
