"""The line between two pictures that lie over each other: left of it one is seen, right of it the other."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from imagestudio.ui.theme import Theme

_WIDTH, _KNOB = 32, 13


class WipeLine(QWidget):
    """A line with a knob to drag; its owner places it.

    Signals:
        dragged(float): it is wanted at this place of its parent, in pixels from the left.
    """

    dragged = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAccessibleName(self.tr("Line between the two pictures"))
        theme.changed.connect(self.update)
        self.hide()

    def place(self, x: float, height: int) -> None:
        self.setGeometry(round(x) - _WIDTH // 2, 0, _WIDTH, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.fillRect(QRectF(middle.x() - 2, 0, 4, self.height()), self._theme.color("window"))
        painter.fillRect(QRectF(middle.x() - 1, 0, 2, self.height()), self._theme.color("accent_edge"))
        painter.setPen(QPen(self._theme.color("accent_edge"), 2))
        painter.setBrush(self._theme.color("raised"))
        painter.drawEllipse(middle, _KNOB, _KNOB)
        painter.setPen(QPen(self._theme.color("text"), 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        for side in (-1, 1):
            tip = QPointF(middle.x() + side * 8, middle.y())
            back = middle.x() + side * 4.5
            painter.drawPolyline([QPointF(back, middle.y() - 4), tip, QPointF(back, middle.y() + 4)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(float(self.mapToParent(event.position().toPoint()).x()))
