"""Paints the cells of a grid: pictures and jobs as in the gallery, holes with their price, and what is not possible."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from imagestudio.core.errors import Failure
from imagestudio.ui.gallery.cell import CellRole
from imagestudio.ui.gallery.cell_delegate import CellDelegate
from imagestudio.ui.gallery.elided import elided_lines
from imagestudio.ui.grid.sheet_model import SheetRole
from imagestudio.ui.grid.standing import Stand
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS_LARGE, SPACE_L, SPACE_S, SPACE_XS

INSET = 8  # of a cell in its place, so that the ring around it has room
_PILL = 28
_MOST_LINES = 4

_Index = QModelIndex | QPersistentModelIndex


class SheetDelegate(CellDelegate):
    """A gallery's cell, or a hole that can be bought by the button in it.

    Signals:
        make_requested(QModelIndex): somebody wants this hole filled.
    """

    make_requested = Signal(QModelIndex)

    def __init__(self, theme: Theme, reason: Callable[[Failure], str], parent: QObject | None = None) -> None:
        super().__init__(theme, reason, parent)
        self._lit: tuple[int, int] | None = None
        self._held_down: tuple[int, int] | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        stand = index.data(SheetRole.STAND)
        inner = QStyleOptionViewItem(option)
        inner.rect = inside(option.rect)
        if stand in (Stand.PICTURE, Stand.JOB):
            super().paint(painter, inner, index)
            self._paint_count(painter, inner.rect, index)
        elif stand is None:
            self._paint_title(painter, option.rect, str(index.data(SheetRole.SAID) or ""))
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_open(painter, inner.rect, index, stand)
            self._paint_ring(painter, QRectF(inner.rect), option.state)
        painter.restore()

    def lit_by(self, rect: QRect, index: _Index, point: QPoint) -> bool:
        """Light what is under the pointer; tells whether that can be clicked."""
        stand = index.data(SheetRole.STAND) if index.isValid() else None
        self._lit = None
        if stand is Stand.HOLE and self._pill(inside(rect), index).contains(point):
            self._lit = (index.row(), index.column())
        cell = index.data(CellRole.CELL) if stand is Stand.JOB else None
        return self.hover(inside(rect), cell, point) or self._lit is not None

    @property
    def lights(self) -> object:
        """What is lit, to be compared."""
        return self._lit, self.hovered

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        inner = QStyleOptionViewItem(option)
        inner.rect = inside(option.rect)
        if index.data(SheetRole.STAND) is not Stand.HOLE:
            return index.data(SheetRole.STAND) is Stand.JOB and super().editorEvent(event, model, inner, index)
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        place = (index.row(), index.column())
        hit = self._pill(inner.rect, index).contains(event.position().toPoint())
        if event.type() == QEvent.Type.MouseButtonPress:
            self._held_down = place if hit else None
            return hit
        if event.type() == QEvent.Type.MouseButtonRelease and self._held_down is not None:
            pressed, self._held_down = self._held_down, None
            if hit and pressed == place:
                self.make_requested.emit(index)
            return True
        return False

    def _pill(self, rect: QRect, index: _Index) -> QRect:
        """Where the button of a hole is."""
        text = str(index.data(SheetRole.SAID))
        width = min(QFontMetrics(self._theme.font()).horizontalAdvance(text) + 2 * SPACE_L, rect.width() - 2 * SPACE_XS)
        pill = QRect(0, 0, width, _PILL)
        pill.moveCenter(rect.center())
        return pill

    def _paint_open(self, painter: QPainter, rect: QRect, index: _Index, stand: Stand) -> None:
        if stand is Stand.HOLE:
            self._paint_hole(painter, rect, index)
        elif stand is Stand.IMPOSSIBLE:
            self._paint_words(painter, rect, self.tr("Not possible"), str(index.data(SheetRole.SAID)))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("raised"))
            painter.drawRoundedRect(QRectF(rect), RADIUS_LARGE, RADIUS_LARGE)
            self._paint_words(painter, rect, "", str(index.data(SheetRole.SAID)))

    def _paint_hole(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        pen = QPen(self._theme.color("edge"), 1, Qt.PenStyle.DashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_LARGE, RADIUS_LARGE)
        lit, pill = self._lit == (index.row(), index.column()), self._pill(rect, index)
        painter.setPen(QPen(self._theme.color("text3" if lit else "edge"), 1))
        painter.setBrush(self._theme.color("hover" if lit else "raised"))
        painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), _PILL / 2, _PILL / 2)
        font = self._theme.font()
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        room = pill.width() - 2 * SPACE_S
        said = QFontMetrics(font).elidedText(str(index.data(SheetRole.SAID)), Qt.TextElideMode.ElideRight, room)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)

    def _paint_words(self, painter: QPainter, rect: QRect, title: str, said: str) -> None:
        """A title, and below it what there is to say, in the middle."""
        font = self._theme.font(-1)
        metrics = QFontMetrics(font)
        height = metrics.lineSpacing()
        lines = elided_lines(said, font, rect.width() - 2 * SPACE_S, min(_MOST_LINES, rect.height() // height - 2))
        told = [(title, "text2")] if title else []
        told += [(line, "text3") for line in lines]
        top = rect.center().y() - len(told) * height // 2
        painter.setFont(font)
        for number, (line, token) in enumerate(told):
            painter.setPen(self._theme.color(token))
            place = QRect(rect.left(), top + number * height, rect.width(), height)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, line)

    def _paint_title(self, painter: QPainter, rect: QRect, text: str) -> None:
        """The line that names a section."""
        font = self._theme.font(0, bold=True)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        place = rect.adjusted(INSET, 0, -INSET, -SPACE_XS)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)

    def _paint_count(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """How many pictures there are, where it is several: one sees the newest."""
        count = index.data(SheetRole.COUNT)
        if isinstance(count, int) and count > 1:
            corner = QRectF(rect.adjusted(0, max(0, rect.height() - 40), 0, 0))
            self._paint_badge(painter, corner, self.tr("{0} pictures").format(count))


def inside(rect: QRect) -> QRect:
    """Where a cell is painted in its place."""
    return rect.adjusted(INSET, INSET, -INSET, -INSET)
