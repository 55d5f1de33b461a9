"""From exec to the first paint of the window, against an empty PySide6 window in the same run."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

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
import sys
from PySide6.QtCore import QTimer
import imagestudio.app
from imagestudio.arguments import WindowArguments
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


def measure_start(environment: dict[str, str], runs: int) -> dict[str, Any]:
    """Medians in milliseconds and MiB, after one run of each that warms the disk's cache; taken turn by turn."""
    found: dict[str, list[dict[str, Any]]] = {"empty": [], "ours": []}
    with tempfile.TemporaryDirectory() as home:
        for turn in range(runs + 1):
            for name, program in (("empty", _EMPTY), ("ours", _OURS)):
                result = _run(program, environment, Path(home))
                if turn:
                    found[name].append(result)
    medians = {name: statistics.median(run["ms"] for run in rows) for name, rows in found.items()}
    return {
        "runs": runs,
        "empty_ms": medians["empty"],
        "ours_ms": medians["ours"],
        "ratio": medians["ours"] / medians["empty"],
        "empty_pss_mib": statistics.median(run["pss_mib"] for run in found["empty"]),
        "ours_pss_mib": statistics.median(run["pss_mib"] for run in found["ours"]),
        "imported_too_early": sorted({name for run in found["ours"] for name in run["late"]}),
        "all_ms": {name: [round(run["ms"], 1) for run in rows] for name, rows in found.items()},
    }


def table(result: dict[str, Any]) -> str:
    rows = [
        ("", "first paint", "PSS then"),
        ("empty PySide6 window", f"{result['empty_ms']:.0f} ms", f"{result['empty_pss_mib']:.0f} MiB"),
        ("Image Studio", f"{result['ours_ms']:.0f} ms", f"{result['ours_pss_mib']:.0f} MiB"),
        ("ratio", f"{result['ratio']:.2f}", ""),
    ]
    lines = [f"{name:<24}{first:>14}{second:>12}" for name, first, second in rows]
    early = ", ".join(result["imported_too_early"]) or "none"
    return "\n".join([*lines, f"medians of {result['runs']}; heavy modules imported by then: {early}", ""])


def _run(program: str, environment: dict[str, str], home: Path) -> dict[str, Any]:
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    began = {"BENCH_BEGAN": str(time.monotonic_ns())}
    done = subprocess.run(
        [sys.executable, "-c", _REPORT + program],
        env=environment | places | began | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result
