"""Things: vases and fruit on a table, and a vase alone."""

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
    lip, base, widest = smooth[-1] * tall, smooth[0] * tall, max(smooth) * tall
    if not canvas.clear:
        pool = canvas.ellipse(foot[0] + widest * 0.9, foot[1], widest * 1.5, widest * 0.16, widest * 0.1)
        canvas.fill(pool, shadow, 0.5)
    bottom = [(foot[0] + base * cos(pi * s / 20), foot[1] + base * 0.16 * sin(pi * s / 20)) for s in range(21)]
    outline = [*reversed(left), *reversed(bottom), *right]
    across = [lighter(glaze, 0.08), lighter(glaze, 0.3), glaze, darker(glaze, 0.35), darker(glaze, 0.62)]
    body = canvas.fill(canvas.polygon(outline), across, degrees=90)
    speckle = curve(clouds(canvas.rng, body.size, (40, 50), 2), lambda value: max(0.0, value - 0.62))
    canvas.fill(Shape(body.left, body.top, ImageChops.multiply(speckle, body.mask)), darker(glaze, 0.5), 0.5)
    fall = curve(linear(body.size), lambda value: value**2)
    canvas.shade(
        Shape(body.left, body.top, ImageChops.multiply(fall, body.mask)), blend(shadow, (255, 255, 255), 0.35), 0.6
    )
    outer = [(foot[0] - half * tall * 0.62, foot[1] - tall * i / 60) for i, half in enumerate(smooth)][18:47]
    inner = [(foot[0] - half * tall * 0.48, foot[1] - tall * i / 60) for i, half in enumerate(smooth)][18:47]
    shine = canvas.polygon([*outer, *reversed(inner)], blur=tall * 0.012)
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
