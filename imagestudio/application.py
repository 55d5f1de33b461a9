"""The application as the desktop knows it: its name and identity, and the files and links it is given to open."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from imagestudio import __version__

DESKTOP_FILE = "imagestudio"  # the name of the .desktop file, by which Wayland and X11 find name and icon
APP_USER_MODEL_ID = "imagestudio.ImageStudio"  # as the installer gives it to the shortcut, so that both share a button


class Application(QApplication):
    """Says who it is; on macOS also hears what is opened with it, from its first moment on.

    Signals:
        opened(): there is something to `take`.
    """

    opened = Signal()

    def __init__(self, arguments: list[str]) -> None:
        if sys.platform == "win32":
            _identify()
        super().__init__(arguments)
        self._given: list[str] = []
        self.setApplicationName("imagestudio")
        self.setApplicationDisplayName("Image Studio")
        self.setApplicationVersion(__version__)
        self.setDesktopFileName(DESKTOP_FILE)

    def take(self) -> list[str]:
        """What the system has given to be opened since this was asked last: paths and links."""
        given, self._given = self._given, []
        return given

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            given = event.file() or event.url().toString(event.url().ComponentFormattingOption.FullyEncoded)
            if given:
                self._given.append(given)
                self.opened.emit()
            return True
        return super().event(event)


def _identify() -> None:
    """Tell Windows which button of the task bar is ours, before there is a window."""
    import ctypes

    shell = getattr(ctypes, "windll").shell32  # noqa: B009 - it is on Windows only, and known to mypy there only
    shell.SetCurrentProcessExplicitAppUserModelID(APP_USER_MODEL_ID)
