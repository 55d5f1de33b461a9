"""Numbers that SQLite joined are the same numbers again."""

from __future__ import annotations

import pytest

from imagestudio.library.digits import numbers_of


def _read(numbers: list[int]) -> list[int]:
    return list(numbers_of(" ".join(map(str, numbers))))


def test_numbers_of_sixteen_digits_are_the_same_again() -> None:
    numbers = [10**15 + number * number * 111_111 for number in range(9000)]
    assert _read(numbers) == numbers
    assert _read([10**15, 10**16 - 1, 1_234_567_890_123_456]) == [10**15, 10**16 - 1, 1_234_567_890_123_456]


@pytest.mark.parametrize("strange", [0, 7, -1, -(10**15), 10**14, 10**16, 10**18])
def test_numbers_of_any_length_are_the_same_again(strange: int) -> None:
    for numbers in ([strange], [10**15, strange, 10**15 + 1], [strange] * 17, [strange, *range(10**15, 10**15 + 5000)]):
        assert _read(numbers) == numbers


def test_lengths_that_make_up_for_each_other_are_seen() -> None:
    for numbers in ([10**14, 10**16], [10**16, 10**14], [-(10**14), 10**15], [12, 34, 5_678_901_234]):
        assert _read(numbers) == numbers


def test_nothing_is_no_number() -> None:
    assert _read([]) == []
