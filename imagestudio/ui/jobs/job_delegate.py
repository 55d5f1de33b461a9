"""Paints a job's row: its state, its prompt, and how long it has taken of how long."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from imagestudio.core.job import Job
from imagestudio.ui.error_text import describe_job
from imagestudio.ui.jobs.job_clock import JobClock
from imagestudio.ui.jobs.jobs_model import JobRole
from imagestudio.ui.jobs.limit_words import price_text
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS, SPACE_L, SPACE_M, SPACE_S

_ROW_HEIGHT = 48
_BAR_WIDTH, _BAR_HEIGHT = 120, 4


class JobDelegate(QStyledItemDelegate):
    """Two lines on the left, progress on the right."""

    def __init__(self, theme: Theme, clock: JobClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        job: Job = index.data(JobRole.JOB)
        box: QRect = option.rect.adjusted(SPACE_S, 1, -SPACE_S, -1)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, state)
        inner = box.adjusted(SPACE_M, 6, -SPACE_M, -6)
        right = self._paint_progress(painter, inner, job)
        inner.setRight(right - SPACE_L)
        self._paint_texts(painter, inner, job, str(index.data(JobRole.STATE_TEXT)))
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
        token = "selected" if state & QStyle.StateFlag.State_Selected else ""
        token = token or ("raised" if state & QStyle.StateFlag.State_MouseOver else "")
        if token:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(token))
            painter.drawRoundedRect(box, RADIUS, RADIUS)

    def _paint_texts(self, painter: QPainter, box: QRect, job: Job, state_text: str) -> None:
        top, bottom = QRect(box), QRect(box)
        top.setHeight(box.height() // 2)
        bottom.setTop(top.bottom() + 1)
        described = describe_job(job)
        self._text(painter, top, job.request.prompt.replace("\n", " "), self._theme.color("text"), 0)
        color = self._theme.color("danger" if described else "text2")
        short = f"{state_text}. {described.money} {described.remedy}" if described else state_text
        self._text(painter, bottom, short, color, -1)

    def _text(self, painter: QPainter, box: QRect, text: str, color: QColor, step: int) -> None:
        painter.setFont(self._theme.font(step))
        painter.setPen(color)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _paint_price(self, painter: QPainter, box: QRect, job: Job) -> int:
        """What it is expected to cost, right-aligned; returns where that begins."""
        painter.setFont(self._theme.font(-1))
        painter.setPen(self._theme.color("text2"))
        text = price_text([job])
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return box.right() - painter.fontMetrics().horizontalAdvance(text)

    def _paint_progress(self, painter: QPainter, box: QRect, job: Job) -> int:
        """The bar and the seconds, right-aligned; returns where they begin."""
        timing = self._clock.timing(job.id)
        if timing is None:
            return self._paint_price(painter, box, job) if job.unsent else box.right()
        elapsed = time.monotonic() - timing.began
        painter.setFont(self._theme.font(-1))
        text = QCoreApplication.translate("Jobs", "{0} of ≈ {1} s").format(int(elapsed), round(timing.expected_s))
        width = painter.fontMetrics().horizontalAdvance("000 of ≈ 000 s")
        painter.setPen(self._theme.color("text2"))
        label = QRect(box.right() - width, box.top(), width, box.height())
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        bar = QRectF(label.left() - SPACE_M - _BAR_WIDTH, box.center().y() - _BAR_HEIGHT / 2, _BAR_WIDTH, _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(_BAR_WIDTH * min(elapsed / timing.expected_s, 0.97))
        painter.setBrush(self._theme.color("accent_edge"))
        painter.drawRoundedRect(bar, 2, 2)
        return int(label.left() - SPACE_M - _BAR_WIDTH)
