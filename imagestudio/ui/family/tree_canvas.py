"""The family as a picture of its own: cards and lines, of which only those in sight are painted."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from imagestudio.core.family_tree import FamilyTree, Place
from imagestudio.ui.family.card import CardPainter, Look
from imagestudio.ui.family.edges import EdgePainter, area
from imagestudio.ui.family.step import Step
from imagestudio.ui.family.tree_zoom import TreeZoom
from imagestudio.ui.family.words import spoken_text
from imagestudio.ui.theme import Theme

_READ_FROM = 0.5  # the scale from which on words can be read
_LEAST_PICTURE = 10  # smaller pictures are not worth their loading
_MOST_SEEN = 400
_NOTCH = 120

ImageOf = Callable[[int], QImage | None]
StepOf = Callable[[str], Step | None]


class TreeCanvas(QWidget):
    """Shows a tree with one picture as the current one; the keys are heard by who holds it.

    Signals:
        current_changed(str): another picture is meant now.
        opened(str): it was clicked twice.
        sight_changed: other pictures may be in sight; asked for once an event.
        zoom_changed: it is larger or smaller.
    """

    current_changed = Signal(str)
    opened = Signal(str)
    sight_changed = Signal()
    zoom_changed = Signal()

    def __init__(self, theme: Theme, image_of: ImageOf, step_of: StepOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image_of = image_of
        self._step_of = step_of
        self._tree: FamilyTree | None = None
        self._edges: EdgePainter | None = None
        self._path: frozenset[str] = frozenset()
        self.current = ""
        self.zoom = TreeZoom()
        self.cards = CardPainter(theme)
        self._dragged: QPointF | None = None
        self._moved = False
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self.sight_changed)
        self.setObjectName("FamilyCanvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(self.tr("Family"))
        theme.changed.connect(self._on_theme_changed)

    # what others may do

    @property
    def tree(self) -> FamilyTree | None:
        return self._tree

    def show_tree(self, tree: FamilyTree, current: str, *, anew: bool) -> None:
        """Show a family; `anew` where it is not the same one as before, only changed."""
        self._tree = tree
        self._edges = EdgePainter(self._theme, tree, self.cards.size)
        self.zoom.measure(self._extent(), QSizeF(self.size()))
        self.current = ""
        if anew:
            self.zoom.begin()
        self.set_current(current, in_middle=anew)

    def clear(self) -> None:
        self._tree, self._edges, self.current = None, None, ""
        self.update()

    def set_current(self, id_: str, *, in_middle: bool = False) -> None:
        """Mean this picture, and bring it into sight."""
        if self._tree is None or self._edges is None or id_ not in self._tree.places:
            return
        changed, self.current = id_ != self.current, id_
        self._path = frozenset(self._tree.path(id_))
        self.zoom.show(area(self._edges.corner(id_), self.cards.size), in_middle=in_middle)
        self.describe()
        self._look_again()
        if changed:
            self.current_changed.emit(id_)

    def describe(self) -> None:
        """Say what the current card says."""
        if self._tree is not None and self.current:
            self.setAccessibleDescription(spoken_text(self._tree.places[self.current], self._step_of(self.current)))

    def in_sight(self) -> list[str]:
        """The pictures one sees, from the middle outwards: what is looked at most comes first."""
        if self._tree is None:
            return []
        seen = self.zoom.seen
        middle_column, middle_row = seen.center().x() / self.cards.size.column, seen.center().y() / self.cards.size.row
        columns, top, bottom = self._part(seen)
        found = [id_ for column in columns for id_ in self._tree.between(column, top, bottom)]
        places = self._tree.places
        found.sort(key=lambda id_: abs(places[id_].row - middle_row) + abs(places[id_].column - middle_column))
        return found[:_MOST_SEEN]

    @property
    def shows_pictures(self) -> bool:
        """Whether cards are large enough for them."""
        return self.cards.size.thumbnail * self.zoom.scale >= _LEAST_PICTURE

    def zoom_by(self, times: float, where: QPointF | None = None) -> None:
        self._zoomed(lambda: self.zoom.step(times, where))

    def fit(self) -> None:
        self._zoomed(self.zoom.fit)

    def to_actual_size(self) -> None:
        self._zoomed(self.zoom.to_actual_size)
        if self.current and self._edges is not None:
            self.zoom.show(area(self._edges.corner(self.current), self.cards.size), in_middle=True)

    def pan(self, across: float, down: float) -> None:
        self.zoom.pan(across, down)
        self._look_again()

    @property
    def rows_in_sight(self) -> int:
        """How far a page goes."""
        return max(1, int(self.zoom.seen.height() / self.cards.size.row) - 1)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("window"))
        if self._tree is None or self._edges is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(self.zoom.shift)
        painter.scale(self.zoom.scale, self.zoom.scale)
        columns, top, bottom = self._part(self.zoom.seen)
        self._edges.paint(painter, range(max(0, columns.start - 1), columns.stop), top, bottom)
        self._edges.paint_path(painter, self._path)
        for column in columns:
            for id_ in self._tree.between(column, top, bottom):
                self._paint_card(painter, self._edges.corner(id_), self._tree.places[id_])
        if self.current:
            self._edges.paint_others(painter, self.current)

    def _paint_card(self, painter: QPainter, corner: QPointF, place: Place) -> None:
        current = place.id == self.current
        image = self._image_of(place.record.time) if place.record is not None and self.shows_pictures else None
        focused = current and self.hasFocus()
        waits = self._tree is not None and self._tree.continues(place.id) is not None
        look = Look(
            image, current, place.id in self._path, focused, waits, self.zoom.scale >= _READ_FROM, self.shows_pictures
        )
        step = self._step_of(place.id) if look.words else None
        self.cards.paint(painter, corner, place, step, look)

    def _part(self, seen: QRectF) -> tuple[range, float, float]:
        """The columns and rows that reach into a part of the tree."""
        size = self.cards.size
        last = len(self._tree.columns) if self._tree is not None else 0
        first = max(0, math.floor((seen.left() - size.width) / size.column))
        columns = range(first, min(last, math.ceil(seen.right() / size.column)))
        return columns, (seen.top() - size.height) / size.row, seen.bottom() / size.row

    def _extent(self) -> QSizeF:
        size, tree = self.cards.size, self._tree
        if tree is None:
            return QSizeF(1, 1)
        return QSizeF(len(tree.columns) * size.column - size.gap, tree.row_count * size.row - size.space)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.zoom.measure(self._extent(), QSizeF(self.size()))
        self._look_again()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            return
        way = event.position() - self._dragged
        if self._moved or way.manhattanLength() >= QApplication.startDragDistance():
            self._moved, self._dragged = True, event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.unsetCursor()
        if not self._moved and (id_ := self.card_at(event.position())):
            self.set_current(id_)
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if id_ := self.card_at(event.position()):
            self.set_current(id_)
            self.opened.emit(id_)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(turned.y() / _NOTCH, event.position())
        else:
            way = event.pixelDelta() if not event.pixelDelta().isNull() else turned
            sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and not way.x()
            self.pan(way.y() if sideways else way.x(), 0 if sideways else way.y())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def card_at(self, where: QPointF) -> str:
        """The picture at a point of the view, or none."""
        if self._tree is None or self._edges is None:
            return ""
        point, size = self.zoom.point_at(where), self.cards.size
        column, row = math.floor(point.x() / size.column), point.y() / size.row
        if not 0 <= column < len(self._tree.columns):
            return ""
        near = self._tree.between(column, row - 1, row)
        return next((id_ for id_ in near if area(self._edges.corner(id_), size).contains(point)), "")

    # what happens

    def _zoomed(self, how: Callable[[], None]) -> None:
        how()
        self._look_again()
        self.zoom_changed.emit()

    def _look_again(self) -> None:
        self.update()
        self._telling.start()

    def _on_theme_changed(self) -> None:
        self.cards.refresh()
        if self._tree is not None:
            self._edges = EdgePainter(self._theme, self._tree, self.cards.size)
        self.zoom.measure(self._extent(), QSizeF(self.size()))
        self._look_again()
