"""The month one is at, beside the handle of the scroll bar while it is dragged."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionSlider

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_view import GridView
from imagestudio.ui.gallery.sections import day_of
from imagestudio.ui.tokens import SPACE_M


class ScrollDate(QLabel):
    """A small label over the pictures; only where they are in order of time."""

    def __init__(self, view: GridView, gallery: GalleryModel) -> None:
        super().__init__(view)
        self._view = view
        self._gallery = gallery
        self._bar = view.verticalScrollBar()
        self.setObjectName("ScrollDate")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._bar.valueChanged.connect(self._on_moved)
        self._bar.sliderReleased.connect(self.hide)

    def _on_moved(self) -> None:
        rows = self._view.visible_rows()
        place = max(0, rows.start - self._gallery.job_rows)
        dragged = self._bar.isSliderDown() and self._gallery.arrangement.is_by_time
        if not dragged or place >= len(self._gallery.listed):
            self.hide()
            return
        day = day_of(self._gallery.listed[place])
        english = QLocale(QLocale.Language.English)
        self.setText(english.toString(QDate(day.year, day.month, day.day), "MMMM yyyy"))
        self.adjustSize()
        handle = self._handle_middle()
        y = min(max(0, handle - self.height() // 2), self._view.height() - self.height())
        self.move(self._bar.mapTo(self._view, self._bar.rect().topLeft()).x() - self.width() - SPACE_M, y)
        self.show()
        self.raise_()

    def _handle_middle(self) -> int:
        """Where the handle is, in the view."""
        option = QStyleOptionSlider()
        self._bar.initStyleOption(option)
        style = self._bar.style()
        handle = style.subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self._bar
        )
        return self._bar.mapTo(self._view, handle.center()).y()
