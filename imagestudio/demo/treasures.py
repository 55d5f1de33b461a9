"""Things alone, to be cut out: a gem, a crown, a balloon."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import ImageChops

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, colours, curve, darker, lighter, linear, rgb
from imagestudio.demo.noise import Point

_GEMS = colours("1f6fe0 0f9a6a c21f4f 7a3fd0 18a0b8 e08a1f")


def gem(canvas: Canvas, brief: Brief) -> None:
    """A cut stone seen from the side, every facet its own brightness."""
    colour = brief.colour or canvas.rng.choice(_GEMS)
    x, y, size = canvas.width / 2, canvas.height / 2 - 30 * canvas.unit, 400 * canvas.unit
    girdle = [(x + size * (2 * i / 6 - 1), y - size * 0.16 + size * 0.045 * (i % 2)) for i in range(7)]
    table = [(x + size * 0.58 * (2 * i / 3 - 1), y - size * 0.56) for i in range(4)]
    whole = canvas.fill(canvas.polygon([table[0], table[3], girdle[6], (x, y + size * 0.98), girdle[0]]), colour)
    for index, facet in enumerate(_facets(table, girdle, (x, y), size)):
        bright = canvas.rng.uniform(-0.45, 0.62) - 0.1 * (index % 3)
        tone = lighter(colour, bright) if bright > 0 else darker(colour, -bright)
        stops = [lighter(tone, 0.2), tone, darker(tone, 0.22)]
        shape = canvas.inside(canvas.polygon(facet), whole)
        canvas.fill(shape, stops, 0.94, degrees=canvas.rng.choice((0, 40, -40)))
    gleam = canvas.ellipse(x - size * 0.35, y - size * 0.2, size * 0.5, blur=size * 0.2)
    canvas.light(canvas.inside(gleam, whole), (255, 255, 255), 0.35)
    for edge in (table, girdle):
        canvas.fill(canvas.inside(canvas.line(edge, 3 * canvas.unit), whole), lighter(colour, 0.75), 0.75)


def _facets(table: list[Point], girdle: list[Point], at: Point, size: float) -> list[list[Point]]:
    """The planes of the stone: around the table, then down to the point, then those inside."""
    x, y = at
    point = (x, y + size * 0.98)
    facets = [[table[i], table[i + 1], girdle[2 * i + 1]] for i in range(3)]
    for i, corner in enumerate(table):
        facets.append([corner, girdle[max(0, 2 * i - 1)], girdle[2 * i], girdle[min(6, 2 * i + 1)]])
    facets += [[girdle[i], girdle[i + 1], point] for i in range(6)]
    facets += [[girdle[i], (x + size * (i / 3 - 1) * 0.42, y + size * 0.3), girdle[i + 1]] for i in range(6)]
    return facets


_POINTS = [
    (-1.1, 0.88),
    (-0.72, 0.3),
    (-0.5, 0.98),
    (-0.26, 0.34),
    (0.0, 1.12),
    (0.26, 0.34),
    (0.5, 0.98),
    (0.72, 0.3),
    (1.1, 0.88),
]


def crown(canvas: Canvas, brief: Brief) -> None:
    """A golden crown with stones."""
    unit, x, y = canvas.unit, canvas.width / 2, canvas.height / 2 + 60 * canvas.unit
    gold = colours("7a4a0c d9962a ffe9a0 e8ad3c 8f5a14 f7cf6a 6e420a")
    half, tall = 350 * unit, 380 * unit
    spikes = [(x + half * px, y - tall * py) for px, py in _POINTS]
    band = [(x + half * 0.92 * cos(pi * s / 30), y + tall * (0.36 + 0.13 * sin(pi * s / 30))) for s in range(31)]
    canvas.fill(canvas.ellipse(x, y - tall * 0.02, half * 0.97, tall * 0.15), [darker(gold[0], 0.5), gold[0]])
    body = canvas.fill(canvas.polygon([*spikes, *band]), gold, degrees=90)
    gleam = canvas.ellipse(x - half * 0.4, y - tall * 0.2, half * 0.4, tall * 0.7, half * 0.2)
    canvas.light(canvas.inside(gleam, body), gold[2], 0.35)
    low = canvas.rectangle(x - half * 1.2, y + tall * 0.1, x + half * 1.2, y + tall * 0.6, 30 * unit)
    canvas.shade(canvas.inside(low, body), gold[0], 0.5)
    _crown_band(canvas, (x, y), half, tall, gold)
    for px, py in _POINTS[::2]:
        _pearl(canvas, x + half * px, y - tall * py, 27 * unit, gold[5])
    stones = (brief.colour or (176, 20, 52), (30, 90, 170))
    for index, share in enumerate((-0.62, -0.32, 0.0, 0.32, 0.62)):
        sag = tall * (0.24 + 0.13 * (1 - share * share))
        _pearl(canvas, x + half * share, y + sag, (42 - 18 * abs(share)) * unit, stones[index % 2])


def _crown_band(canvas: Canvas, at: Point, half: float, tall: float, gold: tuple[Colour, ...]) -> None:
    for low, thick in ((0.06, 0.035), (0.36, 0.045)):
        arc = [
            (at[0] + half * (0.965 - low * 0.12) * cos(pi * s / 40), at[1] + tall * (low + 0.13 * sin(pi * s / 40)))
            for s in range(41)
        ]
        canvas.fill(canvas.line(arc, tall * thick * 2), gold[4])
        canvas.fill(canvas.line([(x, y - tall * 0.012) for x, y in arc], tall * thick), gold[2], 0.85)


def _pearl(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    canvas.fill(canvas.ellipse(x, y, radius * 1.16), rgb("7a4a0c"))
    ball = canvas.fill(canvas.ellipse(x, y, radius), [lighter(colour, 0.25), colour, darker(colour, 0.55)], degrees=40)
    canvas.light(
        canvas.inside(canvas.ellipse(x - radius * 0.34, y - radius * 0.38, radius * 0.3, blur=radius * 0.14), ball),
        (255, 255, 255),
        0.85,
    )


def balloon(canvas: Canvas, brief: Brief) -> None:
    """A striped hot-air balloon."""
    x, y, far = canvas.width / 2, canvas.height / 2 - 110 * canvas.unit, 310 * canvas.unit
    first = brief.colour or canvas.rng.choice(colours("d8432f 1f4e79 2a9d8f 7d3fb0 e2703a"))
    second = canvas.rng.choice(colours("fbeed3 f0b43c fff6e6"))
    whole = canvas.fill(canvas.polygon(_gore(x, y, far, 1.0, -1.0)), first)
    for gore in range(-4, 4):
        inner, outer = sin(gore * pi / 9 + 0.17), sin((gore + 1) * pi / 9 + 0.17)
        canvas.fill(canvas.polygon(_gore(x, y, far, inner, outer)), first if gore % 2 else second)
    shadow = curve(linear(whole.size, 72), lambda value: max(0.0, value - 0.42) * 1.5)
    canvas.fill(Shape(whole.left, whole.top, ImageChops.multiply(shadow, whole.mask)), darker(first, 0.75), 0.75)
    gleam = canvas.ellipse(x - far * 0.35, y - far * 0.35, far * 0.34, blur=far * 0.2)
    canvas.light(canvas.inside(gleam, whole), (255, 248, 232), 0.5)
    _basket(canvas, x, y + far * 1.3, far)


def _gore(x: float, y: float, far: float, inner: float, outer: float) -> list[Point]:
    """A strip of the balloon between two seams."""
    down = [_skin(x, y, far, inner, step / 40) for step in range(41)]
    return [*down, *(_skin(x, y, far, outer, step / 40) for step in range(40, -1, -1))]


def _basket(canvas: Canvas, x: float, low: float, far: float) -> None:
    rope = rgb("5a4330")
    for side in (-0.19, -0.07, 0.07, 0.19):
        line = [(x + far * side, low), (x + far * side * 0.75, low + far * 0.34)]
        canvas.fill(canvas.line(line, 3.2 * canvas.unit), rope)
    sides = [(-0.17, 0.32), (0.17, 0.32), (0.14, 0.56), (-0.14, 0.56)]
    body = canvas.polygon([(x + far * px, low + far * py) for px, py in sides])
    canvas.fill(body, colours("c99a5f a8763f 6a4524"), degrees=90)
    canvas.fill(canvas.rectangle(x - far * 0.185, low + far * 0.3, x + far * 0.185, low + far * 0.35), rgb("6a4524"))


def _skin(x: float, y: float, far: float, side: float, t: float) -> Point:
    """A point on a seam of the balloon, from its top (t 0) to its mouth (t 1)."""
    down = -far + far * 2.3 * t
    round_part = sin(pi * min(1.0, t * 0.86) ** 0.8)
    return x + side * far * max(0.2 if t > 0.9 else 0.0, round_part), y + down
