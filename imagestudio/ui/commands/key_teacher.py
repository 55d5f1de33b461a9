"""Brings the keys the person has chosen to the window and to everything that lies over it."""

from __future__ import annotations

from PySide6.QtCore import QChildEvent, QEvent, QObject
from PySide6.QtWidgets import QWidget

from imagestudio.ui.commands.commands import Commands
from imagestudio.ui.commands.key_tips import KeyTips
from imagestudio.ui.viewer.chosen_keys import Scope
from imagestudio.ui.viewer.overlay import Overlay


class KeyTeacher(QObject):
    """Teaches an overlay when it is first shown, since they are made when they are wanted; all when keys change."""

    def __init__(self, commands: Commands, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._commands = commands
        self._window = window
        self._tips = KeyTips(commands)

    def begin(self) -> None:
        self._commands.changed.connect(self.teach)
        self._window.installEventFilter(self)
        if self._commands.any_changed:
            self.teach()

    def teach(self) -> None:
        """Let everything that is there hear and tell the keys in force."""
        self._tips.write(self._window, Scope.WINDOW)
        for child in self._window.children():
            if isinstance(child, Overlay):
                self._teach(child)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """What is shown first is whole by then."""
        if event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            child = event.child()
            if isinstance(child, Overlay) and self._commands.any_changed:
                self._teach(child)
        return False

    def _teach(self, overlay: Overlay) -> None:
        if (scope := overlay.scope) is not None:
            overlay.choose_keys(self._commands.chosen_in(scope))
            self._tips.write(overlay, scope)
