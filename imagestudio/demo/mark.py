"""The mark that says a picture is a demo: four small letters in its lower right corner."""

from __future__ import annotations

from PIL import ImageStat

from imagestudio.demo.canvas import Canvas
from imagestudio.demo.noise import Point

_LETTERS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "D": (((0, 0), (0, 1), (0.28, 1), (0.5, 0.86), (0.6, 0.5), (0.5, 0.14), (0.28, 0), (0, 0)),),
    "E": (((0.52, 0), (0, 0), (0, 1), (0.52, 1)), ((0, 0.5), (0.44, 0.5))),
    "M": (((0, 1), (0, 0), (0.38, 0.62), (0.76, 0), (0.76, 1)),),
    "O": (((0.35, 0), (0.1, 0.14), (0, 0.5), (0.1, 0.86), (0.35, 1), (0.6, 0.86), (0.7, 0.5), (0.6, 0.14), (0.35, 0)),),
}
_ADVANCE = {"D": 0.6, "E": 0.52, "M": 0.76, "O": 0.7}
_GAP = 0.36


def draw_mark(canvas: Canvas) -> None:
    """Draw DEMO with strokes, so that no font is needed: white on dark, dark on bright, on a faint plate."""
    tall = 15.0 * canvas.unit
    wide = tall * (sum(_ADVANCE.values()) + _GAP * 3)
    right, bottom = canvas.width - 30 * canvas.unit, canvas.height - 30 * canvas.unit
    left, top = right - wide, bottom - tall
    plate = canvas.line([(left + tall * 0.2, top + tall / 2), (right - tall * 0.2, top + tall / 2)], tall * 2.3)
    box = (round(left), round(top), round(right), round(bottom))
    bright = not canvas.clear and ImageStat.Stat(canvas.image.crop(box).convert("L")).mean[0] > 140
    ink, ground = ((30, 30, 34), (255, 255, 255)) if bright else ((255, 255, 255), (16, 16, 20))
    canvas.fill(plate, ground, 0.62 if canvas.clear else 0.26)
    x = left
    for letter in "DEMO":
        for stroke in _LETTERS[letter]:
            canvas.fill(canvas.line([(x + px * tall, top + py * tall) for px, py in stroke], tall * 0.145), ink, 0.9)
        x += tall * (_ADVANCE[letter] + _GAP)
