"""Where the months stand on the timeline, and which place of the gallery belongs to a place on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

_LEAST = 6.0  # pixels of a month with hardly a picture, where there is room for it
_SHARE = 0.5  # of the length for such least parts, at most
_SNAP = 14.0  # who points at a month that is smaller than this means its beginning


@dataclass(frozen=True, slots=True)
class Scale:
    """Places of the scroll bar (`values`) beside places of the track (`places`): each month's begin, then the end.

    In between both run evenly, so a month is as long as it has pictures, and the smallest can be pointed at.
    """

    values: tuple[int, ...] = ()
    places: tuple[float, ...] = ()

    def month_at(self, place: float) -> int:
        """The number of the month at this place of the track."""
        return min(max(bisect_right(self.places, place) - 1, 0), len(self.places) - 2)

    def value_at(self, place: float) -> int:
        """Where the gallery should be scrolled to for this place of the track."""
        month = self.month_at(place)
        begin, end = self.places[month : month + 2]
        if end - begin < _SNAP and place < self.places[-1]:
            return self.values[month]
        share = min(max((place - begin) / (end - begin), 0.0), 1.0)
        return round(self.values[month] + share * (self.values[month + 1] - self.values[month]))

    def place_of(self, value: int) -> float:
        """The place of the track for where the gallery is."""
        if value >= self.values[-1]:
            return self.places[-1]
        month = max(bisect_right(self.values, value) - 1, 0)
        begin, end = self.values[month : month + 2]
        share = max(value - begin, 0) / (end - begin)
        return self.places[month] + share * (self.places[month + 1] - self.places[month])

    def apart(self, months: Iterable[int], least: float) -> Iterator[int]:
        """Of these numbers of months those that stand so far from each other, the first one among them."""
        last = float("-inf")
        for month in months:
            if self.places[month] - last >= least:
                last = self.places[month]
                yield month


def scale_of(values: Sequence[int], pictures: Sequence[int], begin: float, length: float) -> Scale:
    """A track from `begin` on; `values` are where each month begins, and the last place of the scroll bar."""
    least = min(_LEAST, length * _SHARE / len(pictures))
    left, total = length - least * len(pictures), sum(pictures)
    lengths = (least + left * count / total for count in pictures)
    return Scale(tuple(min(value, values[-1]) for value in values), tuple(accumulate(lengths, initial=begin)))
