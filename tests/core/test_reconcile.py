"""Finding out with a clock that is wrong, over a log that keeps to its window; the library is a real one."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from imagestudio.core.errors import OutcomeUnknownError, RefusedError
from imagestudio.core.job import JobState, new_job
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.lookup import LogRow, Schedule, Sought
from imagestudio.core.money import Money
from imagestudio.core.reconcile import Found, look_up
from imagestudio.core.request import Request
from imagestudio.core.times import now_us
from imagestudio.library.folder import Library, open_library

DAY_US = 24 * 3600 * 1_000_000


class WindowedLog:
    """A log that answers for its window only, by a clock of its own that is told with the first answer."""

    def __init__(self, rows: list[LogRow], ahead_us: int) -> None:
        self.rows = rows
        self.clock_ahead_us = 0
        self.windows: list[tuple[int, int]] = []
        self.refuses_after = math.inf
        self._ahead_us = ahead_us

    async def logs(self, start: int, end: int) -> AsyncIterator[LogRow]:
        self.windows.append((start, end))
        if len(self.windows) > self.refuses_after:
            raise RefusedError("no right")
        self.clock_ahead_us = self._ahead_us
        for row in self.rows:
            if start <= row.created <= end:
                yield row


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def lost(library: Library) -> Sought:
    job = new_job(Request("m", "a fox", {}), "aimlapi")
    library.queue.submit([job], NO_LIMITS)
    library.journal.settle(library.journal.begin_attempt(job), JobState.UNKNOWN, OutcomeUnknownError().failure)
    return library.lookups.open("aimlapi")[-1]


def row(id_: str, created: int) -> LogRow:
    return LogRow(created, "succeeded", "m", Money(1), f"inf of {id_}", id_)


def ask(library: Library, log: WindowedLog, *, survey: bool = False, schedule: Schedule | None = None) -> Found:
    question = look_up("aimlapi", log, library.lookups, survey=survey, schedule=schedule or Schedule())
    return asyncio.run(question)


@pytest.mark.parametrize("ahead_us", [0, DAY_US, -DAY_US, 3 * DAY_US])
def test_a_charge_is_found_with_a_clock_that_is_days_wrong(library: Library, ahead_us: int) -> None:
    sought = lost(library)
    log = WindowedLog([row(sought.attempt.id, now_us() + ahead_us)], ahead_us)
    (job,) = ask(library, log).jobs
    assert job.state is JobState.CHARGED_LOST
    assert len(log.windows) == (2 if ahead_us else 1)


def test_what_is_known_is_kept_when_the_week_cannot_be_read(library: Library) -> None:
    sought = lost(library)
    log = WindowedLog([row(sought.attempt.id, now_us())], 0)
    log.refuses_after = 1
    found = ask(library, log, survey=True)
    assert [job.state for job in found.jobs] == [JobState.CHARGED_LOST]
    assert isinstance(found.error, RefusedError)


def test_a_request_whose_spool_and_database_are_lost_is_found_in_the_log(library: Library) -> None:
    sought = lost(library)
    rows = [row(sought.attempt.id, now_us()), row("is1.lost", now_us() - 6 * DAY_US), row("is1.old", 0)]
    found = ask(library, WindowedLog(rows, 0), survey=True)
    assert [each.client_request_id for each in found.foreign] == ["is1.lost"]
    (library.folder / "spool" / "is1.lost").mkdir()  # a folder that says nothing is no trace
    again = ask(library, WindowedLog(rows, 0), survey=True)
    assert again.foreign == found.foreign


def test_nothing_is_asked_when_nothing_is_unknown(library: Library) -> None:
    log = WindowedLog([], 0)
    assert ask(library, log) == Found()
    assert log.windows == []
