"""What the keys do in a family."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from imagestudio.ui.family.walking import Way
from imagestudio.ui.viewer import keys
from imagestudio.ui.viewer.chosen_keys import Scope
from imagestudio.ui.viewer.keys import KeyRow, Pressed, plain

if TYPE_CHECKING:
    from imagestudio.ui.family.family_view import FamilyView

_Key = Qt.Key
_WALKS = {
    _Key.Key_Left: Way.PARENT,
    _Key.Key_Right: Way.CHILD,
    _Key.Key_Up: Way.ABOVE,
    _Key.Key_Down: Way.BELOW,
    _Key.Key_PageUp: Way.PAGE_ABOVE,
    _Key.Key_PageDown: Way.PAGE_BELOW,
    _Key.Key_Home: Way.BEGINNING,
    _Key.Key_End: Way.NEWEST,
}
_PANS = {
    _Key.Key_Left: (keys.PAN, 0),
    _Key.Key_Right: (-keys.PAN, 0),
    _Key.Key_Up: (0, keys.PAN),
    _Key.Key_Down: (0, -keys.PAN),
}
_OPENING = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space)


class FamilyKeys:
    """The keys of one family view."""

    scope = Scope.FAMILY

    def __init__(self, view: FamilyView) -> None:
        self._view = view
        canvas = view.canvas
        zooms: dict[str, Callable[[], object]] = {
            keys.ZOOM_IN: partial(canvas.zoom_by, 1),
            keys.ZOOM_OUT: partial(canvas.zoom_by, -1),
            keys.FIT: canvas.fit,
            keys.ACTUAL: canvas.to_actual_size,
        }
        self._done: dict[Pressed, Callable[[], object]] = {
            **{key: zooms[name] for key, name in keys.ZOOMS.items() if name in zooms},
            **{(False, key): partial(view.walk, way) for key, way in _WALKS.items()},
            **{(False, key): view.enter for key in _OPENING},
            (False, _Key.Key_C): view.ask_to_compare,
            (True, _Key.Key_U): view.ask_to_use,
            (False, _Key.Key_G): view.ask_to_show,
            (False, _Key.Key_F11): view.toggle_full_screen,
            (False, _Key.Key_Escape): view.leave,
        }

    def rows(self) -> list[KeyRow]:
        """All of them, as the person is told."""
        key = _Key
        return [
            KeyRow(_tr("What it was made of, what was made of it"), plain(key.Key_Left, key.Key_Right), "←  →"),
            KeyRow(_tr("Above and below"), plain(key.Key_Up, key.Key_Down)),
            KeyRow(_tr("Where the family begins, its newest picture"), plain(key.Key_Home, key.Key_End)),
            KeyRow(_tr("A page up and down"), plain(key.Key_PageUp, key.Key_PageDown)),
            KeyRow(_tr("Move the family; so does dragging, and the wheel"), (), _tr("Shift+←  →  ↑  ↓")),
            KeyRow(_tr("Larger and smaller; so does Ctrl and the wheel"), plain(key.Key_Plus, key.Key_Minus), "+  −"),
            KeyRow(_tr("The whole family"), plain(key.Key_F)),
            KeyRow(_tr("100 % and back"), plain(key.Key_Z)),
            KeyRow(_tr("Open the picture"), plain(key.Key_Return, key.Key_Space)),
            KeyRow(_tr("Compare it with its parent"), plain(key.Key_C)),
            KeyRow(_tr("Use its settings"), ((True, key.Key_U),)),
            KeyRow(_tr("Show it in the gallery"), plain(key.Key_G)),
            *keys.screen_rows(),
            KeyRow(_tr("Back"), plain(key.Key_Escape)),
        ]

    def knows(self, event: QKeyEvent) -> bool:
        return keys.pressed(event) in self._done

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything."""
        pressed = keys.pressed(event)
        if pressed is None or pressed not in self._done:
            return False
        _control, key = pressed
        if key in _PANS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._view.canvas.pan(*_PANS[key])
        else:
            self._done[pressed]()
        return True


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
