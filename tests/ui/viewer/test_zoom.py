"""The arithmetic of zooming and panning."""

from __future__ import annotations

import pytest

from imagestudio.ui.viewer.zoom import LARGEST, Zoom

LANDSCAPE = Zoom(view=(1200, 800)).of_picture(1536, 1024)


def test_a_fitted_picture_fills_the_view_one_way_and_lies_in_the_middle() -> None:
    assert LANDSCAPE.scale == pytest.approx(0.78125)
    assert LANDSCAPE.size == pytest.approx((1200, 800))
    portrait = Zoom(view=(1200, 800)).of_picture(1024, 1536)
    assert portrait.size[1] == pytest.approx(800)
    assert portrait.left == pytest.approx((1200 - portrait.size[0]) / 2)


def test_a_small_picture_is_enlarged_to_fit() -> None:
    assert Zoom(view=(1200, 800)).of_picture(100, 100).scale == 8


def test_the_point_under_the_pointer_stays_there() -> None:
    before = LANDSCAPE.point_at(300, 200)
    after = LANDSCAPE.zoomed(3.0, 300, 200)
    assert after.point_at(300, 200) == pytest.approx(before)
    assert not after.fits


def test_zooming_in_and_out_again_comes_back_to_fit() -> None:
    there = LANDSCAPE.zoomed(LANDSCAPE.scale * 1.25, 10, 10)
    back = there.zoomed(there.scale / 1.25, 10, 10)
    assert back.fits
    assert (back.x, back.y) == pytest.approx((768, 512))


def test_the_scale_has_an_end_both_ways() -> None:
    assert LANDSCAPE.zoomed(1000).scale == LARGEST
    assert LANDSCAPE.zoomed(0.0001).scale == LANDSCAPE.fit_scale
    small = Zoom(view=(1200, 800)).of_picture(100, 100)
    assert small.zoomed(0.0001).scale == 1


def test_panning_stops_at_the_edges() -> None:
    near = LANDSCAPE.zoomed(2.0).panned(10_000, 10_000)
    assert (near.left, near.top) == pytest.approx((0, 0))
    far = near.panned(-100_000, -100_000)
    assert far.left + far.size[0] == pytest.approx(1200)
    assert far.top + far.size[1] == pytest.approx(800)


def test_a_fitted_picture_does_not_pan() -> None:
    assert LANDSCAPE.panned(50, 50) == LANDSCAPE
    assert not LANDSCAPE.pans_across
    assert not LANDSCAPE.pans_down
    assert LANDSCAPE.zoomed(1.0).pans_across


def test_a_fitted_picture_follows_the_view_and_another_keeps_its_scale() -> None:
    assert LANDSCAPE.in_view(600, 400).scale == pytest.approx(0.390625)
    assert LANDSCAPE.zoomed(2.0).in_view(600, 400).scale == 2.0


def test_at_100_percent_the_picture_lies_on_whole_pixels() -> None:
    left, top = Zoom(view=(1201, 801)).of_picture(1536, 1024).zoomed(1.0).snapped()
    assert left == int(left)
    assert top == int(top)


def test_a_filled_view_has_nothing_free() -> None:
    square = Zoom(view=(1200, 800)).of_picture(1024, 1024)
    filled = square.zoomed(square.fill_scale)
    assert filled.size == pytest.approx((1200, 1200))
    assert filled.pans_down
    assert not filled.pans_across


def test_the_place_in_one_picture_is_the_same_in_a_larger_one() -> None:
    small = LANDSCAPE.zoomed(2.0, 900, 300)
    large = Zoom(view=(1200, 800)).of_picture(3072, 2048).placed(small.place)
    assert large.scale == pytest.approx(1.0)
    assert large.point_at(600, 400) == pytest.approx(tuple(2 * value for value in small.point_at(600, 400)))
    assert large.placed(LANDSCAPE.place).fits
