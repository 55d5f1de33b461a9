"""The groups of the gallery: which rows stand under which header, known by their numbers until one is looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from operator import neg
from typing import overload

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from imagestudio.core.search_query import Order
from imagestudio.core.times import now_us
from imagestudio.ui.gallery.arrangement import Arrangement, Group
from imagestudio.ui.gallery.picture_list import PictureList

_US = 1_000_000
_EVER = 1 << 62
MOST_GROUPS = 20_000  # what comes after them stands together, so that laying out stays a matter of milliseconds


@dataclass(frozen=True, slots=True)
class Section:
    """The rows from `first` on; `jobs` of them, at the front, are no pictures. `lead` is the first picture's id.

    `day` is the local day of a section of days; None for other groups.
    """

    first: int
    pictures: int
    jobs: int = 0
    lead: int = 0
    day: date | None = None

    @property
    def rows(self) -> int:
        return self.jobs + self.pictures


class Sections(Sequence[Section]):
    """The sections of so many job cells and these pictures, of which `counts` tells how many each group has.

    Jobs belong to today where that comes first; else they stand before everything under a header of their own.
    """

    def __init__(
        self, pictures: PictureList, counts: array[int], jobs: int, arrangement: Arrangement, today: date
    ) -> None:
        self._pictures = pictures
        self._counts = counts
        self._jobs = jobs
        self._by_day = arrangement.group is Group.DAY
        self._today = today
        self._newest_day = today if self._by_day and arrangement.order is Order.TIME else None
        self._apart = bool(jobs) and not self._is_joined(arrangement)
        self._places = list(accumulate(counts, initial=0))

    def _is_joined(self, arrangement: Arrangement) -> bool:
        if not self._counts:
            return False
        return arrangement.group is Group.NONE or (self._newest_day is not None and self._day(0) == self._today)

    def __len__(self) -> int:
        return len(self._counts) + self._apart

    @overload
    def __getitem__(self, number: int) -> Section: ...
    @overload
    def __getitem__(self, number: slice) -> list[Section]: ...
    def __getitem__(self, number: int | slice) -> Section | list[Section]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if number < 0 or number >= len(self):
            raise IndexError(number)
        if self._apart and number == 0:
            return Section(0, 0, self._jobs, 0, self._newest_day)
        group = number - self._apart
        place, jobs = self._places[group], self._jobs if number == 0 else 0
        first = place + self._jobs - jobs
        lead = self._pictures[place] if self._counts[group] else 0
        return Section(first, self._counts[group], jobs, lead, self._day(place) if self._by_day else None)

    def rows(self) -> list[int]:
        """How many rows each section has."""
        if self._apart:
            return [self._jobs, *self._counts]
        rows = list(self._counts)
        if rows:
            rows[0] += self._jobs
        return rows

    def _day(self, place: int) -> date:
        return min(day_of(self._pictures[place]), self._today)


def counts_of(pictures: PictureList, arrangement: Arrangement, today: date) -> array[int]:
    """How many pictures stand under each header, for days and for no groups at all.

    Pictures of the future (a clock was wrong) count as of today, so that the job cells stay at the top.
    """
    if arrangement.group is not Group.DAY:
        return array("q", [len(pictures)] if len(pictures) else [])
    counts, begin, end = array("q"), 0, len(pictures)
    while begin < end:
        day = min(day_of(pictures[begin]), today)
        if arrangement.order is Order.OLDEST:
            stop = end if day == today else bisect_left(pictures.times, start_of(next_day(day)), begin, end)
        else:
            stop = bisect_left(pictures.times, 1 - start_of(day), begin, end, key=neg)
        counts.append(stop - begin)
        begin = stop
    return counts


def counts_between(starts: Sequence[int], pictures: int) -> array[int]:
    """The sizes of groups that begin at these places; what is too many of them is the last one."""
    ends = starts[1:MOST_GROUPS]
    return array("q", (end - begin for begin, end in zip(starts, [*ends, pictures], strict=False)))


def count_in(counts: array[int], pictures: PictureList, place: int, arrangement: Arrangement) -> None:
    """A picture was put at this place of a list that is by time: count it where it belongs."""
    if arrangement.group is Group.DAY:
        _count_in_day(counts, pictures, place, day_of(now_us()))
    elif counts:
        counts[0] += 1
    else:
        counts.append(1)


def _count_in_day(counts: array[int], pictures: PictureList, place: int, today: date) -> None:
    places = list(accumulate(counts, initial=0))
    group = bisect_right(places, place) - 1  # the one that begins there, or that it is in
    day = min(day_of(pictures[place]), today)
    if group < len(counts) and _is_of(pictures, place + 1, day, today):
        counts[group] += 1
    elif place > 0 and _is_of(pictures, place - 1, day, today):
        counts[bisect_left(places, place) - 1] += 1
    else:
        counts.insert(bisect_left(places, place), 1)


def _is_of(pictures: PictureList, place: int, day: date, today: date) -> bool:
    return min(day_of(pictures[place]), today) == day


def day_of(moment: int) -> date:
    """The local day of a time in microseconds since 1970."""
    return datetime.fromtimestamp(moment // _US).date()  # noqa: DTZ006 - the person's own day is meant


def start_of(day: date) -> int:
    """The first moment of a local day; where the clocks skip midnight, the moment they do."""
    return int(datetime(day.year, day.month, day.day).timestamp()) * _US  # noqa: DTZ001 - local midnight is meant


def ends_of(day: date, today: date) -> tuple[int, int]:
    """The first and the last moment of a local day; what is of the future counts as of today."""
    return start_of(day), _EVER if day >= today else start_of(next_day(day)) - 1


def next_day(day: date) -> date:
    return day + timedelta(days=1)


def seconds_to_midnight(moment: int) -> int:
    """Whole seconds until the local day after this one begins, at least one."""
    return max(1, (start_of(next_day(day_of(moment))) - moment) // _US + 1)


def title_of(day: date, today: date) -> str:
    """How a day is called: Today, Yesterday, Thursday 19 November, and with its year when that is another one."""
    if day == today:
        return QCoreApplication.translate("GallerySections", "Today")
    if day == today - timedelta(days=1):
        return QCoreApplication.translate("GallerySections", "Yesterday")
    # The texts of the program are English until they are translated, and so are its days.
    english = QLocale(QLocale.Language.English)
    return english.toString(QDate(day.year, day.month, day.day), _format(day, today))


def _format(day: date, today: date) -> str:
    return "dddd d MMMM" if day.year == today.year else "dddd d MMMM yyyy"


def pictures_text(count: int) -> str:
    """“1 picture” or “2,418 pictures”."""
    if count == 1:
        return QCoreApplication.translate("GallerySections", "1 picture")
    return QCoreApplication.translate("GallerySections", "{count} pictures").replace("{count}", f"{count:,}")
