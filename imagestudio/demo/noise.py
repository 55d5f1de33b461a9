"""Chance made visible: grain, clouds and ridges, the same for the same random generator."""

from __future__ import annotations

from itertools import pairwise
from math import pi, sin
from random import Random

from PIL import Image, ImageFilter, ImageOps

from imagestudio.demo.colour import curve

Point = tuple[float, float]
_TILE = 384


def static(rng: Random, size: tuple[int, int]) -> Image.Image:
    """Grey snow: every pixel by chance."""
    width, height = max(1, size[0]), max(1, size[1])
    return Image.frombytes("L", (width, height), rng.randbytes(width * height))


def grain(rng: Random, size: tuple[int, int], strength: float) -> Image.Image:
    """Fine film grain around mid grey, made from one small tile; strength is the spread in grey levels."""
    tile = static(rng, (_TILE, _TILE)).filter(ImageFilter.GaussianBlur(0.6))
    tile = curve(tile, lambda value: 0.5 + (value - 0.5) * strength / 50)
    sheet = Image.new("L", size)
    for top in range(0, size[1], _TILE):
        for left in range(0, size[0], _TILE):
            sheet.paste(tile.rotate(rng.randrange(4) * 90), (left, top))
    return sheet


def clouds(rng: Random, size: tuple[int, int], cells: tuple[int, int], octaves: int = 4) -> Image.Image:
    """Soft cloudy noise from black to white; `cells` says how many lumps fit across and down."""
    half = (max(1, size[0] // 2), max(1, size[1] // 2))
    result = static(rng, (cells[0] + 2, cells[1] + 2)).resize(half, Image.Resampling.BICUBIC)
    share = 0.38
    for octave in range(1, octaves):
        lumps = (min(half[0], cells[0] * 2**octave), min(half[1], cells[1] * 2**octave))
        layer = static(rng, lumps).resize(half, Image.Resampling.BICUBIC)
        result = Image.blend(result, layer, share)
        share *= 0.72
    return ImageOps.autocontrast(result, cutoff=1).resize(size, Image.Resampling.BILINEAR)


def ridge(rng: Random, width: float, steps: int, roughness: float) -> list[Point]:
    """A mountain line by midpoint displacement: x from 0 to width, heights from 0 to 1."""
    heights = [rng.random() * 0.6, rng.random() * 0.6]
    spread = 0.5
    while len(heights) < steps:
        finer = []
        for left, right in pairwise(heights):
            finer += [left, (left + right) / 2 + rng.uniform(-spread, spread)]
        heights = [*finer, heights[-1]]
        spread *= roughness
    return _spread_out(heights, width)


def swell(rng: Random, width: float, steps: int, waves: float) -> list[Point]:
    """A smooth rolling line of a few sines: x from 0 to width, heights from 0 to 1."""
    parts = [(waves * 1.9**power, 0.5**power, rng.uniform(0, 2 * pi)) for power in range(3)]
    heights = [
        sum(size * sin(2 * pi * count * index / steps + phase) for count, size, phase in parts)
        for index in range(steps + 1)
    ]
    return _spread_out(heights, width)


def _spread_out(heights: list[float], width: float) -> list[Point]:
    low, high = min(heights), max(heights)
    reach = (high - low) or 1.0
    return [(width * i / (len(heights) - 1), (value - low) / reach) for i, value in enumerate(heights)]
