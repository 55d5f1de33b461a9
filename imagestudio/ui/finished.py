"""Tells the desktop when pictures are done and the person looks elsewhere: one word for all of them, not one each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

from imagestudio.core.job import Job, JobState
from imagestudio.core.money import ZERO, Money
from imagestudio.core.ports import Settings
from imagestudio.core.record import Record
from imagestudio.workers.job_queue import JobQueue

NOTIFY, NOTIFY_PROMPT = "notify", "notify_prompt"  # the settings: whether at all, and whether with the prompt
_GATHER_MS = 1500
_LONGEST_PROMPT = 120


class Desktop(Protocol):
    """Shows a notification, and calls back when it is clicked."""

    def notify(self, title: str, text: str) -> None:
        """Show it, in place of the last one where that is possible."""

    def withdraw(self) -> None:
        """Take the last one away: the person is here."""


@dataclass
class _Batch:
    """What has come to its end since the person was told last."""

    pictures: int = 0
    cost: Money = ZERO
    known: bool = True
    prompt: str = ""
    jobs: set[str] = field(default_factory=set)


class Finished(QObject):
    """Gathers what is done until the queue is idle, and tells it where the window is not in front."""

    def __init__(
        self, queue: JobQueue, settings: Settings, make_desktop: Callable[[], Desktop], parent: QObject
    ) -> None:
        """`make_desktop` is called when there is something to tell first."""
        super().__init__(parent)
        self._queue = queue
        self._settings = settings
        self._make_desktop = make_desktop
        self._desktop: Desktop | None = None
        self._batch = _Batch()
        self._soon = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._soon.timeout.connect(self._tell)
        queue.records_added.connect(self._on_records)
        queue.job_changed.connect(self._on_job)
        queue.idle.connect(self._soon.start)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus)

    def _on_records(self, records: list[Record]) -> None:
        batch = self._batch
        for record in records:
            batch.pictures += 1
            batch.prompt = record.prompt
            batch.known = batch.known and record.cost is not None
            batch.cost += record.cost or ZERO

    def _on_job(self, job: Job) -> None:
        if job.state is JobState.SENDING:  # what an earlier session left is no news
            self._batch.jobs.add(job.id)

    def _on_focus(self, window: QWindow | None) -> None:
        if window is not None:  # the person is here, and sees what is done
            self._batch = _Batch(jobs=self._batch.jobs)
            if self._desktop is not None:
                self._desktop.withdraw()

    def _tell(self) -> None:
        if self._queue.running_count or self._queue.waiting_count:
            return  # more has begun meanwhile; its end is told
        batch, self._batch = self._batch, _Batch()
        missing = (job for job in self._queue.jobs if job.failed or job.state is JobState.INTENT)
        failed = sum(job.id in batch.jobs for job in missing)
        here = QApplication.activeWindow() is not None
        if here or not self._settings.get(NOTIFY, True) or not (batch.pictures or failed):
            return
        if self._desktop is None:
            self._desktop = self._make_desktop()
        self._desktop.notify(self._title(batch, failed), self._text(batch, failed))

    def _title(self, batch: _Batch, failed: int) -> str:
        if batch.pictures:
            return self.tr("%n picture(s) done", "", batch.pictures)
        return self.tr("%n picture(s) did not come", "", failed)

    def _text(self, batch: _Batch, failed: int) -> str:
        said = []
        if batch.pictures:
            cost = str(batch.cost) if batch.known else self.tr("{0} and what is not known yet").format(batch.cost)
            said.append(self.tr("Cost: {0}.").format(cost))
        if failed:
            said.append(self.tr("%n job(s) to look at: what happened stands in the window.", "", failed))
        if batch.prompt and self._settings.get(NOTIFY_PROMPT, False):
            prompt = " ".join(batch.prompt.split())
            said.append(prompt if len(prompt) <= _LONGEST_PROMPT else f"{prompt[:_LONGEST_PROMPT]}…")
        return " ".join(said)
