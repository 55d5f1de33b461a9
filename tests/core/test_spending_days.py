"""Ranges and what one bar stands for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from imagestudio.core.money import Money
from imagestudio.core.spending import Sum
from imagestudio.core.spending_days import Days, Range, Step, buckets, days_between, days_of, step_of
from imagestudio.core.times import from_iso

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("chosen", "first", "count"),
    [
        (Range.WEEK, date(2026, 11, 15), 7),
        (Range.MONTH, date(2026, 10, 23), 30),
        (Range.QUARTER, date(2026, 8, 24), 90),
        (Range.YEAR, date(2025, 11, 22), 365),
        (Range.ALL, date(2024, 2, 29), 997),
    ],
)
def test_a_range_ends_today(chosen: Range, first: date, count: int) -> None:
    days = days_of(chosen, TODAY, date(2024, 2, 29))
    assert (days.first, days.last, days.count) == (first, TODAY, count)


def test_all_of_nothing_is_today_and_dates_the_wrong_way_round_are_turned() -> None:
    assert days_of(Range.ALL, TODAY) == Days(TODAY, TODAY)
    assert days_of(Range.ALL, TODAY, date(2030, 1, 1)) == Days(TODAY, TODAY)  # a clock that was wrong
    turned = Days(date(2026, 3, 1), date(2026, 2, 1))
    assert days_of(Range.CUSTOM, TODAY, None, turned) == Days(turned.last, turned.first)


def test_days_begin_and_end_where_the_person_is_also_when_clocks_change() -> None:
    start, end = Days(date(2026, 11, 1), date(2026, 11, 1)).moments(ZoneInfo("America/New_York"))
    assert start == from_iso("2026-11-01T04:00:00Z")
    assert end == from_iso("2026-11-02T05:00:00Z")


def test_many_days_are_put_together_and_none_is_left_out() -> None:
    one = Sum(1, 1, 0, Money(5))
    spent = {"2026-01-01": one, "2026-01-04": one, "2026-01-05": one, "2026-03-31": one}
    days = Days(date(2026, 1, 1), date(2026, 3, 31))
    found = buckets(spent, days)
    assert step_of(days) is Step.WEEK
    assert found[0].days == Days(date(2026, 1, 1), date(2026, 1, 4))  # the week began before the time
    assert found[0].sum.pictures == 2
    assert found[1].sum.pictures == 1
    assert found[-1].days == Days(date(2026, 3, 30), date(2026, 3, 31))
    assert sum(each.sum.pictures for each in found) == 4
    covered = [each.days for each in found]
    assert all((after.first - before.last).days == 1 for before, after in pairwise(covered))


@pytest.mark.parametrize(
    ("first", "step", "count"),
    [
        (date(2026, 11, 21), Step.DAY, 1),
        (date(2026, 9, 21), Step.DAY, 62),
        (date(2024, 11, 21), Step.MONTH, 25),
        (date(2006, 11, 21), Step.YEAR, 21),
    ],
)
def test_there_are_never_too_many_bars(first: date, step: Step, count: int) -> None:
    days = Days(first, TODAY)
    assert step_of(days) is step
    assert len(buckets({}, days)) == count


def test_the_days_of_a_time_follow_one_another_also_when_clocks_change() -> None:
    zone = ZoneInfo("America/New_York")
    start, end = from_iso("2026-10-31T12:00:00Z"), from_iso("2026-11-03T04:00:00Z")
    found = list(days_between(start, end, zone))
    assert [day for day, _begin, _end in found] == ["2026-10-31", "2026-11-01", "2026-11-02"]
    assert (found[0][1], found[-1][2]) == (start, end)
    assert all(before[2] == after[1] for before, after in pairwise(found))
    assert found[1][2] - found[1][1] == 25 * 3600 * 1_000_000
    assert list(days_between(start, start, zone)) == []
