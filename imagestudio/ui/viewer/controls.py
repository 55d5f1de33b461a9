"""What lies over the picture in the viewer and fades away when the mouse rests."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imagestudio.ui.painting import may_animate
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from imagestudio.ui.viewer.zoom import Zoom
from imagestudio.ui.widgets import ElidedLabel

REST_MS = 2000
_FADE_MS = 180


class Fade(QObject):
    """Fades some widgets out when nothing calls `wake` for a while, and back in when it is called.

    Signals:
        slept: they are going.
        woken: they are coming back.
    """

    slept = Signal()
    woken = Signal()

    def __init__(self, widgets: list[QWidget], rest_ms: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._widgets = widgets
        self._parent = parent
        self._effects: list[QGraphicsOpacityEffect] = []
        self._moves: list[QPropertyAnimation] = []
        self.awake = True
        for widget in widgets:
            self._prepare(widget)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(rest_ms)
        self._rest.timeout.connect(self._on_rested)

    def wake(self) -> None:
        self._rest.start()
        if not self.awake:
            self.awake = True
            self._fade_to(1.0)
            self.woken.emit()

    def stop(self) -> None:
        """Stand still, awake; for a viewer that is not seen."""
        self._rest.stop()

    def _prepare(self, widget: QWidget) -> None:
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(1.0)
        widget.setGraphicsEffect(effect)
        effect.setEnabled(False)  # an effect costs a buffer at each paint
        move = QPropertyAnimation(effect, b"opacity", self)
        move.setDuration(_FADE_MS)
        move.setEasingCurve(QEasingCurve.Type.OutCubic)
        move.finished.connect(self._on_faded)
        self._effects.append(effect)
        self._moves.append(move)

    def _on_rested(self) -> None:
        if any(widget.underMouse() or _has_focus(widget) for widget in self._widgets):
            self._rest.start()
            return
        self.awake = False
        self._fade_to(0.0)
        self.slept.emit()

    def _fade_to(self, opacity: float) -> None:
        for effect, move in zip(self._effects, self._moves, strict=True):
            move.stop()
            effect.setEnabled(True)
            if may_animate(self._parent):
                move.setStartValue(effect.opacity())
                move.setEndValue(opacity)
                move.start()
            else:
                effect.setOpacity(opacity)

    def _on_faded(self) -> None:
        for effect in self._effects:
            effect.setEnabled(effect.opacity() < 1.0)


class ViewerControls(QWidget):
    """Close, prompt, place in the list and zoom, set at the edges of the viewer.

    Signals:
        close_clicked, previous_clicked, next_clicked, zoom_in_clicked, zoom_out_clicked, fit_clicked,
        actual_clicked: what their names say.
    """

    close_clicked = Signal()
    previous_clicked = Signal()
    next_clicked = Signal()
    zoom_in_clicked = Signal()
    zoom_out_clicked = Signal()
    fit_clicked = Signal()
    actual_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[QToolButton, str] = {}
        self.prompt_label = ElidedLabel(parent=self)
        self.position_label = QLabel(self)
        self.zoom_label = QLabel(self)
        self.close_button = self._button("close", self.tr("Close the viewer (Esc)"), self.close_clicked)
        self.previous_button = self._button("chevron-left", self.tr("Previous picture (←)"), self.previous_clicked)
        self.next_button = self._button("chevron-right", self.tr("Next picture (→)"), self.next_clicked)
        self.zoom_out_button = self._button("minus", self.tr("Zoom out (−)"), self.zoom_out_clicked)
        self.zoom_in_button = self._button("plus", self.tr("Zoom in (+)"), self.zoom_in_clicked)
        self.fit_button = self._button("fit", self.tr("Whole picture (0)"), self.fit_clicked)
        self.actual_button = self._button("actual-size", self.tr("100 % (1)"), self.actual_clicked)
        self.cards: list[QWidget] = []
        self._build_layout()
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def event(self, event: QEvent) -> bool:
        """Only the cards are there for the mouse; between them it is the picture's."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._cut_out()
        return handled

    def buttons(self) -> list[QToolButton]:
        return list(self._buttons)

    def show_texts(self, prompt: str, position: str) -> None:
        self.prompt_label.set_text(prompt)
        self.position_label.setText(position)
        self.position_label.setVisible(bool(position))

    def show_zoom(self, zoom: Zoom) -> None:
        percent = zoom.scale * 100
        self.zoom_label.setText(f"{percent:.0f} %" if percent >= 10 else f"{percent:.1f} %")
        self.fit_button.setEnabled(not zoom.fits)
        self.actual_button.setEnabled(zoom.scale != 1)

    def _build_layout(self) -> None:
        self.zoom_label.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %") + SPACE_S)
        for label in (self.position_label, self.zoom_label):
            set_role(label, "reading")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.prompt_label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        left = self._card(self.close_button, self.prompt_label)
        right = self._card(self.position_label, self.previous_button, self.next_button)
        below = self._card(
            self.zoom_out_button, self.zoom_label, self.zoom_in_button, self.fit_button, self.actual_button
        )
        top_row = QHBoxLayout()
        top_row.setSpacing(SPACE_M)
        top_row.addWidget(left)
        top_row.addStretch()
        top_row.addWidget(right)
        bottom_row = QHBoxLayout()
        bottom_row.addStretch()
        bottom_row.addWidget(below)
        bottom_row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.addLayout(top_row)
        layout.addStretch()
        layout.addLayout(bottom_row)

    def _cut_out(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        region = QRegion()
        for card in self.cards:
            region += card.geometry()
        self.setMask(region)

    def _card(self, *widgets: QWidget) -> QFrame:
        card = QFrame(self)
        set_role(card, "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        row.setSpacing(SPACE_XS)
        for widget in widgets:
            row.addWidget(widget)
        if not isinstance(widgets[-1], QToolButton):
            row.addSpacing(SPACE_S)
        self.cards.append(card)
        return card

    def _button(self, icon: str, name: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIconSize(ICON_SIZE)
        button.clicked.connect(signal)
        self._buttons[button] = icon
        return button

    def _on_theme_changed(self) -> None:
        for button, icon in self._buttons.items():
            button.setIcon(self._theme.icon(icon))


def _has_focus(widget: QWidget) -> bool:
    focus = widget.window().focusWidget()
    return focus is not None and widget.isAncestorOf(focus)
