"""What was spent over time: a column for each day, week or month."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from imagestudio.core.money import Money
from imagestudio.ui.spending.chart import Chart
from imagestudio.ui.spending.scale import ticks
from imagestudio.ui.tokens import SPACE_S, SPACE_XS

_WIDEST = 36.0
_ABOVE = 12.0


class ColumnChart(Chart):
    """Columns on a common line, with round amounts at the left and names below, as many as fit."""

    def sizeHint(self) -> QSize:
        return QSize(520, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 140)

    def rect_of(self, place: int) -> QRectF:
        area, slot = self._area(), self._slot()
        width = min(_WIDEST, max(1.0, slot * 0.72))
        height = max(1.0, self._height_of(self.bars[place].amount.nanos, area))
        left = area.left() + place * slot + (slot - width) / 2
        return QRectF(left, area.bottom() - height, width, height)

    def place_at(self, point: QPointF) -> int:
        area = self._area()
        if not self.bars or not area.left() <= point.x() < area.right():
            return -1
        return min(int((point.x() - area.left()) / self._slot()), len(self.bars) - 1)

    def paint_around(self, painter: QPainter) -> None:
        area = self._area()
        metrics = QFontMetricsF(painter.font())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in self._ticks():
            y = round(area.bottom() - self._height_of(tick.nanos, area)) + 0.5
            painter.setPen(QPen(self.theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self.theme.color("text3"))
            box = QRectF(0, y - metrics.height() / 2, area.left() - SPACE_S, metrics.height())
            painter.drawText(box, right, str(tick))
        painter.setPen(QPen(self.theme.color("edge"), 1))
        painter.drawLine(QPointF(area.left(), area.bottom() + 0.5), QPointF(area.right(), area.bottom() + 0.5))
        self._paint_names(painter, area, metrics)

    def _paint_names(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        """Those that do not touch one another; the latest has its name in any case."""
        widest = max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0.0) + SPACE_S
        slot, room = self._slot(), float(self.width())
        every = max(1, math.ceil(widest / slot))
        painter.setPen(self.theme.color("text3"))
        for place in range(len(self.bars) - 1, -1, -every):
            center = area.left() + (place + 0.5) * slot
            left = min(max(0.0, center - widest / 2), self.width() - widest)
            if left + widest <= room:
                box = QRectF(left, area.bottom() + SPACE_XS, widest, metrics.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.bars[place].name)
                room = left

    def _area(self) -> QRectF:
        """Where columns stand."""
        metrics = QFontMetricsF(self.theme.font(-1))
        left = max((metrics.horizontalAdvance(str(tick)) for tick in self._ticks()), default=0.0) + SPACE_S
        below = metrics.height() + 2 * SPACE_XS
        return QRectF(left, _ABOVE, max(1.0, self.width() - left - 1), max(1.0, self.height() - below - _ABOVE))

    def _ticks(self) -> list[Money]:
        return ticks(self.most)

    def _height_of(self, nanos: int, area: QRectF) -> float:
        return area.height() * nanos / self._ticks()[-1].nanos

    def _slot(self) -> float:
        return self._area().width() / max(1, len(self.bars))
