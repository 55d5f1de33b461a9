"""Tells now and then what a long run of the tests is at, so that one that is broken off says where it stood."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from typing import TextIO

_LOOK_S = 60.0
_LONG_S = 150.0
_TELL_EVERY = 5  # looks
_PROCESSES = ["ps", "-e", "-ww", "-o", "pid,ppid,stat,etimes,time,wchan:24,args", "--forest"]


class UnderWay:
    """A plugin of pytest for the process that hands the tests out.

    Tells how many have ended, and once of each that is under way for long, with all processes there are.
    """

    def __init__(self, out: TextIO, look_s: float = _LOOK_S, long_s: float = _LONG_S) -> None:
        self._out = out
        self._look_s = look_s
        self._long_s = long_s
        self._began = time.monotonic()
        self._tests: dict[str, float] = {}
        self._told: set[str] = set()
        self._ended = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="under way", daemon=True)

    def pytest_sessionstart(self) -> None:
        self._thread.start()

    def pytest_sessionfinish(self) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._tests[nodeid] = time.monotonic()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self._tests.pop(nodeid, None)
        self._ended += 1

    def _look(self) -> None:
        looks = 0
        while not self._over.wait(self._look_s):
            looks += 1
            if looks % _TELL_EVERY == 0:
                self._tell(f"{self._ended} tests have ended")
            self._tell_long()

    def _tell_long(self) -> None:
        now = time.monotonic()
        long = {test for test, since in self._tests.copy().items() if now - since >= self._long_s}
        new = sorted(long - self._told)
        self._told |= long
        for test in new:
            self._tell(f"under way for {now - self._tests.get(test, now):.0f} s: {test}")
        if new and shutil.which(_PROCESSES[0]):
            self._tell(subprocess.run(_PROCESSES, capture_output=True, text=True, check=False).stdout)

    def _tell(self, text: str) -> None:
        print(f"\nafter {time.monotonic() - self._began:.0f} s: {text}", file=self._out, flush=True)
