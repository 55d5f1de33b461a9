"""Paints the cells of the gallery, and hears the clicks on what stands in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QStyle, QStyleOptionViewItem

from imagestudio.core.errors import Failure
from imagestudio.core.organisation import Pick
from imagestudio.ui.gallery.cell import Cell, CellRole
from imagestudio.ui.gallery.cell_text import badges
from imagestudio.ui.gallery.job_painter import Action, JobPainter
from imagestudio.ui.gallery.mark_painter import DIMMED, MarkPainter
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS_LARGE, SPACE_S, SPACE_XS
from imagestudio.workers.shaping import Shape

RING = 5  # how far a ring reaches out of its cell, antialiasing included
_RING_WIDTH, _RING_GAP = 2, 2
_CHECKER = 10

_Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QAbstractItemDelegate):
    """Paints pictures, skeletons and jobs.

    Signals:
        retry_requested, show_requested, dismiss_requested: somebody wants that for this job.
    """

    retry_requested = Signal(object)
    show_requested = Signal(object)
    dismiss_requested = Signal(object)

    def __init__(self, theme: Theme, reason: Callable[[Failure], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._jobs = JobPainter(theme, reason)
        self._marks = MarkPainter(theme)
        self._pressed: tuple[str, Action] | None = None
        self.hovered: tuple[str, Action] | None = None
        self.opacity_of: Callable[[int], float] = _opaque

    def set_animated(self, animated: bool) -> None:
        """Whether rings may turn."""
        self._jobs.animated = animated

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell: Cell = index.data(CellRole.CELL)
        rect: QRect = option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        framed = QRectF(rect)
        if cell.job is not None:
            hovered = self.hovered[1] if self.hovered and self.hovered[0] == cell.job.id else None
            self._jobs.paint(painter, rect, cell.job, index.data(CellRole.PROGRESS), hovered)
        else:
            framed = self._paint_picture(painter, rect, cell, index)
        self._paint_ring(painter, framed, option.state)

    def trigger(self, cell: Cell, action: Action | None = None) -> None:
        """Do what a click would do; without an action what the large button says, and Show where there is none."""
        possible = self._actions(QRect(0, 0, 200, 200), cell)
        if action is None:
            action = next(iter(possible), Action.SHOW)
        if action in (Action.RETRY, Action.SEND):
            self.retry_requested.emit(cell.job)
        elif action is Action.SHOW:
            self.show_requested.emit(cell.job)
        elif action in possible:
            self.dismiss_requested.emit(cell.job)

    def hover(self, rect: QRect, cell: Cell | None, point: QPoint) -> bool:
        """Light what is under the pointer; tells whether that can be clicked."""
        action = None if cell is None else self._action_at(rect, cell, point)
        self.hovered = (cell.job.id, action) if cell and cell.job and action else None
        return action is not None

    def editorEvent(
        self, event: QEvent, _model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """A press and a release on the same button are a click."""
        cell: Cell = index.data(CellRole.CELL)
        if cell.job is None or not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        rect: QRect = option.rect
        action = self._action_at(rect, cell, event.position().toPoint())
        hit = (cell.job.id, action) if action else None
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = hit
            return hit is not None
        if event.type() == QEvent.Type.MouseButtonRelease:
            clicked = hit is not None and hit == self._pressed
            self._pressed = None
            if clicked:
                self.trigger(cell, action)
            return clicked
        return False

    def _actions(self, rect: QRect, cell: Cell) -> dict[Action, QRect]:
        return {} if cell.job is None else self._jobs.actions(rect, cell.job, cell.held)

    def _action_at(self, rect: QRect, cell: Cell, point: QPoint) -> Action | None:
        places = self._actions(rect, cell)
        return next((action for action, place in places.items() if place.contains(point)), None)

    def _paint_picture(self, painter: QPainter, rect: QRect, cell: Cell, index: _Index) -> QRectF:
        """Paint the thumbnail, or what stands for it; tells the rectangle it fills."""
        image: QImage | None = index.data(CellRole.THUMBNAIL)
        opacity = self.opacity_of(cell.time) if image is not None else 0.0
        framed = QRectF(rect)
        if opacity < 1:
            self._paint_skeleton(painter, framed, cell, index)
        if image is not None:
            rejected = cell.record is not None and cell.record.organisation.pick is Pick.REJECTED
            painter.setOpacity(opacity * DIMMED if rejected else opacity)
            framed = _draw(painter, rect, image)
            painter.setOpacity(1)
        if cell.record is not None and image is not None:
            self._marks.paint(painter, framed, cell.record.organisation)
            for number, word in enumerate(badges(cell.record)):
                self._paint_badge(painter, framed, word, number)
        return framed

    def _paint_skeleton(self, painter: QPainter, rect: QRectF, cell: Cell, index: _Index) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(rect, RADIUS_LARGE, RADIUS_LARGE)
        gone = cell.record is not None and cell.record.missing
        if not (index.data(CellRole.BROKEN) or gone) or index.data(CellRole.THUMBNAIL) is not None:
            return
        metrics = QFontMetrics(self._theme.font(-1))
        icon = QRect(0, 0, 20, 20)
        icon.moveCenter(rect.center().toPoint() - QPoint(0, metrics.height() // 2 + SPACE_XS))
        self._theme.icon("alert" if gone else "image", "text3").paint(painter, icon)
        place = QRectF(rect.left(), icon.bottom() + SPACE_S, rect.width(), metrics.height())
        painter.setFont(self._theme.font(-1))
        painter.setPen(self._theme.color("text3"))
        text = QCoreApplication.translate("CellDelegate", "Cannot be shown")
        if gone:
            text = QCoreApplication.translate("CellDelegate", "File missing")
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) - SPACE_S)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_badge(self, painter: QPainter, rect: QRectF, text: str, number: int = 0) -> None:
        """A word that can be read on any picture, below those that stand there already."""
        font = self._theme.font(-2, bold=True)
        metrics = QFontMetrics(font)
        size = QSizeF(metrics.horizontalAdvance(text) + 2 * 6, metrics.height() + 4)
        down = SPACE_S + number * (size.height() + SPACE_XS)
        place = QRectF(rect.topLeft() + QPointF(SPACE_S, down), size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("scrim"))
        painter.drawRoundedRect(place, 4, 4)
        painter.setFont(font)
        painter.setPen(self._theme.color("on_picture"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_ring(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            color = self._theme.color("accent_edge")
        elif state & QStyle.StateFlag.State_HasFocus:
            color = self._theme.color("focus")
        else:
            return
        out = _RING_GAP + _RING_WIDTH / 2
        painter.setPen(QPen(color, _RING_WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = RADIUS_LARGE + out
        painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), radius, radius)


def shape_of(theme: Theme, cell: int, ratio: float, whole: bool) -> Shape:
    """What thumbnails must be like to be painted in cells of this size without any more work."""
    checker = round(_CHECKER * ratio)
    colors = (theme.tokens.checker_a, theme.tokens.checker_b)
    return Shape(round(cell * ratio), ratio, RADIUS_LARGE * ratio, whole, checker, *colors)


def _draw(painter: QPainter, rect: QRect, image: QImage) -> QRectF:
    """Paint a thumbnail in the middle of its cell: pixel by pixel where it has the right size, else scaled."""
    size = image.deviceIndependentSize()
    fitting = size.scaled(QSizeF(rect.size()), Qt.AspectRatioMode.KeepAspectRatio)
    exact = abs(fitting.width() - size.width()) < 1 and abs(fitting.height() - size.height()) < 1
    if not exact:
        size = fitting
    place = QRectF(QPointF(0, 0), size)
    place.moveCenter(QRectF(rect).center())
    place.moveTopLeft(_snapped(painter, place.topLeft()))
    if exact:
        painter.drawImage(place.topLeft(), image)
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
    return place


def _snapped(painter: QPainter, point: QPointF) -> QPointF:
    """The point moved to where a pixel of the screen begins."""
    transform = painter.deviceTransform()
    on_screen = transform.map(point)
    inverse, _good = transform.inverted()
    snapped: QPointF = inverse.map(QPointF(round(on_screen.x()), round(on_screen.y())))
    return snapped


def _opaque(_moment: int) -> float:
    return 1.0
