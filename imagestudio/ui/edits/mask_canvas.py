"""Where the mask is painted: the picture, the mask over it, and the tools."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF, QTabletEvent
from PySide6.QtWidgets import QWidget

from imagestudio.ui.edits.mask import Ink, Mask
from imagestudio.ui.edits.mask_painting import paint_outline, paint_ring
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.canvas import Canvas

LEAST_BRUSH, MOST_BRUSH, USUAL_BRUSH = 2, 600, 80
_OVERLAY = 0.55
_EDGE = 3
_LEAST_PRESSURE = 0.15
_AREA_POINTS = 3
_POINT = 4  # device pixels: the ring where keys point


class Tool(Enum):
    """What the mouse or the pen does."""

    BRUSH = "brush"
    ERASER = "eraser"
    RECTANGLE = "rectangle"
    LASSO = "lasso"
    FILL = "fill"


class MaskCanvas(Canvas):
    """Paints into a mask at the picture's own pixels, whatever the zoom; Space or the middle button moves the picture.

    Alt turns what paints into what takes away. A pen's pressure is the width of its stroke.

    Signals:
        fill_requested(int, int, Ink): the area around this pixel.
    """

    fill_requested = Signal(int, int, object)

    def __init__(self, mask: Mask, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._mask = mask
        self._tool = Tool.BRUSH
        self._brush = float(USUAL_BRUSH)
        self._points: list[QPointF] = []  # of what is being drawn, in pixels of the picture
        self._ink = Ink.PAINT
        self._pointer: QPointF | None = None
        self._keyed = False  # whether the pointer is where keys brought it
        self._moves = False  # whether Space is held
        self._waits = False
        self.setAccessibleName(self.tr("Mask"))
        mask.changed.connect(self._on_mask_changed)

    @property
    def tool(self) -> Tool:
        return self._tool

    @property
    def brush(self) -> float:
        """How wide the brush is, in pixels of the picture."""
        return self._brush

    @property
    def busy(self) -> bool:
        """Whether something is being drawn."""
        return bool(self._points)

    def show_mask(self, mask: Mask) -> None:
        """Paint into this one from now on."""
        self._mask.changed.disconnect(self._on_mask_changed)
        self._mask, self._points = mask, []
        mask.changed.connect(self._on_mask_changed)
        self.update()

    def wait(self, waits: bool) -> None:
        """Paint nothing while something else changes the mask."""
        self._waits = waits

    def abandon(self) -> None:
        """What is being drawn was not meant."""
        self._points = []
        self._mask.abandon()
        self.update()

    def choose_tool(self, tool: Tool) -> None:
        self._tool = tool
        self._set_cursor()
        self.update()

    def choose_brush(self, width: float) -> None:
        self._brush = min(max(width, LEAST_BRUSH), MOST_BRUSH)
        self.update()

    # drawing by keys, for whom the mouse is no help

    def step(self, across: int, down: int) -> None:
        """Move the pointer by so many device-independent pixels; with the pen down that draws."""
        place = (self._pointer or self._middle()) + QPointF(across, down)
        place = QPointF(min(max(place.x(), 0), self.width() - 1), min(max(place.y(), 0), self.height() - 1))
        self._keyed = True
        self._move_pointer(place)
        if self._points:
            self._drag(place, 1.0)

    def toggle_pen(self, takes_away: bool = False) -> None:
        """Begin to draw where the pointer is, or end that."""
        place = self._pointer or self._middle()
        self._move_pointer(place)
        if self._points:
            self._release()
        else:
            self._press(place, 1.0, takes_away)

    # drawing

    def _press(self, place: QPointF, pressure: float, takes_away: bool) -> None:
        if self._waits:
            return
        erases = takes_away != (self._tool is Tool.ERASER)
        self._ink = Ink.ERASE if erases else Ink.PAINT
        point = self._point(place)
        if self._tool is Tool.FILL:
            self.fill_requested.emit(int(point.x()), int(point.y()), self._ink)
            return
        self._points = [point]
        self._mask.begin()
        if self._tool in (Tool.BRUSH, Tool.ERASER):
            self._mask.stroke(point, point, self._brush * pressure, self._ink)

    def _drag(self, place: QPointF, pressure: float) -> None:
        point = self._point(place)
        if self._tool in (Tool.BRUSH, Tool.ERASER):
            self._mask.stroke(self._points[-1], point, self._brush * pressure, self._ink)
            self._points = [point]
            return
        before = self._points[-1]
        self._points = [self._points[0], point] if self._tool is Tool.RECTANGLE else [*self._points, point]
        self._update_around([self._points[0], before, point])

    def _release(self) -> None:
        shape = self._shape()
        self._points = []
        self._update_around(shape)
        if len(shape) >= _AREA_POINTS:
            self._mask.area(list(shape), self._ink)
        self._mask.end()

    def _shape(self) -> list[QPointF]:
        """The closed line that is being drawn; nothing while it is a stroke."""
        if self._tool is Tool.RECTANGLE and len(self._points) > 1:
            rect = QRectF(self._points[0], self._points[1]).normalized()
            return [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()]
        return self._points if self._tool is Tool.LASSO else []

    def _point(self, place: QPointF) -> QPointF:
        """The picture's point under a place of the widget."""
        ratio = self.devicePixelRatioF()
        return QPointF(*self._zoom.point_at(place.x() * ratio, place.y() * ratio))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        left, top = self._zoom.snapped()
        painter.scale(1 / ratio, 1 / ratio)
        painter.translate(left, top)
        painter.scale(self._zoom.scale, self._zoom.scale)  # from here on in pixels of the picture
        part = self._picture_rect(QRectF(event.rect())).toAlignedRect().intersected(self._mask.image.rect())
        painter.setOpacity(_OVERLAY)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._zoom.scale < 1)
        painter.drawImage(QRectF(part), self._mask.image, QRectF(part))
        painter.setOpacity(1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(shape := self._shape()) > 1:
            paint_outline(painter, shape, self._theme)
        self._paint_brush(painter)

    def _paint_brush(self, painter: QPainter) -> None:
        """A ring as wide as the brush; a small one where keys point with another tool."""
        brushes = self._tool in (Tool.BRUSH, Tool.ERASER)
        if self._pointer is not None and not self._moves and (brushes or self._keyed):
            pixel = 1 / self._zoom.scale
            radius = self._brush / 2 if brushes else _POINT * pixel
            paint_ring(painter, self._point(self._pointer), radius, pixel, self._theme)

    def _picture_rect(self, rect: QRectF) -> QRectF:
        """A part of the widget in pixels of the picture, a little larger."""
        return QRectF(self._point(rect.topLeft()), self._point(rect.bottomRight())).adjusted(
            -_EDGE, -_EDGE, _EDGE, _EDGE
        )

    def _widget_rect(self, rect: QRectF) -> QRect:
        """A part of the picture where it is in the widget, a little larger."""
        ratio, scale = self.devicePixelRatioF(), self._zoom.scale
        left, top = self._zoom.snapped()
        place = QRectF(left + rect.x() * scale, top + rect.y() * scale, rect.width() * scale, rect.height() * scale)
        inside = QRectF(place.x() / ratio, place.y() / ratio, place.width() / ratio, place.height() / ratio)
        return inside.toAlignedRect().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)

    def _on_mask_changed(self, rect: QRect) -> None:
        self.update(self._widget_rect(QRectF(rect)))

    def _update_around(self, points: list[QPointF]) -> None:
        if points:
            self.update(self._widget_rect(QPolygonF(points).boundingRect()))

    def _move_pointer(self, place: QPointF | None) -> None:
        for one in (self._pointer, place):
            if one is not None:
                middle, radius = self._point(one), self._brush / 2
                self.update(self._widget_rect(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)))
        self._pointer = place

    # events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._moves or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        else:
            self._press(event.position(), 1.0, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._keyed = False
        self._move_pointer(event.position())
        if self._points:
            self._drag(event.position(), 1.0)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._points and event.button() is Qt.MouseButton.LeftButton:
            self._release()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two quick dots are two dots

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The pen; its pressure is the width. What is accepted here does not come as a mouse again."""
        pressure = max(_LEAST_PRESSURE, event.pressure())
        self._move_pointer(event.position())
        rubber = event.pointerType() == event.pointingDevice().PointerType.Eraser
        if event.type() == QEvent.Type.TabletPress and not self._moves:
            self._press(event.position(), pressure, rubber)
        elif event.type() == QEvent.Type.TabletMove and self._points:
            self._drag(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletRelease and self._points:
            self._release()
        else:
            event.ignore()
            return
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._move_pointer(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._hold(True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._hold(False)

    def _hold(self, moves: bool) -> None:
        self._moves = moves
        self._set_cursor()
        self.update()

    def _set_cursor(self) -> None:
        if self._moves or self._dragged_from is not None:
            super()._set_cursor()
        elif self._tool in (Tool.BRUSH, Tool.ERASER):
            self.setCursor(Qt.CursorShape.BlankCursor)  # the ring is it
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)
