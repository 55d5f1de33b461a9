"""The years beside the timeline, and the month one points at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QWidget

from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import ANIMATION_MS, RADIUS, SPACE_M, SPACE_S, SPACE_XS

_VEIL = 0.92  # years lie over pictures, and must be read on any


class TimelineLabels(QWidget):
    """Lies over the pictures without being in anybody's way; comes and goes gently."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._years: Sequence[tuple[float, str]] = ()
        self._pointed: tuple[float, str, str] | None = None
        self._opacity = 0.0
        self._motion = QVariantAnimation(self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutQuad)
        self._motion.setDuration(ANIMATION_MS)
        self._motion.valueChanged.connect(self._on_moved)
        self._motion.finished.connect(self._on_finished)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def month(self) -> str:
        """What the label says, where somebody points at a month."""
        return self._pointed[1] if self._pointed is not None else ""

    def show_years(self, years: Sequence[tuple[float, str]]) -> None:
        """These years stand at these heights."""
        self._years = years
        self.update()

    def point(self, y: float, month: str, count: str) -> None:
        """Name the month at this height, and how many pictures it has."""
        if self._pointed is None:
            self._fade(1.0)
        self._pointed = y, month, count
        self.update()

    def leave(self) -> None:
        """Nobody points at anything any more."""
        if self._pointed is not None:
            self._pointed = None
            self._fade(0.0)

    def _fade(self, to: float) -> None:
        self._motion.stop()
        self.show()
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) == 0:
            self._on_moved(to)
            self._on_finished()
            return
        self._motion.setStartValue(self._opacity)
        self._motion.setEndValue(to)
        self._motion.start()

    def _on_moved(self, opacity: float) -> None:
        self._opacity = opacity
        self.update()

    def _on_finished(self) -> None:
        self.setVisible(self._opacity > 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._opacity)
        bubble = self._bubble_rect()
        self._paint_years(painter, bubble)
        if self._pointed is not None:
            self._paint_bubble(painter, bubble, *self._pointed[1:])

    def _paint_years(self, painter: QPainter, bubble: QRectF) -> None:
        font = self._theme.font(-1)
        metrics = QFontMetricsF(font)
        ground = self._theme.color("surface")
        ground.setAlphaF(_VEIL)
        painter.setFont(font)
        for y, year in self._years:
            width, height = metrics.horizontalAdvance(year) + 2 * SPACE_S, metrics.height() + SPACE_XS
            place = QRectF(self.width() - width - SPACE_XS, self._inside(y - height / 2, height), width, height)
            if place.intersects(bubble):
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(place, RADIUS, RADIUS)
            painter.setPen(self._theme.color("text2"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, year)

    def _bubble_rect(self) -> QRectF:
        if self._pointed is None:
            return QRectF()
        y, month, count = self._pointed
        bold, small = QFontMetricsF(self._theme.font(bold=True)), QFontMetricsF(self._theme.font(-1))
        width = max(bold.horizontalAdvance(month), small.horizontalAdvance(count)) + 2 * SPACE_M
        height = bold.height() + small.height() + 2 * SPACE_S
        return QRectF(self.width() - width - SPACE_XS, self._inside(y - height / 2, height), width, height)

    def _inside(self, top: float, height: float) -> float:
        return min(max(top, SPACE_XS), self.height() - height - SPACE_XS)

    def _paint_bubble(self, painter: QPainter, place: QRectF, month: str, count: str) -> None:
        painter.setPen(QPen(self._theme.color("edge"), 1))
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        bold, small = self._theme.font(bold=True), self._theme.font(-1)
        base = place.topLeft() + QPointF(SPACE_M, SPACE_S + QFontMetricsF(bold).ascent())
        painter.setFont(bold)
        painter.setPen(self._theme.color("text"))
        painter.drawText(base, month)
        painter.setFont(small)
        painter.setPen(self._theme.color("text2"))
        painter.drawText(base + QPointF(0, QFontMetricsF(small).height() + 1), count)
