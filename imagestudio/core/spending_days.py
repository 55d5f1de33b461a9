"""Times of spending: the ranges one may choose, and days put together to weeks and months where they are many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from imagestudio.core.spending import Sum
from imagestudio.core.times import to_datetime

_US = 1_000_000
_MOST_DAYS, _MOST_WEEKS, _MOST_MONTHS = 62, 400, 3_700  # days up to which each is a bar, a week is, a month is


class Range(StrEnum):
    """What one looks at."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"
    ALL = "all"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both counted in."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    def moments(self, zone: tzinfo | None = None) -> tuple[int, int]:
        """When the first day begins and the last one ends (microseconds), where the person is or in another zone."""
        return _midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone)


def days_of(chosen: Range, today: date, first: date | None = None, custom: Days | None = None) -> Days:
    """The days of a range; `first` is the first day there is anything of, `custom` what the person chose."""
    if chosen is Range.CUSTOM and custom is not None:
        return custom if custom.first <= custom.last else Days(custom.last, custom.first)
    if chosen in (Range.ALL, Range.CUSTOM):
        return Days(min(first or today, today), today)
    return Days(today - timedelta(days=int(chosen.value) - 1), today)


class Step(StrEnum):
    """What one bar stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A day, or several of them together, and what was spent in them."""

    days: Days
    sum: Sum


def step_of(days: Days) -> Step:
    """So that there are never too many bars to tell them apart."""
    if days.count <= _MOST_DAYS:
        return Step.DAY
    if days.count <= _MOST_WEEKS:
        return Step.WEEK
    return Step.MONTH if days.count <= _MOST_MONTHS else Step.YEAR


def buckets(spent: dict[str, Sum], days: Days) -> list[Bucket]:
    """All the time without holes, earliest first; `spent` has ISO dates."""
    step = step_of(days)
    sums: dict[date, Sum] = {}
    for iso, each in spent.items():
        begin = _begin(date.fromisoformat(iso), step)
        sums[begin] = sums.get(begin, Sum()) + each
    found, begin = [], _begin(days.first, step)
    while begin <= days.last:
        following = _following(begin, step)
        whole = Days(max(begin, days.first), min(following - timedelta(days=1), days.last))
        found.append(Bucket(whole, sums.get(begin, Sum())))
        begin = following
    return found


def _begin(day: date, step: Step) -> date:
    if step is Step.DAY:
        return day
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step is Step.MONTH else day.replace(month=1, day=1)


def _following(begin: date, step: Step) -> date:
    if step is Step.DAY:
        return begin + timedelta(days=1)
    if step is Step.WEEK:
        return begin + timedelta(days=7)
    if step is Step.YEAR or begin.month == 12:
        return date(begin.year + 1, 1, 1)
    return begin.replace(month=begin.month + 1)


def days_between(start: int, end: int, zone: tzinfo | None = None) -> Iterator[tuple[str, int, int]]:
    """The days of a time with where each begins and ends within it (microseconds)."""
    day, begin = to_datetime(start).astimezone(zone).date(), start
    while begin < end:
        finish = min(end, _midnight(day + timedelta(days=1), zone))
        if begin < finish:
            yield day.isoformat(), begin, finish
        day, begin = day + timedelta(days=1), max(begin, finish)


def _midnight(day: date, zone: tzinfo | None) -> int:
    local = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - given a zone below
    aware = local.astimezone() if zone is None else local.replace(tzinfo=zone)
    return round(aware.timestamp()) * _US
