"""What the service's own list of requests says of a job whose outcome is not known, and when it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from imagestudio.core.errors import Charge, Failure, OutcomeUnknownError
from imagestudio.core.job import ATTEMPT_PREFIX, Attempt, Job, JobState
from imagestudio.core.money import Money
from imagestudio.core.record import DEMO

OPEN = frozenset({JobState.UNKNOWN, JobState.NO_CHARGE_FOUND})
DAY_S = 24 * 3600.0

_FREE = "Demo pictures cost nothing."
_FAILED = "The service's own list of requests shows this one as failed, without a charge."
_US = 1_000_000
_NEARLY = 0.999  # a clock may be set a little while a timer runs
_MARGIN_US = 10 * 60 * _US
_LONGEST_WINDOW_US = round(91 * DAY_S) * _US  # the service allows 92 days


@dataclass(frozen=True, slots=True)
class LogRow:
    """One request as the service's log has it; `created` is in microseconds since 1970 by the service's clock."""

    created: int
    status: str
    model: str
    cost: Money | None
    inference_id: str
    client_request_id: str

    @property
    def succeeded(self) -> bool:
        return self.status == "succeeded"

    @property
    def charged(self) -> bool:
        """Whether money went: a request that failed costs nothing, so one that cost something did not."""
        return self.succeeded or (self.cost is not None and self.cost.nanos > 0)

    @property
    def refused(self) -> bool:
        """Whether it failed without a cost; a status that is none of the two documented ones decides nothing."""
        return self.status == "failed" and not self.charged


@dataclass(frozen=True, slots=True)
class Sought:
    """A job whose outcome is not known, the attempt in question, and when the log was last read for it."""

    job: Job
    attempt: Attempt
    looked: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the log says: where the job stands now, and what is known of its charge."""

    state: JobState
    failure: Failure
    inference_id: str = ""
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """How many seconds after its outcome became unknown a job is looked up, and for how long at each start.

    A charge appears in the log some time after the answer; only after the last of these looks does its absence mean
    something, and then too it means “no charge found”, never “not charged”.
    """

    looks_s: tuple[float, ...] = (15, 45, 120, 300, 900, 3600)
    starts_for_s: float = 7 * DAY_S

    @property
    def no_charge_after_s(self) -> float:
        return self.looks_s[-1]

    def after(self, age_s: float) -> tuple[float, ...]:
        """The looks that are still to come for a job of this age."""
        return tuple(look for look in self.looks_s if look > age_s)

    def wanted(self, sought: Sought, now: int) -> bool:
        """Whether a start looks this job up: for a week, and once however old it is."""
        return age_of(sought.job, now) < self.starts_for_s or sought.looked is None


SCHEDULE = Schedule()


def in_reach(sought: Sought, now: int) -> bool:
    """Whether the log goes back to this attempt; of an older one its silence would mean nothing."""
    return now - sought.attempt.began < _LONGEST_WINDOW_US - 2 * _MARGIN_US - round(DAY_S) * _US


def age_of(job: Job, now: int) -> float:
    """Seconds since the outcome became unknown; 0 where the clock was set back meanwhile."""
    return max(0.0, (now - job.changed) / _US)


def window(sought: Iterable[Sought], now: int, clock_ahead_us: int, at_least_s: float = 0.0) -> tuple[int, int]:
    """From when to when the log must be read, in microseconds.

    `clock_ahead_us` is how far the service's clock is ahead of ours. Our clock may have been set right since the
    request was sent, so both what it says and what the service's says lie within the window.
    """
    moments = [moment for each in sought for moment in (each.attempt.began, each.job.changed)]
    oldest = min([*moments, now - round(at_least_s * _US)])
    end = max(now, now + clock_ahead_us) + _MARGIN_US
    start = min(oldest, oldest + clock_ahead_us) - _MARGIN_US
    return max(start, end - _LONGEST_WINDOW_US), end


def judge(sought: Sought, rows: Sequence[LogRow], age_s: float, schedule: Schedule = SCHEDULE) -> Verdict | None:
    """What the log says of a job of this age; None where it does not say anything (yet)."""
    if sought.job.provider == DEMO:  # it has no log, and no price
        return _not_charged(sought)
    own = [row for row in rows if row.client_request_id == sought.attempt.id]
    charged = [row for row in own if row.charged]
    if charged:
        return _charged(sought, charged)
    if own:
        return _not_charged(sought) if all(row.refused for row in own) else None
    surely_paid = sought.job.failure is not None and sought.job.failure.charge is Charge.PAID
    is_new = sought.job.state is JobState.UNKNOWN
    if is_new and not surely_paid and age_s >= schedule.no_charge_after_s * _NEARLY:
        failure = replace(_failure(sought), said="", unchecked="")
        return Verdict(JobState.NO_CHARGE_FOUND, failure, failure.inference_id)
    return None


def foreign(rows: Iterable[LogRow], known: frozenset[str]) -> tuple[LogRow, ...]:
    """The charged requests of an Image Studio that this library does not know."""
    return tuple(row for row in _ours(rows) if row.client_request_id not in known)


def doubled(rows: Iterable[LogRow], known: frozenset[str]) -> tuple[LogRow, ...]:
    """The requests of this library that were charged more than once, each with its first charge."""
    charges: dict[str, list[LogRow]] = {}
    for row in _ours(rows):
        if row.client_request_id in known:
            charges.setdefault(row.client_request_id, []).append(row)
    return tuple(found[-1] for found in charges.values() if len({row.inference_id for row in found}) > 1)


def ids_of(rows: Iterable[LogRow]) -> frozenset[str]:
    return frozenset(row.client_request_id for row in _ours(rows))


def _ours(rows: Iterable[LogRow]) -> list[LogRow]:
    return [row for row in rows if row.charged and row.client_request_id.startswith(ATTEMPT_PREFIX)]


def _charged(sought: Sought, rows: list[LogRow]) -> Verdict:
    """Paid for, and the picture is not here; several charges for one request are told in words."""
    costs = [row.cost for row in rows if row.cost is not None]
    cost = sum(costs[1:], costs[0]) if costs else None
    ids = ", ".join(dict.fromkeys(row.inference_id for row in rows if row.inference_id))
    before = _failure(sought)
    said = before.said if before.charge is Charge.PAID else ""  # else it says that nothing is known
    if len(rows) > 1:
        said = f"This one request was charged {len(rows)} times; ask the service for the surplus back."
    failure = Failure(before.kind, said, Charge.PAID, ids or before.inference_id, cost)
    return Verdict(JobState.CHARGED_LOST, failure, ids, cost)


def _not_charged(sought: Sought) -> Verdict:
    kind, said = ("ImageStudio", _FREE) if sought.job.provider == DEMO else ("ServiceFailed", _FAILED)
    failure = Failure(kind, said, Charge.NONE)
    return Verdict(JobState.NOT_CHARGED, failure, _failure(sought).inference_id)


def _failure(sought: Sought) -> Failure:
    return sought.job.failure or OutcomeUnknownError().failure
