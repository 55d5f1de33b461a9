"""The picture in the viewer: painted, zoomed and panned."""

from __future__ import annotations

import math

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from imagestudio.ui.painting import checker_pixmap, may_animate
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.viewer.zoom import STEP, Zoom

_ZOOM_MS = 140
_SETTLE_MS = 80
_NOTCH = 120
_BLOCKS_FROM = 3.0  # from here on one sees pixels, not a blur


class Canvas(QWidget):
    """Paints one picture, or its thumbnail until it is decoded; 100 % is one picture pixel a device pixel.

    Signals:
        zoom_changed: the scale is another one.
        double_clicked: on the picture or beside it.
        moved: the mouse moves here.
    """

    zoom_changed = Signal()
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
        self._settling.timeout.connect(self.update)
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
        self._set_zoom(self._zoom.of_picture(width, height))

    def show_picture(self, picture: Picture) -> None:
        """Show the picture itself, where its thumbnail is."""
        self._picture = picture
        size = picture.size
        if (size.width(), size.height()) != self._zoom.picture:
            self._animation.stop()
            self._set_zoom(self._zoom.of_picture(size.width(), size.height()))
        self._settling.stop()  # it is seen at its best from the first
        self.update()

    # zooming

    def fit(self) -> None:
        self._animate_to(self._zoom.fit_scale, self._middle())

    def zoom_to(self, scale: float) -> None:
        self._animate_to(scale, self._middle())

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

    def _set_zoom(self, zoom: Zoom) -> None:
        changed = zoom.scale != self._zoom.scale
        self._zoom = zoom
        self._set_cursor()
        if changed:
            self._settling.start()
            self.zoom_changed.emit()
        self.update()

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
        if self._transparent():
            painter.setBrushOrigin(target.topLeft())
            painter.fillRect(target, QBrush(checker_pixmap(self._theme)))
        self._paint_picture(painter, target)

    def _transparent(self) -> bool:
        if self._picture is not None:
            return self._picture.transparent
        return self._placeholder is not None and self._placeholder.hasAlphaChannel()

    def _paint_picture(self, painter: QPainter, target: QRectF) -> None:
        scale = self._zoom.scale
        if self._picture is None:
            self._paint_placeholder(painter, target)
            return
        image = self._picture.level_for(scale)
        if scale < 1 and not self._settling.isActive():
            image = self._picture.exact(round(target.width()), round(target.height())) or image
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < _BLOCKS_FROM and scale != 1)
        _paint_visible(painter, target, image, self._zoom)

    def _paint_placeholder(self, painter: QPainter, target: QRectF) -> None:
        if self._placeholder is None:
            painter.fillRect(target, self._theme.color("raised"))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._placeholder)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        self._set_zoom(self._zoom.in_view(self.width() * ratio, self.height() * ratio))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            ratio = self.devicePixelRatioF()
            self._set_zoom(self._zoom.in_view(self.width() * ratio, self.height() * ratio))
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


def _paint_visible(painter: QPainter, target: QRectF, image: QImage, zoom: Zoom) -> None:
    """Paint only what is seen, since a large picture at 1600 % would reach far beyond."""
    seen = target.intersected(QRectF(0, 0, *zoom.view))
    if seen.isEmpty():
        return
    if image.width() == target.width() and image.height() == target.height():
        source = seen.translated(-target.topLeft())
        painter.drawImage(seen.topLeft(), image, source)
        return
    across, down = image.width() / target.width(), image.height() / target.height()
    left, top = math.floor((seen.left() - target.left()) * across), math.floor((seen.top() - target.top()) * down)
    right = min(image.width(), math.ceil((seen.right() - target.left()) * across))
    bottom = min(image.height(), math.ceil((seen.bottom() - target.top()) * down))
    source = QRectF(QPoint(left, top), QPoint(right, bottom))
    whole = QRectF(
        target.left() + left / across, target.top() + top / down, source.width() / across, source.height() / down
    )
    painter.drawImage(whole, image, source)
