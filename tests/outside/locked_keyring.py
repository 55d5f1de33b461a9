"""The real program on a screen beside a real, locked keyring whose prompt nobody answers: run by its test.

Prints, as JSON, when the window was painted and the largest gap of its event loop, then goes on until it is closed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time

from PySide6.QtCore import QObject, QTimer

import imagestudio.app
from imagestudio.arguments import parse_window
from imagestudio.ui.main_window import MainWindow

TICK_MS = 20


class Heartbeat(QObject):
    """Notes the moment of the first paint, and the longest time between two ticks from then on."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._last = 0.0
        self._painted_s = 0.0
        self._longest_s = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        window.skeleton.painted.connect(self._on_painted)
        window.keeping.connect(self._on_closing)
        signal.signal(signal.SIGUSR1, lambda _number, _frame: window.close())  # as the person's click does

    def _on_painted(self) -> None:
        if not self._timer.isActive():
            self._painted_s = time.time() - float(os.environ["BEGAN"])
            self._timer.start(TICK_MS)

    def _on_tick(self) -> None:
        now = time.monotonic()
        self._longest_s = max(self._longest_s, now - (self._last or now))
        self._last = now

    def _on_closing(self) -> None:
        sys.stdout.write(json.dumps({"painted_s": self._painted_s, "gap_s": self._longest_s}) + "\n")


class WatchedWindow(MainWindow):
    """The window, with a heartbeat."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._heartbeat = Heartbeat(self)


if __name__ == "__main__":
    setattr(imagestudio.app, "MainWindow", WatchedWindow)  # noqa: B010 - the name is not exported
    sys.exit(imagestudio.app.run_window(parse_window(sys.argv[1:])))
