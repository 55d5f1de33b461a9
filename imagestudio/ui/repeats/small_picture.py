"""A picture as small as it can be told apart: a button that shows where it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from imagestudio.core.record import Record
from imagestudio.ui.details.facts import moment_text
from imagestudio.ui.painting import rounded_picture
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS

SIDE = 56


class SmallPicture(QAbstractButton):
    """A square cut out of a picture; its place is kept while that loads.

    Signals:
        chosen(Record): the person wants to see it.
    """

    chosen = Signal(object)

    def __init__(self, record: Record, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self._theme = theme
        self._image: QImage | None = None
        self._painted: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = self.tr("Show the picture of {0} in the gallery").format(moment_text(record.time))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)

    def show_image(self, image: QImage) -> None:
        self._image, self._painted = image, None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._image is not None and not self._image.isNull():
            if self._painted is None or self._painted.devicePixelRatio() != ratio:
                self._painted = rounded_picture(_square(self._image), self.size(), RADIUS, ratio, self._theme)
            painter.drawPixmap(0, 0, self._painted)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("hover"))
        painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.record)

    def _on_theme_changed(self) -> None:
        self._painted = None
        self.update()


def _square(image: QImage) -> QImage:
    side = min(image.width(), image.height())
    return image.copy(QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side))
