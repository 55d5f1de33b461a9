"""Ink on paper: a circle in one stroke, washed hills, a red sun."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import blend, colours, curve, darker, linear
from imagestudio.demo.noise import Point, clouds, ridge

_PAPERS = colours("f1ebdf ece4d4 f3eee6 e8e3d8")
_INKS = colours("1b1c20 16202c 1f2a2a 2a1d1d")


def ink(canvas: Canvas, brief: Brief) -> None:
    """A brushed circle, or hills in wash, with a red seal."""
    paper, tone = canvas.rng.choice(_PAPERS), canvas.rng.choice(_INKS)
    canvas.backdrop([paper, darker(paper, 0.05)])
    stains = curve(clouds(canvas.rng, canvas.size, (4, 3), 4), lambda value: max(0.0, value - 0.5))
    canvas.shade(Shape(0, 0, stains), darker(paper, 0.2), 0.5)
    circle = canvas.rng.random() < 0.5 or "enso" in brief.seen
    if circle:
        _circle(canvas, brief, tone)
    else:
        _hills(canvas, brief, tone)


def _circle(canvas: Canvas, brief: Brief, tone: tuple[int, int, int]) -> None:
    rng, unit = canvas.rng, canvas.unit
    at = (canvas.width / 2 + rng.uniform(-30, 30) * unit, canvas.height / 2 + rng.uniform(-30, 20) * unit)
    canvas.fill(_stroke(canvas, at, 300 * unit, 105 * unit), tone, 0.94)
    if brief.colour or rng.random() < 0.5:
        sun = brief.colour or (196, 52, 38)
        canvas.fill(canvas.ellipse(at[0] + 70 * unit, at[1] - 40 * unit, 92 * unit, blur=1.5 * unit), sun, 0.9)
    _seal(canvas, at[0] + 330 * unit, at[1] + 300 * unit)


def _stroke(canvas: Canvas, at: Point, radius: float, wide: float) -> Shape:
    """Many bristles along a circle; each runs dry at its own place, and they spread as the brush tires."""
    rng = canvas.rng
    sheet = Image.new("L", (canvas.width * 2, canvas.height * 2))
    pen = ImageDraw.Draw(sheet)
    start, whole = rng.uniform(0.3, 1.2) * pi, rng.uniform(1.82, 1.95) * pi
    bristles = 130 + 60 * canvas.detail
    wobble = rng.uniform(0, 6)
    for index in range(bristles):
        across = 2 * (index + rng.random()) / bristles - 1
        wet = min(1.0, rng.uniform(0.66, 1.18) - 0.2 * across * across)
        gaps = sorted(rng.uniform(0.45, 1.0) for _ in range(2 * rng.randrange(3)))
        thick = max(2, round(wide / bristles * rng.uniform(1.6, 4.2) * 2))
        bounds = [rng.uniform(0, 0.03), *(gap for gap in gaps if gap < wet), wet]
        for begin, end in zip(bounds[::2], bounds[1::2], strict=False):
            steps = max(2, round(90 * (end - begin)))
            points = []
            for step in range(steps + 1):
                t = begin + (end - begin) * step / steps
                press = 0.5 + 0.5 * sin(pi * min(1.0, 0.12 + t * 0.95)) ** 0.6
                angle = start + whole * t
                far = radius * (1 + 0.02 * sin(angle * 2 + wobble)) + across * wide * 0.5 * press
                points.append((2 * (at[0] + far * cos(angle)), 2 * (at[1] + far * 0.98 * sin(angle))))
            pen.line(points, fill=rng.randrange(150, 256), width=thick, joint="curve")
    return Shape(0, 0, sheet.reduce(2).filter(ImageFilter.GaussianBlur(0.5)))


def _hills(canvas: Canvas, brief: Brief, tone: tuple[int, int, int]) -> None:
    rng, unit, width, height = canvas.rng, canvas.unit, canvas.width, canvas.height
    sun = brief.colour or (196, 52, 38)
    canvas.fill(canvas.ellipse(width * rng.uniform(0.36, 0.64), height * 0.3, 95 * unit, blur=1.6 * unit), sun, 0.88)
    layers = 4 + canvas.detail
    for index in range(layers):
        share = index / (layers - 1)
        base = height * (0.5 + 0.4 * share)
        line = [(x, base - height * 0.28 * (1 - 0.4 * share) * y) for x, y in ridge(rng, width, 300, 0.52)]
        wash = canvas.polygon([*line, (width, base + height * 0.2), (0, base + height * 0.2)], blur=1.1 * unit)
        fade = curve(linear(wash.size), lambda value: (1 - value) ** 1.7)
        blot = curve(clouds(rng, wash.size, (9, 4), 4), lambda value: 0.45 + 0.55 * value)
        mask = ImageChops.multiply(ImageChops.multiply(wash.mask, fade), blot)
        canvas.fill(Shape(wash.left, wash.top, mask), tone, 0.35 + 0.62 * share)
    _birds(canvas, tone)
    _seal(canvas, width / 2 + 380 * unit, height * 0.12)


def _birds(canvas: Canvas, tone: tuple[int, int, int]) -> None:
    rng, unit = canvas.rng, canvas.unit
    x, y = canvas.width * rng.uniform(0.4, 0.6), canvas.height * rng.uniform(0.16, 0.3)
    for _ in range(rng.randrange(3, 7)):
        bx, by, wing = x + rng.uniform(-150, 150) * unit, y + rng.uniform(-60, 60) * unit, rng.uniform(10, 18) * unit
        arc = [(bx + wing * (s / 6 - 1), by - wing * 0.5 * abs(sin(pi * s / 6))) for s in range(13)]
        canvas.fill(canvas.line(arc, 2.4 * unit), tone, 0.85)


def _seal(canvas: Canvas, x: float, y: float) -> None:
    unit = canvas.unit
    red = (178, 38, 30)
    half = 22 * unit
    canvas.fill(canvas.rectangle(x - half, y - half, x + half, y + half, 0.8 * unit), red, 0.9)
    paper = blend((240, 232, 220), red, 0.1)
    for dx, dy, length in ((-10, -12, 24), (4, -12, 24), (-10, 10, 20)):
        canvas.fill(
            canvas.rectangle(x + dx * unit, y + dy * unit, x + (dx + 5) * unit, y + (dy + length * 0.5) * unit), paper
        )
    canvas.fill(canvas.rectangle(x - 12 * unit, y, x + 12 * unit, y + 4 * unit), paper)
