"""Paints the line above a group: its name, how many pictures, what they cost."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from imagestudio.core.money import Money
from imagestudio.ui.gallery.sections import Section, pictures_text
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_S

_BASELINE = 14  # above the cells


class HeaderPainter:
    """Paints headers in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def paint(self, painter: QPainter, rect: QRect, section: Section, title: str, cost: Money | None) -> None:
        rest = rest_of(section, cost)
        base = QPoint(rect.left(), rect.bottom() + 1 - _BASELINE)
        bold, small = self._theme.font(bold=True), self._theme.font(-1)
        painter.setFont(bold)
        painter.setPen(self._theme.color("text"))
        room = rect.width() - QFontMetrics(small).horizontalAdvance(rest) - SPACE_S - 6
        title = QFontMetrics(bold).elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(base, title)
        base += QPoint(QFontMetrics(bold).horizontalAdvance(title) + SPACE_S + 2, 0)
        painter.setFont(small)
        painter.setPen(self._theme.color("text2"))
        room = rect.right() - base.x()
        painter.drawText(base, QFontMetrics(small).elidedText(rest, Qt.TextElideMode.ElideRight, room))


def rest_of(section: Section, cost: Money | None) -> str:
    """“7 pictures · $0.09”; what is not known, and what there is none of, is left out."""
    parts = [pictures_text(section.pictures)] if section.pictures else []
    if cost is not None and cost.nanos and section.pictures:
        parts.append(str(cost))
    return " · ".join(parts)
