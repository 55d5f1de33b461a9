"""The real window, offscreen, used by keys from inside its own process; a heartbeat writes down every longer gap."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imagestudio.app import Start
from imagestudio.arguments import WindowArguments
from imagestudio.studio import Studio
from imagestudio.ui.repeats.repeat_check import ASK_REPEATS

_BEAT_MS = 20
_SWITCH_INTERVAL_S = 0.0005  # as app.run_window sets it


def _nothing() -> None:
    """Only the order matters."""


class Driver(QObject):
    """Waits for the window, asks for pictures, waits for their end and leaves."""

    def __init__(self, start: Start, options: argparse.Namespace) -> None:
        super().__init__()
        self._start = start
        self._prompt: str = options.prompt
        self._count: int = options.count
        self._account_needed: bool = not options.unknown_account
        self._log: TextIO = options.log.open("a", encoding="utf-8")
        self._step = self._until_filled
        self._began = self._latest = time.monotonic()
        self._longest = 0.0
        self._deadline = self._began + 100
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def _on_beat(self) -> None:
        now = time.monotonic()
        gap = (now - self._latest) * 1000
        if gap > self._longest:
            self._longest = gap
            self._say(gap_ms=gap, step=self._step.__name__)
        if now > self._deadline:
            self._say(stuck=self._step.__name__)
            self._leave()
        self._step()
        self._latest = now

    @property
    def _studio(self) -> Studio:
        assert self._start.studio is not None
        return self._start.studio

    def _until_filled(self) -> None:
        """The start counts too: the window answers between its steps."""
        if self._start.studio is None:
            return
        parts = self._studio.parts
        if (parts.watch.account is None and self._account_needed) or not parts.gallery.ready:
            return
        self._say(filled_ms=(time.monotonic() - self._began) * 1000)
        self._step = self._until_recovered
        self._studio._writer.run(_nothing, self._on_recovered, self._on_recovered)

    def _until_recovered(self) -> None:
        """What a crash left is settled beside the window; what is written afterwards comes after it."""

    def _on_recovered(self, _result: object) -> None:
        self._step = self._ask if self._prompt else self._until_idle

    def _ask(self) -> None:
        panel = self._studio.workspace.compose_panel
        self._studio.parts.settings.set(ASK_REPEATS, False)  # it asks for the same again and again
        panel.options_form.set_values({"quality": "low"})
        panel.prompt_edit.setPlainText(self._prompt)
        panel.count_stepper.set_value(self._count)
        self._studio.parts.queue.job_added.connect(self._on_added)
        self._step = self._until_added
        QTest.keyClick(panel.prompt_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def _until_added(self) -> None:
        """The jobs are being written down."""

    def _on_added(self, _job: object) -> None:
        self._step = self._until_idle

    def _until_idle(self) -> None:
        queue = self._studio.parts.queue
        if not queue.running_count and not queue.waiting_count:
            self._step = self._leave

    def _leave(self) -> None:
        self._timer.stop()
        queue = self._studio.parts.queue
        states = [job.state.value for job in queue.jobs]
        self._say(left=True, states=states, pictures=self._studio.parts.gallery.pictures)
        self._start.window.leave()
        QApplication.quit()

    def _say(self, **facts: object) -> None:
        self._log.write(json.dumps(facts) + "\n")
        self._log.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompt", default="")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--unknown-account", action="store_true", help="do not wait until the key is found")
    parser.add_argument("--log", type=Path, required=True)
    options = parser.parse_args()
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    app = QApplication([sys.argv[0]])
    start = Start(WindowArguments(), app)
    driver = Driver(start, options)
    start.window.show()
    code = app.exec()
    driver.deleteLater()
    if not start.close():  # as app.run_window does
        os._exit(code)
    return code


if __name__ == "__main__":
    sys.exit(main())
