"""One QThread that runs one job, with an event loop of its own inside."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from imagestudio.core.errors import Charge, Failure, ImageStudioError
from imagestudio.core.job import Job, JobState
from imagestudio.core.record import Record

if TYPE_CHECKING:
    import asyncio

    from imagestudio.core.generation import Outcome, Services

_log = logging.getLogger(__name__)


class JobThread(QThread):
    """Runs one job to its end; an asyncio task can be cancelled at any moment, a blocking request could not.

    Signals:
        changed(Job): the job's state was committed.
        ended(Outcome): it is over.
        stopped(Job): the task was cancelled; the job stands as the last `changed` said.
        crashed(Job, BaseException): our bug.
    """

    changed = Signal(object)
    ended = Signal(object)
    stopped = Signal(object)
    crashed = Signal(object, object)

    def __init__(
        self,
        job: Job,
        services: Callable[[Job], Services],
        prepare: Callable[[Record], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.job = job
        self._services = services
        self._prepare = prepare
        self._guard = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Outcome] | None = None
        self._cancelled = False
        self._stopping = False

    def stop(self) -> None:
        """Send nothing (more), but still take what comes of a request that is out."""
        with self._guard:
            self._stopping = True
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._stop_unsent)

    def cancel(self) -> None:
        """Stop as soon as may be; what is committed stays. May be called from any thread, at any time."""
        with self._guard:
            self._cancelled = True
            if self._loop is not None and self._task is not None:
                self._loop.call_soon_threadsafe(self._task.cancel)

    def run(self) -> None:
        sys.settrace(threading.gettrace())  # lets coverage see this thread
        import asyncio

        try:
            outcome = asyncio.run(self._run())
        except asyncio.CancelledError:
            self.stopped.emit(self.job)
        except BaseException as error:  # it must reach the window, whatever it is
            self.crashed.emit(_as_left(self.job), error)
        else:
            self.ended.emit(outcome)

    async def _run(self) -> Outcome:
        import asyncio

        from imagestudio.core.generation import Outcome, run_job

        try:
            services = self._services(self.job)
        except ImageStudioError as error:  # nothing was sent, and nothing can be
            return Outcome(_not_begun(self.job, error), (), error)
        with self._guard:
            if self._cancelled or self._stopping:
                raise asyncio.CancelledError
            self._loop = asyncio.get_running_loop()
            self._task = asyncio.create_task(run_job(self.job, services, self._on_changed))
        try:
            outcome = await self._task
        finally:
            with self._guard:
                self._loop = self._task = None
        for record in outcome.records:
            self._prepare_safely(record)
        return outcome

    def _prepare_safely(self, record: Record) -> None:
        """Make the thumbnail; without it the picture is safe all the same, and the gallery asks again."""
        try:
            self._prepare(record)
        except ImageStudioError as error:
            _log.warning("No thumbnail was made of %s: %s", record.id, error.said)

    def _on_changed(self, job: Job) -> None:
        self.job = job
        self.changed.emit(job)
        if self._stopping:
            self._stop_unsent()

    def _stop_unsent(self) -> None:
        """Runs in the thread's own loop, where the job cannot be sent between the look and the deed."""
        if self.job.state is JobState.QUEUED and self._task is not None:
            self._task.cancel()


def _as_left(job: Job) -> Job:
    """The job as a bug left it: what is paid for has failed, so that it can be fetched again."""
    if job.state is not JobState.RECEIVED:
        return job
    return replace(job, failure=Failure("Bug", "A bug in Image Studio came in between.", Charge.PAID))


def _not_begun(job: Job, error: ImageStudioError) -> Job:
    """The job as it is shown when what it needs is not there; what is paid for stays so."""
    if job.state is JobState.RECEIVED:
        return replace(job, failure=replace(error.failure, charge=Charge.PAID))
    return job.moved(JobState.NOT_CHARGED, error.failure)
