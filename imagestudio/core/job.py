"""A request on its way, the times it was sent, and which change of state follows which."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import StrEnum

from imagestudio.core.errors import (
    Charge,
    Failure,
    ImageStudioError,
    LinkExpiredError,
    UnreachableError,
    UnreadableAnswerError,
)
from imagestudio.core.money import Money
from imagestudio.core.origin import UNKNOWN_ORIGIN, Origin
from imagestudio.core.request import Request
from imagestudio.core.times import now_us

ATTEMPT_PREFIX = "is1."  # by which the service's log tells our requests from those of other programs


class JobState(StrEnum):
    """Where a job stands. An intent was asked for and waits for the person's word; it is never sent by itself."""

    INTENT = "intent"
    QUEUED = "queued"
    SENDING = "sending"
    RECEIVED = "received"
    DONE = "done"
    NOT_CHARGED = "not_charged"
    UNKNOWN = "unknown"
    CHARGED_LOST = "charged_lost"
    NO_CHARGE_FOUND = "no_charge_found"
    LINK_EXPIRED = "link_expired"
    CANCELLED = "cancelled"


_NEXT: dict[JobState, frozenset[JobState]] = {
    JobState.INTENT: frozenset({JobState.QUEUED, JobState.CANCELLED}),
    JobState.QUEUED: frozenset({JobState.SENDING, JobState.CANCELLED, JobState.NOT_CHARGED, JobState.INTENT}),
    # a request nobody was there to take is an intent again: not one byte of it left
    JobState.SENDING: frozenset(
        {JobState.QUEUED, JobState.INTENT, JobState.RECEIVED, JobState.NOT_CHARGED, JobState.UNKNOWN}
    ),
    JobState.RECEIVED: frozenset({JobState.RECEIVED, JobState.DONE, JobState.LINK_EXPIRED, JobState.UNKNOWN}),
    JobState.DONE: frozenset(),
    JobState.NOT_CHARGED: frozenset({JobState.QUEUED}),
    # an answer that is on the disk after all makes a lost job a received one
    JobState.UNKNOWN: frozenset(
        {JobState.CHARGED_LOST, JobState.NO_CHARGE_FOUND, JobState.NOT_CHARGED, JobState.RECEIVED}
    ),
    JobState.CHARGED_LOST: frozenset({JobState.RECEIVED}),
    JobState.NO_CHARGE_FOUND: frozenset({JobState.CHARGED_LOST, JobState.NOT_CHARGED, JobState.RECEIVED}),
    JobState.LINK_EXPIRED: frozenset({JobState.DONE}),
    JobState.CANCELLED: frozenset({JobState.QUEUED, JobState.INTENT}),
}

RUNNING = frozenset({JobState.SENDING, JobState.RECEIVED})
FAILED = frozenset(
    {
        JobState.NOT_CHARGED,
        JobState.UNKNOWN,
        JobState.CHARGED_LOST,
        JobState.NO_CHARGE_FOUND,
        JobState.LINK_EXPIRED,
    }
)
UNSENT = frozenset({JobState.INTENT, JobState.QUEUED})
UNFINISHED = UNSENT | RUNNING | FAILED


def may_follow(state: JobState, following: JobState) -> bool:
    """Whether a job in one state may change to the other."""
    return following in _NEXT[state]


@dataclass(frozen=True)
class Job:
    """One request on its way to one answer; `turn` is its place in the queue where the person gave it another one."""

    id: str
    request: Request
    provider: str
    state: JobState
    created: int
    changed: int
    estimate: Money | None = None
    failure: Failure | None = None
    task: str = ""
    origin: Origin = UNKNOWN_ORIGIN
    turn: int | None = None

    @property
    def unsent(self) -> bool:
        """Whether it waits to be sent, by itself or for the person's word."""
        return self.state in UNSENT

    @property
    def sendable(self) -> bool:
        """Whether the same job may be sent again, since nothing was charged for it."""
        return self.state in UNSENT or self.state in (JobState.NOT_CHARGED, JobState.CANCELLED)

    @property
    def failed(self) -> bool:
        return self.state in FAILED or (self.state is JobState.RECEIVED and self.failure is not None)

    def moved(self, state: JobState, failure: Failure | None = None) -> Job:
        """The job in its next state. Raises ValueError for a change that cannot follow, which is our bug."""
        if not may_follow(self.state, state):
            raise ValueError(f"a job cannot go from {self.state} to {state}")
        return replace(self, state=state, failure=failure, changed=now_us())


@dataclass(frozen=True)
class Attempt:
    """One time a job was sent; its id is the client request id the service keeps in its logs."""

    id: str
    job_id: str
    number: int
    began: int


def _new_id() -> str:
    return os.urandom(16).hex()  # as good as the module uuid, whose import takes longer than all of this one


def new_job(
    request: Request,
    provider: str,
    estimate: Money | None = None,
    task: str = "",
    origin: Origin = UNKNOWN_ORIGIN,
) -> Job:
    moment = now_us()
    return Job(_new_id(), request, provider, JobState.QUEUED, moment, moment, estimate, None, task, origin)


def new_attempt(job: Job, number: int) -> Attempt:
    """An attempt with an id of A–Z a–z 0–9 . _ : - (at most 128), since the service silently drops any other."""
    return Attempt(f"{ATTEMPT_PREFIX}{_new_id()}", job.id, number, now_us())


def state_after(error: ImageStudioError) -> JobState:
    """Where a job stands after this failure, by the table of what may be sent again."""
    if isinstance(error, UnreachableError):
        return JobState.INTENT
    if isinstance(error, LinkExpiredError):
        return JobState.LINK_EXPIRED
    if isinstance(error, UnreadableAnswerError):
        return JobState.UNKNOWN
    return {
        Charge.NONE: JobState.NOT_CHARGED,
        Charge.UNKNOWN: JobState.UNKNOWN,
        Charge.PAID: JobState.RECEIVED,
    }[error.charge]


def state_after_collecting(error: ImageStudioError | None) -> JobState:
    """Where a received job stands: done, or still received when its picture may yet be had from what is on the disk."""
    if error is None:
        return JobState.DONE
    state = state_after(error)
    return state if state in (JobState.LINK_EXPIRED, JobState.UNKNOWN) else JobState.RECEIVED
