"""The one path from a queued job to a saved record, and the protocols it needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from imagestudio.core.answer import Answer, AnswerHead, PictureSource
from imagestudio.core.errors import (
    Charge,
    CredentialError,
    DiskError,
    Failure,
    ImageStudioError,
    LibraryError,
    NotSentError,
    ProviderError,
    RateLimitedError,
)
from imagestudio.core.job import UNSENT, Attempt, Job, JobState, state_after, state_after_collecting
from imagestudio.core.pace import Pace, may_try_again, pause_before
from imagestudio.core.record import DEMO, Record
from imagestudio.core.request import Request
from imagestudio.core.sinks import ByteSink, FileInMaking, NoRescue, PatientSink, Rescue

Notify = Callable[[Job], None]


class StoppedUnsentError(asyncio.CancelledError):
    """A job was stopped, and it is certain that nothing of its request had left this computer."""


class Provider(Protocol):
    """Who makes the images."""

    @property
    def name(self) -> str: ...

    async def send(self, request: Request, client_request_id: str, sink: ByteSink) -> AnswerHead:
        """Send once; the body of a 200 is committed to the sink when this returns, and only then.

        Raises ProviderError, CredentialError; StoppedUnsentError where it was cancelled before a byte had left.
        """

    def read(self, body: bytes) -> Answer:
        """Understand a body. Raises UnreadableAnswerError."""

    async def download(self, url: str, sink: ByteSink) -> None:
        """Fetch a picture, without the key, and commit it to the sink. Raises DownloadError."""


class Journal(Protocol):
    """The durable record of jobs and attempts; every method returns when it is on the disk."""

    def begin_attempt(self, job: Job) -> Attempt:
        """Write the attempt's spool folder, commit the job as sending."""

    def answer_sink(self, attempt: Attempt) -> FileInMaking: ...

    def received(self, attempt: Attempt, head: AnswerHead) -> Job: ...

    def read_answer(self, attempt: Attempt, read: Callable[[bytes], Answer]) -> Answer:
        """Understand the answer on the disk by `read`; pictures within it may be files of their own already.

        Raises UnreadableAnswerError, DiskError.
        """

    def latest_attempt(self, job_id: str) -> tuple[Attempt, AnswerHead] | None:
        """The attempt whose answer is on the disk, with what came with it."""

    def settle(self, attempt: Attempt, state: JobState, failure: Failure | None) -> Job:
        """Commit how an attempt ended when it did not end in a picture."""


class Originals(Protocol):
    """Where pictures go."""

    def has_picture(self, attempt: Attempt, index: int) -> bool:
        """Whether the whole picture is on the disk already, so that a link that has expired since does no harm."""

    def picture_sink(self, attempt: Attempt, index: int) -> FileInMaking: ...

    def keep(self, job: Job, attempt: Attempt, index: int, head: AnswerHead) -> Record:
        """Check the picture, put it in its place for good with its sidecar. Raises PictureError, DiskError."""

    def finish(self, attempt: Attempt, records: tuple[Record, ...], failure: Failure | None, state: JobState) -> Job:
        """Commit the records and the job's state together."""


@dataclass(frozen=True)
class Services:
    """What a job needs to run."""

    journal: Journal
    originals: Originals
    provider: Provider
    pace: Pace
    rescue: Rescue = NoRescue()  # noqa: RUF009 - it holds nothing


@dataclass(frozen=True)
class Outcome:
    """How a job ended: where it stands now, the records it brought, and what went wrong, if anything."""

    job: Job
    records: tuple[Record, ...] = ()
    error: ImageStudioError | None = None


def _ignore(_job: Job) -> None:
    """Nobody listens."""


async def run_job(job: Job, services: Services, notify: Notify = _ignore) -> Outcome:
    """Bring a job to its end; every step is committed before the next begins.

    A queued one is sent; of a received one the answer is on the disk, so nothing is sent and nothing paid again.
    Failures of the world end in an Outcome with `error`; where nobody was there to send it to, the job is an intent
    then. A cancelled task leaves it as unknown when it was on its way, else as it was.
    """
    run = _Run(job, services, notify)
    try:
        attempt, head = run.answered() if job.state is JobState.RECEIVED else await run.send()
        return await run.collect(attempt, head)
    except ImageStudioError as error:
        return Outcome(run.job, (), error)


class _Run:
    """One job's way: sends it as often as is allowed, then fetches and keeps its pictures."""

    def __init__(self, job: Job, services: Services, notify: Notify) -> None:
        self.job = job
        self._services = services
        self._notify = notify

    async def send(self) -> tuple[Attempt, AnswerHead]:
        """Send until an answer is there, again only where nothing can have been charged."""
        try_number = 0
        while True:
            try_number += 1
            await self._services.pace.ready()
            attempt = self._begin()
            try:
                return attempt, await self._send_once(attempt)
            except (NotSentError, RateLimitedError) as error:
                again = may_try_again(error, try_number)
                self._settle(attempt, JobState.QUEUED if again else state_after(error), error.failure)
                if not again:
                    raise
                await self._wait_after(error, try_number)

    def answered(self) -> tuple[Attempt, AnswerHead]:
        """The answer that is on the disk. Raises LibraryError."""
        try:
            if found := self._services.journal.latest_attempt(self.job.id):
                return found
            raise DiskError("The service's answer is not on the disk any more.")
        except LibraryError as error:
            self._set(replace(self.job, failure=self._paid(error)))
            raise

    def _begin(self) -> Attempt:
        try:
            attempt = self._services.journal.begin_attempt(self.job)
        except ImageStudioError as error:  # the disk: it cannot be committed, but it can be shown
            self._set(self.job.moved(JobState.NOT_CHARGED, error.failure))
            raise
        self._set(self.job.moved(JobState.SENDING))
        return attempt

    async def _send_once(self, attempt: Attempt) -> AnswerHead:
        sink = PatientSink(partial(self._services.journal.answer_sink, attempt), f"imagestudio-{attempt.id}-answer")
        try:
            head = await self._services.provider.send(self.job.request, attempt.id, sink)
            await sink.finish(self._services.rescue, head.inference_id)
        except (NotSentError, RateLimitedError):
            raise
        except StoppedUnsentError:
            self._settle(attempt, JobState.QUEUED, None)
            raise
        except (ProviderError, CredentialError) as error:
            self._settle(attempt, state_after(error), error.failure)
            raise
        except BaseException as error:  # cancelled, the disk, or our bug: in each case bytes may be out
            self._settle(attempt, JobState.UNKNOWN, sink.why_unknown(error).failure)
            raise
        self._receive(attempt, head)
        return head

    def _receive(self, attempt: Attempt, head: AnswerHead) -> None:
        """Commit that the answer is here. Where the disk fails, the job is shown as what it is: paid for."""
        try:
            self._set(self._services.journal.received(attempt, head))
        except LibraryError as error:
            self._set(self.job.moved(JobState.RECEIVED, self._paid(error)))
            raise

    def _settle(self, attempt: Attempt, state: JobState, failure: Failure | None) -> None:
        """Commit how an attempt ended. Where the disk fails it can only be shown, and nothing is sent any more."""
        try:
            self._set(self._services.journal.settle(attempt, state, failure))
        except LibraryError:
            waits = state in UNSENT  # the journal does not know it, so nothing may be made of it
            self._set(self.job.moved(JobState.NOT_CHARGED if waits else state, failure))
            if state is JobState.QUEUED:
                raise

    def _paid(self, error: ImageStudioError) -> Failure:
        """The failure of a job whose answer came; only the demo is free."""
        return replace(error.failure, charge=Charge.NONE if self.job.provider == DEMO else Charge.PAID)

    async def _wait_after(self, error: ImageStudioError, try_number: int) -> None:
        seconds = pause_before(try_number)
        if isinstance(error, RateLimitedError):
            self._services.pace.hold(error.retry_after if error.retry_after is not None else seconds)
        else:
            await asyncio.sleep(seconds)

    async def collect(self, attempt: Attempt, head: AnswerHead) -> Outcome:
        """Read the answer on the disk, fetch its pictures and keep them."""
        services = self._services
        records: list[Record] = []
        failed: ImageStudioError | None = None
        try:
            head, pictures = await self._unpack(attempt, head)
            for index, picture in enumerate(pictures):
                await self._fetch(attempt, index, picture, head)
                records.append(services.originals.keep(self.job, attempt, index, head.shared_by(len(pictures))))
        except ImageStudioError as error:
            error.inference_id = error.inference_id or head.inference_id
            failed = error
        self._finish(attempt, tuple(records), failed)
        return Outcome(self.job, tuple(records), failed)

    async def _unpack(self, attempt: Attempt, head: AnswerHead) -> tuple[AnswerHead, list[PictureSource]]:
        """Read the answer, put the pictures within it on the disk, and let go of their bytes before any is checked."""
        answer = self._services.journal.read_answer(attempt, self._services.provider.read)
        head = replace(head, cost=head.cost or answer.cost)
        for index, picture in enumerate(answer.pictures):
            if not picture.url:
                await self._fetch(attempt, index, picture, head)
        return head, [PictureSource(url=picture.url) for picture in answer.pictures]

    def _finish(self, attempt: Attempt, records: tuple[Record, ...], failed: ImageStudioError | None) -> None:
        failure = self._paid(failed) if failed else None
        state = state_after_collecting(failed)
        try:
            self._set(self._services.originals.finish(attempt, records, failure, state))
        except LibraryError as error:  # the pictures are in their places, and are found there by the next try
            self._set(replace(self.job, failure=self._paid(error)))
            raise

    async def _fetch(self, attempt: Attempt, index: int, picture: PictureSource, head: AnswerHead) -> None:
        if self._services.originals.has_picture(attempt, index):
            return
        open_sink = partial(self._services.originals.picture_sink, attempt, index)
        sink = PatientSink(open_sink, f"imagestudio-{attempt.id}-{index}")
        if picture.url:
            await self._services.provider.download(picture.url, sink)
        else:
            sink.write(picture.content)
            sink.commit()
        await sink.finish(self._services.rescue, head.inference_id)

    def _set(self, job: Job) -> None:
        self.job = job
        self._notify(job)
