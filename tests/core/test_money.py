"""What is said of the money when the disk, the person or the moment is against us, with the requests counted."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from imagestudio.api.limits import Limits
from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import Charge, DiskError
from imagestudio.core.generation import Outcome, Services, run_job
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.pace import Pace
from imagestudio.core.record import DEMO
from imagestudio.core.request import Request
from imagestudio.core.sinks import ByteSink
from imagestudio.library.folder import Library, open_library
from tests import faults
from tests.faults import FINE
from tests.server import KEY, ServiceServer

FULL = DiskError("The disk is full.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def services(library: Library, service: ServiceServer) -> Services:
    provider = ApiProvider(service.base_url, lambda: KEY, limits=Limits(download_pause_s=0.001))
    return Services(library.journal, library.originals, provider, Pace())


def submitted(library: Library, provider: str = "aimlapi") -> Job:
    job = new_job(Request("openai/gpt-image-1-mini", "a fox", {"size": "1024x1024", "quality": "low"}), provider)
    library.queue.submit([job], NO_LIMITS)
    return job


def refuse(monkeypatch: pytest.MonkeyPatch, owner: object, *names: str) -> None:
    """The disk refuses these steps."""

    def full(*_arguments: object) -> None:
        raise FULL

    for name in names:
        monkeypatch.setattr(owner, name, full)


def run(job: Job, services: Services) -> Outcome:
    return asyncio.run(run_job(job, services))


def test_an_answer_that_cannot_be_committed_is_paid_and_collected_later_without_paying(
    library: Library, services: Services, service: ServiceServer
) -> None:
    job = submitted(library)
    with pytest.MonkeyPatch.context() as patch:
        refuse(patch, library.journal, "received")
        outcome = run(job, services)
    assert outcome.job.state is JobState.RECEIVED
    assert outcome.job.failure is not None
    assert outcome.job.failure.charge is Charge.PAID
    assert library.journal.job(job.id).state is JobState.SENDING
    assert run(outcome.job, services).job.state is JobState.DONE
    assert len(service.posts) == 1


def test_a_record_that_cannot_be_committed_is_paid_and_finished_later_without_paying(
    library: Library, services: Services, service: ServiceServer
) -> None:
    job = submitted(library)
    with pytest.MonkeyPatch.context() as patch:
        refuse(patch, library.originals, "finish")
        outcome = run(job, services)
    assert outcome.job.state is JobState.RECEIVED
    assert outcome.job.failure is not None
    assert outcome.job.failure.charge is Charge.PAID
    again = run(outcome.job, services)
    assert again.job.state is JobState.DONE
    assert library.history.count() == 1
    assert (len(service.posts), len(service.picture_requests)) == (1, 1)


def test_an_answer_that_is_gone_from_the_disk_is_told_and_never_bought_again(
    library: Library, services: Services, service: ServiceServer
) -> None:
    service.script_pictures(faults.answered(400))
    received = run(submitted(library), services).job
    for path in (library.folder / "spool").glob("*/answer"):
        path.unlink()
    outcome = run(received, services)
    assert outcome.job.state is JobState.RECEIVED
    assert outcome.job.failure is not None
    assert outcome.job.failure.charge is Charge.PAID
    assert len(service.posts) == 1


def test_a_disk_that_takes_neither_the_answer_nor_the_state_leaves_the_outcome_unknown(
    library: Library, services: Services, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = submitted(library)

    class FullSink:
        def write(self, _chunk: bytes) -> None:
            raise FULL

        restart = commit = write

        def note_place(self, place: str, content: bytes) -> None:
            raise NotImplementedError

        def salvage(self) -> bytes:
            return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library.journal, "answer_sink", lambda _attempt: FullSink())
        refuse(patch, library.journal, "settle")
        outcome = run(job, services)
    assert outcome.job.state is JobState.UNKNOWN
    assert outcome.job.failure is not None
    assert (outcome.job.failure.charge, outcome.job.failure.said) == (Charge.PAID, FULL.said)
    assert len(service.posts) == 1
    library.journal.dismiss(outcome.job)  # what could not be committed then is committed now
    assert library.journal.job(job.id).state is JobState.UNKNOWN
    assert library.journal.unfinished() == []


def test_a_disk_that_does_not_take_the_state_sends_nothing_again(
    library: Library, services: Services, service: ServiceServer
) -> None:
    service.script(faults.rate_limited("0"), FINE)
    job = submitted(library)
    with pytest.MonkeyPatch.context() as patch:
        refuse(patch, library.journal, "settle")
        outcome = run(job, services)
    assert outcome.job.state is JobState.NOT_CHARGED
    assert len(service.posts) == 1


async def _stopped(job: Job, services: Services, arrived: threading.Event) -> None:
    task = asyncio.create_task(run_job(job, services))
    await asyncio.to_thread(arrived.wait, 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_job_that_is_stopped_before_a_byte_has_left_is_as_it_was(library: Library, service: ServiceServer) -> None:
    asked, answered = threading.Event(), threading.Event()

    def locked_keyring() -> str:
        asked.set()
        answered.wait(60)
        return KEY

    provider = ApiProvider(service.base_url, locked_keyring)
    job = submitted(library)
    services = Services(library.journal, library.originals, provider, Pace())
    asyncio.run(_stopped(job, services, asked))  # ends although the keyring never answers
    answered.set()
    assert library.journal.job(job.id).state is JobState.QUEUED
    assert library.journal.job(job.id).failure is None
    assert service.posts == []


def test_an_answer_that_is_whole_when_the_job_is_stopped_is_not_lost(
    library: Library, services: Services, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopping:
        def __init__(self, sink: ByteSink) -> None:
            self.write, self.restart, self._commit = sink.write, sink.restart, sink.commit

        def commit(self) -> None:
            self._commit()
            task = asyncio.current_task()
            assert task is not None
            task.cancel()

    sink_of = library.journal.answer_sink
    monkeypatch.setattr(library.journal, "answer_sink", lambda attempt: Stopping(sink_of(attempt)))
    job = submitted(library)
    with pytest.raises(asyncio.CancelledError):
        run(job, services)
    received = library.journal.job(job.id)
    assert received.state is JobState.RECEIVED
    outcome = run(received, services)
    assert outcome.job.state is JobState.DONE
    assert outcome.records[0].inference_id == "inference-1"
    assert len(service.posts) == 1


def test_a_demo_picture_that_does_not_come_was_not_paid(
    library: Library, services: Services, service: ServiceServer
) -> None:
    service.script_pictures(faults.answered(404))
    outcome = run(submitted(library, DEMO), services)
    assert outcome.job.state is JobState.LINK_EXPIRED
    assert outcome.job.failure is not None
    assert outcome.job.failure.charge is Charge.NONE
