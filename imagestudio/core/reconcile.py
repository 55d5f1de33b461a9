"""Finding out: asks the service's log about jobs whose outcome is not known, and commits what it says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job
from imagestudio.core.lookup import (
    SCHEDULE,
    LogRow,
    Schedule,
    Sought,
    Verdict,
    age_of,
    doubled,
    foreign,
    ids_of,
    in_reach,
    judge,
    window,
)
from imagestudio.core.record import DEMO
from imagestudio.core.times import now_us

_CLOCK_TOLERANCE_US = 5 * 60 * 1_000_000


class Logbook(Protocol):
    """The service's own list of requests."""

    @property
    def clock_ahead_us(self) -> int:
        """How far the service's clock was ahead of ours at its latest answer; 0 while that is not known."""

    def logs(self, start: int, end: int) -> AsyncIterator[LogRow]:
        """The requests between two moments, newest first. Raises CredentialError, ProviderError."""


class Outcomes(Protocol):
    """The jobs whose outcome is not known, in the library; every method returns when it is on the disk."""

    def open(self, provider: str) -> list[Sought]:
        """The ones of this provider that nobody has dismissed, oldest first."""

    def settle(self, sought: Sought, verdict: Verdict) -> Job | None:
        """Commit a verdict; None where the job stands elsewhere by now."""

    def looked(self, sought: Sequence[Sought], moment: int) -> list[Job]:
        """Commit that the log was read and said nothing of these; the jobs of which it could not be read before."""

    def could_not_check(self, sought: Sequence[Sought], why: str) -> list[Job]:
        """Commit that the log could not be read; the jobs of which that was not known."""

    def known(self, client_request_ids: Collection[str], since: int) -> frozenset[str]:
        """Which of these ids of the time since then are of this library."""


@dataclass(frozen=True)
class Found:
    """What came of a look: the jobs that changed, why it could not be done, and what else the log holds.

    `foreign` are charged requests with an id of Image Studio that this library does not know. They are counted and
    listed, but they make no job and no alarm: the log has no prompt to show or to send again, and one key is often
    used on several computers, each of which would raise the alarm about the others' pictures. Were they made here
    before the library was lost, then the list has what the service's support needs. `doubled` are requests of this
    library that were charged more than once.
    """

    jobs: tuple[Job, ...] = ()
    error: ImageStudioError | None = None
    foreign: tuple[LogRow, ...] = ()
    doubled: tuple[LogRow, ...] = ()


async def look_up(
    provider: str,
    logbook: Logbook,
    outcomes: Outcomes,
    *,
    ages: Mapping[str, float] | None = None,
    survey: bool = False,
    schedule: Schedule = SCHEDULE,
) -> Found:
    """Look the unknown outcomes of one provider up, all with one question.

    `ages` names the jobs (all that a start would look up, without it) and their ages in seconds by a clock that
    nobody sets. A `survey` then reads the whole week, for what the log knows and the library does not.
    """
    now = now_us()
    sought = [each for each in outcomes.open(provider) if _wanted(each, ages, now, schedule)]
    jobs: list[Job] = []
    if sought:
        try:
            rows = [] if provider == DEMO else await _read(logbook, sought, now)
        except ImageStudioError as error:
            return Found(tuple(outcomes.could_not_check(sought, _why(error))), error)
        jobs = _settle(sought, rows, outcomes, ages, now, schedule)
    if not survey or provider == DEMO:
        return Found(tuple(jobs))
    try:
        rows = await _read(logbook, (), now, schedule.starts_for_s)
    except ImageStudioError as error:
        return Found(tuple(jobs), error)
    since, _ = window((), now, logbook.clock_ahead_us, schedule.starts_for_s)
    known = outcomes.known(ids_of(rows), since)
    of_jobs = frozenset(each.attempt.id for each in sought)
    return Found(tuple(jobs), None, foreign(rows, known), doubled(rows, known - of_jobs))


def _wanted(sought: Sought, ages: Mapping[str, float] | None, now: int, schedule: Schedule) -> bool:
    wanted = schedule.wanted(sought, now) if ages is None else sought.job.id in ages
    return wanted and in_reach(sought, now)


async def _read(logbook: Logbook, sought: Sequence[Sought], now: int, at_least_s: float = 0.0) -> list[LogRow]:
    """The rows of the window; read once more where the answer itself shows that our clock is wrong."""
    ahead = logbook.clock_ahead_us
    rows = [row async for row in logbook.logs(*window(sought, now, ahead, at_least_s))]
    if abs(logbook.clock_ahead_us - ahead) > _CLOCK_TOLERANCE_US:
        rows = [row async for row in logbook.logs(*window(sought, now, logbook.clock_ahead_us, at_least_s))]
    return rows


def _settle(
    sought: Sequence[Sought],
    rows: Sequence[LogRow],
    outcomes: Outcomes,
    ages: Mapping[str, float] | None,
    now: int,
    schedule: Schedule,
) -> list[Job]:
    changed: list[Job | None] = []
    silent: list[Sought] = []
    for each in sought:
        age_s = age_of(each.job, now)
        if ages is not None:
            age_s = min(age_s, ages[each.job.id])
        verdict = judge(each, rows, age_s, schedule)
        if verdict is None:
            silent.append(each)
        else:
            changed.append(outcomes.settle(each, verdict))
    changed += outcomes.looked(silent, now)
    return [job for job in changed if job is not None]


def _why(error: ImageStudioError) -> str:
    return error.said or type(error).__name__.removesuffix("Error")
