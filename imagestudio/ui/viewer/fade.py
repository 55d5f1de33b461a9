"""What fades away when the mouse rests, and comes back when something happens."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QPropertyAnimation, QTimer, Signal
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from imagestudio.ui.painting import may_animate

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


def _has_focus(widget: QWidget) -> bool:
    focus = widget.window().focusWidget()
    return focus is not None and widget.isAncestorOf(focus)
