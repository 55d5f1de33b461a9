"""The times of all pictures of a search, newest first: eight bytes each, found by bisection."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from operator import neg

_DIFFERENCE_LIMIT = 100_000  # beyond so many, finding what is new takes longer than showing all anew


class TimeList:
    """A sorted array of times that tells places and differences."""

    def __init__(self, times: array[int] | None = None) -> None:
        self.times: array[int] = array("q") if times is None else times

    def __len__(self) -> int:
        return len(self.times)

    def __getitem__(self, place: int) -> int:
        return self.times[place]

    def place_for(self, time: int) -> int:
        """Where this time stands or would stand."""
        return bisect_left(self.times, -time, key=neg)

    def place_of(self, time: int) -> int:
        """Where this time stands, or -1."""
        place = self.place_for(time)
        return place if place < len(self.times) and self.times[place] == time else -1

    def insert(self, place: int, time: int) -> None:
        self.times.insert(place, time)

    def with_added(self, times: Iterable[int]) -> TimeList:
        """These and those, each once."""
        added = [time for time in times if self.place_of(time) < 0]
        return TimeList(array("q", sorted([*self.times, *added], reverse=True))) if added else self

    def new_in(self, other: TimeList) -> list[int] | None:
        """What the other has more, newest first; None where it lacks something of ours, or is too long to compare."""
        if len(other) > _DIFFERENCE_LIMIT:
            return None
        fresh = set(other.times).difference(self.times)
        return sorted(fresh, reverse=True) if len(other) - len(fresh) == len(self) else None
