"""Paints the cell of a job: its ring while it runs, its reason and what can be done when it did not work out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QLinearGradient, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from imagestudio.core.errors import Failure
from imagestudio.core.job import Job, JobState
from imagestudio.ui.gallery.cell import HELD, Progress
from imagestudio.ui.gallery.cell_text import progress_text, reason_text
from imagestudio.ui.gallery.elided import elided_lines
from imagestudio.ui.gallery.job_cells import dismissable, retryable
from imagestudio.ui.jobs.limit_words import price_text
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS, RADIUS_LARGE, SPACE_L, SPACE_M, SPACE_S, SPACE_XS

_RING, _STROKE, _ICON, _PILL = 38, 3, 20, 28
_MOST_LINES = 3
_MOST_STILLS = 16
_SWEEP_S = 1.4  # one turn of the ring when nobody knows how long it takes


class Action(Enum):
    """What can be clicked in the cell of a job that failed, or that waits for a click."""

    RETRY = "retry"
    SEND = "send"
    SHOW = "show"
    DISMISS = "dismiss"


class JobPainter:
    """Paints job cells in the colours of the theme; `reason` says in a line why a job did not work out."""

    def __init__(self, theme: Theme, reason: Callable[[Failure], str]) -> None:
        self._theme = theme
        self._reason = reason
        self.animated = True
        self._stills: dict[tuple[object, ...], QPixmap] = {}

    def actions(self, rect: QRect, job: Job, held: bool) -> dict[Action, QRect]:
        """What can be clicked in this cell, and where."""
        if not job.failed and not held:
            return {}
        action = Action.SEND if held else Action.RETRY if retryable(job) else Action.SHOW
        text = QFontMetrics(self._theme.font()).horizontalAdvance(_label(action))
        width = min(text + 2 * SPACE_L, rect.width() - 2 * SPACE_S)
        inset = SPACE_M if rect.height() >= 120 else SPACE_S
        pill = QRect(rect.center().x() - width // 2, rect.bottom() + 1 - inset - _PILL, width, _PILL)
        places = {action: pill}
        if dismissable(job):
            side = 24
            places[Action.DISMISS] = QRect(rect.right() - side - SPACE_XS + 1, rect.top() + SPACE_XS, side, side)
        return places

    def paint(
        self, painter: QPainter, rect: QRect, job: Job, progress: Progress | None, hovered: Action | None
    ) -> None:
        if job.failed:
            self._paint_ground(painter, rect)
            self._paint_failure(painter, rect, job, hovered)
        elif progress is not None and progress.held:
            self._paint_ground(painter, rect)
            self._paint_held(painter, rect, job, hovered)
        else:
            self._paint_progress(painter, rect, job, progress)

    def _paint_ground(self, painter: QPainter, rect: QRect) -> None:
        gradient = QLinearGradient(QPointF(rect.topLeft()), QPointF(rect.bottomRight()))
        gradient.setColorAt(0, self._theme.color("raised"))
        gradient.setColorAt(1, self._theme.color("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(QRectF(rect), RADIUS_LARGE, RADIUS_LARGE)

    def _paint_progress(self, painter: QPainter, rect: QRect, job: Job, progress: Progress | None) -> None:
        """All but the lit part of the ring is kept as a picture: many rings turn just when there is much to do."""
        now = time.monotonic()
        text = progress_text(job, progress, now)
        painter.drawPixmap(rect.topLeft(), self._still(rect.size(), painter.device().devicePixelRatio(), text))
        start, sweep = self._arc(job, progress, now)
        if sweep:
            pen = QPen(self._theme.color("accent_edge"), _STROKE)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(self._ring(rect)[0], round((90 - start) * 16), round(-sweep * 16))

    def _ring(self, rect: QRect) -> tuple[QRectF, QRect]:
        """Where the ring is in a cell, and where the text below it."""
        height = QFontMetrics(self._theme.font(-1)).height()
        top = rect.center().y() - (_RING + SPACE_M + height) // 2
        half = _STROKE / 2
        ring = QRectF(rect.center().x() + 1 - _RING / 2, top, _RING, _RING).adjusted(half, half, -half, -half)
        return ring, QRect(rect.left(), top + _RING + SPACE_M, rect.width(), height)

    def _still(self, size: QSize, ratio: float, text: str) -> QPixmap:
        """What does not move in the cell of a job that runs."""
        look = (size.width(), size.height(), ratio, text, self._theme.tokens, QApplication.font().key())
        if look not in self._stills:
            if len(self._stills) >= _MOST_STILLS:
                self._stills.clear()
            self._stills[look] = self._drawn_still(size, ratio, text)
        return self._stills[look]

    def _drawn_still(self, size: QSize, ratio: float, text: str) -> QPixmap:
        still = QPixmap(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio))
        still.setDevicePixelRatio(ratio)
        still.fill(Qt.GlobalColor.transparent)
        rect = QRect(QPoint(), size)
        ring, below = self._ring(rect)
        painter = QPainter(still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("line"), _STROKE))
        painter.drawEllipse(ring)
        self._paint_text(painter, below, text, "text2")
        painter.end()
        return still

    def _paint_held(self, painter: QPainter, rect: QRect, job: Job, hovered: Action | None) -> None:
        pill = self.actions(rect, job, held=True)[Action.SEND]
        room = QRect(rect.left(), rect.top(), rect.width(), pill.top() - rect.top())
        line = QFontMetrics(self._theme.font(-1)).lineSpacing()
        room.setBottom(room.bottom() - line)
        self._paint_text(painter, room, progress_text(job, HELD, 0), "text2")
        self._paint_text(painter, room.translated(0, line), price_text([job]), "text3")
        self._paint_action(painter, pill, Action.SEND, hovered is Action.SEND)

    def _arc(self, job: Job, progress: Progress | None, now: float) -> tuple[float, float]:
        """Where the lit part of the ring begins, clockwise from the top, and how far it goes; in degrees."""
        if job.unsent:
            return 0, 0
        known = progress is not None and progress.expected_s and job.state is JobState.SENDING
        if known and progress is not None and progress.expected_s:
            share = (now - progress.began) / progress.expected_s
            if share < 1:
                return 0, max(4.0, 360 * share)
        if not self.animated:
            return 0, 270
        return 360 * (now / _SWEEP_S % 1), 90

    def _paint_failure(self, painter: QPainter, rect: QRect, job: Job, hovered: Action | None) -> None:
        places = self.actions(rect, job, held=False)
        pill = next(place for action, place in places.items() if action is not Action.DISMISS)
        font = self._theme.font(-1)
        metrics = QFontMetrics(font)
        room = pill.top() - SPACE_S - rect.top() - SPACE_M
        most = min(_MOST_LINES, (room - _ICON - SPACE_S) // metrics.lineSpacing())
        text = reason_text(job, self._reason)
        lines = elided_lines(text, font, rect.width() - 2 * SPACE_M, most)
        block = _ICON + (SPACE_S + len(lines) * metrics.lineSpacing() if lines else 0)
        top = rect.top() + SPACE_M + max(0, room - block) // 2
        icon = QRect(rect.center().x() + 1 - _ICON // 2, top, _ICON, _ICON)
        self._theme.icon("alert", "danger").paint(painter, icon)
        top += _ICON + SPACE_S
        for line in lines:
            self._paint_text(painter, QRect(rect.left(), top, rect.width(), metrics.lineSpacing()), line, "text2")
            top += metrics.lineSpacing()
        for action, place in places.items():
            self._paint_action(painter, place, action, action is hovered)

    def _paint_action(self, painter: QPainter, place: QRect, action: Action, hovered: bool) -> None:
        if action is Action.DISMISS:
            self._paint_dismiss(painter, place, hovered)
            return
        painter.setPen(QPen(self._theme.color("text3" if hovered else "edge"), 1))
        painter.setBrush(self._theme.color("hover" if hovered else "raised"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), _PILL / 2, _PILL / 2)
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.color("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _label(action))

    def _paint_dismiss(self, painter: QPainter, place: QRect, hovered: bool) -> None:
        if hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(QRectF(place), RADIUS, RADIUS)
        inset = (place.width() - 16) // 2
        icon = self._theme.icon("close", "text" if hovered else "text3")
        icon.paint(painter, place.adjusted(inset, inset, -inset, -inset))

    def _paint_text(self, painter: QPainter, place: QRect, text: str, token: str) -> None:
        painter.setFont(self._theme.font(-1))
        painter.setPen(self._theme.color(token))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)


def _label(action: Action) -> str:
    if action is Action.SEND:
        return QCoreApplication.translate("JobPainter", "Send now")
    if action is Action.RETRY:
        return QCoreApplication.translate("JobPainter", "Retry")
    return QCoreApplication.translate("JobPainter", "Show")
