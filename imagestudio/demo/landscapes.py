"""Wide land: mountains in mist, dunes, a forest in fog."""

from __future__ import annotations

from math import pi, sin
from random import Random

from PIL import ImageChops

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, curve, darker, lighter, linear
from imagestudio.demo.noise import Point, clouds, ridge, swell
from imagestudio.demo.skies import SKIES, Sky, paint_sky


def mountains(canvas: Canvas, brief: Brief) -> None:
    """Ranges behind ranges, each paler than the one before it, sometimes over a lake."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    sky = rng.choice(SKIES[brief.hour])
    lake = bool(brief.seen & {"lake", "fjord", "see"}) or rng.random() < 0.4
    ground = height * (0.74 if lake else 1.0)
    horizon = height * rng.uniform(0.5, 0.56)
    paint_sky(canvas, sky, rng.uniform(0.3, 0.7) * width, horizon - height * rng.uniform(0.14, 0.26), horizon)
    layers = 4 + canvas.detail
    for index in range(layers):
        share = index / (layers - 1)
        base = horizon + (ground - horizon) * (0.25 + 0.75 * share)
        tall = height * (0.30 - 0.17 * share)
        _range(canvas, sky, share, base, tall, ground)
    if lake:
        still_water(canvas, sky, ground)
    else:
        _meadow_edge(canvas, sky)


def _range(canvas: Canvas, sky: Sky, share: float, base: float, tall: float, ground: float) -> None:
    rng = canvas.rng
    line = [(x, base - tall * y) for x, y in ridge(rng, canvas.width, 500, rng.uniform(0.47, 0.53))]
    colour = blend(sky.far, sky.near, share**1.1)
    foot = blend(colour, sky.haze, 0.75 - 0.45 * share)
    bottom = min(ground, base + tall * 0.9) if share < 1 else ground
    canvas.fill(canvas.rectangle(0, bottom - 2, canvas.width, ground), foot)
    shape = canvas.fill(canvas.polygon([*line, (canvas.width, bottom), (0, bottom)]), [colour, colour, foot])
    texture = clouds(rng, shape.size, (26, 5), 3 + canvas.detail).rotate(0)
    texture = curve(texture, lambda value: max(0.0, value - 0.45) * 1.4)
    fade = curve(linear(shape.size), lambda value: (1 - value) ** 1.5)
    lit = ImageChops.multiply(ImageChops.multiply(texture, fade), shape.mask)
    canvas.fill(Shape(shape.left, shape.top, lit), blend(sky.light, sky.haze, 0.3), 0.42)
    if share < 1:
        _mist(canvas, sky.haze, base + tall * 0.1, tall * 0.9, ground)


def _mist(canvas: Canvas, haze: Colour, top: float, depth: float, ground: float) -> None:
    size = (canvas.width, max(4, round(min(depth, ground - top))))
    band = curve(clouds(canvas.rng, size, (4, 2), 3), lambda value: 0.25 + 0.75 * value)
    fade = curve(linear(size), lambda value: sin(pi * value) ** 1.5)
    canvas.fill(Shape(0, round(top), ImageChops.multiply(band, fade)), haze, 0.5)


def still_water(canvas: Canvas, sky: Sky, line: float) -> None:
    """Below a line, the mirrored picture: darker, blurred, with long quiet ripples."""
    water = canvas.mirror(line, 0.75, 5 * canvas.unit)
    shape = canvas.rectangle(0, line, canvas.width, canvas.height)
    canvas.fill(shape, water)
    canvas.fill(shape, sky.near, 0.28)
    size = (canvas.width, max(2, round(canvas.height - line)))
    ripples = curve(clouds(canvas.rng, size, (3, 34), 2), lambda value: max(0.0, value - 0.55) * 1.3)
    fade = curve(linear(size), lambda value: 0.25 + 0.75 * value)
    canvas.light(Shape(0, round(line), ImageChops.multiply(ripples, fade)), sky.haze, 0.55)
    canvas.fill(canvas.rectangle(0, line - 1, canvas.width, line + 2 * canvas.unit, 1.5), sky.haze, 0.5)


def _meadow_edge(canvas: Canvas, sky: Sky) -> None:
    """Firs on the nearest slope."""
    rng, colour = canvas.rng, darker(sky.near, 0.5)
    slope = [(x, canvas.height * (0.97 - 0.1 * y)) for x, y in swell(rng, canvas.width, 60, rng.uniform(0.4, 0.9))]
    trees = []
    for x, y in slope[:: 2 if canvas.detail else 3]:
        if rng.random() < 0.72:
            tall = canvas.height * rng.uniform(0.05, 0.13)
            trees.append(fir(rng, x + rng.uniform(-9, 9) * canvas.unit, y + tall * 0.06, tall))
    shape = canvas.polygons([*trees, [*slope, (canvas.width, canvas.height), (0, canvas.height)]])
    canvas.fill(shape, [blend(colour, sky.near, 0.5), colour])


def fir(rng: Random, x: float, foot: float, tall: float) -> list[Point]:
    """The outline of a fir: ragged tiers that widen downwards."""
    tiers = max(6, min(16, int(tall / 9)))
    left: list[Point] = []
    right: list[Point] = []
    half = tall * rng.uniform(0.15, 0.21)
    for tier in range(tiers):
        share = (tier + 1) / tiers
        y = foot - tall * (1 - share * 0.94)
        for side, edge in ((-1, left), (1, right)):
            reach = half * share**0.9 * rng.uniform(0.78, 1.1)
            edge += [(x + side * reach, y + tall * 0.02), (x + side * reach * 0.52, y - tall * 0.004)]
    trunk = half * 0.1
    return [(x, foot - tall), *right, (x + trunk, foot), (x - trunk, foot), *reversed(left)]


def forest(canvas: Canvas, brief: Brief) -> None:
    """Firs in fog, row before row, with a low light behind them."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    sky = rng.choice(SKIES[brief.hour])
    far = blend(sky.haze, lighter(sky.far, 0.2), 0.3)
    canvas.backdrop([blend(sky.stops[-2], sky.haze, 0.4), sky.stops[-1], sky.haze, sky.haze])
    x, y = rng.uniform(0.25, 0.75) * width, height * rng.uniform(0.24, 0.38)
    canvas.glow(x, y, 800 * canvas.unit, sky.light, 0.55, 1.7)
    canvas.fill(canvas.ellipse(x, y, 62 * canvas.unit, blur=3 * canvas.unit), lighter(sky.light, 0.4), 0.9)
    rows = 5 + canvas.detail
    for row in range(rows):
        share = row / (rows - 1)
        colour = blend(far, darker(sky.near, 0.15), share**1.15)
        _row(canvas, colour, blend(colour, sky.haze, 0.8 - 0.76 * share), share)
        if share < 1:
            _mist(canvas, lighter(sky.haze, 0.12), height * (0.45 + 0.3 * share), height * 0.4, height)
    _shafts(canvas, sky, x, y)


def _row(canvas: Canvas, colour: Colour, foot: Colour, share: float) -> None:
    rng, width, height = canvas.rng, canvas.width, canvas.height
    ground = swell(rng, width, 40, rng.uniform(0.4, 1.1))
    low, rise = height * (0.62 + 0.31 * share), height * 0.08
    hill = [(x, low - rise * y) for x, y in ground]
    trees = []
    gap = (30 + 95 * share**1.4) * canvas.unit * (1.25 if canvas.detail == 0 else 1.0)
    x = -gap * rng.random()
    opening = rng.uniform(0.3, 0.7) * width
    while x < width + gap:
        apart = abs(x - opening) / width
        if share < 0.55 or apart > 0.12 + 0.13 * share:
            tall = height * (0.16 + 0.62 * share**1.3) * rng.uniform(0.62, 1.12)
            at = min(len(hill) - 1, max(0, int(x / width * (len(hill) - 1))))
            trees.append(fir(rng, x, hill[at][1] + height * 0.02, tall))
        x += gap * rng.uniform(0.45, 1.5)
    shape = canvas.polygons([*trees, [*hill, (width, height), (0, height)]], blur=(1 - share) * 1.2 * canvas.unit)
    canvas.fill(shape, [colour, colour, foot])


def _shafts(canvas: Canvas, sky: Sky, x: float, y: float) -> None:
    rng = canvas.rng
    for _ in range(3 + 2 * canvas.detail):
        lean, wide = rng.uniform(-0.75, 0.75), rng.uniform(0.03, 0.08)
        reach = canvas.height * 1.1
        points = [(x, y), (x + (lean - wide) * reach, y + reach), (x + (lean + wide) * reach, y + reach)]
        canvas.light(canvas.polygon(points, blur=14 * canvas.unit), sky.light, rng.uniform(0.05, 0.12))


def dunes(canvas: Canvas, brief: Brief) -> None:
    """Dunes with a bright and a shadowed side under a wide sky."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    sky = rng.choice(SKIES[brief.hour])
    horizon = height * rng.uniform(0.4, 0.5)
    left = rng.random() < 0.5
    paint_sky(canvas, sky, width * (0.24 if left else 0.76), horizon - height * rng.uniform(0.1, 0.2), horizon)
    warm = blend(sky.light, (214, 128, 62), 0.72 if not sky.stars else 0.45)
    sand = blend(warm, sky.near, 0.5 if sky.stars else 0.05)
    layers = 4 + canvas.detail
    for index in range(layers):
        share = index / (layers - 1)
        base = horizon + (height - horizon) * (share**1.2 * 0.86 + 0.04)
        lit = blend(blend(sky.haze, sand, 0.45 + 0.5 * share), sky.near, 0.12 * share)
        dark = blend(blend(lit, sky.near, 0.42 + 0.2 * share), sky.haze, 0.3 * (1 - share))
        _dune(canvas, base, height * (0.08 + 0.13 * share), lit, dark, left)


def _dune(canvas: Canvas, base: float, tall: float, lit: Colour, dark: Colour, left: bool) -> None:
    """One crest across the picture: bright below its line, and dark on the side the sun does not reach."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    peak = rng.uniform(0.2, 0.8) * width
    line = _crest(rng, width, peak, base, tall)
    whole = canvas.polygon([*line, (width, height), (0, height)])
    canvas.fill(whole, [lighter(lit, 0.14), lit, blend(lit, dark, 0.35)])
    _wind_lines(canvas, whole, dark)
    away = 1 if left else -1
    side = [point for point in line if (point[0] - peak) * away >= 0]
    far_corner = (width + 20, height) if left else (-20, height)
    outline = [*(side if left else reversed(side)), far_corner, *_spine(rng, (peak, base - tall), tall, height, away)]
    shadow = canvas.inside(canvas.polygon(outline, blur=0.7 * canvas.unit), whole)
    canvas.fill(shadow, [dark, blend(dark, lit, 0.2), blend(dark, lit, 0.55), blend(dark, lit, 0.85)], 0.92)


def _spine(rng: Random, top: Point, tall: float, height: float, away: int) -> list[Point]:
    """The winding edge between light and shadow, from the foot of the picture up to the peak."""
    slope, sway, turn = rng.uniform(0.25, 0.9), rng.uniform(0.18, 0.32) * tall, rng.uniform(1.6, 2.4)
    depths = [(height - top[1]) * step / 60 for step in range(60, -1, -1)]
    return [(top[0] + away * (slope * deep + sway * sin(-turn * deep / tall)), top[1] + deep) for deep in depths]


def _crest(rng: Random, width: float, peak: float, base: float, tall: float) -> list[Point]:
    """A dune's line: one sharp peak with long concave flanks, and a slow swell."""
    reach = rng.uniform(0.45, 0.75) * width
    slow = swell(rng, width, 120, 0.6)
    return [(x, base - tall * max(0.0, 1 - abs(x - peak) / reach) ** 1.7 - tall * 0.4 * (y - 0.5)) for x, y in slow]


def _wind_lines(canvas: Canvas, shape: Shape, dark: Colour) -> None:
    lines = curve(clouds(canvas.rng, shape.size, (5, 60), 2), lambda value: max(0.0, value - 0.5) * 0.9)
    canvas.fill(Shape(shape.left, shape.top, ImageChops.multiply(lines, shape.mask)), dark, 0.26)
