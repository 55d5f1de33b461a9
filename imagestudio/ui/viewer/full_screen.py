"""The whole screen for a window, and back to how it was."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget


class FullScreen(QObject):
    """Goes to the full screen and comes back; what it did not begin it does not end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before: Qt.WindowState | None = None

    @property
    def active(self) -> bool:
        return self._before is not None

    def toggle(self, window: QWidget) -> None:
        if self._before is not None:
            self.leave(window)
            return
        self._before = window.windowState() & ~Qt.WindowState.WindowFullScreen
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def leave(self, window: QWidget) -> None:
        """Be as large as before."""
        if self._before is not None:
            window.setWindowState(self._before)
            self._before = None
