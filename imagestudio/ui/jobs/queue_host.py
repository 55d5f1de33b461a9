"""Carries out the commands for the whole queue, and offers those that would do something."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from imagestudio.core.job import Job, JobState
from imagestudio.ui.jobs.limit_words import pictures_in
from imagestudio.ui.organise.toast import Toast
from imagestudio.ui.workspace import Parts, Workspace

_SOON_MS = 50


class QueueHost(QObject):
    """Pauses the queue, tries again what failed, cancels what waits and brings that back."""

    def __init__(self, workspace: Workspace, parts: Parts) -> None:
        super().__init__(workspace)
        self._actions = workspace.actions_of
        self._queue = parts.queue
        self._cancelled: list[Job] = []
        self.toast = Toast(parts.theme, workspace.window())
        self.toast.taken_up.connect(self._on_bring_back)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._offer)
        queue, actions = parts.queue, self._actions
        for signal in (queue.job_added, queue.job_changed, queue.job_removed):
            signal.connect(self._on_jobs_changed)
        queue.order.pause_changed.connect(actions["pause_queue"].setChecked)
        actions["pause_queue"].triggered.connect(queue.order.pause)
        actions["retry_failed"].triggered.connect(self.retry_failed)
        actions["cancel_waiting"].triggered.connect(self.cancel_waiting)
        actions["pause_queue"].setChecked(queue.order.paused)
        self._offer()

    def retry_failed(self) -> None:
        """Send again all for which nothing was charged, at one go, and fetch what is paid for; buy nothing twice."""
        failed = self._retryable()
        self._queue.release([job for job in failed if job.sendable])
        for job in failed:
            if job.state is JobState.RECEIVED:
                self._queue.retry(job)

    def cancel_waiting(self) -> None:
        """Cancel all that wait for their turn; for a while they can be brought back."""
        if jobs := self._waiting():
            self._queue.cancel(jobs)
            self._cancelled = jobs
            text = self.tr("%n waiting picture(s) cancelled, nothing was charged", "", pictures_in(jobs))
            self.toast.say(text, self.tr("&Keep for later"))

    def _on_bring_back(self) -> None:
        self._queue.keep(self._cancelled)

    def _retryable(self) -> list[Job]:
        return [job for job in self._queue.jobs if job.failed and (job.sendable or job.state is JobState.RECEIVED)]

    def _waiting(self) -> list[Job]:
        return [job for job in self._queue.waiting if job.unsent]

    def _on_jobs_changed(self) -> None:
        """Many a job changes within a moment."""
        if not self._soon.isActive():
            self._soon.start()

    def _offer(self) -> None:
        self._actions["retry_failed"].setEnabled(bool(self._retryable()))
        self._actions["cancel_waiting"].setEnabled(bool(self._waiting()))
