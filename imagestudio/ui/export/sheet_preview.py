"""The first page of a contact sheet, small."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from imagestudio.ui.theme import Theme

_WIDTH, _HEIGHT, _LEAST_HEIGHT = 380, 440, 140


class SheetPreview(QWidget):
    """Shows a page in the middle of a ground that keeps its size."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self.setAccessibleName(self.tr("The first page"))
        self.setFixedWidth(_WIDTH)
        self.setMinimumHeight(_LEAST_HEIGHT)  # on a low screen the page is smaller
        self.setMaximumHeight(_HEIGHT)
        theme.changed.connect(self.update)

    @property
    def wanted_width(self) -> int:
        """Of the page, in the screen's own pixels; upright or lying it fits then."""
        return round(_WIDTH * self.devicePixelRatioF())

    def image(self) -> QImage:
        return self._image

    def show_page(self, image: QImage) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = QSizeF(210, 297) if self._image.isNull() else QSizeF(self._image.size())
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        place = QRectF(0, 0, *size.scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio).toTuple())
        place.moveCenter(area.center())
        if self._image.isNull():
            painter.fillRect(place, self._theme.color("raised"))
        else:
            painter.drawImage(place, self._image)
        painter.setPen(self._theme.color("line"))
        painter.drawRect(place)
