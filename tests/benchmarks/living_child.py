"""Scrolls, jumps and types in our window over a large library; prints what it took as JSON."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.benchmarks.big import words
from tests.benchmarks.driving import Driven, Gaps, pss_mib, report

_FRAME_S = 1 / 60
_STEP = 120  # a notch of the wheel


def main() -> None:
    folder, quick = Path(sys.argv[1]), sys.argv[2] == "quick"
    driven = Driven(folder)
    driven.until(lambda: driven.studio.parts.gallery.complete)
    driven.until(driven.all_there)
    driven.rest(2)
    result: dict[str, object] = {"pss_start": pss_mib()}
    bar = driven.view.verticalScrollBar()
    chance = random.Random(3)  # noqa: S311 - the same way each time
    result["frames"] = _scroll(driven, 150 if quick else 600, chance.randrange(bar.maximum()))
    result["jumps"] = _jump(driven, 15 if quick else 60, chance)
    result["through"] = _go_through(driven, 300 if quick else 2000)
    driven.rest(1)
    result["pss_end"] = pss_mib()
    result["typing_gaps"] = _type(driven, chance, 3 if quick else 10)
    report(result)


def _scroll(driven: Driven, frames: int, begin: int) -> list[float]:
    """Milliseconds from each turn of the wheel to its picture on the screen, at 60 turns a second."""
    bar = driven.view.verticalScrollBar()
    bar.setValue(begin)
    driven.until(driven.all_there)
    took = []
    for _ in range(frames):
        began = time.perf_counter()
        bar.setValue(bar.value() + _STEP)
        driven.app.processEvents()
        took.append((time.perf_counter() - began) * 1000)
        driven.rest(max(0.0, began + _FRAME_S - time.perf_counter()))
    return took


def _jump(driven: Driven, jumps: int, chance: random.Random) -> list[float]:
    """Milliseconds from a jump to anywhere until every cell in sight is painted with its thumbnail."""
    bar = driven.view.verticalScrollBar()
    took = []
    for _ in range(jumps):
        driven.rest(0.15)
        began = time.perf_counter()
        bar.setValue(chance.randrange(bar.maximum()))
        driven.until(driven.all_there)
        driven.view.viewport().repaint()
        took.append((time.perf_counter() - began) * 1000)
    return took


def _go_through(driven: Driven, steps: int) -> float:
    """Scroll through everything, a moment at each place; seconds."""
    bar = driven.view.verticalScrollBar()
    began = time.perf_counter()
    for step in range(steps):
        bar.setValue(bar.maximum() * step // steps)
        driven.rest(0.016)
    driven.until(driven.all_there)
    return time.perf_counter() - began


def _type(driven: Driven, chance: random.Random, searches: int) -> list[float]:
    """Gaps of the window while words are typed into the search field, a key each 80 ms."""
    field = next(edit for edit in driven.studio.workspace.gallery_panel.findChildren(QLineEdit) if edit.isVisible())
    gaps = Gaps(driven.app)
    found: list[float] = []
    for word in chance.sample(words()[:400], searches):
        gaps.start()
        for letter in word:
            QTest.keyClicks(field, letter)
            driven.rest(0.08)
        driven.rest(0.3)
        found += gaps.stop()
        field.clear()
        driven.rest(0.4)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    driven.rest(0.3)
    return found


if __name__ == "__main__":
    main()
