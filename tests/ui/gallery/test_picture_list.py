"""Ids in any order: their places, and what one list has more than another."""

from __future__ import annotations

import random
from array import array

from imagestudio.core.search_query import Order
from imagestudio.ui.gallery.picture_list import PictureList, only_difference


def test_every_place_is_found_in_any_order() -> None:
    times = list(range(1_700_000_000_000_000, 1_700_000_000_000_000 + 3000 * 1_700_000_000, 1_700_000_000))
    random.Random(1).shuffle(times)  # noqa: S311 - the same disorder each time
    mixed = PictureList(array("q", times), Order.COST, by_time=False)
    assert [mixed.place_of(time) for time in times] == list(range(3000))
    assert mixed.place_of(times[0] + 1) == -1
    assert PictureList(array("q"), Order.COST, by_time=False).place_of(5) == -1


def test_lists_by_time_find_places_from_both_ends() -> None:
    newest, oldest = PictureList(array("q", [9, 5, 1])), PictureList(array("q", [1, 5, 9]), Order.OLDEST)
    assert [newest.place_of(time) for time in (9, 5, 1, 4)] == [0, 1, 2, -1]
    assert [oldest.place_of(time) for time in (9, 5, 1, 4)] == [2, 1, 0, -1]
    assert (newest.place_for(7), oldest.place_for(7)) == (1, 2)


def difference(old: list[int], new: list[int]) -> tuple[int, int] | None:
    return only_difference(array("q", old), array("q", new))


def test_one_run_more_or_less_is_found() -> None:
    assert difference([3, 2, 1], [3, 2, 1]) == (0, 0)
    assert difference([3, 1], [3, 2, 1]) == (1, 1)
    assert difference([], [2, 1]) == (0, 2)
    assert difference([3, 2], [3, 2, 1, 0]) == (2, 2)
    assert difference([9, 8, 7, 6], [9, 6]) == (1, -2)
    assert difference([9, 8], []) == (0, -2)


def test_more_than_one_run_is_none() -> None:
    assert difference([5, 4, 3, 2], [5, 3]) is None
    assert difference([5, 3, 1], [5, 4, 3, 2, 1]) is None
    assert difference([2, 1], [1, 2]) is None
