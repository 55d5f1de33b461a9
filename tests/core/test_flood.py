"""Filling goes up to the borders and no further."""

from __future__ import annotations

import random

from imagestudio.core.flood import flood

RING = [
    "........",
    ".######.",
    ".#....#.",
    ".#.##.#.",
    ".#....#.",
    ".######.",
    "........",
]


def _alpha(rows: list[str]) -> bytes:
    return bytes(255 if sign == "#" else 0 for row in rows for sign in row)


def _drawn(filled: bytes, width: int) -> list[str]:
    return ["".join("o" if byte else "." for byte in filled[at : at + width]) for at in range(0, len(filled), width)]


def test_the_inside_of_a_ring_is_filled_around_what_stands_in_it() -> None:
    assert _drawn(flood(_alpha(RING), 8, 7, 2, 2), 8) == [
        "........",
        "........",
        "..oooo..",
        "..o..o..",
        "..oooo..",
        "........",
        "........",
    ]


def test_the_outside_is_one_area_too() -> None:
    outside = flood(_alpha(RING), 8, 7, 0, 0)
    assert sum(map(bool, outside)) == 8 * 7 - 6 * 5


def test_a_border_and_a_place_outside_fill_nothing() -> None:
    assert flood(_alpha(RING), 8, 7, 1, 1) == b""
    assert flood(_alpha(RING), 8, 7, 8, 0) == b""
    assert flood(_alpha(RING), 8, 7, 0, -1) == b""


def test_it_fills_what_going_from_pixel_to_pixel_reaches() -> None:
    chance = random.Random(7)  # noqa: S311 - for a test
    for _ in range(20):
        width, height = chance.randint(1, 23), chance.randint(1, 19)
        alpha = bytes(chance.choice((0, 0, 0, 127, 128, 255)) for _ in range(width * height))
        x, y = chance.randrange(width), chance.randrange(height)
        reached: set[int] = set()
        waiting = [(x, y)]
        while waiting:
            column, row = waiting.pop()
            place = row * width + column
            if not (0 <= column < width and 0 <= row < height) or place in reached or alpha[place] >= 128:
                continue
            reached.add(place)
            waiting += [(column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1)]
        filled = flood(alpha, width, height, x, y)
        assert {place for place, byte in enumerate(filled) if byte} == reached
