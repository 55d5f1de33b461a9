"""Living things in flat planes: foxes and their kin, and owls."""

from __future__ import annotations

from math import cos, pi, sin

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, colours, darker, lighter, rgb
from imagestudio.demo.landscapes import forest
from imagestudio.demo.noise import Point

# fur, light fur, dark fur, shade
_FURS: dict[str, tuple[Colour, ...]] = {
    "fox": colours("d9692a fbeede 3a221c a84418"),
    "cat": colours("8a8f98 eef0f0 3c414a 626873"),
    "wolf": colours("7c8794 e8ebec 2c333d 525c69"),
    "raccoon": colours("8d8a86 efece6 26262a 5f5d5b"),
    "bear": colours("7a4f34 cfa47c 2e1c14 553521"),
    "tiger": colours("e8913a fff0dc 2a1d18 bb651d"),
}
_KIN = {
    "kitten": "cat",
    "katze": "cat",
    "racoon": "raccoon",
    "dog": "wolf",
    "puppy": "wolf",
    "hund": "wolf",
    "lion": "tiger",
}

# planes of half a head, in units of half its width, x to the right of the middle; mirrored for the other half
_EAR = [(0.18, -0.62), (0.86, -1.5), (0.98, -0.3)]
_EAR_IN = [(0.4, -0.66), (0.8, -1.22), (0.84, -0.46)]
_BROW = [(0, -0.72), (0.3, -0.68), (0.92, -0.34), (0.62, 0.02), (0, -0.06)]
_TEMPLE = [(0.92, -0.34), (1.12, 0.26), (0.62, 0.02)]
_CHEEK = [(1.12, 0.26), (0.92, 0.5), (0.98, 0.62), (0.62, 0.74), (0.28, 0.56), (0.62, 0.02)]
_SIDE = [(0.62, 0.02), (0.28, 0.56), (0.18, 0.3), (0, -0.06)]
_MUZZLE = [(0, -0.06), (0.18, 0.3), (0.17, 0.86), (0, 0.92)]
_MASK = [(0.12, -0.04), (0.66, -0.2), (1.05, 0.28), (0.62, 0.46), (0.3, 0.26)]
_NOSE = [(-0.17, 0.8), (0.17, 0.8), (0.08, 0.95), (0, 1.0), (-0.08, 0.95)]
_STRIPES = [
    [(0, -0.66), (0.07, -0.6), (0, -0.28)],
    [(0.3, -0.6), (0.42, -0.54), (0.2, -0.26)],
    [(1.06, 0.12), (1.1, 0.24), (0.7, 0.26)],
    [(1.0, 0.44), (0.94, 0.54), (0.66, 0.42)],
]
_CHIN = [(0.62, 0.74), (0.28, 0.56), (0.17, 0.86), (0, 1.04), (0, 0.9)]


def fox(canvas: Canvas, brief: Brief) -> None:
    """A fox, or one of its kin, in planes before a foggy forest."""
    forest(canvas, brief)
    canvas.glow(canvas.width / 2, canvas.height * 0.46, 560 * canvas.unit, (255, 240, 220), 0.28, 1.6)
    _head(canvas, _fur(brief), (canvas.width / 2, canvas.height * 0.6), 265 * canvas.unit, shoulders=True)


def fox_alone(canvas: Canvas, brief: Brief) -> None:
    """The head alone."""
    _head(
        canvas,
        _fur(brief),
        (canvas.width / 2, canvas.height / 2 + 60 * canvas.unit),
        330 * canvas.unit,
        shoulders=False,
    )


def _fur(brief: Brief) -> tuple[Colour, ...]:
    kind = next((word for word in sorted(brief.seen) if word in _FURS or word in _KIN), "fox")
    return _FURS[_KIN.get(kind, kind)]


def _head(canvas: Canvas, fur: tuple[Colour, ...], at: Point, half: float, shoulders: bool) -> None:
    coat, pale, dark, shade = fur
    if shoulders:
        _shoulders(canvas, fur, at, half)
    planes = [
        (_EAR, coat),
        (_EAR_IN, dark),
        (_BROW, coat),
        (_TEMPLE, shade),
        (_CHEEK, pale),
        (_SIDE, blend(coat, shade, 0.4)),
        (_MUZZLE, lighter(coat, 0.16)),
        (_CHIN, blend(pale, shade, 0.16)),
    ]
    for side in (-1, 1):
        for points, colour in planes:
            tone = lighter(colour, 0.12) if side < 0 else darker(colour, 0.14)
            _plane(canvas, at, half, side, points, [lighter(tone, 0.1), tone, darker(tone, 0.12)])
    _markings(canvas, fur, at, half)
    _face(canvas, at, half, dark)


def _shoulders(canvas: Canvas, fur: tuple[Colour, ...], at: Point, half: float) -> None:
    coat, pale, _, shade = fur
    body = [(0, 0.3), (0.75, 0.55), (1.12, 1.2), (1.3, 2.4), (0, 2.4)]
    bib = [(0, 0.5), (0.5, 0.72), (0.34, 1.3), (0.14, 1.75), (0, 2.1)]
    _plane(canvas, at, half, -1, body, [coat, shade])
    _plane(canvas, at, half, 1, body, [shade, darker(shade, 0.35)])
    _plane(canvas, at, half, -1, bib, [pale, blend(pale, shade, 0.3)])
    _plane(canvas, at, half, 1, bib, [blend(pale, shade, 0.22), blend(pale, shade, 0.5)])


def _plane(canvas: Canvas, at: Point, half: float, side: int, points: list[Point], stops: list[Colour]) -> None:
    moved = [(at[0] + side * half * x, at[1] + half * y) for x, y in points]
    middle = (sum(x for x, _ in moved) / len(moved), sum(y for _, y in moved) / len(moved))
    grown = [(x + (x - middle[0]) * 0.006, y + (y - middle[1]) * 0.006) for x, y in moved]
    canvas.fill(canvas.polygon(grown), stops, degrees=20 * side)


def _markings(canvas: Canvas, fur: tuple[Colour, ...], at: Point, half: float) -> None:
    """A raccoon's mask, a tiger's stripes."""
    dark = fur[2]
    for side in (-1, 1):
        if fur == _FURS["raccoon"]:
            _plane(canvas, at, half, side, _MASK, [dark, lighter(dark, 0.12)])
        if fur == _FURS["tiger"]:
            for stripe in _STRIPES:
                _plane(canvas, at, half, side, stripe, [dark, dark])


def _face(canvas: Canvas, at: Point, half: float, dark: Colour) -> None:
    x, y = at
    turns = [2 * pi * step / 30 for step in range(30)]
    for side in (-1, 1):
        lens = [(side * (0.47 + 0.19 * cos(a)), 0.13 + 0.085 * sin(a) - 0.07 * cos(a)) for a in turns]
        eye = (x + side * half * 0.47, y + half * 0.13)
        canvas.fill(canvas.polygon([(x + half * px, y + half * py) for px, py in lens]), darker(dark, 0.3))
        canvas.fill(canvas.ellipse(*eye, half * 0.072), colours("f6c25a b8741f"))
        canvas.fill(canvas.ellipse(*eye, half * 0.04), (14, 10, 12))
        canvas.fill(canvas.ellipse(eye[0] - half * 0.025, eye[1] - half * 0.03, half * 0.018), (255, 255, 255))
    nose = [(x + half * px, y + half * py) for px, py in _NOSE]
    canvas.fill(canvas.polygon(nose, 0.6 * canvas.unit), [lighter(dark, 0.25), darker(dark, 0.4)])


_WING = [(0.5, -0.5), (1.0, -0.3), (1.08, 0.1), (1.02, 0.8), (0.86, 1.2), (0.6, 1.42), (0.56, 0.5)]
_TUFT = [(0.06, -1.36), (0.42, -1.46), (0.9, -1.8), (0.92, -1.2), (0.86, -0.7)]
_NIGHTS = (
    colours("0e1b33 27406b f2dfa8 8a6a4f d9b78a"),
    colours("1d1330 4a2f6b ffd9a0 6b4f7d cdb0d8"),
    colours("0c2a2c 1f5a56 f7e8b8 7a6248 e0c9a0"),
)


def owl(canvas: Canvas, brief: Brief) -> None:
    """An owl of half circles on a branch before the moon."""
    dusk, glow, moon, _, _ = tones = canvas.rng.choice(_NIGHTS)
    canvas.backdrop([dusk, glow, blend(glow, moon, 0.25)])
    x, y, unit = canvas.width / 2, canvas.height / 2, canvas.unit
    canvas.glow(x, y - 60 * unit, 640 * unit, moon, 0.4)
    canvas.fill(canvas.ellipse(x + 40 * unit, y - 70 * unit, 330 * unit), [lighter(moon, 0.4), moon])
    branch = [(-20, y + 345 * unit), (canvas.width * 0.5, y + 318 * unit), (canvas.width + 20, y + 352 * unit)]
    _bird(canvas, (x, y + 20 * unit), 205 * unit, tones, brief.colour)
    canvas.fill(canvas.line(branch, 26 * unit), darker(dusk, 0.35))
    for side in (-1, 1):
        for toe in (-26, 0, 26):
            canvas.fill(
                canvas.ellipse(x + side * 74 * unit + toe * unit, y + 318 * unit, 12 * unit, 20 * unit), rgb("e3a23c")
            )


def owl_alone(canvas: Canvas, brief: Brief) -> None:
    """The owl with nothing around it."""
    middle = (canvas.width / 2, canvas.height / 2 + 30 * canvas.unit)
    _bird(canvas, middle, 236 * canvas.unit, canvas.rng.choice(_NIGHTS), brief.colour)


def _bird(canvas: Canvas, at: Point, half: float, tones: tuple[Colour, ...], colour: Colour | None) -> None:
    _, _, moon, brown, breast = tones
    brown = colour or brown
    x, y = at
    turns = [2 * pi * step / 60 for step in range(60)]
    body = [(x + half * (1.0 if sin(a) > -0.5 else 0.9) * cos(a), y + half * 1.5 * sin(a)) for a in turns]
    whole = canvas.fill(canvas.polygon(body), [lighter(brown, 0.22), brown, darker(brown, 0.4)], degrees=35)
    _feathers(canvas, at, half, whole, (brown, breast))
    for side in (-1, 1):
        wing = [(x + side * half * px, y + half * py) for px, py in _WING]
        ear = [(x + side * half * px, y + half * py) for px, py in _TUFT]
        tones_of_wing = (
            [lighter(brown, 0.1), darker(brown, 0.25)] if side < 0 else [darker(brown, 0.12), darker(brown, 0.45)]
        )
        canvas.fill(canvas.polygon(wing), tones_of_wing)
        canvas.fill(canvas.polygon(ear), lighter(brown, 0.08) if side < 0 else darker(brown, 0.18))
    for side in (-1, 1):
        eye = (x + side * half * 0.42, y - half * 0.72)
        for far, tone in ((0.47, breast), (0.36, lighter(breast, 0.5)), (0.26, rgb("f2b33d")), (0.16, rgb("17131a"))):
            canvas.fill(canvas.ellipse(*eye, half * far), [lighter(tone, 0.12), tone])
        canvas.fill(canvas.ellipse(eye[0] - half * 0.06, eye[1] - half * 0.07, half * 0.05), (255, 255, 255))
    beak = [(x - half * 0.13, y - half * 0.5), (x + half * 0.13, y - half * 0.5), (x, y - half * 0.14)]
    canvas.fill(canvas.polygon(beak), [lighter(moon, 0.1), rgb("c9822a")])


def _feathers(canvas: Canvas, at: Point, half: float, whole: Shape, tones: tuple[Colour, Colour]) -> None:
    """The breast: half circles in rows, two tones by turns."""
    brown, breast = tones
    x, y = at
    belly = canvas.inside(canvas.ellipse(x, y + half * 0.55, half * 0.68, half * 0.95), whole)
    canvas.fill(belly, [breast, blend(breast, brown, 0.35)])
    size = half * 0.15
    bow = [(size * cos(pi * step / 12), size * 1.1 * sin(pi * step / 12)) for step in range(13)]
    for row in range(6):
        for column in range(-3, 4):
            px, py = x + (column + 0.5 * (row % 2)) * size * 1.7, y + half * 0.16 + row * size * 1.45
            arc = canvas.polygon([(px + dx, py + dy) for dx, dy in bow])
            canvas.fill(canvas.inside(arc, belly), blend(brown, breast, 0.3 if (row + column) % 2 else 0.5), 0.9)
