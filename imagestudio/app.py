"""Starts the window: on the screen first, everything behind it as soon as it is painted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from imagestudio.application import Application
from imagestudio.arguments import WindowArguments
from imagestudio.profile.paths import settings_file
from imagestudio.profile.settings import JsonSettings
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.scheme import tokens_for

if TYPE_CHECKING:
    from imagestudio.filling import Filling
    from imagestudio.studio import Studio

_LATEST_MS = 500  # a window that is never painted, a minimised one for instance, is filled all the same
_NEXT_MS = 1  # not 0: the window answers in between
_SWITCH_INTERVAL_S = 0.0005  # measured: shorter gaps in the window while threads decode


def run_window(arguments: WindowArguments) -> int:
    """Open the window and stay until it is closed; the exit code."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    app = Application([sys.argv[0]])
    start = Start(arguments, app)
    start.window.show()
    code = app.exec()
    if not start.close():  # a keyring that still waits for somebody would keep the process for ever
        sys.stdout.flush()
        os._exit(code)
    return code


class Start(QObject):
    """Shows the bare window, and fills it when it has been painted.

    What the first paint does not need is imported afterwards: it is three quarters of the program.
    """

    def __init__(self, arguments: WindowArguments, parent: QObject) -> None:
        super().__init__(parent)
        self._arguments = arguments
        self._settings = JsonSettings(settings_file())
        self._filling: Filling | None = None
        self.window = MainWindow(self._settings, tokens_for(self._settings.get("theme", "system")))
        self.window.close_requested.connect(self.window.leave)  # nothing is under way yet
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self._latest.timeout.connect(self._fill)
        self._latest.start()
        self.window.skeleton.painted.connect(self._fill, Qt.ConnectionType.QueuedConnection)

    @property
    def studio(self) -> Studio | None:
        """Everything behind the window, once it is there."""
        return self._filling.studio if self._filling is not None else None

    def close(self) -> bool:
        """End everything; whether every call came to its end."""
        return self._filling is None or self._filling.close()

    def _fill(self) -> None:
        if self._latest.isActive():
            self._latest.stop()
            import imagestudio.opening  # noqa: F401 - half of what `Filling` imports

            QTimer.singleShot(_NEXT_MS, self._begin)

    def _begin(self) -> None:
        from imagestudio.filling import Filling

        self._filling = Filling(self.window, self._settings, self._arguments)
        self._filling.begin()
