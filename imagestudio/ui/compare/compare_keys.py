"""What the keys do where pictures are compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from imagestudio.ui.compare.stage import Mode
from imagestudio.ui.viewer import keys
from imagestudio.ui.viewer.chosen_keys import Scope
from imagestudio.ui.viewer.keys import KeyRow, plain

if TYPE_CHECKING:
    from imagestudio.ui.compare.compare_view import CompareView

_Key = Qt.Key
_KEEPING = {_Key.Key_A: 0, _Key.Key_B: 1, _Key.Key_C: 2, _Key.Key_D: 3}
_MODES = {_Key.Key_S: Mode.SIDE, _Key.Key_W: Mode.WIPE, _Key.Key_L: Mode.FLICKER}
_ACROSS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_DOWN = {_Key.Key_Up: -1, _Key.Key_Down: 1}
_ROW = 2  # of four pictures


class CompareKeys:
    """The keys of one compare view."""

    scope = Scope.COMPARE

    def __init__(self, view: CompareView) -> None:
        self._view = view
        self._plain: dict[Qt.Key, Callable[[], None]] = {
            _Key.Key_Escape: view.leave,
            _Key.Key_Return: self._enter,
            _Key.Key_Enter: self._enter,
            _Key.Key_Space: view.flick,
            _Key.Key_H: view.blind_toggled.emit,
            _Key.Key_T: view.wins_requested.emit,
            _Key.Key_I: view.toggle_strip,
            _Key.Key_R: self._leave_out,
            _Key.Key_Backspace: view.back_requested.emit,
            _Key.Key_F11: view.toggle_full_screen,
            **{key: partial(view.keep, place) for key, place in _KEEPING.items()},
            **{key: partial(view.set_mode, mode) for key, mode in _MODES.items()},
        }
        self._known = keys.known(self.rows())

    def rows(self) -> list[KeyRow]:
        """All of them, as the person is told."""
        return [
            KeyRow(_tr("Keep that picture; the next one comes in place of the others"), plain(*_KEEPING), "A – D"),
            KeyRow(_tr("Keep the picture with the frame, or go on"), plain(_Key.Key_Return, _Key.Key_Enter)),
            KeyRow(_tr("Frame another picture, or move the line between two"), plain(*_ACROSS, *_DOWN)),
            KeyRow(_tr("Let the picture with the frame go"), plain(_Key.Key_R)),
            KeyRow(_tr("One step back"), plain(_Key.Key_Backspace)),
            KeyRow(_tr("Side by side, over each other, one at a time"), plain(*_MODES)),
            KeyRow(_tr("Show the other one of two in its place"), plain(_Key.Key_Space)),
            KeyRow(_tr("Blind: hide model, price, quality and size"), plain(_Key.Key_H)),
            *keys.zoom_rows(),
            KeyRow(_tr("Move all pictures, where they are larger than their place"), (), _tr("Shift+←  →  ↑  ↓")),
            *keys.mark_rows(),
            KeyRow(_tr("What differs: show it or hide it"), plain(_Key.Key_I)),
            KeyRow(_tr("Wins by model, quality and price"), plain(_Key.Key_T)),
            *keys.screen_rows(),
            KeyRow(_tr("Back to the gallery"), plain(_Key.Key_Escape)),
        ]

    def knows(self, event: QKeyEvent) -> bool:
        return keys.pressed(event) in self._known

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything."""
        pressed = keys.pressed(event)
        if pressed is None or pressed not in self._known:
            return False
        view, (_control, key) = self._view, pressed
        if pressed in keys.ZOOMS:
            view.stage.zoom_by_name(keys.ZOOMS[pressed])
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
            view.leave()
        elif view.contest.chosen >= 0:
            view.next_requested.emit()
        else:
            view.keep(view.stage.active)

    def _leave_out(self) -> None:
        self._view.left_out.emit(self._view.stage.active)

    def _go(self, key: Qt.Key, shift: bool) -> None:
        """Another picture, the line between two, or with Shift another part of all of them."""
        view, stage = self._view, self._view.stage
        across, down = _ACROSS.get(key, 0), _DOWN.get(key, 0)
        if shift:
            stage.pan(-across * keys.PAN, -down * keys.PAN)
        elif stage.mode is Mode.WIPE and across:
            stage.move_wipe(across)
        elif stage.mode is Mode.WIPE and down:
            view.set_active(1 - stage.active)
        elif across:
            view.set_active((stage.active + across) % max(1, view.count))
        elif down and view.count > 2 * _ROW - 1:
            view.set_active((stage.active + _ROW) % view.count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
