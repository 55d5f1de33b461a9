"""Days of the gallery in local time, with summer time and midnight."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from imagestudio.core.search_query import Order
from imagestudio.ui.gallery.arrangement import Arrangement, Group
from imagestudio.ui.gallery.picture_list import PictureList
from imagestudio.ui.gallery.sections import (
    MOST_GROUPS,
    Section,
    Sections,
    count_in,
    counts_between,
    counts_of,
    day_of,
    pictures_text,
    seconds_to_midnight,
    start_of,
    title_of,
)

TODAY = date(2026, 11, 21)
BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
MIDNIGHT_SKIPPED = "<-03>3<-02>,M10.3.0/0,M2.3.0/0"  # as Brazil had it: the clocks change at midnight


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def at(*parts: int) -> int:
    """A local moment in microseconds."""
    return int(datetime(*parts).timestamp() * 1_000_000)  # type: ignore[arg-type]  # noqa: DTZ001


def times(*moments: int) -> array[int]:
    return array("q", sorted(moments, reverse=True))


def sections_of(moments: array[int], jobs: int, today: date, arrangement: Arrangement | None = None) -> list[Section]:
    arranged = arrangement or Arrangement()
    pictures = PictureList(moments, arranged.order)
    return list(Sections(pictures, counts_of(pictures, arranged, today), jobs, arranged, today))


def test_no_pictures_and_no_jobs_are_no_sections() -> None:
    assert sections_of(array("q"), 0, TODAY) == []


def test_pictures_are_grouped_by_day_newest_first() -> None:
    late, early = at(2026, 11, 21, 9), at(2026, 11, 21, 8)
    old = at(2026, 11, 19, 23)
    assert sections_of(times(late, early, old), 0, TODAY) == [
        Section(0, 2, 0, late, TODAY),
        Section(2, 1, 0, old, date(2026, 11, 19)),
    ]


def test_jobs_belong_to_today_and_are_not_counted_as_pictures() -> None:
    now, old = at(2026, 11, 21, 9), at(2026, 11, 19, 23)
    today, before = sections_of(times(now, old), 3, TODAY)
    assert (today.first, today.pictures, today.jobs, today.rows) == (0, 1, 3, 4)
    assert (before.first, before.rows) == (4, 1)


def test_jobs_make_today_where_there_is_none() -> None:
    old = at(2026, 11, 19, 23)
    today, before = sections_of(times(old), 2, TODAY)
    assert today == Section(0, 0, 2, 0, TODAY)
    assert before.first == 2


def test_pictures_of_the_future_are_of_today() -> None:
    sections = sections_of(times(at(2026, 11, 23, 1), at(2026, 11, 21, 1)), 1, TODAY)
    assert [(s.day, s.pictures, s.jobs) for s in sections] == [(TODAY, 2, 1)]


def test_midnight_divides_to_the_microsecond() -> None:
    midnight = start_of(TODAY)
    sections = sections_of(times(midnight, midnight - 1), 0, TODAY)
    assert [(s.day, s.lead) for s in sections] == [(TODAY, midnight), (TODAY - timedelta(days=1), midnight - 1)]


@pytest.mark.parametrize("zone", [BERLIN], indirect=True)
@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 7, 1), 24)])
@pytest.mark.usefixtures("zone")
def test_days_of_the_time_change_are_as_long_as_they_are(day: tuple[int, int, int], hours: int) -> None:
    first = start_of(date(*day))
    following = start_of(date(*day) + timedelta(days=1))
    assert following - first == hours * 3_600_000_000
    assert day_of(first) == day_of(following - 1) == date(*day)
    sections = sections_of(times(first, following - 1, following, first - 1), 0, TODAY)
    assert [s.pictures for s in sections] == [1, 2, 1]


@pytest.mark.parametrize("zone", [MIDNIGHT_SKIPPED], indirect=True)
@pytest.mark.usefixtures("zone")
def test_a_day_may_begin_at_one_o_clock() -> None:
    day = date(2026, 10, 18)
    first = start_of(day)
    assert time.localtime(first // 1_000_000)[:4] == (2026, 10, 18, 1)
    assert [s.day for s in sections_of(times(first, first - 1), 0, TODAY)] == [day, date(2026, 10, 17)]


@pytest.mark.parametrize("zone", [MIDNIGHT_SKIPPED], indirect=True)
@pytest.mark.usefixtures("zone")
def test_a_day_whose_last_hour_comes_twice_is_one_section() -> None:
    following = start_of(date(2026, 2, 15))
    moments = [following - hours * 3_600_000_000 for hours in range(1, 26)]
    assert [(s.day, s.pictures) for s in sections_of(times(*moments), 0, TODAY)] == [(date(2026, 2, 14), 25)]


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (TODAY, "Today"),
        (date(2026, 11, 20), "Yesterday"),
        (date(2026, 11, 19), "Thursday 19 November"),
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
    ],
)
def test_days_are_called_as_people_do(day: date, title: str) -> None:
    assert title_of(day, TODAY) == title


def test_yesterday_is_yesterday_across_the_year() -> None:
    assert title_of(date(2026, 12, 31), date(2027, 1, 1)) == "Yesterday"


def test_seconds_to_midnight_end_in_the_next_day() -> None:
    moment = at(2026, 11, 21, 23, 59, 58)
    assert seconds_to_midnight(moment) == 3
    assert day_of(moment + 3_000_000) == date(2026, 11, 22)


def test_pictures_are_counted_in_words() -> None:
    assert [pictures_text(n) for n in (0, 1, 2418)] == ["0 pictures", "1 picture", "2,418 pictures"]


def test_a_million_times_are_divided_completely() -> None:
    newest = at(2026, 11, 21, 12)
    million = array("q", range(newest, newest - 1_000_000 * 90_000_000, -90_000_000))
    sections = sections_of(million, 2, TODAY)
    assert sum(s.pictures for s in sections) == 1_000_000
    assert sum(s.jobs for s in sections) == 2
    assert [s.first for s in sections[1:]] == [a.first + a.rows for a in sections[:-1]]


def test_the_oldest_day_comes_first_where_the_oldest_picture_does() -> None:
    old, early, late = at(2026, 11, 19, 23), at(2026, 11, 21, 8), at(2026, 11, 23, 8)
    sections = sections_of(array("q", [old, early, late]), 2, TODAY, Arrangement(Order.OLDEST))
    assert [(s.first, s.day, s.pictures, s.jobs) for s in sections] == [
        (0, None, 0, 2),
        (2, date(2026, 11, 19), 1, 0),
        (3, TODAY, 2, 0),
    ]


def test_without_groups_jobs_and_pictures_stand_together() -> None:
    ungrouped = Arrangement(Order.COST, Group.NONE)
    assert sections_of(times(at(2026, 11, 21, 9)), 2, TODAY, ungrouped) == [
        Section(0, 1, 2, at(2026, 11, 21, 9)),
    ]
    assert sections_of(times(), 2, TODAY, ungrouped) == [Section(0, 0, 2)]


def test_a_picture_put_in_is_counted_in_its_day() -> None:
    moments = times(at(2026, 11, 21, 9), at(2026, 11, 19, 9), at(2026, 11, 19, 8), at(2026, 11, 17, 9))
    now = day_of(at(2026, 11, 21, 9))
    for day, hour in ((21, 10), (21, 8), (20, 9), (19, 23), (19, 1), (17, 1), (16, 1), (18, 5)):
        pictures = PictureList(array("q", moments))
        counts = counts_of(pictures, Arrangement(), now)
        moment = at(2026, 11, day, hour)
        place = pictures.place_for(moment)
        pictures.insert(place, moment)
        count_in(counts, pictures, place, Arrangement())
        assert counts == counts_of(pictures, Arrangement(), now), (day, hour)


def test_too_many_groups_end_in_one_for_the_rest() -> None:
    counts = counts_between(array("q", range(MOST_GROUPS + 50)), MOST_GROUPS + 50)
    assert len(counts) == MOST_GROUPS
    assert sum(counts) == MOST_GROUPS + 50
    assert counts[-1] == 51
    assert list(counts_between(array("q", [0, 3]), 4)) == [3, 1]


def test_an_arrangement_never_asks_for_what_cannot_be() -> None:
    days = Arrangement()
    assert days.in_order(Order.COST) == Arrangement(Order.COST, Group.NONE)
    assert days.in_order(Order.OLDEST) == Arrangement(Order.OLDEST, Group.DAY)
    assert Arrangement(Order.COST, Group.NONE).by(Group.DAY) == Arrangement(Order.TIME, Group.DAY)
    assert Arrangement(Order.OLDEST).by(Group.PROMPT) == Arrangement(Order.TIME, Group.PROMPT)
    assert Arrangement(Order.TIME, Group.JOB).in_order(Order.OLDEST) == Arrangement(Order.OLDEST, Group.DAY)
