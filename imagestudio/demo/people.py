"""People in flat planes."""

from __future__ import annotations

from math import cos, pi, sin

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas
from imagestudio.demo.colour import Colour, blend, colours, darker, lighter, rgb
from imagestudio.demo.noise import Point


def portrait(canvas: Canvas, brief: Brief) -> None:
    """A person in plain shapes, without a face, before a great disc."""
    rng, unit, width, height = canvas.rng, canvas.unit, canvas.width, canvas.height
    wall, disc, hair, dress, skin, shadow = rng.choice(
        (
            colours("e9b79a f6e2c6 2a1b22 2f5d62 c98562 a0593f"),
            colours("2f4a4f e9c46a 1a1216 e76f51 e0ac85 b97856"),
            colours("d8c3d0 f4e9e2 5a2a1e 7a3b58 f0c7a8 d39a7a"),
            colours("c9cfb8 f2e8cf 15181c b5523f 8a5a3c 633b26"),
            colours("f0d9b5 d9613f 3a2418 264653 f2cda8 d29b70"),
        )
    )
    canvas.backdrop([lighter(wall, 0.1), wall, darker(wall, 0.12)])
    x, y = width / 2, height * 0.46
    canvas.fill(canvas.ellipse(x + 60 * unit, y - 30 * unit, 345 * unit), [lighter(disc, 0.12), disc])
    side = rng.choice((-1, 1))
    canvas.fill(canvas.ellipse(x - side * 20 * unit, y - 50 * unit, 205 * unit, 225 * unit), hair)
    fall = [
        (x - 195 * unit, y - 60 * unit),
        (x + 190 * unit, y - 60 * unit),
        (x + 225 * unit, y + 260 * unit),
        (x - 230 * unit, y + 290 * unit),
    ]
    if rng.random() < 0.65:
        canvas.fill(canvas.polygon(fall, 2 * unit), [hair, darker(hair, 0.3)])
    canvas.fill(
        canvas.polygon(
            [
                (x - 62 * unit, y + 60 * unit),
                (x + 62 * unit, y + 60 * unit),
                (x + 84 * unit, y + 330 * unit),
                (x - 84 * unit, y + 330 * unit),
            ]
        ),
        [shadow, skin],
    )
    _dress(canvas, (x, y), dress, disc)
    face = canvas.fill(canvas.ellipse(x, y + 10 * unit, 128 * unit, 170 * unit), skin)
    half = canvas.rectangle(
        x if side > 0 else x - 200 * unit, y - 220 * unit, x + 200 * unit if side > 0 else x, y + 260 * unit
    )
    canvas.fill(canvas.inside(half, face), shadow, 0.55)
    nose = [(x, y - 40 * unit), (x - side * 26 * unit, y + 58 * unit), (x, y + 64 * unit)]
    canvas.fill(canvas.polygon(nose), blend(skin, shadow, 0.5))
    canvas.fill(canvas.inside(canvas.ellipse(x, y + 104 * unit, 36 * unit, 13 * unit), face), rgb("b23a48"), 0.9)
    for eye in (-1, 1):
        lid = [
            (x + (eye * 58 + dx) * unit, y + (-14 + 12 * sin(pi * (dx + 30) / 60)) * unit) for dx in range(-30, 31, 4)
        ]
        canvas.fill(canvas.line(lid, 5 * unit), darker(hair, 0.2))
        brow = [
            (x + (eye * 58 + dx) * unit, y + (-58 - 10 * sin(pi * (dx + 36) / 72)) * unit) for dx in range(-36, 37, 4)
        ]
        canvas.fill(canvas.line(brow, 7 * unit), hair, 0.85)
    fringe = [(x + 140 * unit * cos(pi + pi * s / 30), y + (-20 - 190 * sin(pi * s / 30)) * unit) for s in range(31)]
    swoop = [(x + side * (140 - 280 * s / 20) * unit, y - (40 + 80 * (s / 20) ** 0.6) * unit) for s in range(21)]
    canvas.fill(canvas.polygon([*fringe, *swoop]), [lighter(hair, 0.14), hair])
    canvas.fill(canvas.ellipse(x - side * 132 * unit, y + 92 * unit, 22 * unit), brief.colour or rgb("e9b44c"))


def _dress(canvas: Canvas, at: Point, dress: Colour, accent: Colour) -> None:
    x, y = at
    unit, bottom = canvas.unit, canvas.height + 20
    outline = [
        (x - 92 * unit, y + 262 * unit),
        (x - 300 * unit, y + 345 * unit),
        (x - 390 * unit, bottom),
        (x + 390 * unit, bottom),
        (x + 300 * unit, y + 345 * unit),
        (x + 92 * unit, y + 262 * unit),
        (x, y + 350 * unit),
    ]
    body = canvas.fill(canvas.polygon(outline), [lighter(dress, 0.12), dress, darker(dress, 0.25)], degrees=40)
    kind = canvas.rng.randrange(3)
    if kind == 0:
        for step in range(9):
            stripe = canvas.rectangle(0, y + (300 + 62 * step) * unit, canvas.width, y + (326 + 62 * step) * unit)
            canvas.fill(canvas.inside(stripe, body), accent, 0.85)
    elif kind == 1:
        for step in range(80):
            dot = (x + (step % 10 - 4.5 + 0.5 * (step // 10 % 2)) * 84 * unit, y + (310 + 60 * (step // 10)) * unit)
            canvas.fill(canvas.inside(canvas.ellipse(*dot, 15 * unit), body), accent, 0.9)
