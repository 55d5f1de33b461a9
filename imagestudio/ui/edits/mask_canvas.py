"""Where the mask is painted: the picture, the mask over it, and the tools."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QTabletEvent
from PySide6.QtWidgets import QWidget

from imagestudio.ui.edits.mask import Ink, Mask
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.canvas import Canvas

LEAST_BRUSH, MOST_BRUSH, USUAL_BRUSH = 2, 600, 80
_OVERLAY = 0.55
_EDGE = 3
_LEAST_PRESSURE = 0.15
_AREA_POINTS = 3


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
        self._moves = False  # whether Space is held
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

    def choose_tool(self, tool: Tool) -> None:
        self._tool = tool
        self._set_cursor()
        self.update()

    def choose_brush(self, width: float) -> None:
        self._brush = min(max(width, LEAST_BRUSH), MOST_BRUSH)
        self.update()

    # drawing

    def _press(self, place: QPointF, pressure: float, takes_away: bool) -> None:
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
        self._points = [self._points[0], point] if self._tool is Tool.RECTANGLE else [*self._points, point]
        self.update()

    def _release(self) -> None:
        shape = self._shape()
        self._points = []
        if len(shape) >= _AREA_POINTS:
            self._mask.area(list(shape), self._ink)
        self._mask.end()
        self.update()

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
        self._paint_shape(painter)
        self._paint_brush(painter)

    def _paint_shape(self, painter: QPainter) -> None:
        shape = self._shape()
        if len(shape) > 1:
            for token, style in (("window", Qt.PenStyle.SolidLine), ("text", Qt.PenStyle.DashLine)):
                painter.setPen(self._line(token, style))
                painter.drawPolygon(QPolygonF(shape))

    def _paint_brush(self, painter: QPainter) -> None:
        """A ring as wide as the brush, dark and light, to be seen on everything."""
        if self._pointer is None or self._tool not in (Tool.BRUSH, Tool.ERASER) or self._moves:
            return
        middle, radius = self._point(self._pointer), self._brush / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, out in (("window", 1.0), ("on_picture", 0.0)):
            painter.setPen(self._line(token, Qt.PenStyle.SolidLine))
            away = radius + out / self._zoom.scale
            painter.drawEllipse(middle, away, away)

    def _line(self, token: str, style: Qt.PenStyle) -> QPen:
        pen = QPen(self._theme.color(token), 1, style)
        pen.setCosmetic(True)
        return pen

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
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold(True)
        elif event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold(False)
        elif event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)

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
