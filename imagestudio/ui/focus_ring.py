"""The ring around the control that has the keyboard: one overlay per window, drawn outside the control."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QRadioButton,
    QSlider,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS, RADIUS_LARGE
from imagestudio.ui.widgets import PicturePreview

_OFFSET, _WIDTH = 2, 2
_OUTSIDE = _OFFSET + _WIDTH
_RINGED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QSlider, QTabBar)
_RADII = {"primary": RADIUS_LARGE, "tall": RADIUS_LARGE, "status": 4, "chip": 12, "chip-quick": 12, "chip-mixed": 12}
_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
        QEvent.Type.EnabledChange,
    }
)


class FocusRing(QWidget):
    """Draws the ring of one window while its focus was given by the keyboard.

    A widget of another kind asks for the ring with the property `focusRing`; one that shows its focus by itself
    is left alone with the property `ownFocus` (or, as the gallery, by its name).
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._clip = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")
        self.hide()
        theme.changed.connect(self.update)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def target(self) -> QWidget | None:
        """The control the ring is around; None while there is no ring."""
        return self._target if self.isVisible() else None

    def follow_focus(self) -> None:
        """Look where the focus is now: it was given before there was a ring."""
        self._on_focus_changed(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        elif event.type() is QEvent.Type.MouseButtonPress and watched is self._target:
            self._follow(None)
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._target is None or not isValid(self._target):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._clip)
        painter.setPen(QPen(self._theme.color("focus"), _WIDTH))
        half = _WIDTH / 2
        radius = _radius(self._target) + _OFFSET + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is not self._window:
            self.hide()  # coming back to the window shows the ring again as it was
            return
        target = _ringed(new)
        kept = target is not None and target is self._target
        self._follow(target if _by_keyboard(new, kept) else None)

    def _follow(self, target: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._target = target
        current = target
        while current is not None and current is not self._window:
            current.installEventFilter(self)
            self._watched.append(current)
            current = current.parentWidget()
        self._place()

    def _place(self) -> None:
        """Lie around the target, as far as the areas it is scrolled in show it."""
        target, window = self._target, self._window
        if target is None or not isValid(target) or not self._focused(target):
            self.hide()
            return
        rect = _control_rect(target).translated(target.mapTo(window, QPoint(0, 0)))
        around = rect.adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)
        around = around.intersected(window.rect().adjusted(1, 1, -1, -1))
        clip = around
        for viewport in self._viewports():
            clip = clip.intersected(_seen_in(viewport).translated(viewport.mapTo(window, QPoint(0, 0))))
        self._clip = clip.translated(-around.topLeft())
        self.setGeometry(around)
        self.setVisible(not clip.isEmpty())
        self.raise_()
        self.update()

    def _focused(self, target: QWidget) -> bool:
        focus = QApplication.focusWidget()
        shown = target.isVisible() and target.isEnabled()
        return shown and focus is not None and _ringed(focus) is target

    def _viewports(self) -> list[QWidget]:
        return [
            widget
            for widget in self._watched[1:]
            if isinstance(area := widget.parentWidget(), QAbstractScrollArea) and area.viewport() is widget
        ]


def _seen_in(viewport: QWidget) -> QRect:
    """What may be drawn for a viewport, in its coordinates: beyond it where nothing is scrolled out on that side."""
    area, rect = viewport.parentWidget(), viewport.rect()
    if not isinstance(area, QAbstractScrollArea):
        return rect
    across, along = area.horizontalScrollBar(), area.verticalScrollBar()
    left = _OUTSIDE if across.value() == across.minimum() else 0
    top = _OUTSIDE if along.value() == along.minimum() else 0
    right = _OUTSIDE if across.value() == across.maximum() else 0
    bottom = _OUTSIDE if along.value() == along.maximum() else 0
    return rect.adjusted(-left, -top, right, bottom)


def _ringed(widget: QWidget) -> QWidget | None:
    """The control to draw around when this widget has the focus: itself, the frame it is set in, or none."""
    frame = widget.parentWidget()
    if isinstance(frame, QFrame) and frame.property("role") == "stepper":
        return frame
    if widget.property("ownFocus") or widget.objectName() == "GalleryView":
        return None
    if isinstance(widget, (*_RINGED, PicturePreview)) or widget.property("focusRing"):
        return widget
    return None


def _by_keyboard(widget: QWidget, kept: bool) -> bool:
    """Whether the keys gave the focus: Qt marks a window in which Tab or a mnemonic was used, a press is a mouse's."""
    if QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton:
        return False
    return kept or widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def _control_rect(target: QWidget) -> QRect:
    """The part of the widget that looks like the control."""
    if isinstance(target, PicturePreview):
        return target.picture_rect()
    if isinstance(target, (QCheckBox, QRadioButton)):
        return QRect(0, 0, min(target.width(), target.sizeHint().width()), target.height())
    return target.rect()


def _radius(target: QWidget) -> int:
    if isinstance(target, PicturePreview):
        return RADIUS_LARGE
    return _RADII.get(str(target.property("role")), RADIUS)
