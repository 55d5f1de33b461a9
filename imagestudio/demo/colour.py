"""Colours and ramps: small arithmetic on RGB and on grey images, all of it in Pillow's C code."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PIL import Image

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)


def rgb(text: str) -> Colour:
    """The colour of six hexadecimal digits."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def colours(text: str) -> tuple[Colour, ...]:
    """The colours of some hexadecimal words."""
    return tuple(rgb(word) for word in text.split())


def blend(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with a share (0 to 1) of the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float) -> Colour:
    return blend(colour, WHITE, share)


def darker(colour: Colour, share: float) -> Colour:
    return blend(colour, BLACK, share)


def luminance(colour: Colour) -> float:
    """How bright a colour looks, 0 to 1."""
    red, green, blue = colour
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def along(stops: Sequence[Colour], share: float) -> Colour:
    """The colour at a share (0 to 1) of the way along evenly spaced stops."""
    if len(stops) == 1:
        return stops[0]
    place = min(max(share, 0.0), 1.0) * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    return blend(stops[index], stops[index + 1], place - index)


def curve(grey: Image.Image, function: Callable[[float], float]) -> Image.Image:
    """A grey image with every brightness (0 to 1) put through a function."""
    table = [min(255, max(0, round(255 * function(value / 255)))) for value in range(256)]
    return grey.point(table)


def tint(grey: Image.Image, stops: Sequence[Colour]) -> Image.Image:
    """A grey image in colour: black becomes the first stop, white the last."""
    table = [along(stops, value / 255) for value in range(256)]
    bands = [grey.point([colour[band] for colour in table]) for band in range(3)]
    return Image.merge("RGB", bands)


def linear(size: tuple[int, int], degrees: float = 0.0) -> Image.Image:
    """A grey ramp from black to white: downwards at 0 degrees, to the right at 90."""
    width, height = size
    across, down = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    reach = abs(across) * width + abs(down) * height
    start = min(0.0, across * width) + min(0.0, down * height)
    scale = 254 / max(reach, 1.0)
    matrix = (0.0, 0.0, 128.0, across * scale, down * scale, 0.5 - start * scale)
    ramp = Image.linear_gradient("L")
    return ramp.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)


def ramp(size: tuple[int, int], stops: Sequence[Colour], degrees: float = 0.0) -> Image.Image:
    """A gradient through some colours."""
    if degrees == 0.0:
        strip = Image.new("RGB", (1, 256))
        strip.putdata([along(stops, value / 255) for value in range(256)])
        return strip.resize(size, Image.Resampling.BILINEAR)
    return tint(linear(size, degrees), stops)


def disc() -> Image.Image:
    """A small grey cone: black in the middle, white from the inscribed circle outwards.

    Pillow's own gradient reaches white at the corners or at the sides, depending on its version.
    """
    cone = Image.radial_gradient("L")
    side = cone.getpixel((128, 0))
    reach = 255 / side if isinstance(side, int) else 1.0
    return curve(cone, lambda value: value * reach)


def spot(size: tuple[int, int], power: float = 2.0) -> Image.Image:
    """A grey glow that fills its size: white in the middle, black at the rim."""
    small = curve(disc(), lambda value: max(0.0, 1 - value * 1.005) ** power)
    return small.resize(size, Image.Resampling.BILINEAR)


def scaled(mask: Image.Image, share: float) -> Image.Image:
    return mask if share >= 1.0 else curve(mask, lambda value: value * share)
