"""Round corners for small windows of their own, whose style alone would leave the square ones filled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

_RADIUS = 8
_WITHOUT_MASKS = ("offscreen", "minimal")


class Rounded(QObject):
    """Cuts the corners off a window whenever its size changes: that needs no screen that knows transparency."""

    def __init__(self, window: QWidget, radius: int = _RADIUS) -> None:
        super().__init__(window)
        self._window = window
        self._radius = radius
        if QGuiApplication.platformName() not in _WITHOUT_MASKS:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            path = QPainterPath()
            path.addRoundedRect(QRectF(self._window.rect()), self._radius, self._radius)
            self._window.setMask(QRegion(path.toFillPolygon().toPolygon()))
        return False
