"""Plants and ink: mid-century leaves, a flower in bloom, brush strokes on paper."""

from __future__ import annotations

from math import cos, pi, sin

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas
from imagestudio.demo.colour import Colour, blend, colours, darker, lighter, rgb
from imagestudio.demo.noise import Point

_GARDENS = (
    colours("f3e9d8 e8b79a 2f5d50 6f9a78 d9774f f2c46d 1f3a36"),
    colours("ece3d4 c9d2bd 3f5b4b 8aa37b b5523f e3a857 27382f"),
    colours("23323a 2f4550 7fae9a d9e2c0 ef8f6b f4cf8a 14212a"),
    colours("f6e3da f2b8a8 4a6a5d 93b59a c44f5c f0c1a0 30433f"),
    colours("e6e8df 9fb8bf 2f5a66 6aa0a0 e07a4f f5d58a 1d3942"),
)


def _turn(at: Point, x: float, y: float, angle: float) -> Point:
    return at[0] + x * cos(angle) - y * sin(angle), at[1] + x * sin(angle) + y * cos(angle)


def almond(at: Point, long: float, wide: float, angle: float, bend: float = 0.0) -> list[Point]:
    """A pointed leaf that grows from a point in a direction."""
    steps = [step / 24 for step in range(25)]
    upper = [(long * t, wide * sin(pi * t**0.85) + bend * long * t * t) for t in steps]
    lower = [(long * t, -wide * sin(pi * t**0.85) + bend * long * t * t) for t in reversed(steps)]
    return [_turn(at, x, y, angle) for x, y in upper + lower]


def botanical(canvas: Canvas, _brief: Brief) -> None:
    """Stems with two-toned leaves before a sun, in the colours of old prints."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    ground, panel, *inks = rng.choice(_GARDENS)
    canvas.backdrop([lighter(ground, 0.05), ground])
    inset = 60 * canvas.unit
    canvas.fill(
        canvas.ellipse(width * rng.uniform(0.4, 0.6), height * 0.42, 300 * canvas.unit), [lighter(panel, 0.1), panel]
    )
    stems = 5 + canvas.detail * 2 + (3 if width > height else 0)
    for index in range(stems):
        x = inset + (width - 2 * inset) * (index + 0.5) / stems + rng.uniform(-30, 30) * canvas.unit
        tall = height * rng.uniform(0.42, 0.86)
        _stem(canvas, (x, height + 10), tall, rng.uniform(-0.14, 0.14), inks)


def _stem(canvas: Canvas, foot: Point, tall: float, lean: float, inks: list[Colour]) -> None:
    rng, unit = canvas.rng, canvas.unit
    ink = rng.choice(inks[:2] + inks[-1:])
    spine = [(foot[0] + lean * tall * (s / 30) ** 2 * 2, foot[1] - tall * s / 30) for s in range(31)]
    canvas.fill(canvas.line(spine, 5 * unit), darker(ink, 0.12))
    kind = rng.randrange(3)
    pairs = rng.randrange(5, 9)
    for index in range(pairs):
        t = 0.2 + 0.74 * index / pairs
        at = spine[int(t * 30)]
        long = (150 - 60 * t) * unit * (1.0 if kind else 0.75) * rng.uniform(0.9, 1.1)
        for side in (-1, 1):
            angle = -pi / 2 + side * (1.0 - 0.35 * t) + lean
            _leaf(canvas, at, long, long * (0.17, 0.25, 0.34)[kind], angle, ink, side)
    top = spine[-1]
    if rng.random() < 0.55:
        _bloom(canvas, top, rng.uniform(38, 62) * unit, inks[2:4], inks[-1])
    else:
        _leaf(canvas, top, 110 * unit, 24 * unit, -pi / 2 + lean, ink, 1)


def _leaf(canvas: Canvas, at: Point, long: float, wide: float, angle: float, ink: Colour, side: int) -> None:
    outline = almond(at, long, wide, angle, side * 0.12)
    canvas.fill(canvas.polygon(outline), ink)
    half = outline[:25] + [
        _turn(at, long * t / 24, side * 0.12 * long * (t / 24) ** 2, angle) for t in range(24, -1, -1)
    ]
    canvas.fill(canvas.polygon(half), lighter(ink, 0.16))


def _bloom(canvas: Canvas, at: Point, radius: float, inks: list[Colour], dark: Colour) -> None:
    outer, inner = inks
    petals = canvas.rng.randrange(9, 15)
    for index in range(petals):
        angle = 2 * pi * index / petals
        canvas.fill(canvas.polygon(almond(at, radius * 1.5, radius * 0.3, angle)), lighter(outer, 0.1 * (index % 2)))
    canvas.fill(canvas.ellipse(*at, radius * 0.5), inner)
    canvas.fill(canvas.ellipse(*at, radius * 0.24), dark)


_PETALS = (
    colours("7a1030 c92a52 f0718a ffc4c4"),
    colours("8f3a08 e2701f f9a94a ffe0a8"),
    colours("3a1f6e 6f4fc0 a88fe6 e0d2fa"),
    colours("8a2a5a d85a92 f59abf ffe0ea"),
    colours("9a6a08 e6ac1e fbd75c fff2b8"),
)


def flower(canvas: Canvas, _brief: Brief) -> None:
    """One great flower close up, on a soft ground."""
    rng = canvas.rng
    tones = rng.choice(_PETALS)
    dark = blend(darker(tones[0], 0.55), (12, 32, 34), 0.55)
    canvas.backdrop([dark, blend(dark, tones[0], 0.45), darker(dark, 0.3)], rng.choice((0, 30, -30)))
    for _ in range(7):
        x, y = rng.uniform(0, canvas.width), rng.uniform(0, canvas.height)
        canvas.fill(
            canvas.ellipse(x, y, rng.uniform(40, 120) * canvas.unit, blur=24 * canvas.unit), rng.choice(tones[1:]), 0.10
        )
    at = (canvas.width * rng.uniform(0.46, 0.54), canvas.height * rng.uniform(0.44, 0.54))
    _leaves_behind(canvas, at, 400 * canvas.unit)
    _blossom(canvas, at, 370 * canvas.unit, tones)


def flower_alone(canvas: Canvas, brief: Brief) -> None:
    """One flower with two leaves and nothing behind it."""
    tones = canvas.rng.choice(_PETALS)
    if brief.colour is not None:
        tones = (darker(brief.colour, 0.5), brief.colour, lighter(brief.colour, 0.35), lighter(brief.colour, 0.75))
    at = (canvas.width / 2, canvas.height * 0.48)
    _leaves_behind(canvas, at, 430 * canvas.unit)
    _blossom(canvas, at, 350 * canvas.unit, tones)


def _leaves_behind(canvas: Canvas, at: Point, radius: float) -> None:
    rng = canvas.rng
    for index in range(5):
        angle = 0.6 + 2 * pi * index / 5 + rng.uniform(-0.25, 0.25)
        outline = almond(at, radius * rng.uniform(0.95, 1.12), radius * 0.2, angle, rng.uniform(-0.1, 0.1))
        canvas.fill(canvas.polygon(outline), [rgb("6f9c6a"), rgb("2f5f4c"), rgb("1c4038")], degrees=60)
        vein = [_turn(at, radius * s / 10, 0, angle) for s in range(4, 10)]
        canvas.fill(canvas.line(vein, 2.4 * canvas.unit), rgb("a9c79a"), 0.5)


def _blossom(canvas: Canvas, at: Point, radius: float, tones: tuple[Colour, ...]) -> None:
    """Rings of petals, each ring smaller and brighter than the one below it."""
    rings = 5 + canvas.detail
    for ring in range(rings):
        share = ring / (rings - 1)
        far = radius * (1 - 0.76 * share)
        petals = round(11 - 4 * share)
        offset = canvas.rng.uniform(0, pi)
        for index in range(petals):
            angle = offset + 2 * pi * index / petals + canvas.rng.uniform(-0.1, 0.1)
            size = far * canvas.rng.uniform(0.94, 1.05)
            _lay_petal(canvas, at, size, angle, tones, share)
    _heart(canvas, at, radius * 0.12)


def _lay_petal(canvas: Canvas, at: Point, far: float, angle: float, tones: tuple[Colour, ...], share: float) -> None:
    """One petal: its shadow on those below, its body, a pale rim, a dark root and a fold."""
    outline = [_petal(at, far, angle, step / 40) for step in range(41)]
    shadow = canvas.polygon([(x + far * 0.02, y + far * 0.04) for x, y in outline], blur=far * 0.04)
    canvas.fill(shadow, darker(tones[0], 0.55), 0.0 if canvas.clear and share == 0 else 0.5)
    body = blend(blend(tones[0], tones[1], 0.55), tones[2], 0.15 + 0.6 * share)
    petal = canvas.fill(canvas.polygon(outline), body)
    edge = canvas.ellipse(*_turn(at, far * 0.98, 0, angle), far * 0.42, blur=far * 0.15)
    canvas.fill(canvas.inside(edge, petal), blend(tones[2], tones[3], 0.25 + 0.6 * share), 0.85)
    root = canvas.ellipse(*_turn(at, far * 0.3, 0, angle), far * 0.42, blur=far * 0.16)
    canvas.fill(canvas.inside(root, petal), darker(tones[0], 0.15), 0.75)
    fold = canvas.line([_turn(at, far * 0.3, 0, angle), _turn(at, far * 0.9, 0, angle)], far * 0.012)
    canvas.fill(canvas.inside(fold, petal), tones[0], 0.28)


def _petal(at: Point, far: float, angle: float, t: float) -> Point:
    """A point on the outline of a broad petal with a slightly notched tip."""
    turn = 2 * pi * t
    x = far * (0.5 - 0.5 * cos(turn)) * (1 - 0.05 * cos(4 * turn))
    y = far * 0.36 * sin(turn) * (0.62 - 0.38 * cos(turn))
    return _turn(at, x, y, angle)


def _heart(canvas: Canvas, at: Point, radius: float) -> None:
    rng = canvas.rng
    canvas.fill(canvas.ellipse(*at, radius, blur=radius * 0.12), rgb("5a3210"), 0.85)
    for _ in range(60 + 40 * canvas.detail):
        angle, far = rng.uniform(0, 2 * pi), radius * 1.35 * rng.random() ** 0.6
        x, y = at[0] + far * cos(angle), at[1] + far * sin(angle)
        canvas.fill(
            canvas.ellipse(x, y, radius * rng.uniform(0.06, 0.12)), blend(rgb("f7c948"), rgb("fff0b8"), rng.random())
        )
