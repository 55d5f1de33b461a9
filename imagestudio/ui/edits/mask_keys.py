"""What the keys do where a mask is painted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from imagestudio.ui.edits.mask_canvas import Tool
from imagestudio.ui.viewer import keys
from imagestudio.ui.viewer.chosen_keys import Scope
from imagestudio.ui.viewer.keys import KeyRow, Pressed, plain

if TYPE_CHECKING:
    from imagestudio.ui.edits.mask_editor import MaskEditor

_Key = Qt.Key
_TOOLS = {
    _Key.Key_B: Tool.BRUSH,
    _Key.Key_E: Tool.ERASER,
    _Key.Key_R: Tool.RECTANGLE,
    _Key.Key_L: Tool.LASSO,
    _Key.Key_A: Tool.FILL,
}
_WIDER = 1.15
_BRUSHES = {
    _Key.Key_BracketLeft: 1 / _WIDER,
    _Key.Key_BracketRight: _WIDER,
    _Key.Key_BraceLeft: 1 / _WIDER**3,
    _Key.Key_BraceRight: _WIDER**3,
}
_ARROWS = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1)}
_STEP, _LONG_STEP = 4, 40
_UNDO, _REDO = (True, _Key.Key_Z), (True, _Key.Key_Y)
_USES: tuple[Pressed, ...] = (*plain(_Key.Key_Return, _Key.Key_Enter), (True, _Key.Key_Return), (True, _Key.Key_Enter))


class MaskKeys:
    """The keys of one mask editor."""

    scope = Scope.MASK

    def __init__(self, editor: MaskEditor) -> None:
        self._editor = editor
        canvas = editor.canvas
        self._does: dict[Pressed, Callable[[], object]] = {
            (False, _Key.Key_Escape): editor.escape,
            (False, _Key.Key_I): editor.invert,
            (False, _Key.Key_S): editor.soften,
            (False, _Key.Key_Delete): editor.clear,
            (False, _Key.Key_Backspace): editor.clear,
            (False, _Key.Key_F11): editor.toggle_full_screen,
            (False, _Key.Key_D): canvas.toggle_pen,
            (False, _Key.Key_W): editor.use_whole,
            _REDO: editor.redo,
            **dict.fromkeys(_USES, editor.enter),
            **{(False, key): partial(editor.choose_tool, tool) for key, tool in _TOOLS.items()},
            **{(False, key): partial(editor.widen, times) for key, times in _BRUSHES.items()},
            **{pressed: partial(canvas.zoom_by_name, name) for pressed, name in keys.ZOOMS.items()},
        }
        self._known = keys.known(self.rows())

    def rows(self) -> list[KeyRow]:
        """All of them, as the person is told."""
        return [
            KeyRow(_tr("Brush, eraser, rectangle, lasso, fill an area"), plain(*_TOOLS)),
            KeyRow(_tr("Smaller and larger brush; with Shift in large steps"), plain(*_BRUSHES), "[  ]"),
            KeyRow(_tr("Take away with any tool"), (), _tr("Alt")),
            KeyRow(_tr("Move the picture"), (), _tr("Space")),
            KeyRow(_tr("Undo"), (_UNDO,)),
            KeyRow(_tr("Redo"), (_REDO,), _tr("Ctrl+Shift+Z")),
            KeyRow(_tr("Invert"), plain(_Key.Key_I)),
            KeyRow(_tr("Soft edge"), plain(_Key.Key_S)),
            KeyRow(_tr("Clear"), plain(_Key.Key_Delete, _Key.Key_Backspace), _tr("Delete")),
            *keys.zoom_rows(),
            KeyRow(_tr("Move the brush; with Shift in large steps"), plain(*_ARROWS)),
            KeyRow(_tr("Put the pen down, lift it"), plain(_Key.Key_D)),
            *keys.screen_rows(),
            KeyRow(_tr("Use this mask"), _USES, _tr("Enter")),
            KeyRow(_tr("Whole picture, no mask"), plain(_Key.Key_W)),
            KeyRow(_tr("Cancel"), plain(_Key.Key_Escape)),
        ]

    def knows(self, event: QKeyEvent) -> bool:
        return keys.pressed(event) in self._known

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything."""
        pressed = keys.pressed(event)
        if pressed is None or pressed not in self._known:
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if pressed[1] in _ARROWS:
            across, down = _ARROWS[pressed[1]]
            step = _LONG_STEP if shift else _STEP
            self._editor.canvas.step(across * step, down * step)
        elif pressed == _UNDO:
            (self._editor.redo if shift else self._editor.undo)()
        else:
            self._does[pressed]()
        return True


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
