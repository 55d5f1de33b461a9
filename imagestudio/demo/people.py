"""People in flat planes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sin

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, colours, darker, lighter, rgb
from imagestudio.demo.noise import Point

# wall, disc, hair, dress, skin, shadow on the skin
_SITTERS = (
    colours("e9b79a f6e2c6 2a1b22 2f5d62 c98562 a0593f"),
    colours("2f4a4f e9c46a 1a1216 e76f51 e0ac85 b97856"),
    colours("d8c3d0 f4e9e2 5a2a1e 7a3b58 f0c7a8 d39a7a"),
    colours("c9cfb8 f2e8cf 15181c b5523f 8a5a3c 633b26"),
    colours("f0d9b5 d9613f 3a2418 264653 f2cda8 d29b70"),
    colours("25344f e58f65 2b1a16 e8dcc8 a86b45 7b4a30"),
)


@dataclass(frozen=True)
class _Place:
    """Where the head is: thousandths of the canvas to pixels, turned to one side."""

    x: float
    y: float
    unit: float
    side: int

    def at(self, x: float, y: float) -> Point:
        return self.x + self.side * x * self.unit, self.y + y * self.unit

    def all(self, points: Sequence[Point]) -> list[Point]:
        return [self.at(x, y) for x, y in points]


def portrait(canvas: Canvas, brief: Brief) -> None:
    """A person with closed eyes, in plain shapes, before a great disc."""
    wall, disc, hair, dress, skin, shadow = canvas.rng.choice(_SITTERS)
    place = _Place(canvas.width / 2, canvas.height * 0.46, canvas.unit, canvas.rng.choice((-1, 1)))
    canvas.backdrop([lighter(wall, 0.1), wall, darker(wall, 0.12)])
    canvas.fill(canvas.ellipse(*place.at(-50, -30), 345 * canvas.unit), [lighter(disc, 0.12), disc])
    _hair_behind(canvas, place, hair)
    canvas.fill(canvas.polygon(place.all([(-60, 60), (60, 60), (84, 330), (-84, 330)])), [shadow, skin])
    _dress(canvas, place, dress, disc)
    face = canvas.fill(canvas.ellipse(*place.at(0, 10), 128 * canvas.unit, 168 * canvas.unit), skin)
    half = canvas.polygon(place.all([(0, -220), (240, -220), (240, 260), (0, 260)]))
    canvas.fill(canvas.inside(half, face), shadow, 0.55)
    _features(canvas, place, face, (hair, skin, shadow))
    _fringe(canvas, place, hair)
    canvas.fill(canvas.ellipse(*place.at(-130, 92), 21 * canvas.unit), brief.colour or rgb("e9b44c"))


def _hair_behind(canvas: Canvas, place: _Place, hair: Colour) -> None:
    """The mass of hair around the head: short, long or with a bun."""
    unit, kind = canvas.unit, canvas.rng.randrange(3)
    canvas.fill(canvas.ellipse(*place.at(-8, -42), 176 * unit, 196 * unit), [lighter(hair, 0.1), hair])
    if kind == 0:
        fall = [(-182, -50), (166, -50), (196, 130), (214, 290), (-226, 300), (-204, 130)]
        canvas.fill(canvas.polygon(place.all(fall), 2 * unit), [hair, darker(hair, 0.3)])
    elif kind == 1:
        canvas.fill(canvas.ellipse(*place.at(-40, -258), 84 * unit, 76 * unit), [lighter(hair, 0.16), hair])


def _fringe(canvas: Canvas, place: _Place, hair: Colour) -> None:
    """Hair parted on one side: two sweeps over the forehead, kept within the head."""
    unit = canvas.unit
    head = canvas.ellipse(*place.at(0, 4), 136 * unit, 178 * unit)
    part = (46.0, -190.0)
    for end, low in ((-150.0, 40.0), (150.0, 10.0)):
        shares = [step / 20 for step in range(21)]
        sweep = [(part[0] + (end - part[0]) * t, part[1] + 105 + (low + 85) * t**2.6) for t in shares]
        cap = [part, *sweep, (end, -240.0)]
        shape = canvas.inside(canvas.polygon(place.all(cap)), head)
        canvas.fill(shape, [lighter(hair, 0.2 if end < 0 else 0.1), hair])


def _features(canvas: Canvas, place: _Place, face: Shape, tones: tuple[Colour, Colour, Colour]) -> None:
    hair, skin, shadow = tones
    unit = canvas.unit
    canvas.fill(canvas.polygon(place.all([(0, -36), (-25, 58), (0, 64)])), blend(skin, shadow, 0.5))
    mouth = canvas.ellipse(*place.at(0, 104), 34 * unit, 12 * unit)
    canvas.fill(canvas.inside(mouth, face), blend(rgb("b23a48"), shadow, 0.2), 0.92)
    cheek = canvas.ellipse(*place.at(-70, 62), 34 * unit, blur=14 * unit)
    canvas.fill(canvas.inside(cheek, face), rgb("d9594c"), 0.3)
    for eye in (-58, 58):
        lid = [(eye + dx, -14 + 12 * sin(pi * (dx + 30) / 60)) for dx in range(-30, 31, 4)]
        brow = [(eye + dx, -54 - 10 * sin(pi * (dx + 36) / 72)) for dx in range(-36, 37, 4)]
        canvas.fill(canvas.line(place.all(lid), 5 * unit), darker(hair, 0.2))
        canvas.fill(canvas.line(place.all(brow), 7 * unit), hair, 0.85)


def _dress(canvas: Canvas, place: _Place, dress: Colour, accent: Colour) -> None:
    unit = canvas.unit
    low = (canvas.height + 20 - place.y) / unit
    outline = [(-92, 262), (-300, 345), (-390, low), (390, low), (300, 345), (92, 262), (0, 350)]
    stops = [lighter(dress, 0.12), dress, darker(dress, 0.25)]
    body = canvas.fill(canvas.polygon(place.all(outline)), stops, degrees=40)
    kind = canvas.rng.randrange(3)
    if kind == 0:
        for y in range(300, round(low), 62):
            stripe = canvas.rectangle(0, place.y + y * unit, canvas.width, place.y + (y + 26) * unit)
            canvas.fill(canvas.inside(stripe, body), accent, 0.85)
    elif kind == 1:
        for row, y in enumerate(range(310, round(low), 60)):
            dots = [canvas.ellipse(*place.at((i - 4.5 + 0.5 * (row % 2)) * 84, y), 15 * unit) for i in range(10)]
            for dot in dots:
                canvas.fill(canvas.inside(dot, body), accent, 0.9)
