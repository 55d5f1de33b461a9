"""Shows a picture on the larger canvas it is to have."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from imagestudio.core.editing import Margins
from imagestudio.ui.painting import checker_pixmap, fitted
from imagestudio.ui.theme import Theme

_SIDE = 300


class CanvasPreview(QWidget):
    """The picture where it will stand; what may change around it is a chequered ground with a dashed edge."""

    def __init__(self, image: QImage, width: int, height: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self._picture = QSize(width, height)
        self._margins = Margins()
        self._theme = theme
        self.setMinimumSize(_SIDE, _SIDE)
        self.setAccessibleName(self.tr("The larger canvas"))
        theme.changed.connect(self.update)

    def show_margins(self, margins: Margins) -> None:
        self._margins = margins
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        width, height = self._margins.of(self._picture.width(), self._picture.height())
        room = fitted(width, height, self.size() - QSize(4, 4))
        scale = room.width() / width
        left, top = (self.width() - room.width()) / 2, (self.height() - room.height()) / 2
        canvas = QRectF(left, top, room.width(), room.height())
        place = QRectF(
            left + self._margins.left * scale,
            top + self._margins.top * scale,
            self._picture.width() * scale,
            self._picture.height() * scale,
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(canvas, QBrush(checker_pixmap(self._theme)))
        painter.drawImage(place, self._image)
        pen = QPen(self._theme.color("accent_edge"), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(canvas)
