"""The picture in the viewer: painted, zoomed and panned."""

from __future__ import annotations

import math

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from imagestudio.ui.painting import may_animate
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer import keys
from imagestudio.ui.viewer.painting import paint_picture, paint_placeholder
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.viewer.zoom import STEP, Zoom

_ZOOM_MS = 140
_SETTLE_MS = 80
_NOTCH = 120
_SHARP = 0.98  # of the pixels wanted


class Canvas(QWidget):
    """Paints one picture, or its thumbnail until it is decoded; 100 % is one picture pixel a device pixel.

    Signals:
        zoom_changed: the scale is another one.
        place_changed: somebody zoomed or moved the picture here; canvases in step follow.
        detail_wanted: the picture is looked at more closely than this copy of it is sharp.
        pressed: a mouse button, on the picture or beside it.
        double_clicked: on the picture or beside it.
        moved: the mouse moves here.
    """

    zoom_changed = Signal()
    place_changed = Signal()
    detail_wanted = Signal()
    pressed = Signal()
    double_clicked = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ViewerCanvas")
        self.setProperty("ownFocus", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._theme = theme
        self._zoom = Zoom()
        self._picture: Picture | None = None
        self._placeholder: QImage | None = None
        self._dragged_from: QPointF | None = None
        self._anchor = QPointF()
        self._aim = 1.0
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(_ZOOM_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._on_animated)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._on_settled)
        theme.changed.connect(self.update)

    @property
    def zoom(self) -> Zoom:
        return self._zoom

    @property
    def sharp(self) -> bool:
        """Whether the picture itself is shown, and not its thumbnail."""
        return self._picture is not None

    def show_placeholder(self, image: QImage | None, width: int, height: int) -> None:
        """Show a thumbnail where a picture of this size will be."""
        self._animation.stop()
        self._picture = None
        self._placeholder = None if image is None or image.isNull() else image
        self._set_zoom(self._zoom.of_picture(width, height), told=False)

    def show_picture(self, picture: Picture, fitted: bool = False) -> None:
        """Show the picture itself, where its thumbnail is; fitted if it is another one than before."""
        self._picture = picture
        size = picture.size
        if fitted or (size.width(), size.height()) != self._zoom.picture:
            self._animation.stop()
            self._set_zoom(self._zoom.of_picture(size.width(), size.height()), told=False)
        self._settling.stop()  # it is seen at its best from the first
        self._on_settled()

    # zooming

    def fit(self) -> None:
        self._animate_to(self._zoom.fit_scale, self._middle())

    def fill(self) -> None:
        """Leave nothing of the view free."""
        self._animate_to(self._zoom.fill_scale, self._middle())

    def follow(self, place: tuple[float, float, float]) -> None:
        """Go where another canvas is, at once and without telling."""
        self._animation.stop()
        self._set_zoom(self._zoom.placed(place), told=False)

    def to_actual_size(self) -> None:
        """100 %, or back to the whole picture where it is that large already."""
        self._animate_to(self._zoom.fit_scale if self._zoom.scale == 1 else 1.0, self._middle())

    def zoom_by_name(self, name: str) -> None:
        """What a key means."""
        {
            keys.ZOOM_IN: self.zoom_in,
            keys.ZOOM_OUT: self.zoom_out,
            keys.FIT: self.fit,
            keys.ACTUAL: self.to_actual_size,
            keys.FILL: self.fill,
        }[name]()

    def zoom_in(self) -> None:
        self._step(STEP, self._middle())

    def zoom_out(self) -> None:
        self._step(1 / STEP, self._middle())

    def pan(self, across: float, down: float) -> None:
        """Move the picture by so many device-independent pixels."""
        ratio = self.devicePixelRatioF()
        self._set_zoom(self._zoom.panned(across * ratio, down * ratio))

    def _step(self, factor: float, anchor: QPointF) -> None:
        """Go on from where a running zoom is heading, so that quick steps add up."""
        running = self._animation.state() is QVariantAnimation.State.Running
        self._animate_to((self._aim if running else self._zoom.scale) * factor, anchor)

    def _animate_to(self, scale: float, anchor: QPointF) -> None:
        scale = self._zoom.zoomed(scale).scale
        self._anchor, self._aim = anchor, scale
        self._animation.stop()
        if not (may_animate(self) and self.isVisible()):
            self._zoom_at(scale, anchor)
            return
        self._animation.setStartValue(math.log(self._zoom.scale))
        self._animation.setEndValue(math.log(scale))
        self._animation.start()

    def _on_animated(self, value: float) -> None:
        ended = self._animation.currentTime() >= _ZOOM_MS
        self._zoom_at(self._aim if ended else math.exp(value), self._anchor)

    def _zoom_at(self, scale: float, anchor: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        self._set_zoom(self._zoom.zoomed(scale, anchor.x() * ratio, anchor.y() * ratio))

    def _set_zoom(self, zoom: Zoom, told: bool = True) -> None:
        changed, moved = zoom.scale != self._zoom.scale, zoom != self._zoom
        self._zoom = zoom
        self._set_cursor()
        if changed:
            self._settling.start()
            self.zoom_changed.emit()
        if moved and told:
            self.place_changed.emit()
        self.update()

    def _on_settled(self) -> None:
        self.update()
        if self._picture is not None and self._picture.detail < _SHARP * min(1.0, self._zoom.scale):
            self.detail_wanted.emit()

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("window"))
        painter.scale(1 / ratio, 1 / ratio)  # from here on in device pixels
        width, height = self._zoom.size
        target = QRectF(*self._zoom.snapped(), max(1, round(width)), max(1, round(height)))
        if self._picture is not None:
            paint_picture(painter, target, self._picture, self._zoom, not self._settling.isActive(), self._theme)
        else:
            paint_placeholder(painter, target, self._placeholder, self._theme)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        self._set_zoom(self._zoom.in_view(self.width() * ratio, self.height() * ratio), told=False)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            ratio = self.devicePixelRatioF()
            self._set_zoom(self._zoom.in_view(self.width() * ratio, self.height() * ratio), told=False)
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_at(self._zoom.scale * (1 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent):
            return self._pinched(event)
        return super().event(event)

    def _pinched(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        anchor = self.mapFromGlobal(pinch.centerPoint())
        self._zoom_at(self._zoom.scale * pinch.scaleFactor(), anchor)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y()
        if delta % _NOTCH == 0:
            self._step(STEP ** (delta / _NOTCH), event.position())
        else:  # a touchpad's small steps are smooth by themselves
            self._animation.stop()
            self._zoom_at(self._zoom.scale * STEP ** (delta / _NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._dragged_from = event.position()
            self._set_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.moved.emit()
        if self._dragged_from is not None:
            way = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self.pan(way.x(), way.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged_from = None
        self._set_cursor()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.double_clicked.emit()

    def _set_cursor(self) -> None:
        if not (self._zoom.pans_across or self._zoom.pans_down):
            self.setCursor(Qt.CursorShape.ArrowCursor)
        elif self._dragged_from is None:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def hide_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)

    def show_cursor(self) -> None:
        self._set_cursor()
