"""Bytes to files, and only then a record."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from imagestudio.core.errors import DiskError, DownloadError, PictureError
from imagestudio.core.generation import run_job
from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.money import ZERO
from imagestudio.core.record import Record
from imagestudio.core.times import from_iso
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from tests.library.helpers import (
    HEAD,
    PARAMETERS,
    fetch,
    files_in,
    make_job,
    picture,
    save,
    send,
    services,
    with_png_chunk,
)


def test_a_picture_lies_as_delivered_beside_its_sidecar(folder: Path, library: Library) -> None:
    job = make_job()
    content = with_png_chunk(picture(), b"caBX", b"signed by the service")
    record = save(library, job, content)
    assert re.fullmatch(r"originals/\d{4}/\d\d/\d{8}-\d{6}-[0-9a-f]{8}\.png", record.path)
    assert library.path_of(record).read_bytes() == content
    sidecar = library.path_of(record).with_suffix(".json")
    assert Record.from_data(json.loads(sidecar.read_bytes())) == record
    assert files_in(folder / "originals") == sorted(
        path.relative_to(folder / "originals").as_posix() for path in (library.path_of(record), sidecar)
    )
    assert files_in(folder / "spool") == []


def test_a_record_knows_everything(library: Library) -> None:
    job = make_job("a fox")
    attempt = send(library, job)
    content = picture("JPEG", (60, 40))
    fetch(library, attempt, content)
    record = library.originals.keep(job, attempt, 0, HEAD)
    done = library.originals.finish(attempt, (record,), None, JobState.DONE)
    assert done.state is JobState.DONE
    assert record.sha256 == hashlib.sha256(content).hexdigest()
    assert (record.size_bytes, record.media_type, record.width, record.height) == (len(content), "image/jpeg", 60, 40)
    assert record.path.endswith(".jpg")
    assert (record.provider, record.model, record.prompt) == ("aimlapi", job.request.model, "a fox")
    assert (record.parameters, record.estimate, record.cost) == (PARAMETERS, job.estimate, HEAD.cost)
    assert (record.duration_ms, record.inference_id) == (HEAD.duration_ms, "inf-1")
    assert (record.client_request_id, record.job_id) == (attempt.id, job.id)
    assert not record.content_credentials
    assert library.history.records() == [record]


def test_demo_pictures_cost_nothing(library: Library) -> None:
    assert save(library, make_job(provider="demo")).cost == ZERO


def test_a_file_of_our_own_that_cannot_be_read_leaves_the_picture_to_be_kept_later(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job()
    attempt = send(library, job)
    fetch(library, attempt, picture())
    with monkeypatch.context() as broken:
        broken.setitem(sys.modules, "imagestudio.library.pictures", None)  # what a failing import of it looks like
        with pytest.raises(DiskError, match="Start it again"):
            library.originals.keep(job, attempt, 0, HEAD)
    assert library.originals.has_picture(attempt, 0)
    assert library.path_of(library.originals.keep(job, attempt, 0, HEAD)).read_bytes() == picture()


def test_the_bytes_decide_what_a_picture_is(library: Library) -> None:
    asked_for_png = make_job(parameters={**PARAMETERS, "output_format": "png"})
    record = save(library, asked_for_png, picture("WEBP"))
    assert (record.media_type, record.path[-5:]) == ("image/webp", ".webp")


def test_the_record_comes_with_the_state_in_one_step(library: Library) -> None:
    job = make_job()
    attempt = send(library, job)
    fetch(library, attempt, picture())
    record = library.originals.keep(job, attempt, 0, HEAD)
    assert library.history.records() == []
    with pytest.raises(ValueError, match="from received to queued"):
        library.originals.finish(attempt, (record,), None, JobState.QUEUED)
    assert library.history.records() == []
    library.originals.finish(attempt, (record,), None, JobState.DONE)
    assert library.history.records() == [record]


def test_a_bad_picture_is_refused_and_its_bytes_are_kept(folder: Path, library: Library) -> None:
    job = make_job()
    attempt = send(library, job)
    fetch(library, attempt, b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(PictureError, match="no PNG, JPEG or WebP"):
        library.originals.keep(job, attempt, 0, HEAD)
    failure = PictureError("bad").failure
    library.originals.finish(attempt, (), failure, JobState.RECEIVED)
    spool = folder / "spool" / attempt.id
    assert (spool / "picture-0.bad").read_bytes().startswith(b"<svg")
    assert not library.originals.has_picture(attempt, 0)
    assert files_in(folder / "originals") == []
    assert [(found.state, found.failure) for found in library.journal.unfinished()] == [(JobState.RECEIVED, failure)]


def test_a_picture_that_was_bad_can_be_fetched_again(library: Library) -> None:
    job = make_job()
    attempt = send(library, job)
    fetch(library, attempt, picture()[:100])
    with pytest.raises(PictureError):
        library.originals.keep(job, attempt, 0, HEAD)
    fetch(library, attempt, picture())
    record = library.originals.keep(job, attempt, 0, HEAD)
    library.originals.finish(attempt, (record,), None, JobState.DONE)
    assert check(library) == []


def test_the_spool_stays_until_the_job_is_done(folder: Path, library: Library) -> None:
    job = make_job()
    attempt = send(library, job)
    for index in range(2):
        fetch(library, attempt, picture(color=(index, 0, 0)), index)
    first = library.originals.keep(job, attempt, 0, HEAD)
    library.originals.finish(attempt, (first,), DownloadError("later").failure, JobState.RECEIVED)
    assert "answer" in {Path(name).name for name in files_in(folder / "spool")}

    again = library.originals.keep(job, attempt, 0, HEAD)
    second = library.originals.keep(job, attempt, 1, HEAD)
    library.originals.finish(attempt, (again, second), None, JobState.DONE)
    assert again == first
    assert library.history.records() == [second, first]
    assert files_in(folder / "spool") == []


def test_keeping_a_picture_twice_makes_one_record(folder: Path, library: Library) -> None:
    job = make_job()
    attempt = send(library, job)
    fetch(library, attempt, picture())
    first = library.originals.keep(job, attempt, 0, HEAD)
    assert library.originals.has_picture(attempt, 0)
    assert library.originals.keep(job, attempt, 0, HEAD) == first
    assert len(files_in(folder / "originals")) == 2


def test_eight_threads_keep_pictures_at_once(library: Library) -> None:
    records: list[Record] = []
    failed: list[BaseException] = []
    start = threading.Barrier(8)

    def work(thread: int) -> None:
        try:
            start.wait()
            for number in range(5):
                color = (thread * 30, number * 50, 0)
                record = save(library, make_job(f"thread {thread} number {number}"), picture(color=color))
                library.thumbnails.make(record)
                records.append(record)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len({record.time for record in records}) == 40
    assert library.history.records() == sorted(records, key=lambda record: -record.time)
    assert check(library) == []


def test_no_two_records_have_the_same_time_even_when_the_clock_stands(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagestudio.library.moments.now_us", lambda: 1_700_000_000_000_000)
    first = save(library)
    attempts = [(job, send(library, job)) for job in (make_job(), make_job())]
    for _, attempt in attempts:
        fetch(library, attempt, picture())
    second, third = (library.originals.keep(job, attempt, 0, HEAD) for job, attempt in attempts)
    assert [record.time - first.time for record in (first, second, third)] == [0, 1, 2]
    sidecar = json.loads(library.path_of(third).with_suffix(".json").read_bytes())
    assert from_iso(sidecar["created_at"]) == third.time


async def _collect(library: Library, content: bytes | None) -> None:
    (job,) = library.journal.unfinished()
    outcome = await run_job(job, services(library, content))
    assert outcome.error is None
    assert outcome.job.state is JobState.DONE


def test_a_received_job_is_finished_from_the_disk_after_a_restart(folder: Path) -> None:
    content = picture()
    first = open_library(folder)
    send(first, make_job("found again"))
    first.close()

    second = open_library(folder)
    second.journal.settle_interrupted()
    asyncio.run(_collect(second, content))
    (record,) = second.history.records()
    assert (record.prompt, record.cost, record.inference_id) == ("found again", HEAD.cost, HEAD.inference_id)
    assert second.path_of(record).read_bytes() == content
    assert second.journal.unfinished() == []
    second.close()


def test_a_picture_that_is_on_the_disk_needs_no_link(library: Library) -> None:
    attempt = send(library, make_job())
    fetch(library, attempt, picture())
    asyncio.run(_collect(library, None))
    assert len(library.history.records()) == 1


def test_a_job_runs_from_queued_to_done(folder: Path, library: Library) -> None:
    content = picture("WEBP", (64, 64))
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    outcome = asyncio.run(run_job(job, services(library, content)))
    assert outcome.error is None
    assert library.history.records() == list(outcome.records)
    assert library.path_of(outcome.records[0]).read_bytes() == content
    assert files_in(folder / "spool") == []
    assert check(library) == []


def test_an_expired_link_keeps_the_job_and_its_answer(folder: Path, library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    outcome = asyncio.run(run_job(job, services(library, None)))
    assert outcome.job.state is JobState.LINK_EXPIRED
    assert library.journal.unfinished() == [outcome.job]
    assert "answer" in {Path(name).name for name in files_in(folder / "spool")}
    assert replace(outcome.job, failure=None).request == job.request
