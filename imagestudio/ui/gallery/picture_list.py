"""The ids (times) of all pictures that are shown, in any order: eight bytes each, and their places found at once."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from operator import neg

from imagestudio.core.search_query import Order

_MIX, _SHIFT = 0x9E3779B97F4A7C15, 40  # spreads times that are evenly spaced


class PlaceIndex:
    """Where each id stands: an open-addressed table of four bytes a slot, filled in plain steps.

    A sort or a set of a million ids would hold Python's lock, and with it the window, for a tenth of a second.
    """

    def __init__(self, times: array[int]) -> None:
        bits = max(4, (2 * len(times)).bit_length())
        self._mask = (1 << bits) - 1
        self._slots: array[int] = array("i", bytes(4 << bits))
        slots, mask = self._slots, self._mask
        for place, time in enumerate(times, 1):
            slot = time * _MIX >> _SHIFT & mask
            while slots[slot]:
                slot = slot + 1 & mask
            slots[slot] = place

    def place_of(self, time: int, times: array[int]) -> int:
        """Where this id stands in the list the index was made of, or -1."""
        slot = time * _MIX >> _SHIFT & self._mask
        while place := self._slots[slot]:
            if times[place - 1] == time:
                return place - 1
            slot = slot + 1 & self._mask
        return -1


class PictureList:
    """An array of ids in one order; make it in a worker where the order is not by time, and may be long."""

    def __init__(self, times: array[int] | None = None, order: Order = Order.TIME, by_time: bool = True) -> None:
        self.times: array[int] = array("q") if times is None else times
        self._key = neg if order is Order.TIME else None
        self._index = None if by_time else PlaceIndex(self.times)

    def __len__(self) -> int:
        return len(self.times)

    def __getitem__(self, place: int) -> int:
        return self.times[place]

    def place_for(self, time: int) -> int:
        """Where this id stands or would stand in a list that is by time."""
        return bisect_left(self.times, -time if self._key else time, key=self._key)

    def place_of(self, time: int) -> int:
        """Where this id stands, or -1."""
        if self._index is not None:
            return self._index.place_of(time, self.times)
        place = self.place_for(time)
        return place if place < len(self.times) and self.times[place] == time else -1

    def insert(self, place: int, time: int) -> None:
        """Put an id where it belongs; only in a list that is by time."""
        self.times.insert(place, time)


def only_difference(old: array[int], new: array[int]) -> tuple[int, int] | None:
    """(place, rows) of the one run that the new list has more, rows below 0 where it has them less; else None.

    (0, 0) where they are the same. A few comparisons of whole memory, 5 ms at a million.
    """
    more = len(new) - len(old)
    if more == 0:
        return (0, 0) if old == new else None
    short, long = (old, new) if more > 0 else (new, old)
    low, high = 0, len(short)  # how much both have in common at the front
    while low < high:
        middle = (low + high + 1) // 2
        if short[low:middle] == long[low:middle]:
            low = middle
        else:
            high = middle - 1
    return (low, more) if short[low:] == long[low + abs(more) :] else None
