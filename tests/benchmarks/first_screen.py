"""From exec to the first screen standing still: against qimgv, a minimal gallery, and ourselves with fewer pictures."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.big import big_library, pictures_folder
from tests.benchmarks.figures import Figure, Samples
from tests.benchmarks.home import ROOT, home_of
from tests.benchmarks.screen import Screen, screen

_QIMGV = "[General]\nfirstRun=false\nopenInFullscreen=false\nlastVerMajor=1\nlastVerMinor=0\nlastVerMicro=2\n"
_QIMGV_WINDOW = "[General]\nmaximizedWindow=false\nwindowGeometry=@Rect(0 0 1280 800)\n"

MINIMAL = """
import sqlite3, sys
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
folder = sys.argv[1]
app = QApplication([])
rows = sqlite3.connect(f"file:{folder}/library.sqlite3?mode=ro", uri=True)
small = sqlite3.connect(f"file:{folder}/thumbnails.sqlite3?mode=ro", uri=True)
class Gallery(QWidget):
    images = None
    def paintEvent(self, event):
        if self.images is None:
            ids = rows.execute("SELECT id FROM records ORDER BY time DESC LIMIT 66").fetchall()
            found = (small.execute("SELECT small FROM thumbnails WHERE id = ?", id).fetchone()[0] for id in ids)
            self.images = [QImage.fromData(content, "JPEG") for content in found]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, image in enumerate(self.images):
            line, column = divmod(number, 11)
            painter.drawImage(QRect(8 + column * 115, 8 + line * 115, 107, 107), image)
window = Gallery()
window.resize(1280, 800)
window.show()
app.exec()
"""


def measure_first_screen(cache: Path, runs: int) -> list[Figure]:
    """Taken turn by turn, after one start of each that fills the disk's cache and qimgv's thumbnails."""
    folders = {name: big_library(cache, name) for name in ("10k", "100k", "1m")}
    qimgv = shutil.which("qimgv")
    with screen() as shown, tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        minimal = [sys.executable, "-c", MINIMAL, str(folders["100k"])]
        starts: dict[str, Callable[[], float]] = {"minimal": partial(_time, shown, Path(home), minimal)}
        if qimgv is not None:
            starts["qimgv"] = partial(_time_qimgv, shown, Path(home), qimgv, pictures_folder(folders["10k"]))
        for name, folder in folders.items():
            starts[name] = partial(start_ours, shown, Path(home), folder)
        found: dict[str, list[float]] = {name: [] for name in starts}
        for turn in range(runs + 1):
            for name, start in starts.items():
                took = start()
                if turn:
                    found[name].append(took)
    of = {name: Samples(values) for name, values in found.items()}
    peer = of.get("qimgv")
    return [
        Figure("first screen still, 10,000", of["10k"], "ms", peer, "qimgv", 1.0, missing="qimgv is not installed"),
        Figure("first screen still, 100,000", of["100k"], "ms", of["minimal"], "minimal gallery", 1.5),
        Figure("first screen still, 1,000,000", of["1m"], "ms", of["100k"], "our 100,000", 1.15),
    ]


def start_ours(shown: Screen, home: Path, folder: Path) -> float:
    """Image Studio with this library, as an installed one starts, and ended when it stands still."""
    return _time(shown, home, [sys.executable, "-m", "imagestudio", "--library", str(folder), "--demo"])


def _time_qimgv(shown: Screen, home: Path, program: str, pictures: Path) -> float:
    config = home / "config" / "qimgv"
    config.mkdir(parents=True, exist_ok=True)
    (config / "qimgv.conf").write_text(_QIMGV, encoding="utf-8")
    (config / "savedState.conf").write_text(_QIMGV_WINDOW, encoding="utf-8")
    return _time(shown, home, [program, str(pictures)])


def _time(shown: Screen, home: Path, arguments: list[str]) -> float:
    """Milliseconds until the screen stands still; each start has a state of its own, as if the last one ended well."""
    with tempfile.TemporaryDirectory(prefix="bench-state-") as state:
        own = home_of(home, home) | {"XDG_STATE_HOME": state}
        blank = shown.look()
        began = time.monotonic_ns()
        process = subprocess.Popen(
            arguments,
            cwd=ROOT,
            env=shown.environment | own,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            while shown.pixels == blank and process.poll() is None:
                time.sleep(0.002)
            took = shown.until_still(began)
            if process.poll() is not None:
                raise SystemExit(f"{arguments[0]} ended by itself")
            if shots := os.environ.get("BENCH_SHOTS"):
                shown.save(Path(shots) / f"{time.monotonic_ns()}.png")
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        time.sleep(0.1)  # the server takes the window away
    return took
