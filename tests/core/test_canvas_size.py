"""A canvas is made larger by whole pixels, to the shape that was asked for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from imagestudio.core.canvas_size import alike, around, has_shape, nearest, size_of, to_shape
from imagestudio.core.editing import Margins

SIZES = ["1024x1024", "1024x1536", "1536x1024"]


@pytest.mark.parametrize(
    ("size", "shape", "canvas"),
    [
        ((1024, 1024), (3, 2), (1536, 1024)),
        ((1024, 1024), (2, 3), (1024, 1536)),
        ((1536, 1024), (1, 1), (1536, 1536)),
        ((1536, 1024), (3, 2), (1536, 1024)),
        ((1001, 700), (3, 2), (1050, 700)),
    ],
)
def test_a_canvas_gets_the_shape_with_the_least_border(
    size: tuple[int, int], shape: tuple[int, int], canvas: tuple[int, int]
) -> None:
    margins = to_shape(*size, *shape)
    assert margins.of(*size) == canvas
    assert abs(margins.left - margins.right) <= 1
    assert abs(margins.top - margins.bottom) <= 1


def test_a_border_all_around_keeps_the_shape() -> None:
    margins = around(1536, 1024, Fraction(3, 2))
    assert margins == Margins(384, 256, 384, 256)


def test_the_nearest_size_is_that_of_the_nearest_shape() -> None:
    assert nearest(1600, 1000, SIZES) == "1536x1024"
    assert nearest(900, 1000, SIZES) == "1024x1024"
    assert nearest(3, 9, SIZES) == "1024x1536"
    assert nearest(3, 9, ["auto"]) == ""


def test_canvases_of_one_shape_are_known_whatever_their_size() -> None:
    assert alike((1536, 1024), (768, 512))
    assert alike((3001, 2000), (1536, 1024))
    assert not alike((4000, 3000), (1536, 1024))
    assert not alike((1024, 1024), (1024, 1536))
    assert size_of("1536x1024") == (1536, 1024)
    assert size_of("auto") is None


def test_a_shape_is_met_within_rounding() -> None:
    assert has_shape(1536, 1024, "1536x1024")
    assert has_shape(1501, 1000, "1536x1024")
    assert not has_shape(1600, 1000, "1536x1024")
    assert not has_shape(1600, 1000, "auto")
