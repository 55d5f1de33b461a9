"""How jobs get into the queue: what the limits say of them, and what is asked of whoever keeps the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from imagestudio.core.job import Job
from imagestudio.core.limits import Answer, Decision, SpendingLimits


@dataclass(frozen=True)
class Admitted:
    """What was decided, and the jobs as they are in the journal now; none where nothing was written down."""

    decision: Decision
    jobs: tuple[Job, ...] = ()

    @property
    def is_in(self) -> bool:
        return self.decision.answer is Answer.GO


@dataclass(frozen=True)
class Held:
    """Jobs that were not let into the queue, and why: a decision of the limits, or None where there is no network.

    `fresh` ones were asked for just now and are intents since; the others stay what they were. They have the prices
    of now; `before` are the same jobs with those they were kept with, where they were reckoned anew.
    """

    jobs: tuple[Job, ...]
    decision: Decision | None
    fresh: bool = True
    before: tuple[Job, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the person's yes is enough."""
        return self.decision is not None and self.decision.answer is Answer.ASK


class QueueStore(Protocol):
    """Keeps what waits to be sent; every method may be called from any thread but the window's.

    All of them raise LibraryError.
    """

    def weigh(self, jobs: Sequence[Job], limits: SpendingLimits) -> Decision:
        """What the limits say of sending these jobs now, without doing it."""

    def submit(self, jobs: Sequence[Job], limits: SpendingLimits, agreed: Decision | None = None) -> Admitted:
        """Commit new jobs: as queued where the limits allow it, else as intents; all or none."""

    def requeue(self, jobs: Sequence[Job], limits: SpendingLimits, agreed: Decision | None = None) -> Admitted:
        """Commit jobs for which nothing was charged as queued, behind all others, where the limits allow it.

        What they are expected to cost is committed with them, and is what the limits look at.
        """

    def keep(self, jobs: Sequence[Job]) -> list[Job]:
        """Commit new jobs, or some that were cancelled, as intents."""

    def cancel(self, jobs: Sequence[Job]) -> list[Job]:
        """Commit jobs that were not sent as cancelled, all or none."""

    def arrange(self, job_ids: Sequence[str]) -> None:
        """Commit that these jobs come in this order, at the places they have together."""

    def is_paused(self) -> bool: ...

    def pause(self, paused: bool) -> None:
        """Commit that nothing is to be sent, or that it may be again."""
