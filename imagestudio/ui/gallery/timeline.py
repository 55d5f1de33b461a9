"""The timeline along the right edge of the gallery: years and months as ticks, to point at and jump to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_view import GridView
from imagestudio.ui.gallery.month_book import Month
from imagestudio.ui.gallery.sections import pictures_text
from imagestudio.ui.gallery.timeline_labels import TimelineLabels
from imagestudio.ui.gallery.timeline_scale import Scale, scale_of
from imagestudio.ui.theme import Theme

_LABELS = 180
_HANDLE, _HANDLE_LENGTH, _INSET = 8, 32, 2  # as the scroll bar's, whose place it takes
_YEAR, _MONTH = 5, 3  # how long ticks are
_TICKS_APART, _YEARS_APART = 5.0, 22.0


class Timeline(QAbstractSlider):
    """Stands in the place of the scroll bar where pictures are in order of time and fill more than a month and screen.

    For screen readers it is a slider over the months; its keys are those of the list of months (Ctrl+Shift+M).
    """

    def __init__(self, view: GridView, gallery: GalleryModel, theme: Theme) -> None:
        super().__init__(view.verticalScrollBar())  # over the viewport nothing may lie, or scrolling paints all of it
        self._view = view
        self._gallery = gallery
        self._theme = theme
        self._book = gallery.book.months
        self._bar = view.verticalScrollBar()
        self._scale = Scale()
        self._ticks = QPixmap()
        self._told: Month | None = None
        self._grip: float | None = None  # where the handle is held, from its middle
        self.labels = TimelineLabels(theme, view)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.setObjectName("Timeline")
        self.setOrientation(Qt.Orientation.Vertical)
        self.setAccessibleName(self.tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def _connect_signals(self) -> None:
        self._book.changed.connect(self._measure)
        self._view.laid_out.connect(self._measure)
        self._bar.valueChanged.connect(self._on_scrolled)
        self._bar.installEventFilter(self)
        self._theme.changed.connect(self._on_theme_changed)
        self.valueChanged.connect(self._on_chosen)

    def _measure(self) -> None:
        """Months or cells stand elsewhere now."""
        months, jobs, last = self._book.months, self._gallery.job_rows, self._bar.maximum()
        rows = [month.place + jobs for month in months]
        wanted = len(months) > 1 and last > 0 and rows[-1] < self._gallery.rowCount()
        if wanted:
            area = self._bar.rect().translated(self._bar.mapTo(self._view, QPoint(0, 0)))
            self.setGeometry(self._bar.rect())
            self.labels.setGeometry(area.left() - _LABELS, area.top(), _LABELS, area.height())
            begin = _INSET + _HANDLE_LENGTH / 2
            values = [0, *(self._view.value_for(row) for row in rows[1:]), last]
            self._scale = scale_of(values, [month.pictures for month in months], begin, self.height() - 2 * begin)
            self._show_scale()
        else:
            self._grip = None
            self.labels.leave()
        self.setVisible(wanted)

    def _show_scale(self) -> None:
        self._ticks = QPixmap()
        months = self._book.months
        years = list(self._scale.apart(self._years(), _YEARS_APART))
        self.labels.show_years([(self._scale.places[number], str(months[number].first.year)) for number in years])
        self.blockSignals(True)
        self.setRange(0, len(months) - 1)
        self.blockSignals(False)
        self._on_scrolled()

    def _years(self) -> list[int]:
        """The first month of each year, by its number."""
        months = self._book.months
        return [n for n, month in enumerate(months) if n == 0 or months[n - 1].first.year != month.first.year]

    @property
    def place(self) -> float:
        """The height at which the gallery stands."""
        return self._scale.place_of(self._bar.value())

    def height_of(self, number: int) -> float:
        """Where a month begins."""
        return self._scale.places[number]

    def _on_scrolled(self) -> None:
        if self._scale.places and self._book.months:
            number = min(self._scale.month_at(self.place), self.maximum())
            month = self._book.months[number]
            if month != self._told:
                self._told = month
                self.blockSignals(True)  # nobody chose it
                self.setValue(number)
                self.blockSignals(False)
                self.setAccessibleDescription(month.title)
            self.update()

    def _on_chosen(self, number: int) -> None:
        """A screen reader has set the month."""
        self._bar.setValue(self._scale.values[number])

    def _on_theme_changed(self) -> None:
        self._ticks = QPixmap()
        self.update()

    def eventFilter(self, _bar: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._measure()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = event.position().y()
        if event.button() == Qt.MouseButton.LeftButton:
            on_handle = abs(y - self.place) <= _HANDLE_LENGTH / 2
            self._grip = y - self.place if on_handle else 0.0
            if not on_handle:
                self._go_to(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = event.position().y()
        if self._grip is not None:
            self._go_to(y - self._grip)
        self._point(y if self._grip is None else y - self._grip)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = None
            if not self.rect().contains(event.position().toPoint()):
                self.labels.leave()
            self.update()

    def _go_to(self, y: float) -> None:
        self._bar.setValue(self._scale.value_at(y))

    def _point(self, y: float) -> None:
        month = self._book.months[self._scale.month_at(y)]
        self.labels.raise_()
        self.labels.point(y, month.title, pictures_text(month.pictures))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._ticks = QPixmap()
        self._point(event.position().y())
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._ticks = QPixmap()
        if self._grip is None:
            self.labels.leave()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._ticks.isNull() or self._ticks.devicePixelRatioF() != self.devicePixelRatioF():
            self._ticks = self._drawn_ticks()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ticks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        alive = self._grip is not None or self.underMouse()
        painter.setBrush(self._theme.color("text3" if alive else "edge"))
        top = self.place - _HANDLE_LENGTH / 2
        handle = QRectF(self.width() - _INSET - _HANDLE, top, _HANDLE, _HANDLE_LENGTH)
        painter.drawRoundedRect(handle, _HANDLE / 2, _HANDLE / 2)

    def _drawn_ticks(self) -> QPixmap:
        """Years and months as they stand until something changes; clearer while somebody points at them."""
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(self._theme.color("window"))
        painter = QPainter(drawn)
        years = set(self._years())
        for number in self._scale.apart(range(len(self._book.months)), _TICKS_APART):
            length = _YEAR if number in years else _MONTH
            painter.setPen(self._theme.color("text3" if self.underMouse() else "edge"))
            y = round(self._scale.places[number]) + 0.5
            painter.drawLine(QPointF(0.5, y), QPointF(length - 0.5, y))
        painter.end()
        return drawn
