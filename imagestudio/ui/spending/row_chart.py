"""What was spent on kinds of pictures: a row for each, the dearest first."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from imagestudio.ui.spending.chart import Chart
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

_THICK = 10.0


class RowChart(Chart):
    """Names and amounts above their bars, one below the other."""

    def sizeHint(self) -> QSize:
        return QSize(520, max(1, round(self._row() * len(self.bars))))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def rect_of(self, place: int) -> QRectF:
        share = self.bars[place].amount.nanos / max(1, self.most.nanos)
        top = place * self._row() + self._metrics().height() + SPACE_XS
        return QRectF(0, top, max(2.0, (self.width() - 2) * share), _THICK)

    def place_at(self, point: QPointF) -> int:
        place = int(point.y() / self._row()) if point.y() >= 0 else -1
        return place if 0 <= place < len(self.bars) else -1

    def paint_around(self, painter: QPainter) -> None:
        metrics = self._metrics()
        for place, bar in enumerate(self.bars):
            line = QRectF(0, place * self._row(), self.width() - 2, metrics.height())
            amount = str(bar.amount)
            room = line.width() - metrics.horizontalAdvance(amount) - SPACE_M
            painter.setPen(self.theme.color("text"))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(self.theme.color("text2"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, amount)
            self._paint_track(painter, place)

    def paint_waiting(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("raised"))
        for place, share in enumerate((1.0, 0.7, 0.45, 0.2)):
            top = place * self._row() + self._metrics().height() + SPACE_XS
            painter.drawRoundedRect(QRectF(0, top, self.width() * share, _THICK), 3, 3)

    def _paint_track(self, painter: QPainter, place: int) -> None:
        track = self.rect_of(place)
        track.setWidth(self.width() - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("raised"))
        painter.drawRoundedRect(track, 3, 3)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.theme.font(-1))

    def _row(self) -> float:
        return self._metrics().height() + SPACE_XS + _THICK + SPACE_M + SPACE_S
