"""The days of the gallery: which rows belong to which, found by bisection in the times."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import neg

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_US = 1_000_000


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one local day, newest first; `jobs` of them, at the front, are no pictures."""

    day: date
    first: int
    pictures: int
    jobs: int = 0
    newest: int = 0
    oldest: int = 0

    @property
    def rows(self) -> int:
        return self.jobs + self.pictures


def sections_of(times: Sequence[int], jobs: int, today: date) -> tuple[Section, ...]:
    """The days of these times (newest first) behind so many job cells, which belong to today.

    Pictures of the future (a clock was wrong) count as of today, so that the job cells stay at the top.
    """
    days = list(_days(times, today))
    if jobs and (not days or days[0][0] != today):
        days.insert(0, (today, 0, 0))
    sections: list[Section] = []
    for position, (day, begin, end) in enumerate(days):
        of_jobs = jobs if position == 0 else 0
        newest, oldest = (times[begin], times[end - 1]) if end > begin else (0, 0)
        first = begin if position == 0 else begin + jobs
        sections.append(Section(day, first, end - begin, of_jobs, newest, oldest))
    return tuple(sections)


def _days(times: Sequence[int], today: date) -> Iterator[tuple[date, int, int]]:
    """Each day with the half-open range of its times."""
    begin, count = 0, len(times)
    while begin < count:
        day = min(day_of(times[begin]), today)
        end = bisect_left(times, 1 - start_of(day), begin, count, key=neg)
        yield day, begin, end
        begin = end


def day_of(moment: int) -> date:
    """The local day of a time in microseconds since 1970."""
    return datetime.fromtimestamp(moment // _US).date()  # noqa: DTZ006 - the person's own day is meant


def start_of(day: date) -> int:
    """The first moment of a local day; where the clocks skip midnight, the moment they do."""
    return int(datetime(day.year, day.month, day.day).timestamp()) * _US  # noqa: DTZ001 - local midnight is meant


def seconds_to_midnight(moment: int) -> int:
    """Whole seconds until the local day after this one begins, at least one."""
    return max(1, (start_of(day_of(moment) + timedelta(days=1)) - moment) // _US + 1)


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
