"""Skies: what the hours look like, and suns, moons, stars and clouds in them."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops

from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, colours, curve, lighter, linear, rgb
from imagestudio.demo.noise import clouds


@dataclass(frozen=True)
class Sky:
    """One light: the sky from the top down, the sun or moon, and what the land takes on far away and near."""

    stops: tuple[Colour, ...]
    light: Colour
    haze: Colour
    far: Colour
    near: Colour
    stars: bool = False


def _sky(stops: str, light: str, haze: str, far: str, near: str, stars: bool = False) -> Sky:
    return Sky(colours(stops), rgb(light), rgb(haze), rgb(far), rgb(near), stars)


SKIES: dict[str, tuple[Sky, ...]] = {
    "dawn": (
        _sky("7f9fc4 b9c3d8 f0cfc6 fbdcb8", "fff3d9", "f3d8cd", "a9a6bd", "3c4566"),
        _sky("4f7ea3 9db9c6 f1d6c0 f8c9a4", "fff0d0", "f2cdb4", "b79aa0", "43405a"),
        _sky("b9a7cf e3b9c9 f9cfc0 fde3c7", "fff6e6", "fbdccf", "c79db3", "57406e"),
    ),
    "day": (
        _sky("2f77b8 6aa7d6 a9d0e6 dceaee", "fffbe8", "d6e5ea", "8fb2c8", "1f4d55"),
        _sky("3d8a9e 7fbcc0 c0dfd6 eef0df", "fffdf0", "dcebe0", "8fb9b3", "1d5148"),
        _sky("5b93c9 93bbdd c9dcea f5e9d8", "fff6dc", "e3e6e6", "9db0c9", "2f4a5e"),
    ),
    "dusk": (
        _sky("2b2d5c 6b4179 c75b6f f6955f ffcb7d", "ffe9b0", "f3a071", "a5566f", "241f3d"),
        _sky("1f3357 4c5a86 b0718c ee9a7e fcd3a0", "fff0c9", "eea98a", "8d6485", "23243f"),
        _sky("3a1f4d 8c2f5b d9564f f79a4b ffd679", "fff0b8", "f0824f", "9a3d55", "2a1530"),
        _sky("12414f 2f7376 87a795 e8c98d f7dfae", "fff3cf", "e3cf9f", "6b9187", "12333a"),
    ),
    "night": (
        _sky("070b1f 0f1a3c 1f3560 3d5f8a", "f5f2df", "3f6189", "24406b", "070d1c", True),
        _sky("0b0a20 1c1743 3a2a67 6b4a86", "fff0e0", "6a4d88", "3b2c63", "0b0918", True),
        _sky("04141c 082c38 115059 3a8384", "eefbe9", "2f7478", "124a52", "03131a", True),
    ),
}


def paint_sky(canvas: Canvas, sky: Sky, x: float, y: float, horizon: float, size: float = 1.0) -> None:
    """The whole sky with its sun or moon at (x, y); below the horizon is haze."""
    canvas.backdrop(sky.stops)
    sheet = canvas.rectangle(0, 0, canvas.width, horizon)
    canvas.fill(sheet, sky.stops)
    canvas.fill(canvas.rectangle(0, horizon, canvas.width, canvas.height), sky.haze)
    if sky.stars:
        stars(canvas, horizon, 260 + 220 * canvas.detail)
    cloud_bands(canvas, sky, horizon)
    unit = canvas.unit
    canvas.glow(x, y, 620 * unit, blend(sky.light, sky.stops[-1], 0.5), 0.5, 2.2)
    canvas.glow(x, y, 230 * unit * size, sky.light, 0.55, 2.6)
    radius = canvas.rng.uniform(44, 70) * unit * size
    canvas.fill(canvas.ellipse(x, y, radius, blur=0.6 * unit), [lighter(sky.light, 0.5), sky.light])


def cloud_bands(canvas: Canvas, sky: Sky, horizon: float) -> None:
    """Long thin clouds lit from below."""
    size = (canvas.width, max(2, round(horizon)))
    band = clouds(canvas.rng, size, (3, 9), 3 + canvas.detail)
    band = curve(band, lambda value: max(0.0, value - 0.5) * 1.5)
    fade = curve(linear(size), lambda value: min(1.0, value * 1.6))
    shape = Shape(0, 0, ImageChops.multiply(band, fade))
    canvas.fill(
        shape, [blend(sky.stops[0], sky.light, 0.3), blend(sky.haze, sky.light, 0.5)], 0.2 if sky.stars else 0.55
    )


def stars(canvas: Canvas, bottom: float, count: int) -> None:
    """Stars of many sizes, more and brighter ones high up."""
    rng = canvas.rng
    field = Image.new("L", canvas.size)
    for _ in range(count):
        x, y = rng.randrange(canvas.width), round(bottom * rng.random() ** 1.3)
        bright = round(255 * rng.random() ** 3)
        if y < canvas.height:
            field.putpixel((x, y), max(40, bright))
    canvas.light(Shape(0, 0, field), (235, 240, 255), 0.95)
    for _ in range(count // 24):
        across, down = rng.uniform(0, canvas.width), bottom * rng.random() ** 1.3
        canvas.glow(across, down, rng.uniform(3, 7) * max(canvas.unit, 0.8), (230, 238, 255), rng.uniform(0.5, 1), 2.5)
