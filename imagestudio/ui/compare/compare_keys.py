"""What the keys do where pictures are compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from imagestudio.ui.compare.stage import Mode
from imagestudio.ui.viewer import keys

if TYPE_CHECKING:
    from imagestudio.ui.compare.compare_view import CompareView

_Key = Qt.Key
_KEEPING = {_Key.Key_A: 0, _Key.Key_B: 1, _Key.Key_C: 2, _Key.Key_D: 3}
_ACROSS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_DOWN = {_Key.Key_Up: -1, _Key.Key_Down: 1}
_ROW = 2  # of four pictures


class CompareKeys:
    """The keys of one compare view."""

    def __init__(self, view: CompareView) -> None:
        self._view = view
        self._plain: dict[Qt.Key, Callable[[], None]] = {
            _Key.Key_Escape: view.close_view,
            _Key.Key_Return: self._enter,
            _Key.Key_Enter: self._enter,
            _Key.Key_Space: view.flick,
            _Key.Key_S: lambda: view.set_mode(Mode.SIDE),
            _Key.Key_W: lambda: view.set_mode(Mode.WIPE),
            _Key.Key_L: lambda: view.set_mode(Mode.FLICKER),
            _Key.Key_H: view.blind_toggled.emit,
            _Key.Key_T: view.wins_requested.emit,
            _Key.Key_I: view.toggle_strip,
            _Key.Key_R: lambda: view.left_out.emit(view.stage.active),
            _Key.Key_Backspace: view.back_requested.emit,
            _Key.Key_F11: view.toggle_full_screen,
        }

    def knows(self, event: QKeyEvent) -> bool:
        pressed = keys.pressed(event)
        if pressed is None:
            return False
        control, key = pressed
        mine = (self._plain, _KEEPING, _ACROSS, _DOWN, keys.RATINGS, keys.PICKS)
        return pressed in keys.ZOOMS or (not control and any(key in some for some in mine))

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything."""
        pressed = keys.pressed(event)
        if pressed is None or not self.knows(event):
            return False
        view, (control, key) = self._view, pressed
        if pressed in keys.ZOOMS:
            view.stage.canvases[view.stage.active].zoom_by_name(keys.ZOOMS[pressed])
        elif control:
            return False
        elif key in _KEEPING:
            view.keep(_KEEPING[key])
        elif key in keys.RATINGS:
            view.rate_requested.emit(view.stage.active, keys.RATINGS[key])
        elif key in keys.PICKS:
            view.pick_requested.emit(view.stage.active, keys.PICKS[key])
        elif key in self._plain:
            self._plain[key]()
        else:
            self._go(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True

    def _enter(self) -> None:
        """Keep the one that is meant; or go on, where that has been done."""
        view = self._view
        if view.contest.over:
            view.close_view()
        elif view.contest.chosen >= 0:
            view.next_requested.emit()
        else:
            view.keep(view.stage.active)

    def _go(self, key: Qt.Key, shift: bool) -> None:
        """Another picture, the line between two, or with Shift another part of all of them."""
        view = self._view
        across, down = _ACROSS.get(key, 0), _DOWN.get(key, 0)
        if shift:
            view.stage.canvases[view.stage.active].pan(-across * keys.PAN, -down * keys.PAN)
        elif view.stage.mode is Mode.WIPE and across:
            view.move_wipe(across)
        elif view.stage.mode is Mode.WIPE and down:
            view.set_active(1 - view.stage.active)
        elif across:
            view.set_active((view.stage.active + across) % max(1, view.count))
        elif down and view.count > 2 * _ROW - 1:
            view.set_active((view.stage.active + _ROW) % view.count)
