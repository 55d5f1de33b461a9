"""Things: vases and fruit on a table, and a gem, a crown, a vase or a balloon alone."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import ImageChops

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, colours, curve, darker, lighter, linear, rgb
from imagestudio.demo.noise import Point, clouds

_ROOMS = (
    colours("c9b8a4 e7dccb 8c6f5a b5654a 5d7a78 e3c9a0 d8a24a"),
    colours("8fa39a c3cfc2 5c4a40 d9825b 33524f ece0cc e0b04a"),
    colours("b98f86 e6c8bb 5a3b3a 8f3f44 d9b08f f0e4d6 e58a4e"),
    colours("6f7f95 b4bfca 3f3a44 c9705a e2d3bd 2f4560 e9b65a"),
    colours("d9c7a8 f2e6cd 7a5a3f 4f6f6a c4573f 9fae8f efc057"),
)
# half widths from foot to lip, at evenly spaced heights, for a height of 1
_PROFILES = (
    (0.16, 0.26, 0.33, 0.36, 0.34, 0.26, 0.15, 0.09, 0.085, 0.1, 0.13),
    (0.2, 0.22, 0.22, 0.22, 0.22, 0.21, 0.17, 0.09, 0.07, 0.07, 0.085),
    (0.14, 0.24, 0.34, 0.42, 0.46, 0.46, 0.42, 0.35, 0.27, 0.24, 0.27),
    (0.24, 0.28, 0.29, 0.28, 0.25, 0.2, 0.15, 0.12, 0.13, 0.17, 0.2),
    (0.12, 0.13, 0.16, 0.22, 0.28, 0.31, 0.3, 0.25, 0.18, 0.15, 0.17),
)


def still_life(canvas: Canvas, brief: Brief) -> None:
    """A few vessels and fruits on a table in window light."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    wall, pale, table, *glazes, fruit = rng.choice(_ROOMS)
    rng.shuffle(glazes)
    canvas.backdrop([blend(wall, pale, 0.55), wall, darker(wall, 0.22)], 60)
    _window_light(canvas, pale)
    edge = height * 0.7
    canvas.fill(
        canvas.rectangle(-20, edge, width + 20, height + 20), [blend(table, pale, 0.4), table, darker(table, 0.35)]
    )
    canvas.fill(canvas.rectangle(-20, edge - 1, width + 20, edge + 3 * canvas.unit, 1), lighter(table, 0.5), 0.6)
    vessels = 3 if width <= height else 4
    middle, gap = width / 2, 185 * canvas.unit
    for index, profile in enumerate(rng.sample(_PROFILES, vessels)):
        x = middle + (index - (vessels - 1) / 2) * gap + rng.uniform(-14, 14) * canvas.unit
        tall = rng.uniform(300, 520) * canvas.unit * (1.05 if index % 2 else 0.82)
        foot = edge + (60 + 30 * (index % 2)) * canvas.unit
        glaze = brief.colour if brief.colour and index == 1 else glazes[index % len(glazes)]
        vessel(canvas, profile, (x, foot), tall, glaze, darker(table, 0.6))
    for index in range(2 + canvas.detail):
        at = (middle + rng.uniform(-330, 330) * canvas.unit, edge + (118 + 20 * (index % 2)) * canvas.unit)
        _fruit(canvas, at, rng.uniform(44, 62) * canvas.unit, blend(fruit, glazes[0], 0.12 * index), darker(table, 0.6))


def _window_light(canvas: Canvas, pale: Colour) -> None:
    width, height = canvas.size
    tilt, pane = 0.22 * width, 0.15 * width
    left = canvas.rng.uniform(0.12, 0.3) * width
    for column in range(2):
        for row in range(2):
            x = left + column * pane * 1.12 + row * tilt * 0.5
            y = height * (0.08 + 0.27 * row)
            points = [
                (x, y),
                (x + pane, y + height * 0.03),
                (x + pane + tilt * 0.46, y + height * 0.28),
                (x + tilt * 0.46, y + height * 0.25),
            ]
            canvas.light(canvas.polygon(points, blur=7 * canvas.unit), pale, 0.34)


def vessel(canvas: Canvas, profile: tuple[float, ...], foot: Point, tall: float, glaze: Colour, shadow: Colour) -> None:
    """A turned vessel: its outline from a profile, its roundness from shading across."""
    smooth = [_profile_at(profile, step / 60) for step in range(61)]
    right = [(foot[0] + half * tall, foot[1] - tall * step / 60) for step, half in enumerate(smooth)]
    left = [(2 * foot[0] - x, y) for x, y in right]
    lip, base = smooth[-1] * tall, smooth[0] * tall
    widest = max(smooth) * tall
    if not canvas.clear:
        canvas.fill(
            canvas.ellipse(foot[0] + widest * 0.9, foot[1], widest * 1.5, widest * 0.16, widest * 0.1), shadow, 0.5
        )
    bottom = [(foot[0] + base * cos(pi * s / 20), foot[1] + base * 0.16 * sin(pi * s / 20)) for s in range(21)]
    outline = [*reversed(left), *left[:1], *reversed(bottom), *right]
    body = canvas.fill(
        canvas.polygon(outline),
        [lighter(glaze, 0.08), lighter(glaze, 0.3), glaze, darker(glaze, 0.35), darker(glaze, 0.62)],
        degrees=90,
    )
    speckle = curve(clouds(canvas.rng, body.size, (40, 50), 2), lambda value: max(0.0, value - 0.62))
    canvas.fill(Shape(body.left, body.top, ImageChops.multiply(speckle, body.mask)), darker(glaze, 0.5), 0.5)
    fall = curve(linear(body.size), lambda value: value**2)
    canvas.shade(
        Shape(body.left, body.top, ImageChops.multiply(fall, body.mask)), blend(shadow, (255, 255, 255), 0.35), 0.6
    )
    shine = canvas.polygon(
        [
            (foot[0] - half * tall * s, foot[1] - tall * i / 60)
            for s in (0.62, 0.48)
            for i, half in (list(enumerate(smooth)) if s > 0.5 else list(enumerate(smooth))[::-1])
            if 18 <= i <= 46
        ],
        blur=tall * 0.012,
    )
    canvas.light(canvas.inside(shine, body), (255, 250, 240), 0.42)
    canvas.fill(canvas.ellipse(foot[0], foot[1] - tall, lip, lip * 0.24), [darker(glaze, 0.72), darker(glaze, 0.45)])
    canvas.fill(canvas.ellipse(foot[0], foot[1] - tall + lip * 0.05, lip * 0.86, lip * 0.17), darker(glaze, 0.8))


def _profile_at(profile: tuple[float, ...], share: float) -> float:
    """The half width at a height, through the given ones with Catmull-Rom."""
    place = share * (len(profile) - 1)
    i = min(int(place), len(profile) - 2)
    t = place - i
    a, b, c, d = (profile[min(max(k, 0), len(profile) - 1)] for k in (i - 1, i, i + 1, i + 2))
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def _fruit(canvas: Canvas, at: Point, radius: float, colour: Colour, shadow: Colour) -> None:
    x, y = at
    canvas.fill(
        canvas.ellipse(x + radius * 0.7, y + radius * 0.86, radius * 1.3, radius * 0.2, radius * 0.14), shadow, 0.55
    )
    ball = canvas.fill(
        canvas.ellipse(x, y, radius, radius * 0.95), [lighter(colour, 0.15), colour, darker(colour, 0.45)], degrees=50
    )
    canvas.light(
        canvas.inside(canvas.ellipse(x - radius * 0.36, y - radius * 0.4, radius * 0.3, blur=radius * 0.2), ball),
        (255, 240, 215),
        0.6,
    )
    canvas.fill(
        canvas.inside(canvas.ellipse(x, y - radius * 0.84, radius * 0.22, radius * 0.09, radius * 0.05), ball),
        darker(colour, 0.6),
        0.7,
    )
    canvas.fill(
        canvas.line([(x, y - radius * 0.84), (x + radius * 0.1, y - radius * 1.2)], radius * 0.08), rgb("4a3524")
    )


def vase_alone(canvas: Canvas, brief: Brief) -> None:
    """A vase with nothing around it."""
    glaze = brief.colour or canvas.rng.choice(colours("b5654a 33524f 2f4560 c4573f 4f6f6a d9a23f"))
    profile = canvas.rng.choice((_PROFILES[0], _PROFILES[2], _PROFILES[4]))
    tall = 700 * canvas.unit
    vessel(canvas, profile, (canvas.width / 2, canvas.height / 2 + tall * 0.48), tall, glaze, (20, 16, 20))


_GEMS = colours("1f6fe0 0f9a6a c21f4f 7a3fd0 18a0b8 e08a1f")


def gem(canvas: Canvas, brief: Brief) -> None:
    """A cut stone seen from the side, every facet its own brightness."""
    colour = brief.colour or canvas.rng.choice(_GEMS)
    x, y, size = canvas.width / 2, canvas.height / 2 - 30 * canvas.unit, 400 * canvas.unit
    girdle = [(x + size * (2 * i / 6 - 1), y - size * 0.16 + size * 0.045 * (i % 2)) for i in range(7)]
    table = [(x + size * 0.58 * (2 * i / 3 - 1), y - size * 0.56) for i in range(4)]
    point = (x, y + size * 0.98)
    outline = [table[0], table[3], girdle[6], point, girdle[0]]
    whole = canvas.fill(canvas.polygon(outline), colour)
    facets: list[list[Point]] = []
    for i in range(3):
        facets += [[table[i], table[i + 1], girdle[2 * i + 1]]]
    for i, corner in enumerate(table):
        facets += [[corner, girdle[max(0, 2 * i - 1)], girdle[min(6, 2 * i + 1)], girdle[2 * i]]]
    facets += [[girdle[i], girdle[i + 1], point] for i in range(6)]
    facets += [[girdle[i], (x + size * (i / 3 - 1) * 0.42, y + size * 0.3), girdle[i + 1]] for i in range(6)]
    for index, facet in enumerate(facets):
        bright = canvas.rng.uniform(-0.45, 0.62) - 0.1 * (index % 3)
        tone = lighter(colour, bright) if bright > 0 else darker(colour, -bright)
        shape = canvas.inside(canvas.polygon(facet), whole)
        canvas.fill(
            shape, [lighter(tone, 0.2), tone, darker(tone, 0.22)], 0.94, degrees=canvas.rng.choice((0, 40, -40))
        )
    canvas.light(
        canvas.inside(canvas.ellipse(x - size * 0.35, y - size * 0.2, size * 0.5, blur=size * 0.2), whole),
        (255, 255, 255),
        0.35,
    )
    edges = [outline[:1] + outline[1:2], [girdle[0], *girdle[1:]]]
    for edge in edges:
        canvas.fill(canvas.inside(canvas.line(edge, 3 * canvas.unit), whole), lighter(colour, 0.75), 0.75)


def crown(canvas: Canvas, brief: Brief) -> None:
    """A golden crown with stones."""
    unit, x, y = canvas.unit, canvas.width / 2, canvas.height / 2 + 60 * canvas.unit
    gold = colours("7a4a0c d9962a ffe9a0 e8ad3c 8f5a14 f7cf6a 6e420a")
    half, tall = 350 * unit, 380 * unit
    top = [
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
    spikes = [(x + half * px, y - tall * py) for px, py in top]
    band = [(x + half * 0.92 * cos(pi * s / 30), y + tall * (0.36 + 0.13 * sin(pi * s / 30))) for s in range(31)]
    inner = [
        (x + half * 0.97 * cos(2 * pi * s / 40), y - tall * 0.02 + tall * 0.15 * sin(2 * pi * s / 40))
        for s in range(40)
    ]
    canvas.fill(canvas.polygon(inner), [darker(gold[0], 0.5), gold[0]])
    body = canvas.fill(canvas.polygon([*spikes, *band]), gold, degrees=90)
    canvas.light(
        canvas.inside(canvas.ellipse(x - half * 0.4, y - tall * 0.2, half * 0.4, tall * 0.7, half * 0.2), body),
        gold[2],
        0.35,
    )
    low = canvas.rectangle(x - half * 1.2, y + tall * 0.1, x + half * 1.2, y + tall * 0.6, 30 * unit)
    canvas.shade(canvas.inside(low, body), gold[0], 0.5)
    _crown_band(canvas, (x, y), half, tall, gold)
    for px, py in top[::2]:
        _pearl(canvas, x + half * px, y - tall * py, 27 * unit, gold[5])
    stone = brief.colour or (176, 20, 52)
    for share in (-0.62, -0.32, 0.0, 0.32, 0.62):
        sag = tall * 0.13 * (1 - share * share)
        _pearl(
            canvas,
            x + half * share,
            y + tall * 0.24 + sag,
            (42 - 18 * abs(share)) * unit,
            stone if share in (0.0, -0.62, 0.62) else (30, 90, 170),
        )


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
    unit, x, y = canvas.unit, canvas.width / 2, canvas.height / 2 - 110 * canvas.unit
    first = brief.colour or canvas.rng.choice(colours("d8432f 1f4e79 2a9d8f 7d3fb0 e2703a"))
    second = canvas.rng.choice(colours("fbeed3 f0b43c fff6e6"))
    far = 310 * unit
    outline = [_skin(x, y, far, 1.0, step / 40) for step in range(41)] + [
        _skin(x, y, far, -1.0, step / 40) for step in range(40, -1, -1)
    ]
    whole = canvas.fill(canvas.polygon(outline), first)
    for gore in range(-4, 4):
        inner, outer = sin(gore * pi / 9 + 0.17), sin((gore + 1) * pi / 9 + 0.17)
        ring = [_skin(x, y, far, inner, s / 40) for s in range(41)] + [
            _skin(x, y, far, outer, s / 40) for s in range(40, -1, -1)
        ]
        canvas.fill(canvas.polygon(ring), first if gore % 2 else second)
    shadow = curve(linear(whole.size, 72), lambda value: max(0.0, value - 0.42) * 1.5)
    canvas.fill(Shape(whole.left, whole.top, ImageChops.multiply(shadow, whole.mask)), darker(first, 0.75), 0.75)
    canvas.light(
        canvas.inside(canvas.ellipse(x - far * 0.35, y - far * 0.35, far * 0.34, blur=far * 0.2), whole),
        (255, 248, 232),
        0.5,
    )
    low = y + far * 1.3
    for side in (-0.19, -0.07, 0.07, 0.19):
        canvas.fill(
            canvas.line([(x + far * side, low), (x + far * side * 0.75, low + far * 0.34)], 3.2 * unit), rgb("5a4330")
        )
    basket = [
        (x - far * 0.17, low + far * 0.32),
        (x + far * 0.17, low + far * 0.32),
        (x + far * 0.14, low + far * 0.56),
        (x - far * 0.14, low + far * 0.56),
    ]
    canvas.fill(canvas.polygon(basket), colours("c99a5f a8763f 6a4524"), degrees=90)
    canvas.fill(canvas.rectangle(x - far * 0.185, low + far * 0.3, x + far * 0.185, low + far * 0.35), rgb("6a4524"))


def _skin(x: float, y: float, far: float, side: float, t: float) -> Point:
    """A point on a seam of the balloon, from its top (t 0) to its mouth (t 1)."""
    down = -far + far * 2.3 * t
    round_part = sin(pi * min(1.0, t * 0.86) ** 0.8)
    return x + side * far * max(0.2 if t > 0.9 else 0.0, round_part), y + down
