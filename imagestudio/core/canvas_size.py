"""How a canvas is made larger: to a shape, or by a share of the picture on all sides."""

from __future__ import annotations

from fractions import Fraction

from imagestudio.core.editing import Margins

MOST_MARGIN = 8192
_ROUNDED = 100  # shapes that differ by less than the hundredth part are one shape


def to_shape(width: int, height: int, across: int, down: int) -> Margins:
    """The least that gives a canvas of this shape with the picture in its middle, to the pixel where that goes."""
    wanted = Fraction(across, down)
    if Fraction(width, height) < wanted:
        more = round(height * wanted) - width
        return Margins(left=more // 2, right=more - more // 2)
    more = round(width / wanted) - height
    return Margins(top=more // 2, bottom=more - more // 2)


def around(width: int, height: int, times: Fraction) -> Margins:
    """The same shape so many times as large, with the picture in its middle."""
    across, down = round(width * (times - 1)), round(height * (times - 1))
    return Margins(across // 2, down // 2, across - across // 2, down - down // 2)


def nearest(width: int, height: int, sizes: list[str]) -> str:
    """Of sizes like "1536x1024" the one whose shape is nearest; empty where there is none."""
    shape = width / height
    known = {size: _shape(size) for size in sizes if _shape(size)}
    return min(known, key=lambda size: abs(known[size] / shape - shape / known[size])) if known else ""


def has_shape(width: int, height: int, size: str) -> bool:
    """Whether a canvas has the shape of a size, within a pixel or two of rounding."""
    shape = _shape(size)
    return bool(shape) and abs(width - height * shape) <= 2


def alike(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two canvases have one shape, so that the one laid over the other has everything in its place."""
    across, down = first[0] * second[1], first[1] * second[0]
    return abs(across - down) * _ROUNDED <= across


def size_of(size: str) -> tuple[int, int] | None:
    """What a size like "1536x1024" is in pixels; None for any other."""
    across, _, down = size.partition("x")
    return (int(across), int(down)) if _shape(size) else None


def _shape(size: str) -> float:
    across, cross, down = size.partition("x")
    numeric = bool(cross) and across.isdecimal() and down.isdecimal() and int(down) > 0
    return int(across) / int(down) if numeric else 0.0
