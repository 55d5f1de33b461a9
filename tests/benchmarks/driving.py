"""Our real window, driven from within its own process: what it takes is only known there."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from imagestudio import app as program
from imagestudio.application import Application
from imagestudio.arguments import WindowArguments
from imagestudio.studio import Studio
from imagestudio.ui.gallery.cell import CellRole
from imagestudio.ui.gallery.gallery_view import GalleryView

_LONGEST_S = 60.0
MIB = 1024 * 1024


class Driven:
    """A window that is open, with its pictures in sight."""

    def __init__(self, folder: Path, base_url: str = "") -> None:
        sys.setswitchinterval(program._SWITCH_INTERVAL_S)
        self.app = Application([sys.argv[0]])
        self._start = program.Start(WindowArguments(library=folder, demo=not base_url, base_url=base_url), self.app)
        self._start.window.resize(1280, 800)
        self._start.window.show()
        self.until(lambda: self._start.studio is not None and self.studio.parts.gallery.ready)

    @property
    def studio(self) -> Studio:
        assert self._start.studio is not None
        return self._start.studio

    @property
    def view(self) -> GalleryView:
        return self.studio.workspace.gallery_panel.view

    def until(self, holds: Callable[[], bool]) -> float:
        """Let the window live as ever until this holds, which is looked at each millisecond; milliseconds."""
        began = time.perf_counter()
        loop, looking = QEventLoop(), QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)

        def look() -> None:
            if holds() or time.perf_counter() - began > _LONGEST_S:
                loop.quit()

        looking.timeout.connect(look)
        looking.start()
        loop.exec()
        looking.stop()
        if time.perf_counter() - began > _LONGEST_S:
            raise SystemExit("What is waited for does not happen.")
        return (time.perf_counter() - began) * 1000

    def rest(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= end)

    def all_there(self) -> bool:
        """Whether every cell in sight has its thumbnail."""
        model, rows = self.view.model(), self.view.visible_rows()
        return len(rows) > 0 and all(model.index(row, 0).data(CellRole.THUMBNAIL) is not None for row in rows)

    def close(self) -> None:
        self._start.window.leave()
        self._start.close()


class Gaps(QObject):
    """How long the window did nothing else: the time between ticks of a timer that is due each millisecond."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._last = 0.0
        self.ms: list[float] = []

    def start(self) -> None:
        self.ms, self._last = [], time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        self._timer.stop()
        return self.ms

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.ms.append((now - self._last) * 1000)
        self._last = now


def pss_mib(pid: int | str = "self") -> float:
    """What a process really takes, shared pages counted in part."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def report(result: dict[str, Any]) -> None:
    """The last thing a measuring process says; what it is asked of is in BENCH_* of its environment."""
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
    os._exit(0)
