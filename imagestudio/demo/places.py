"""Built places: a city at dusk, quiet architecture in the sun."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, colours, darker, lighter
from imagestudio.demo.landscapes import still_water
from imagestudio.demo.noise import Point
from imagestudio.demo.skies import SKIES, Sky, paint_sky


def city(canvas: Canvas, brief: Brief) -> None:
    """A skyline in layers of haze with lit windows over water."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    sky = rng.choice(SKIES[brief.hour if brief.hour in ("night", "dusk") else rng.choice(("dusk", "night"))])
    ground = height * rng.uniform(0.76, 0.82)
    paint_sky(canvas, sky, width * rng.uniform(0.3, 0.7), height * rng.uniform(0.3, 0.46), ground, 1.3)
    layers = 3 + canvas.detail
    for index in range(layers):
        share = index / (layers - 1)
        _blocks(canvas, sky, share, ground, height * (0.47 - 0.2 * share))
        canvas.fill(
            canvas.rectangle(0, ground - height * 0.13, width, ground + 20, height * 0.05),
            sky.stops[-1],
            0.2 * (1 - share),
        )
    canvas.glow(width / 2, ground, width * 0.45, blend(sky.light, (255, 160, 80), 0.6), 0.2, 1.6)
    still_water(canvas, sky, ground)


def _blocks(canvas: Canvas, sky: Sky, share: float, ground: float, tall: float) -> None:
    rng, unit = canvas.rng, canvas.unit
    colour = blend(blend(sky.far, sky.stops[-2], 0.35), darker(sky.near, 0.2), share**0.8)
    houses: list[list[Point]] = []
    fronts: list[tuple[float, float, float, float]] = []
    x = -40 * unit
    while x < canvas.width:
        wide = rng.uniform(34, 96) * unit * (0.7 + 0.5 * share)
        middle = 1 - abs((x + wide / 2) / canvas.width - 0.5) * 0.9
        top = ground - tall * middle * rng.uniform(0.3, 1.0) ** 1.4
        houses += _tower(canvas, x, top, wide, ground)
        fronts.append((x, top, wide, ground))
        x += wide + rng.uniform(-2, 10) * unit
    canvas.fill(canvas.polygons(houses), [colour, blend(colour, sky.haze, 0.42 * (1 - share) + 0.05)])
    if share > 0.3:
        _windows(canvas, fronts, share, sky)


def _tower(canvas: Canvas, x: float, top: float, wide: float, ground: float) -> list[list[Point]]:
    rng = canvas.rng
    body = [(x, top), (x + wide, top), (x + wide, ground), (x, ground)]
    kind = rng.randrange(6)
    if kind == 0:
        step = wide * 0.22
        crown = [
            (x + step, top - wide * 0.4),
            (x + wide - step, top - wide * 0.4),
            (x + wide - step, top),
            (x + step, top),
        ]
        mast = [
            (x + wide / 2 - 1.5, top - wide * 1.3),
            (x + wide / 2 + 1.5, top - wide * 1.3),
            (x + wide / 2 + 2, top),
            (x + wide / 2 - 2, top),
        ]
        return [body, crown, mast]
    if kind == 1:
        return [[(x, top), (x + wide, top - wide * 0.5), (x + wide, ground), (x, ground)]]
    if kind == 2:
        return [body, [(x, top + 1), (x + wide / 2, top - wide * 0.75), (x + wide, top + 1)]]
    return [body]


def _windows(canvas: Canvas, fronts: list[tuple[float, float, float, float]], share: float, sky: Sky) -> None:
    rng, unit = canvas.rng, canvas.unit
    lit = Image.new("L", canvas.size)
    pen = ImageDraw.Draw(lit)
    across, down = max(4, round(9 * unit * (0.6 + share * 0.6))), max(6, round(13 * unit * (0.6 + share * 0.6)))
    for x, top, wide, ground in fronts:
        often = rng.choice((0.1, 0.25, 0.5))
        for row in range(round(top) + down, round(ground) - down, down):
            for column in range(round(x) + across // 2, round(x + wide) - across // 2, across):
                if rng.random() < often:
                    pen.rectangle((column, row, column + across * 0.5, row + down * 0.5), fill=rng.randrange(90, 256))
    warm = blend(sky.light, (255, 196, 112), 0.7)
    canvas.light(Shape(0, 0, lit.filter(ImageFilter.GaussianBlur(0.7))), warm, 0.5 + 0.4 * share)
    halo = lit.reduce(4).filter(ImageFilter.GaussianBlur(3 * unit)).resize(canvas.size)
    canvas.light(Shape(0, 0, halo), warm, 0.5)


_WALLS = (
    colours("e9b7a0 f3d9c4 d98a6f 7fb0c4 b5583f fdf0de"),
    colours("e8d9c0 f6efe0 c9a888 8fb6b8 a06a4a fff8ea"),
    colours("f0a58f fbd5b5 c9605b 3f7f9c 8a3548 fff0d8"),
    colours("b9c4b0 e4e6d6 8a9c84 e3b58c 4f6a5f fbf6e4"),
    colours("c8b6d6 ece0ee 9a83b4 f2b59a 5d4a80 fff3ea"),
)


def architecture(canvas: Canvas, _brief: Brief) -> None:
    """Plain walls, an arch, stairs and hard sunlight."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    wall, pale, deep, sky, dark, sun = rng.choice(_WALLS)
    flip = rng.random() < 0.5
    canvas.backdrop([sky, blend(sky, pale, 0.55)])
    ground = height * 0.8
    _sun_disc(canvas, width * 0.7, height * 0.26, sun)
    canvas.fill(canvas.rectangle(-20, height * 0.2, width * 0.6, height), [lighter(wall, 0.12), wall], degrees=90)
    canvas.fill(canvas.rectangle(width * 0.6, height * 0.42, width + 20, height), [pale, blend(pale, wall, 0.3)])
    canvas.fill(canvas.rectangle(-20, height * 0.185, width * 0.615, height * 0.205), lighter(wall, 0.3))
    _arch(canvas, width * 0.28, ground, min(width, height) * 0.17, height * 0.36, (deep, dark, pale))
    _stairs(canvas, (width * 0.5, ground), (width * 0.78, height * 0.42), (pale, deep, wall))
    canvas.fill(canvas.rectangle(-20, ground, width + 20, height + 20), [blend(pale, wall, 0.25), lighter(pale, 0.3)])
    _cast_shadows(canvas, ground, dark)
    _pot(canvas, width * 0.86, ground + height * 0.07, (deep, dark))
    if flip:
        canvas.image = canvas.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def _sun_disc(canvas: Canvas, x: float, y: float, sun: Colour) -> None:
    canvas.glow(x, y, 420 * canvas.unit, sun, 0.5)
    canvas.fill(canvas.ellipse(x, y, 88 * canvas.unit), sun)


def _arch(
    canvas: Canvas, x: float, foot: float, half: float, tall: float, tones: tuple[Colour, Colour, Colour]
) -> None:
    deep, dark, pale = tones

    def outline(dx: float, dy: float, size: float) -> list[Point]:
        bow = [
            (x + dx + half * size * cos(pi - pi * s / 40), foot + dy - tall + half - half * size * sin(pi * s / 40))
            for s in range(41)
        ]
        return [*bow, (x + dx + half * size, foot), (x + dx - half * size, foot)]

    opening = canvas.fill(canvas.polygon(outline(0, 0, 1)), [dark, deep, blend(deep, pale, 0.35)])
    light = canvas.polygon(
        [
            (x - half, foot),
            (x + half * 0.5, foot),
            (x + half * 1.5, foot - tall * 0.55),
            (x + half * 1.1, foot - tall * 1.1),
        ],
        2 * canvas.unit,
    )
    canvas.fill(canvas.inside(light, opening), blend(deep, pale, 0.6), 0.5)
    inner = canvas.polygon(outline(half * 0.3, half * 0.12, 0.86))
    canvas.fill(canvas.inside(inner, opening), [blend(dark, (0, 0, 0), 0.25), dark, deep], 0.5)


def _stairs(canvas: Canvas, low: Point, high: Point, tones: tuple[Colour, Colour, Colour]) -> None:
    pale, deep, wall = tones
    steps = 8
    run, rise = (high[0] - low[0]) / steps, (low[1] - high[1]) / steps
    outline: list[Point] = [low]
    for step in range(steps):
        x, y = low[0] + run * step, low[1] - rise * (step + 1)
        outline += [(x, y), (x + run, y)]
    canvas.fill(
        canvas.polygon([*outline, (canvas.width + 20, high[1]), (canvas.width + 20, low[1])]),
        [blend(wall, deep, 0.35), blend(wall, deep, 0.75)],
    )
    for step in range(steps):
        x, y = low[0] + run * step, low[1] - rise * (step + 1)
        canvas.fill(canvas.rectangle(x, y, x + run + 1, y + max(2.0, rise * 0.16)), lighter(pale, 0.45))
        canvas.fill(canvas.rectangle(x, y, x + run * 0.16, y + rise), blend(wall, pale, 0.6), 0.8)


def _cast_shadows(canvas: Canvas, ground: float, dark: Colour) -> None:
    width, height = canvas.size
    slant = canvas.polygon([(-20, height * 0.2), (width * 0.13, height * 0.2), (-20, height * 0.62)], 1.5 * canvas.unit)
    canvas.shade(slant, blend(dark, (255, 255, 255), 0.3), 0.55)
    floor = canvas.polygon(
        [
            (width * 0.5, ground),
            (width + 20, ground),
            (width + 20, ground + height * 0.06),
            (width * 0.62, ground + height * 0.06),
        ],
        2 * canvas.unit,
    )
    canvas.shade(floor, blend(dark, (255, 255, 255), 0.35), 0.6)


def _pot(canvas: Canvas, x: float, foot: float, tones: tuple[Colour, Colour]) -> None:
    rng, unit = canvas.rng, canvas.unit * 1.2
    deep, dark = tones
    green = blend((58, 96, 74), dark, 0.25)
    for _ in range(9 + 3 * canvas.detail):
        lean, tall = rng.uniform(-0.75, 0.75), rng.uniform(130, 215) * unit
        spine = [(x + lean * tall * s * s / 100, foot - 60 * unit - tall * s / 10) for s in range(11)]
        half = [12 * unit * sin(pi * (s / 10) ** 0.75) for s in range(11)]
        blade = [(p[0] - h, p[1]) for p, h in zip(spine, half, strict=True)] + [
            (p[0] + h, p[1]) for p, h in reversed(list(zip(spine, half, strict=True)))
        ]
        canvas.fill(canvas.polygon(blade), [lighter(green, rng.uniform(0.1, 0.4)), green])
    body = [
        (x - 62 * unit, foot - 82 * unit),
        (x + 62 * unit, foot - 82 * unit),
        (x + 44 * unit, foot),
        (x - 44 * unit, foot),
    ]
    canvas.fill(canvas.ellipse(x + 50 * unit, foot, 110 * unit, 12 * unit, 8 * unit), dark, 0.4)
    canvas.fill(canvas.polygon(body), [lighter(deep, 0.35), deep, darker(deep, 0.35)], degrees=90)
    canvas.fill(
        canvas.rectangle(x - 68 * unit, foot - 92 * unit, x + 68 * unit, foot - 74 * unit),
        [lighter(deep, 0.45), darker(deep, 0.2)],
        degrees=90,
    )
