"""What never left this computer: tried again or shown at once, and never called charged."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from imagestudio.api.limits import Limits
from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import Charge, DiskError, Failure
from imagestudio.core.generation import Outcome, Services, run_job
from imagestudio.core.job import Attempt, Job, JobState, new_job
from imagestudio.core.limits import NO_LIMITS, Spent
from imagestudio.core.pace import Pace
from imagestudio.core.request import Request
from imagestudio.library.folder import Library, open_library
from tests.server import KEY, ServiceServer
from tests.tls import secured


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr("imagestudio.core.generation.pause_before", lambda _try_number: 0.0)
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def outcome_at(library: Library, base_url: str, limits: Limits = Limits()) -> Outcome:  # noqa: B008 - frozen
    job = new_job(Request("openai/gpt-image-1-mini", "a fox", {"size": "1024x1024", "quality": "low"}), "aimlapi")
    library.queue.submit([job], NO_LIMITS)
    return run(library, job, base_url, limits)


def run(library: Library, job: Job, base_url: str, limits: Limits = Limits()) -> Outcome:  # noqa: B008 - frozen
    provider = ApiProvider(base_url, lambda: KEY, limits=limits)
    outcome = asyncio.run(run_job(job, Services(library.journal, library.originals, provider, Pace())))
    assert library.journal.job(job.id) == outcome.job
    return outcome


@contextmanager
def hearing(says: bytes | None) -> Iterator[int]:
    """The port of somebody who answers each call with some bytes and hangs up, or says nothing at all."""
    heard: list[socket.socket] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while not over.is_set():
                connection, _ = server.accept()
                heard.append(connection)
                if says is not None and not over.is_set():
                    connection.recv(65536)
                    connection.sendall(says)
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        socket.create_connection(server.getsockname()).close()
        thread.join(60)
    for connection in heard:
        connection.close()


@pytest.mark.parametrize("base_url", ["https://nobody.invalid", "http://127.0.0.1:9"], ids=["no name", "no connection"])
def test_what_nobody_was_there_to_take_is_tried_three_more_times_and_kept(library: Library, base_url: str) -> None:
    outcome = outcome_at(library, base_url)
    assert outcome.job.state is JobState.INTENT
    assert outcome.job.failure is not None
    assert (outcome.job.failure.kind, outcome.job.failure.charge) == ("Unreachable", Charge.NONE)
    assert len(library.journal.attempts(outcome.job.id)) == 4
    assert list((library.folder / "spool").iterdir()) == []
    assert library.exploring.budget.spent() == Spent()


def test_what_was_kept_is_sent_once_when_the_person_says_so_and_never_by_itself(
    library: Library, service: ServiceServer, tmp_path: Path
) -> None:
    kept = outcome_at(library, "http://127.0.0.1:9").job
    library.close()
    again = open_library(tmp_path / "library")
    assert again.journal.settle_interrupted() == []
    again.queue.set_aside()
    assert [job.state for job in again.journal.unfinished()] == [JobState.INTENT]
    (queued,) = again.queue.requeue([kept], NO_LIMITS).jobs
    assert run(again, queued, service.base_url).job.state is JobState.DONE
    assert len(service.posts) == 1
    again.close()


def test_who_takes_the_call_and_says_nothing_is_not_there_either(library: Library) -> None:
    with hearing(None) as port:
        outcome = outcome_at(library, f"https://127.0.0.1:{port}", Limits(connect_s=0.05))
    assert outcome.job.state is JobState.INTENT
    assert outcome.job.failure is not None
    assert "in time" in outcome.job.failure.said


def test_who_answers_without_encryption_is_a_failure_and_not_a_missing_network(library: Library) -> None:
    with hearing(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        outcome = outcome_at(library, f"https://127.0.0.1:{port}")
    assert outcome.job.state is JobState.NOT_CHARGED
    assert outcome.job.failure is not None
    assert (outcome.job.failure.kind, outcome.job.failure.charge) == ("NotSent", Charge.NONE)


def test_a_proxy_that_refuses_is_a_failure_but_one_that_is_not_there_is_a_missing_network(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hearing(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n") as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        refused = outcome_at(library, "https://service.invalid").job
    assert (refused.state, refused.failure and refused.failure.kind) == (JobState.NOT_CHARGED, "Proxy")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    gone = outcome_at(library, "https://service.invalid").job
    assert (gone.state, gone.failure and gone.failure.said) == (
        JobState.INTENT,
        "No connection to service.invalid through the proxy 127.0.0.1.",
    )


def test_what_the_disk_does_not_take_is_not_called_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    job = new_job(Request("openai/gpt-image-1-mini", "a fox", {}), "aimlapi")
    library.queue.submit([job], NO_LIMITS)
    settle = library.journal.settle

    def refuse(attempt: Attempt, state: JobState, failure: Failure | None) -> Job:
        if state is JobState.INTENT:
            raise DiskError("The disk is full.")
        return settle(attempt, state, failure)

    monkeypatch.setattr(library.journal, "settle", refuse)
    provider = ApiProvider("http://127.0.0.1:9", lambda: KEY)
    outcome = asyncio.run(run_job(job, Services(library.journal, library.originals, provider, Pace())))
    assert outcome.job.state is JobState.NOT_CHARGED
    assert library.journal.job(job.id).state is JobState.SENDING  # and unknown at the next start


def test_what_is_on_its_way_can_not_be_kept_for_later(library: Library) -> None:
    job = new_job(Request("openai/gpt-image-1-mini", "a fox", {}), "aimlapi")
    library.queue.submit([job], NO_LIMITS)
    library.journal.begin_attempt(job)
    with pytest.raises(ValueError, match="on its way"):
        library.queue.keep([job])
    assert library.journal.job(job.id).state is JobState.SENDING


def test_a_certificate_that_is_not_trusted_is_shown_at_once(
    library: Library, service: ServiceServer, tmp_path: Path
) -> None:
    with secured(service, tmp_path) as secure:
        outcome = outcome_at(library, secure.url)
    assert outcome.job.state is JobState.NOT_CHARGED
    assert outcome.job.failure is not None
    assert (outcome.job.failure.kind, outcome.job.failure.charge) == ("Certificate", Charge.NONE)
    assert len(library.journal.attempts(outcome.job.id)) == 1
    assert service.posts == []


def test_a_prompt_is_in_no_text_a_bug_would_show() -> None:
    request = Request("openai/gpt-image-1-mini", "a secret garden", {})
    assert "secret" not in repr(new_job(request, "aimlapi"))
