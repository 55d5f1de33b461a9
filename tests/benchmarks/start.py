"""From exec to the first paint of the window, against an empty PySide6 window in the same run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, Samples
from tests.benchmarks.home import home_of

_EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
app = QApplication([])
class Empty(QWidget):
    painted = False
    def paintEvent(self, event):
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, done)
def done():
    report()
    app.quit()
window = QMainWindow()
window.resize(1280, 800)
window.setCentralWidget(Empty())
window.show()
app.exec()
"""

_OURS = """
from imagestudio.arguments import WindowArguments
from imagestudio.plain_imports import load_qt
load_qt()  # all in the order of imagestudio/__main__.py
import imagestudio.app
from PySide6.QtCore import QTimer
class Timed(imagestudio.app.MainWindow):
    was_painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, self.done)
    def done(self):
        report()
        self.leave()
imagestudio.app.MainWindow = Timed
imagestudio.app.run_window(WindowArguments())
"""

_REPORT = """
import os, sys, time, json
def report():
    late = [name for name in ("asyncio", "httpx", "ssl", "keyring", "PIL") if name in sys.modules]
    pss = next(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:"))
    ms = (time.monotonic_ns() - int(os.environ["BENCH_BEGAN"])) / 1e6
    print(json.dumps({"ms": ms, "pss_mib": pss / 1024, "late": late}), flush=True)
"""


def measure_start(environment: dict[str, str], cache: Path, runs: int) -> dict[str, Any]:
    """Milliseconds and MiB of each start, after one run of each that warms the disk's cache; taken turn by turn."""
    found: dict[str, list[dict[str, Any]]] = {"empty": [], "ours": []}
    with tempfile.TemporaryDirectory() as home:
        for turn in range(runs + 1):
            for name, program in (("empty", _EMPTY), ("ours", _OURS)):
                result = _run(program, environment | home_of(Path(home), cache))
                if turn:
                    found[name].append(result)
    return {
        "imported_too_early": sorted({name for run in found["ours"] for name in run["late"]}),
        "all_ms": {name: [run["ms"] for run in rows] for name, rows in found.items()},
        "all_pss_mib": {name: [run["pss_mib"] for run in rows] for name, rows in found.items()},
    }


def start_figures(result: dict[str, Any]) -> list[Figure]:
    early = ", ".join(result["imported_too_early"]) or "none"
    times, memory = result["all_ms"], result["all_pss_mib"]
    return [
        Figure(
            "exec → first paint",
            Samples(times["ours"]),
            "ms",
            Samples(times["empty"]),
            "empty PySide6 window",
            1.3,
            note=f"heavy modules imported by then: {early}",
        ),
        Figure("memory at the first paint (PSS)", Samples(memory["ours"]), "MiB", Samples(memory["empty"]), "the same"),
    ]


def _run(program: str, environment: dict[str, str]) -> dict[str, Any]:
    began = {"BENCH_BEGAN": str(time.monotonic_ns())}
    done = subprocess.run(
        [sys.executable, "-c", _REPORT + program],
        env=environment | began,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result
