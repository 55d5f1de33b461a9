"""Planets: shaded spheres with bands, rings and moons, in space or alone."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image, ImageChops

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, colours, curve, darker, disc, lighter, rgb, tint
from imagestudio.demo.noise import clouds
from imagestudio.demo.skies import stars

_WORLDS = (
    colours("5b2a3c a8503f e08a52 f5c98b fbe8c8 d99a6a"),
    colours("16325c 2a6496 5fa8c4 c5e3e0 f3efe0 7db7c4"),
    colours("2b1b4d 5c3a8c a76bb8 eaa7c4 fadcd8 c084b8"),
    colours("0e3b3a 1f6f66 5fb39a cfe6c0 f6efd4 8cc3a2"),
    colours("3a1520 8c2f39 d9573f f29a5c ffd9a0 c9523f"),
)
_SPACES = ("090a1a 14183a 241f4f", "0a0f1c 10293a 0d1524", "120a1c 2a1440 120b24")


def planet(canvas: Canvas, brief: Brief) -> None:
    """A ringed world among stars, nebulae and a moon or two."""
    rng, width, height = canvas.rng, canvas.width, canvas.height
    world = rng.choice(_WORLDS)
    canvas.backdrop(colours(rng.choice(_SPACES)), rng.choice((0, 35, -35)))
    _nebula(canvas, world)
    stars(canvas, height, 420 + 300 * canvas.detail)
    radius = rng.uniform(0.25, 0.33) * min(width, height)
    x, y = width * rng.uniform(0.44, 0.56), height * rng.uniform(0.44, 0.56)
    _world(canvas, world, (x, y), radius, rings=rng.random() < 0.75 or "saturn" in brief.seen)
    for _ in range(1 + canvas.detail):
        angle, far = rng.uniform(0, 2 * pi), radius * rng.uniform(1.55, 2.0)
        small = radius * rng.uniform(0.06, 0.15)
        moon = tuple(blend(colour, (200, 200, 210), 0.5) for colour in rng.choice(_WORLDS))
        sphere(canvas, moon, (x + far * cos(angle), y + far * 0.62 * sin(angle)), small)


def planet_alone(canvas: Canvas, brief: Brief) -> None:
    """A ringed world with nothing around it."""
    middle = (canvas.width / 2, canvas.height / 2)
    _world(canvas, _coloured(canvas.rng.choice(_WORLDS), brief.colour), middle, 232 * canvas.unit, rings=True)


def _coloured(world: tuple[Colour, ...], colour: Colour | None) -> tuple[Colour, ...]:
    if colour is None:
        return world
    return (darker(colour, 0.6), darker(colour, 0.25), colour, lighter(colour, 0.35), lighter(colour, 0.7), colour)


def _nebula(canvas: Canvas, world: tuple[Colour, ...]) -> None:
    for colour, strength in ((world[1], 0.8), (world[3], 0.3)):
        veil = clouds(canvas.rng, canvas.size, (3, 3), 4 + canvas.detail)
        veil = curve(veil, lambda value: max(0.0, value - 0.45) ** 1.6 * 2.2)
        canvas.light(Shape(0, 0, veil), colour, strength)


def _world(canvas: Canvas, world: tuple[Colour, ...], at: tuple[float, float], radius: float, rings: bool) -> None:
    tilt = canvas.rng.uniform(-0.5, 0.5)
    ring = [rgb("d8c6ae"), world[3], world[1], world[4], world[2]]
    if rings:
        _rings(canvas, at, radius, ring, tilt, front=False)
    if not canvas.clear:
        canvas.glow(*at, radius * 1.55, world[3], 0.3, 1.4)
    sphere(canvas, world, at, radius, tilt)
    if rings:
        _rings(canvas, at, radius, ring, tilt, front=True)


def sphere(
    canvas: Canvas, world: tuple[Colour, ...], at: tuple[float, float], radius: float, tilt: float = 0.0
) -> None:
    """A banded ball lit from the upper left."""
    shape = canvas.ellipse(*at, radius)
    size = shape.size
    bands = clouds(canvas.rng, size, (1, 11), 2 + canvas.detail)
    swirl = clouds(canvas.rng, size, (5, 14), 3)
    texture = tint(Image.blend(bands, swirl, 0.3).rotate(-tilt * 57, Image.Resampling.BILINEAR, fillcolor=128), world)
    sheet = Image.new("RGB", canvas.size)
    sheet.paste(texture, (shape.left, shape.top))
    canvas.fill(shape, sheet)
    _lit_from(canvas, shape, at, radius, darker(world[0], 0.78))
    rim = canvas.ellipse(at[0] + radius * 0.07, at[1] + radius * 0.08, radius * 0.98, blur=radius * 0.05)
    thin = Shape(shape.left, shape.top, ImageChops.subtract(shape.mask, canvas.inside(rim, shape).mask))
    canvas.light(thin, lighter(world[3], 0.4), 0.75)


def _lit_from(canvas: Canvas, shape: Shape, at: tuple[float, float], radius: float, night: Colour) -> None:
    light = disc().resize((round(radius * 3.5),) * 2, Image.Resampling.BICUBIC)
    frame = Image.new("L", shape.size, 255)
    middle = (at[0] - radius * 0.42 - shape.left, at[1] - radius * 0.45 - shape.top)
    frame.paste(light, (round(middle[0] - radius * 1.75), round(middle[1] - radius * 1.75)))
    shadow = curve(frame, lambda value: min(1.0, max(0.0, (value - 0.3) * 1.62)) ** 1.15)
    canvas.fill(Shape(shape.left, shape.top, ImageChops.multiply(shadow, shape.mask)), night, 0.97)


def _rings(
    canvas: Canvas, at: tuple[float, float], radius: float, ring: list[Colour], tilt: float, front: bool
) -> None:
    for index, colour in enumerate(ring):
        outer, inner = 1.34 + 0.135 * (index + 1), 1.34 + 0.135 * index + 0.018
        half = [_on_ring(at, radius * outer, tilt, front, step / 60) for step in range(61)]
        back = [_on_ring(at, radius * inner, tilt, front, step / 60) for step in range(60, -1, -1)]
        shape = canvas.polygon([*half, *back])
        canvas.fill(shape, [darker(colour, 0.25), colour, lighter(colour, 0.2)], 0.88 - 0.1 * index, degrees=90)


def _on_ring(at: tuple[float, float], far: float, tilt: float, front: bool, share: float) -> tuple[float, float]:
    angle = pi * share if front else -pi * share
    x, y = far * cos(angle), far * 0.27 * sin(angle)
    return at[0] + x * cos(tilt) - y * sin(tilt), at[1] + x * sin(tilt) + y * cos(tilt)
