"""What the keys do in a grid, beside those by which one moves through its cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from imagestudio.core.organisation import Change
from imagestudio.ui.viewer import keys
from imagestudio.ui.viewer.chosen_keys import Scope
from imagestudio.ui.viewer.keys import KeyRow, plain

if TYPE_CHECKING:
    from imagestudio.ui.grid.grid_view import GridView

_Key = Qt.Key
_STEP = 32
_EVERYWHERE = frozenset({_Key.Key_Escape, _Key.Key_F2, _Key.Key_F11})


class GridKeys:
    """The keys of one grid view; in a field that is written in, only those no text needs."""

    scope = Scope.GRID

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._plain: dict[Qt.Key, Callable[[], object]] = {
            _Key.Key_Escape: view.leave,
            _Key.Key_C: view.compare_requested.emit,
            _Key.Key_G: view.gallery_requested.emit,
            _Key.Key_F2: view.bar.begin_naming,
            _Key.Key_F11: view.toggle_full_screen,
            _Key.Key_Plus: lambda: view.grow(_STEP),
            _Key.Key_Equal: lambda: view.grow(_STEP),
            _Key.Key_Minus: lambda: view.grow(-_STEP),
        }
        self._control: dict[Qt.Key, Callable[[], object]] = {
            _Key.Key_Return: view.foot.make_button.click,
            _Key.Key_Enter: view.foot.make_button.click,
            _Key.Key_N: view.bar.new_button.click,
            _Key.Key_E: view.bar.export_button.click,
        }
        self._known = keys.known(self.rows())

    def rows(self) -> list[KeyRow]:
        """All of them, as the person is told."""
        return [
            KeyRow(_tr("Go to another cell; with Shift, select several"), (), "←  →  ↑  ↓"),
            KeyRow(_tr("Open the picture, or do what the button in the cell says"), (), _tr("Enter")),
            KeyRow(_tr("Make what is missing"), _with_control(_Key.Key_Return, _Key.Key_Enter), _tr("Ctrl+Enter")),
            KeyRow(_tr("Make what is missing in this row"), (), _tr("Ctrl+Shift+Enter")),
            KeyRow(_tr("Compare the selected pictures"), plain(_Key.Key_C)),
            KeyRow(_tr("Show the picture in the gallery"), plain(_Key.Key_G)),
            *keys.mark_rows(),
            KeyRow(_tr("Put away what did not work out"), (), _tr("Delete")),
            KeyRow(_tr("Larger and smaller pictures"), plain(_Key.Key_Plus, _Key.Key_Equal, _Key.Key_Minus), "+  −"),
            KeyRow(_tr("New grid"), _with_control(_Key.Key_N)),
            KeyRow(_tr("Rename the grid"), plain(_Key.Key_F2)),
            KeyRow(_tr("Save the grid as a PDF or a picture"), _with_control(_Key.Key_E)),
            *keys.screen_rows(),
            KeyRow(_tr("Back to the gallery"), plain(_Key.Key_Escape)),
        ]

    def knows(self, event: QKeyEvent) -> bool:
        pressed = keys.pressed(event)
        if pressed is None or pressed not in self._known:
            return False
        control, key = pressed
        return control or key in _EVERYWHERE or not self._writing()

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything now."""
        pressed = keys.pressed(event)
        if pressed is None or not self.knows(event):
            return False
        control, key = pressed
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if control and shift and key in (_Key.Key_Return, _Key.Key_Enter):
            self._view.row_requested.emit(self._view.sheet.currentIndex().row())
            return True
        if not control and (change := _change(key)) is not None:
            self._view.change_requested.emit(change)
            return True
        meant = (self._control if control else self._plain).get(key)
        if meant is None:
            return False
        meant()
        return True

    def _writing(self) -> bool:
        return isinstance(self._view.window().focusWidget(), QLineEdit | QPlainTextEdit)


def _change(key: Qt.Key) -> Change | None:
    """What a key makes of pictures."""
    if key in keys.RATINGS:
        return Change(rating=keys.RATINGS[key])
    return Change(pick=keys.PICKS[key]) if key in keys.PICKS else None


def _with_control(*names: Qt.Key) -> tuple[tuple[bool, Qt.Key], ...]:
    return tuple((True, key) for key in names)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
