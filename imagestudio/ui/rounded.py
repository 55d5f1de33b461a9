"""Round corners for small windows of their own, whose style alone would leave the square ones filled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

_RADIUS = 8


class Rounded(QObject):
    """Lets the corners of a window be seen through; under X11 they are cut off, whenever its size changes."""

    def __init__(self, window: QWidget, radius: int = _RADIUS) -> None:
        super().__init__(window)
        self._window = window
        self._radius = radius
        window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        if QGuiApplication.platformName() == "xcb":  # nowhere else may a screen know no transparency
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            path = QPainterPath()
            path.addRoundedRect(QRectF(self._window.rect()), self._radius, self._radius)
            self._window.setMask(QRegion(path.toFillPolygon().toPolygon()))
        return False
