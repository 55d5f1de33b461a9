"""Stars and pick of one picture, to see and to change."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from imagestudio.core.organisation import MOST_STARS, UNTOUCHED, Organisation, Pick
from imagestudio.ui.theme import ICON_SIZE, Theme
from imagestudio.ui.tokens import SPACE_XS

_SIDE, _GAP = 16, 4
_INNER = 0.45  # of a star's points that lie between the others


class Stars(QWidget):
    """Five stars; a click or an arrow key asks for another rating, a click on the last full one for none.

    Signals:
        rate_requested(int): so many stars are wanted.
    """

    rate_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rating = 0
        self._under = 0  # so many a click would give
        self._star = star(QPointF(), _SIDE / 2)
        self.setProperty("focusRing", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.set_rating(0)

    @property
    def rating(self) -> int:
        return self._rating

    def set_rating(self, rating: int) -> None:
        self._rating = rating
        name = self.tr("Rating: {0} of {1}").format(rating, MOST_STARS) if rating else self.tr("Not rated")
        self.setAccessibleName(name)
        self.setToolTip(self.tr("{0} (keys 0 to 5)").format(name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(MOST_STARS * (_SIDE + _GAP) + _GAP, _SIDE + 2 * _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(MOST_STARS):
            full = number < self._rating
            lit = full or number < self._under
            painter.setPen(QPen(self._theme.color("accent_edge" if lit else "text3"), 1.3))
            painter.setBrush(self._theme.color("accent_edge") if full else Qt.BrushStyle.NoBrush)
            middle = QPointF(_GAP + number * (_SIDE + _GAP) + _SIDE / 2, self.height() / 2 + 0.5)
            painter.drawPolygon(self._star.translated(middle))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            stars = self._stars_at(event)
            self.rate_requested.emit(0 if stars == self._rating else stars)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_under(self._stars_at(event) if self.rect().contains(event.position().toPoint()) else 0)
        super().mouseMoveEvent(event)  # what is below wakes up by it

    def leaveEvent(self, _event: QEvent) -> None:
        self._show_under(0)

    def _stars_at(self, event: QMouseEvent) -> int:
        return min(MOST_STARS, 1 + max(0, int(event.position().x() - _GAP / 2)) // (_SIDE + _GAP))

    def _show_under(self, stars: int) -> None:
        if stars != self._under:
            self._under = stars
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else the picture below is dragged

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif 0 <= self._rating + step <= MOST_STARS:
            self.rate_requested.emit(self._rating + step)


class Marks(QWidget):
    """Stars, pick and reject of one picture.

    Signals:
        rate_requested(int), pick_requested(Pick): somebody wants that.
    """

    rate_requested = Signal(int)
    pick_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._organisation = UNTOUCHED
        self.stars = Stars(theme, self)
        self.pick_button = self._toggle(self.tr("Picked (P)"))
        self.reject_button = self._toggle(self.tr("Rejected (X)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        for widget in (self.stars, self.pick_button, self.reject_button):
            row.addWidget(widget)
        self.stars.rate_requested.connect(self.rate_requested)
        self.pick_button.clicked.connect(self._on_pick)
        self.reject_button.clicked.connect(self._on_reject)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_organisation(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self.stars.set_rating(organisation.rating)
        self.pick_button.setChecked(organisation.pick is Pick.PICKED)
        self.reject_button.setChecked(organisation.pick is Pick.REJECTED)
        self._on_theme_changed()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.stars, self.pick_button, self.reject_button]

    def _toggle(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIconSize(ICON_SIZE)
        return button

    def _on_pick(self, checked: bool) -> None:
        self.pick_button.setChecked(self._organisation.pick is Pick.PICKED)  # it shows what is, not what is wanted
        self.pick_requested.emit(Pick.PICKED if checked else Pick.NONE)

    def _on_reject(self, checked: bool) -> None:
        self.reject_button.setChecked(self._organisation.pick is Pick.REJECTED)
        self.pick_requested.emit(Pick.REJECTED if checked else Pick.NONE)

    def _on_theme_changed(self) -> None:
        picked, rejected = self.pick_button.isChecked(), self.reject_button.isChecked()
        self.pick_button.setIcon(self._theme.icon("pick-full" if picked else "pick", "ok" if picked else "text2"))
        self.reject_button.setIcon(self._theme.icon("reject", "danger" if rejected else "text2"))


def star(middle: QPointF, radius: float) -> QPolygonF:
    """A star of five points, one of them at the top."""
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * _INNER
        angle = math.pi * corner / 5 - math.pi / 2
        points.append(QPointF(middle.x() + reach * math.cos(angle), middle.y() + reach * math.sin(angle)))
    return QPolygonF(points)


def marks_text(organisation: Organisation) -> str:
    """Stars and pick in one line; empty where there are none."""
    parts = []
    if organisation.rating:
        parts.append("★" * organisation.rating + "☆" * (MOST_STARS - organisation.rating))
    if organisation.pick is Pick.PICKED:
        parts.append(QCoreApplication.translate("Marks", "Picked"))
    elif organisation.pick is Pick.REJECTED:
        parts.append(QCoreApplication.translate("Marks", "Rejected"))
    return "  ".join(parts)
