"""The person's choices, with a signal for who must do something when one of them is another."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from imagestudio.core.ports import Settings


class Preferences(QObject):
    """Settings that tell what was changed. Used in the window's thread.

    Signals:
        changed(str): the preference of this name has another value now.
    """

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def get(self, name: str, default: Any) -> Any:
        return self._settings.get(name, default)

    def set(self, name: str, value: Any) -> None:
        before = self._settings.get(name, None)
        self._settings.set(name, value)
        if before != value:
            self.changed.emit(name)
