"""Jobs whose outcome is not known are looked up in the service's own list, on a schedule, beside the window."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job
from imagestudio.core.lookup import OPEN, SCHEDULE, Schedule, age_of
from imagestudio.core.times import now_us
from imagestudio.workers.task import Task, TaskRunner

if TYPE_CHECKING:
    from imagestudio.core.reconcile import Found

Look = Callable[[str, Mapping[str, float] | None, bool], "Found"]
_Answer = tuple[str, "Found | ImageStudioError"]

_log = logging.getLogger(__name__)


@dataclass
class _Followed:
    """A job that is looked up: since when by a clock that nobody sets, and which looks are still to come."""

    provider: str
    since: float
    looks_s: tuple[float, ...]

    @property
    def age_s(self) -> float:
        return time.monotonic() - self.since

    @property
    def due_in_s(self) -> float:
        return self.looks_s[0] - self.age_s


class LookupWatch(QObject):
    """Follows the jobs of the window; all that are due at one provider are looked up with one question.

    Signals:
        settled(Job): it stands elsewhere now, or it is known why that could not be found out.
        surveyed(Found): what a whole week of the log holds that the library does not.
    """

    settled = Signal(object)
    surveyed = Signal(object)

    def __init__(
        self, look: Look, tasks: TaskRunner, schedule: Schedule = SCHEDULE, parent: QObject | None = None
    ) -> None:
        """`look(provider, ages, survey)` goes to the network and commits; it may wait for the keyring."""
        super().__init__(parent)
        self._look = look
        self._tasks = tasks
        self._schedule = schedule
        self._followed: dict[str, _Followed] = {}
        self._under_way: dict[str, Task] = {}
        self._in_part: set[str] = set()  # who was asked last for what was due, and nothing else
        self._after: dict[str, bool] = {}  # who is asked for everything when that is answered; whether with a survey
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_at_due)

    def follow(self, job: Job) -> None:
        """Look a job up from now on if its outcome is not known, and no more when it is."""
        if job.state not in OPEN:
            self.forget(job.id)
        elif job.id not in self._followed:
            age_s = age_of(job, now_us())
            self._followed[job.id] = _Followed(job.provider, time.monotonic() - age_s, self._schedule.after(age_s))
            self._plan()

    def forget(self, job_id: str) -> None:
        self._followed.pop(job_id, None)

    def look_now(self, provider: str, survey: bool = False) -> None:
        """What a start does: look up everything this provider may know more of by now."""
        if provider not in self._under_way:
            self._ask(provider, None, survey)
        elif provider in self._in_part:  # only what was due is being looked up
            self._after[provider] = survey or self._after.get(provider, False)

    @property
    def followed(self) -> int:
        """How many jobs are still looked up by themselves."""
        return sum(bool(each.looks_s) for each in self._followed.values())

    def _plan(self) -> None:
        """Wake up when the next job is due; one of a provider that is being asked waits for its answer."""
        due = [
            each.due_in_s for each in self._followed.values() if each.looks_s and each.provider not in self._under_way
        ]
        if due:
            self._timer.start(max(0, round(min(due) * 1000)))
        else:
            self._timer.stop()

    def _look_at_due(self) -> None:
        ages: dict[str, dict[str, float]] = {}
        for job_id, each in self._followed.items():
            if each.looks_s and each.due_in_s <= 0 and each.provider not in self._under_way:
                ages.setdefault(each.provider, {})[job_id] = each.age_s
                each.looks_s = self._schedule.after(each.age_s)
        for provider, of_jobs in ages.items():
            self._ask(provider, of_jobs, survey=False)
        self._plan()

    def _ask(self, provider: str, ages: Mapping[str, float] | None, survey: bool) -> None:
        (self._in_part.discard if ages is None else self._in_part.add)(provider)
        call = partial(self._answered, provider, ages, survey)
        self._under_way[provider] = self._tasks.run(call, self._on_answered)

    def _answered(self, provider: str, ages: Mapping[str, float] | None, survey: bool) -> _Answer:
        """Runs in a worker's thread; a library that fails there is told to the log, and the job looked up again."""
        try:
            return provider, self._look(provider, ages, survey)
        except ImageStudioError as error:
            return provider, error

    def _on_answered(self, answer: _Answer) -> None:
        provider, found = answer
        self._under_way.pop(provider, None)
        if isinstance(found, ImageStudioError):
            _log.info("What was found out could not be kept: %s", found.said)
        else:
            for job in found.jobs:
                self.follow(job)
                self.settled.emit(job)
            if found.foreign or found.doubled:
                self.surveyed.emit(found)
        if (survey := self._after.pop(provider, None)) is not None:
            self._ask(provider, None, survey)
        self._plan()
