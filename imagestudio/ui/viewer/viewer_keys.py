"""What the keys do in the viewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from imagestudio.ui.viewer import keys
from imagestudio.ui.viewer.chosen_keys import Scope
from imagestudio.ui.viewer.keys import KeyRow, plain

if TYPE_CHECKING:
    from imagestudio.ui.viewer.viewer import Viewer

_Key = Qt.Key
_PANNING = {
    _Key.Key_Left: (keys.PAN, 0),
    _Key.Key_Right: (-keys.PAN, 0),
    _Key.Key_Up: (0, keys.PAN),
    _Key.Key_Down: (0, -keys.PAN),
}
_TURNING = {_Key.Key_Left: False, _Key.Key_PageUp: False, _Key.Key_Right: True, _Key.Key_PageDown: True}


class ViewerKeys:
    """The keys of one viewer."""

    scope = Scope.VIEWER

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._plain: dict[Qt.Key, Callable[[], None]] = {
            _Key.Key_Escape: viewer.leave,
            _Key.Key_Return: viewer.leave,
            _Key.Key_Enter: viewer.leave,
            _Key.Key_Space: viewer.leave,
            _Key.Key_I: viewer.toggle_info,
            _Key.Key_F11: viewer.toggle_full_screen,
        }
        self._known = keys.known(self.rows())

    def rows(self) -> list[KeyRow]:
        """All of them, as the person is told."""
        return [
            KeyRow(_tr("Previous and next picture"), plain(*_TURNING), "←  →"),
            *keys.zoom_rows(),
            KeyRow(_tr("Move a picture that is larger than the window"), plain(*_PANNING)),
            *keys.mark_rows(),
            KeyRow(_tr("About this picture"), plain(_Key.Key_I)),
            *keys.screen_rows(),
            KeyRow(_tr("Back to the gallery"), plain(_Key.Key_Escape, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Space)),
        ]

    def knows(self, event: QKeyEvent) -> bool:
        return keys.pressed(event) in self._known

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything."""
        pressed = keys.pressed(event)
        if pressed is None or pressed not in self._known:
            return False
        viewer, (_control, key) = self._viewer, pressed
        zoom = viewer.canvas.zoom
        pans = zoom.pans_across if key in (_Key.Key_Left, _Key.Key_Right) else zoom.pans_down
        if pressed in keys.ZOOMS:
            viewer.canvas.zoom_by_name(keys.ZOOMS[pressed])
        elif key in _PANNING and pans:
            viewer.canvas.pan(*_PANNING[key])
        elif key in _TURNING:
            (viewer.next_requested if _TURNING[key] else viewer.previous_requested).emit()
        else:
            self._do(key)
        return True

    def _do(self, key: Qt.Key) -> None:
        if key in self._plain:
            self._plain[key]()
        elif key in keys.RATINGS:
            self._viewer.rate_requested.emit(keys.RATINGS[key])
        elif key in keys.PICKS:
            self._viewer.pick_requested.emit(keys.PICKS[key])
        if self._viewer.isVisible():
            self._viewer.fade.wake()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
