"""Paints a mask in our window as a hand does, and measures the window's gaps meanwhile."""

from __future__ import annotations

import random
import sys
from math import cos, pi, sin
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from imagestudio.ui.edits.mask_canvas import Tool
from imagestudio.ui.edits.mask_editor import MaskEditor
from tests.benchmarks.driving import Driven, Gaps, report

_EVENT_S = 1 / 120  # as a mouse or a pen reports
_EVENTS = 60
_BRUSHES = (20, 80, 200, 400)
_LEFT = Qt.MouseButton.LeftButton


def main() -> None:
    folder, picture, strokes = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    driven = Driven(folder)
    driven.rest(2)
    edits = driven.studio.equipment.edits
    edits.gathering.add_files([picture])
    driven.until(lambda: len(edits.references.items) == 1)
    edits.starting.paint(0)
    driven.until(lambda: edits.starting.editor is not None and edits.starting.editor.isVisible())
    assert edits.starting.editor is not None
    editor = edits.starting.editor
    driven.rest(0.5)
    gaps = Gaps(driven.app)
    gaps.start()
    steps = _paint(driven, editor, strokes)
    assert editor.layer.can_undo
    assert not editor.layer.is_empty
    report({"gaps": gaps.stop(), "steps": steps})


def _paint(driven: Driven, editor: MaskEditor, strokes: int) -> int:
    """How many steps there were."""
    chance = random.Random(5)  # noqa: S311 - the same strokes each time
    steps = 0
    for number in range(1, strokes + 1):
        editor.choose_tool(Tool.ERASER if number % 6 == 0 else Tool.BRUSH)
        editor.widen(_BRUSHES[number % len(_BRUSHES)] / editor.canvas.brush)
        _stroke(driven, editor, chance)
        steps += 1
        if number % 10 == 0:
            for change in (editor.invert, editor.soften, editor.undo, editor.undo):
                change()
                driven.until(lambda: editor._is_free)
                driven.rest(0.1)
    return steps


def _stroke(driven: Driven, editor: MaskEditor, chance: random.Random) -> None:
    """A curl somewhere on the picture."""
    canvas = editor.canvas
    across, down = canvas.width(), canvas.height()
    x, y = chance.uniform(0.3, 0.7) * across, chance.uniform(0.3, 0.7) * down
    reach, turn = chance.uniform(0.05, 0.25) * down, chance.uniform(0, 2 * pi)
    places = [
        QPoint(
            round(x + reach * cos(turn + step * 4 * pi / _EVENTS) * (0.3 + step / _EVENTS)),
            round(y + reach * sin(turn + step * 4 * pi / _EVENTS)),
        )
        for step in range(_EVENTS)
    ]
    QTest.mousePress(canvas, _LEFT, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas, place)
        driven.rest(_EVENT_S)
    QTest.mouseRelease(canvas, _LEFT, pos=places[-1])
    driven.rest(0.05)


if __name__ == "__main__":
    main()
