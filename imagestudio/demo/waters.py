"""Sea, polar lights and planets: the pictures that live of light on dark."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image, ImageChops, ImageFilter

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, colours, curve, darker, lighter, linear, rgb, tint
from imagestudio.demo.landscapes import still_water
from imagestudio.demo.noise import clouds, ridge, static
from imagestudio.demo.skies import SKIES, Sky, paint_sky, stars


def sea(canvas: Canvas, brief: Brief) -> None:
    """Open water with a path of light under the sun or moon."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    sky = rng.choice(SKIES[brief.hour])
    horizon = height * rng.uniform(0.48, 0.58)
    x = width * rng.uniform(0.36, 0.64)
    paint_sky(canvas, sky, x, horizon - height * rng.uniform(0.09, 0.26), horizon, 1.15)
    if rng.random() < 0.55:
        _islands(canvas, sky, horizon)
    deep = blend(sky.near, sky.stops[0], 0.45)
    water = canvas.rectangle(0, horizon, width, height)
    canvas.fill(water, [blend(sky.haze, sky.stops[-1], 0.4), blend(sky.stops[-2], deep, 0.45), deep, darker(deep, 0.3)])
    _waves(canvas, sky, horizon)
    _path_of_light(canvas, sky, x, horizon)
    if brief.seen & {"boat", "ship", "sail", "sailboat", "beach", "boot"} or rng.random() < 0.3:
        _sail(canvas, sky, horizon)


def _waves(canvas: Canvas, sky: Sky, horizon: float) -> None:
    """Wave bands that grow towards the viewer: noise tilted in perspective."""
    width, depth = canvas.width, round(canvas.height - horizon)
    flat = clouds(canvas.rng, (width, depth * 2), (10, 60), 2 + canvas.detail)
    tilted = flat.transform((width, depth), Image.Transform.QUAD, (0, 0, 0, depth * 2, width, depth * 2, width, 0))
    bands = []
    for far, near in ((0, 0.16), (0.16, 0.42), (0.42, 1.0)):
        top, bottom = round(depth * far), round(depth * near)
        zoom = 1 + 3.2 * far
        piece = tilted.crop((0, 0, round(width / zoom), round((bottom - top) * 2 / zoom)))
        bands.append((top, piece.resize((width, max(1, bottom - top)), Image.Resampling.BICUBIC)))
    sheet = Image.new("L", (width, depth))
    for top, piece in bands:
        sheet.paste(piece, (0, top))
    sheet = sheet.filter(ImageFilter.GaussianBlur(1.2 * canvas.unit))
    crest = curve(sheet, lambda value: max(0.0, value - 0.56) * 1.6)
    trough = curve(sheet, lambda value: max(0.0, 0.45 - value) * 1.7)
    canvas.fill(Shape(0, round(horizon), trough), darker(sky.near, 0.4), 0.55)
    canvas.light(Shape(0, round(horizon), crest), blend(sky.stops[-1], sky.light, 0.4), 0.4)


def _path_of_light(canvas: Canvas, sky: Sky, x: float, horizon: float) -> None:
    rng, unit = canvas.rng, canvas.unit
    depth = canvas.height - horizon
    glints = []
    for _ in range(150 + 90 * canvas.detail):
        share = rng.random() ** 1.5
        y = horizon + 3 * unit + depth * share
        wide = (16 + 120 * share) * unit
        at = x + rng.gauss(0, 1) * (26 + 95 * share) * unit
        half, thick = wide * rng.uniform(0.15, 0.6), (1.0 + 5.0 * share) * unit * rng.uniform(0.5, 1)
        glints.append([(at + half * cos(a * pi / 6), y + thick * sin(a * pi / 6)) for a in range(12)])
    canvas.fill(canvas.polygons(glints, blur=0.7 * unit), lighter(sky.light, 0.3), 0.72)
    column = canvas.polygon(
        [
            (x - 50 * unit, horizon),
            (x + 50 * unit, horizon),
            (x + 190 * unit, canvas.height),
            (x - 190 * unit, canvas.height),
        ],
        blur=46 * unit,
    )
    below = Image.new("L", column.size)
    below.paste(255, (0, max(0, round(horizon - column.top)), *column.size))
    canvas.light(Shape(column.left, column.top, ImageChops.multiply(column.mask, below)), sky.light, 0.32)


def _islands(canvas: Canvas, sky: Sky, horizon: float) -> None:
    rng = canvas.rng
    for share in (0.0, 0.5):
        line = [
            (x, horizon - canvas.height * (0.11 - 0.05 * share) * max(0.0, y - 0.3))
            for x, y in ridge(rng, canvas.width, 250, 0.5)
        ]
        colour = blend(sky.far, sky.near, 0.15 + share * 0.6)
        canvas.fill(
            canvas.polygon([*line, (canvas.width, horizon), (0, horizon)]), [colour, blend(colour, sky.haze, 0.5)]
        )


def _sail(canvas: Canvas, sky: Sky, horizon: float) -> None:
    rng, unit = canvas.rng, canvas.unit
    x = canvas.width / 2 + rng.choice((-1, 1)) * rng.uniform(0.13, 0.3) * min(canvas.size)
    y, tall = horizon + rng.uniform(20, 70) * unit, rng.uniform(95, 150) * unit
    dark = darker(sky.near, 0.35)
    canvas.fill(
        canvas.polygon(
            [(x + tall * 0.03, y - tall), (x + tall * 0.05, y - tall * 0.1), (x + tall * 0.44, y - tall * 0.12)]
        ),
        [lighter(sky.haze, 0.5), sky.haze],
    )
    canvas.fill(
        canvas.polygon(
            [(x - tall * 0.02, y - tall * 0.92), (x - tall * 0.02, y - tall * 0.12), (x - tall * 0.3, y - tall * 0.1)]
        ),
        [lighter(sky.haze, 0.35), blend(sky.haze, dark, 0.2)],
    )
    canvas.fill(
        canvas.polygon(
            [
                (x - tall * 0.36, y - tall * 0.07),
                (x + tall * 0.46, y - tall * 0.07),
                (x + tall * 0.3, y + tall * 0.04),
                (x - tall * 0.26, y + tall * 0.04),
            ]
        ),
        dark,
    )
    canvas.fill(canvas.ellipse(x, y + tall * 0.1, tall * 0.4, tall * 0.05, blur=6 * unit), dark, 0.5)


def aurora(canvas: Canvas, _brief: Brief) -> None:
    """Curtains of polar light over snow mountains and still water."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    sky = Sky(colours("03081a 06142e 0a2a45 134a5c"), rgb("c9f7df"), rgb("1d5564"), rgb("12384f"), rgb("04101f"), True)
    ground = height * rng.uniform(0.72, 0.78)
    canvas.backdrop(sky.stops)
    stars(canvas, ground, 420 + 260 * canvas.detail)
    stops = rng.choice(
        (
            colours("9b4fd0 5a6ff0 35d6c0 7dffb0 d6ffd0"),
            colours("c0408f 7a55e0 33b7d6 5cf5b5 e6ffd8"),
            colours("3b6fe0 22b5c9 3fe8a0 a5ff9a f2ffd0"),
        )
    )
    for _ in range(2 + canvas.detail):
        _curtain(canvas, stops, ground)
    for share in (0.0, 0.55, 1.0):
        tall = height * (0.17 - 0.07 * share)
        line = [(x, ground - tall * y + height * 0.015 * share) for x, y in ridge(rng, width, 400, 0.52)]
        colour = blend(rgb("3f7186"), sky.near, 0.25 + 0.75 * share)
        canvas.fill(
            canvas.polygon([*line, (width, ground), (0, ground)]),
            [blend(colour, sky.light, 0.25 * (1 - share)), colour],
        )
    still_water(canvas, sky, ground)


def _curtain(canvas: Canvas, stops: tuple[Colour, ...], ground: float) -> None:
    """One curtain: streaks with a bright hem, bent along a wave by moving columns."""
    rng, width = canvas.rng, canvas.width
    tall = round(canvas.height * rng.uniform(0.34, 0.56))
    streaks = static(rng, (width // 9, 1)).resize((width, 1), Image.Resampling.BICUBIC)
    broad = static(rng, (9, 1)).resize((width, 1), Image.Resampling.BICUBIC)
    row = ImageChops.multiply(curve(streaks, lambda value: 0.35 + 0.65 * value), curve(broad, lambda value: value**1.3))
    profile = curve(
        linear((1, tall)), lambda value: value**2.3 if value < 0.82 else 0.63 * max(0.0, (1 - value) / 0.18) ** 0.8
    )
    veil = ImageChops.multiply(row.resize((width, tall)), profile.resize((width, tall)))
    veil = curve(veil, lambda value: min(1.0, value * 1.5))
    bent, colour = _bend(canvas, veil, tint(linear((width, tall)), stops), ground)
    canvas.light(Shape(0, 0, bent), colour)
    canvas.light(Shape(0, 0, bent.reduce(8).filter(ImageFilter.GaussianBlur(5)).resize(canvas.size)), colour, 0.55)


def _bend(canvas: Canvas, veil: Image.Image, colour: Image.Image, ground: float) -> tuple[Image.Image, Image.Image]:
    rng = canvas.rng
    width, tall = veil.size
    phase, other = rng.uniform(0, 2 * pi), rng.uniform(0, 2 * pi)
    waves, swing = rng.uniform(0.7, 1.6), canvas.height * rng.uniform(0.05, 0.11)
    hem = ground * rng.uniform(0.55, 0.86)
    mask, light = Image.new("L", canvas.size), Image.new("RGB", canvas.size)
    step = 3
    for x in range(0, width, step):
        turn = 2 * pi * waves * x / width
        y = round(hem - tall + swing * (sin(turn + phase) + 0.4 * sin(2.7 * turn + other)))
        mask.paste(veil.crop((x, 0, x + step, tall)), (x, y))
        light.paste(colour.crop((x, 0, x + step, tall)), (x, y))
    return mask.filter(ImageFilter.GaussianBlur(1.4 * canvas.unit)), light.reduce(4).filter(
        ImageFilter.BoxBlur(2)
    ).resize(canvas.size)
