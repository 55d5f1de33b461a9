"""The durable record of jobs and attempts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imagestudio.api.payloads import read_answer
from imagestudio.core.answer import AnswerHead, PictureSource
from imagestudio.core.errors import Charge, DiskError, OutcomeUnknownError, RefusedError
from imagestudio.core.job import Job, JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.money import Money
from imagestudio.library.folder import Library, open_library
from tests.library.helpers import ANSWER, HEAD, files_in, make_job, save, send

REFUSED = RefusedError("no such size", status=400, inference_id="inf-9").failure
UNKNOWN = OutcomeUnknownError("The connection broke.").failure


def _state(library: Library, job: Job) -> JobState:
    return library.journal.job(job.id).state


def test_submitted_jobs_are_there_after_a_restart_oldest_first(folder: Path) -> None:
    jobs = [make_job(f"fox {number}") for number in range(3)]
    first = open_library(folder)
    first.queue.submit(jobs, NO_LIMITS)
    first.close()
    second = open_library(folder)
    assert second.journal.unfinished() == sorted(jobs, key=lambda job: (job.created, job.id))
    second.close()


def test_jobs_are_submitted_all_or_none(library: Library) -> None:
    job = make_job()
    with pytest.raises(Exception, match="UNIQUE"):
        library.queue.submit([make_job(), job, job], NO_LIMITS)
    assert library.journal.unfinished() == []


def test_the_request_is_on_the_disk_when_an_attempt_begins(folder: Path, library: Library) -> None:
    job = make_job("ein Füchschen 🦊")
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    data = json.loads((folder / "spool" / attempt.id / "request.json").read_bytes())
    assert data["job"]["request"] == job.request.to_data()
    assert data["job"]["id"] == attempt.job_id == job.id
    assert data["attempt"]["id"] == attempt.id
    assert _state(library, job) is JobState.SENDING
    assert library.journal.attempts(job.id) == [attempt]


def test_an_answer_is_kept_with_its_head(library: Library) -> None:
    job = make_job()
    attempt = send(library, job)
    assert _state(library, job) is JobState.RECEIVED
    assert library.journal.read_answer(attempt, read_answer).pictures == (
        PictureSource(url="https://pictures.example/1"),
    )
    assert library.journal.latest_attempt(job.id) == (attempt, HEAD)


def test_there_is_no_latest_attempt_without_an_answer(library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    assert library.journal.latest_attempt(job.id) is None
    library.journal.begin_attempt(job)
    assert library.journal.latest_attempt(job.id) is None


def test_each_attempt_of_a_job_has_its_own_number_and_id(folder: Path, library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    first = library.journal.begin_attempt(job)
    library.journal.settle(first, JobState.QUEUED, REFUSED)
    second = library.journal.begin_attempt(job)
    assert (first.number, second.number) == (1, 2)
    assert library.journal.attempts(job.id) == [first, second]
    assert files_in(folder / "spool") == [f"{second.id}/request.json"]


def test_a_job_that_was_not_charged_keeps_its_failure_and_leaves_no_spool(folder: Path, library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    settled = library.journal.settle(library.journal.begin_attempt(job), JobState.NOT_CHARGED, REFUSED)
    assert settled.failure == REFUSED
    assert library.journal.unfinished() == [settled]
    assert files_in(folder / "spool") == []
    assert library.queue.requeue([settled], NO_LIMITS).jobs[0].state is JobState.QUEUED
    assert library.journal.unfinished()[0].failure is None


def test_the_spool_of_an_unknown_outcome_stays(folder: Path, library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    library.journal.answer_sink(attempt).write(b"half an ans")
    settled = library.journal.settle(attempt, JobState.UNKNOWN, UNKNOWN)
    assert settled.failure is not None
    assert settled.failure.charge is Charge.UNKNOWN
    assert f"{attempt.id}/request.json" in files_in(folder / "spool")


def test_a_cancelled_job_is_not_listed_and_cannot_be_sent(folder: Path, library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    assert library.journal.cancel(job).state is JobState.CANCELLED
    assert library.journal.unfinished() == []
    with pytest.raises(ValueError, match="cannot go from cancelled to sending"):
        library.journal.begin_attempt(job)
    assert files_in(folder / "spool") == []


def test_the_state_in_the_database_decides_not_the_one_in_hand(library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    with pytest.raises(ValueError, match="from sending to cancelled"):
        library.journal.cancel(job)
    library.journal.settle(attempt, JobState.UNKNOWN, UNKNOWN)
    with pytest.raises(ValueError, match="from unknown to queued"):
        library.queue.requeue([job], NO_LIMITS)
    with pytest.raises(ValueError, match="from unknown to done"):
        library.journal.settle(attempt, JobState.DONE, None)
    assert _state(library, job) is JobState.UNKNOWN


def test_a_dismissed_job_is_not_listed_any_more_and_its_files_are_in_the_trash(folder: Path, library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    unknown = library.journal.settle(attempt, JobState.UNKNOWN, UNKNOWN)
    library.journal.dismiss(unknown)
    assert library.journal.unfinished() == []
    assert files_in(folder / "spool") == []
    assert files_in(folder / "trash") == [f"{attempt.id}/request.json"]


def test_a_job_under_way_cannot_be_dismissed(library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    library.journal.begin_attempt(job)
    with pytest.raises(ValueError, match="not over"):
        library.journal.dismiss(job)
    assert [left.state for left in library.journal.unfinished()] == [JobState.SENDING]


def test_a_waiting_job_that_is_dismissed_is_cancelled(library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    library.journal.dismiss(job)
    assert library.journal.unfinished() == []
    assert library.journal.job(job.id).state is JobState.CANCELLED


def test_a_done_job_is_not_listed(library: Library) -> None:
    save(library)
    assert library.journal.unfinished() == []


def test_a_job_left_sending_is_unknown_after_a_restart(folder: Path) -> None:
    job = make_job()
    first = open_library(folder)
    first.queue.submit([job], NO_LIMITS)
    first.journal.begin_attempt(job)
    first.close()

    second = open_library(folder)
    (settled,) = second.journal.settle_interrupted()
    assert (settled.id, settled.state) == (job.id, JobState.UNKNOWN)
    assert settled.failure is not None
    assert "closed while waiting" in settled.failure.said
    assert settled.failure.charge is Charge.UNKNOWN
    assert second.journal.unfinished() == [settled]
    assert second.journal.settle_interrupted() == []
    second.close()


def test_a_job_left_sending_with_a_whole_answer_was_received(library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    sink = library.journal.answer_sink(attempt)
    sink.write(ANSWER)
    sink.commit()
    (settled,) = library.journal.settle_interrupted()
    assert settled.state is JobState.RECEIVED
    assert library.journal.latest_attempt(job.id) == (attempt, AnswerHead(200))


@pytest.mark.parametrize("state", [JobState.UNKNOWN, JobState.CHARGED_LOST, JobState.NO_CHARGE_FOUND])
def test_a_lost_job_whose_whole_answer_is_on_the_disk_was_received(library: Library, state: JobState) -> None:
    """The disk can fail just after the answer got its name: what was paid for is not given up."""
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    sink = library.journal.answer_sink(attempt)
    sink.write(ANSWER)
    sink.commit()
    library.journal.settle(attempt, JobState.UNKNOWN, OutcomeUnknownError("The disk failed").failure)
    if state is not JobState.UNKNOWN:
        library.journal.settle(attempt, state, None)
    assert [changed.state for changed in library.journal.settle_interrupted()] == [JobState.RECEIVED]
    assert library.journal.read_answer(attempt, read_answer).pictures == (
        PictureSource(url="https://pictures.example/1"),
    )
    assert library.journal.settle_interrupted() == []


def test_an_answer_that_could_not_be_read_stays_unknown_at_a_restart(library: Library) -> None:
    job = make_job()
    attempt = send(library, job)
    library.journal.settle(attempt, JobState.UNKNOWN, OutcomeUnknownError("not understood").failure)
    assert library.journal.settle_interrupted() == []
    assert _state(library, job) is JobState.UNKNOWN


def test_queued_and_received_jobs_stay_as_they_are_at_a_restart(library: Library) -> None:
    queued, received = make_job("queued"), make_job("received")
    library.queue.submit([queued], NO_LIMITS)
    send(library, received)
    assert library.journal.settle_interrupted() == []
    assert {job.state for job in library.journal.unfinished()} == {JobState.QUEUED, JobState.RECEIVED}


def test_the_estimate_and_the_failure_come_back_exactly(library: Library) -> None:
    job = make_job("日本語\n\n“quotes” and \\ and \t tabs")
    library.queue.submit([job], NO_LIMITS)
    library.journal.settle(library.journal.begin_attempt(job), JobState.NOT_CHARGED, REFUSED)
    (found,) = library.journal.unfinished()
    assert (found.request, found.estimate, found.failure) == (job.request, Money.from_usd("0.0441"), REFUSED)


def test_an_attempt_that_cannot_be_written_is_not_begun(folder: Path, library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    (folder / "spool").write_text("a file where the folder should be")
    with pytest.raises(DiskError, match="The request could not be"):
        library.journal.begin_attempt(job)
    assert _state(library, job) is JobState.QUEUED
    assert library.journal.attempts(job.id) == []


def test_leftovers_of_a_removal_that_was_interrupted_are_swept(folder: Path, library: Library) -> None:
    half = folder / "spool" / ".is1.gone"
    half.mkdir(parents=True)
    (half / "answer").write_bytes(ANSWER)
    library.journal.settle_interrupted()
    assert not half.exists()
