"""What the queue has written down: each change is committed in the writer's thread, and told of in the window's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from imagestudio.core.admission import Admitted, Held, QueueStore
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job, JobState
from imagestudio.core.limits import NO_LIMITS, Answer, Decision, SpendingLimits
from imagestudio.core.ports import JobJournal
from imagestudio.core.reckoning import Reckon
from imagestudio.workers.task import TaskRunner

T = TypeVar("T")


class QueueWriting(QObject):
    """Knows which jobs are being written down, of which nothing else is asked meanwhile.

    Signals:
        queued(list[Job], bool): they are in the queue; whether they are new.
        kept(list[Job]): new ones are intents.
        held(Held): some were not let in; new ones among them were told of as kept.
        cancelled(Job): of each one.
        refused(list[Job], ImageStudioError): nothing of that could be written down.
    """

    queued = Signal(object, bool)
    kept = Signal(object)
    held = Signal(object)
    cancelled = Signal(object)
    refused = Signal(object, object)

    def __init__(self, journal: JobJournal, store: QueueStore, writer: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self._store = store
        self._writer = writer
        self._jobs: set[str] = set()
        self.limits: Callable[[], SpendingLimits] = _no_limits
        self.reckon: Reckon = list

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._jobs

    def submit(self, jobs: Sequence[Job]) -> None:
        """Commit new jobs as queued, or as intents where the limits do not let them in."""
        self._write(jobs, lambda: self._store.submit(jobs, self.limits()), self._on_submitted)

    def requeue(self, jobs: Sequence[Job], agreed: Decision | None) -> None:
        """Commit jobs for which nothing was charged as queued, within the limits or what was agreed to.

        Their price is reckoned anew, unless the person agreed to the one they have; where it is higher than the one
        that is shown, they are held.
        """
        call = partial(self._requeue, jobs, agreed)
        self._write(jobs, call, partial(self._on_requeued, jobs))

    def keep(self, jobs: Sequence[Job], offline: bool = False) -> None:
        """Commit new jobs, or some that were cancelled, as intents; `offline` ones are held as well."""
        self._write(jobs, lambda: self._store.keep(jobs), partial(self._on_kept, offline))

    def cancel(self, jobs: Sequence[Job]) -> None:
        self._write(jobs, lambda: self._store.cancel(jobs), self._on_cancelled)

    def dismiss(self, job: Job) -> None:
        self._write([job], lambda: self._journal.dismiss(job), self._on_dismissed)

    def _requeue(self, jobs: Sequence[Job], agreed: Decision | None) -> tuple[Sequence[Job], Admitted]:
        """Runs in the writer's thread; the jobs are those that were to be sent, with their price of now."""
        now = self.reckon(jobs) if agreed is None else jobs
        if not _dearer(jobs, now):
            return now, self._store.requeue(now, self.limits(), agreed)
        decision = self._store.weigh(now, self.limits())
        return now, Admitted(replace(decision, answer=Answer.ASK) if decision.answer is Answer.GO else decision)

    def _write(self, jobs: Sequence[Job], call: Callable[[], T], done: Callable[[T], None]) -> None:
        self._jobs.update(job.id for job in jobs)
        self._writer.run(call, partial(self._on_end, jobs, done), partial(self._on_refused, jobs))

    def _on_end(self, jobs: Sequence[Job], done: Callable[[T], None], result: T) -> None:
        self._jobs.difference_update(job.id for job in jobs)
        done(result)

    def _on_refused(self, jobs: Sequence[Job], error: ImageStudioError) -> None:
        self._jobs.difference_update(job.id for job in jobs)
        self.refused.emit(list(jobs), error)

    def _on_submitted(self, admitted: Admitted) -> None:
        if admitted.is_in:
            self.queued.emit(list(admitted.jobs), True)
        else:
            self.kept.emit(list(admitted.jobs))
            self.held.emit(Held(admitted.jobs, admitted.decision))

    def _on_requeued(self, before: Sequence[Job], answer: tuple[Sequence[Job], Admitted]) -> None:
        wanted, admitted = answer
        if admitted.is_in:
            self.queued.emit(list(admitted.jobs), False)
        else:
            self.held.emit(Held(tuple(wanted), admitted.decision, fresh=False, before=tuple(before)))

    def _on_kept(self, offline: bool, jobs: list[Job]) -> None:
        self.kept.emit(jobs)
        if offline:
            self.held.emit(Held(tuple(jobs), None))

    def _on_cancelled(self, jobs: list[Job]) -> None:
        for job in jobs:
            self.cancelled.emit(job)

    def _on_dismissed(self, _nothing: object) -> None:
        """A commit is through that nobody waits for."""


def _dearer(kept: Sequence[Job], now: Sequence[Job]) -> bool:
    """Whether one that stood there with its price would cost more by now, as far as that is seen."""
    prices = [(was.estimate, one.estimate) for was, one in zip(kept, now, strict=True) if was.state is JobState.INTENT]
    known = [(was, one) for was, one in prices if was is not None and one is not None]
    return any(one > was and str(one) != str(was) for was, one in known)


def _no_limits() -> SpendingLimits:
    return NO_LIMITS
