"""What was found out about unknown outcomes, in the database and in the spool."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from imagestudio.core.errors import Charge, Failure, OutcomeUnknownError
from imagestudio.core.job import Job, JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.lookup import Sought, Verdict
from imagestudio.core.money import Money
from imagestudio.core.times import now_us
from imagestudio.library.folder import Library, open_library
from imagestudio.library.schema import APPLICATION_ID, MIGRATIONS, VERSION
from tests.library.helpers import files_in, make_job, save

UNKNOWN = OutcomeUnknownError("The connection broke.").failure
COST = Money.from_usd("0.0132325")
LOST = Verdict(JobState.CHARGED_LOST, Failure("OutcomeUnknown", "", Charge.PAID, "inf-1", COST), "inf-1", COST)
FAILED = Verdict(JobState.NOT_CHARGED, Failure("ServiceFailed", "failed", Charge.NONE), "inf-2")
NONE = Verdict(JobState.NO_CHARGE_FOUND, Failure("OutcomeUnknown", "", Charge.UNKNOWN))


def unknown(library: Library, job: Job | None = None) -> Sought:
    """A new job that was sent and never answered."""
    job = job or make_job()
    library.queue.submit([job], NO_LIMITS)
    library.journal.settle(library.journal.begin_attempt(job), JobState.UNKNOWN, UNKNOWN)
    (sought,) = [each for each in library.lookups.open(job.provider) if each.job.id == job.id]
    return sought


def test_the_unknown_ones_are_found_with_their_latest_attempt(library: Library) -> None:
    first = unknown(library, make_job("first"))
    unknown(library, make_job("another", provider="demo"))
    save(library)
    again = make_job("again")
    library.queue.submit([again], NO_LIMITS)
    library.journal.settle(library.journal.begin_attempt(again), JobState.QUEUED, UNKNOWN)
    latest = library.journal.begin_attempt(again)
    library.journal.settle(latest, JobState.UNKNOWN, UNKNOWN)
    library.journal.dismiss(unknown(library, make_job("dealt with")).job)
    assert library.lookups.providers() == ["aimlapi", "demo"]
    found = library.lookups.open("aimlapi")
    assert [each.job.request.prompt for each in found] == ["first", "again"]
    assert found[0].attempt == first.attempt
    assert (found[1].attempt, found[1].looked) == (latest, None)


@pytest.mark.allow_log
@pytest.mark.parametrize("verdict", [LOST, FAILED, NONE], ids=lambda verdict: verdict.state.value)
def test_a_verdict_survives_a_restart_and_the_loss_of_the_database(folder: Path, verdict: Verdict) -> None:
    library = open_library(folder)
    sought = unknown(library)
    settled = library.lookups.settle(sought, verdict)
    assert settled is not None
    assert (settled.state, settled.failure) == (verdict.state, verdict.failure)
    library.close()

    for lost in (False, True):
        if lost:
            (folder / "library.sqlite3").unlink()
        again = open_library(folder)
        again.journal.settle_interrupted()
        (job,) = again.journal.unfinished()
        assert (job.id, job.state, job.failure) == (sought.job.id, verdict.state, verdict.failure)
        (listed,) = again.job_list.all(verdict.state)
        assert (listed.inference_id, listed.cost) == (verdict.inference_id, verdict.cost)
        assert listed.client_request_id == sought.attempt.id
        again.close()


def test_a_broken_verdict_is_no_verdict(folder: Path) -> None:
    library = open_library(folder)
    sought = unknown(library)
    library.lookups.settle(sought, LOST)
    library.close()
    (folder / "spool" / sought.attempt.id / "verdict.json").write_bytes(b"[" * 10_000)
    (folder / "library.sqlite3").rename(folder / "kept elsewhere")
    again = open_library(folder, read_only=True)
    assert [job.state for job in again.journal.unfinished()] == [JobState.UNKNOWN]
    again.close()


def test_a_verdict_that_comes_too_late_changes_nothing(library: Library) -> None:
    sought = unknown(library)
    assert library.lookups.settle(sought, LOST) is not None
    assert library.lookups.settle(sought, FAILED) is None
    assert library.journal.job(sought.job.id).state is JobState.CHARGED_LOST


def test_a_charge_that_appears_late_replaces_no_charge_found(library: Library) -> None:
    sought = unknown(library)
    library.lookups.settle(sought, NONE)
    (still,) = library.lookups.open("aimlapi")
    assert still.job.state is JobState.NO_CHARGE_FOUND
    assert library.lookups.settle(still, LOST) is not None


def test_the_verdict_on_a_dismissed_job_leaves_the_trash_alone(folder: Path, library: Library) -> None:
    sought = unknown(library)
    library.journal.dismiss(sought.job)
    library.lookups.settle(sought, LOST)
    assert files_in(folder / "spool") == []
    assert library.lookups.known([sought.attempt.id], 0) == {sought.attempt.id}


def test_what_was_not_charged_leaves_the_spool_when_it_is_sent_again(folder: Path, library: Library) -> None:
    sought = unknown(library)
    job = library.lookups.settle(sought, FAILED)
    assert job is not None
    assert f"{sought.attempt.id}/verdict.json" in files_in(folder / "spool")
    library.queue.requeue([job], NO_LIMITS)
    assert files_in(folder / "spool") == []
    assert f"{sought.attempt.id}/request.json" in files_in(folder / "trash")


def test_that_it_could_not_be_checked_is_kept_until_it_could(library: Library) -> None:
    unknown(library)
    sought = library.lookups.open("aimlapi")
    (job,) = library.lookups.could_not_check(sought, "no right to")
    assert job.failure is not None
    assert (job.state, job.failure.unchecked, job.failure.charge) == (JobState.UNKNOWN, "no right to", Charge.UNKNOWN)
    assert library.journal.unfinished() == [job]
    assert library.lookups.could_not_check(sought, "no right to") == []
    moment = now_us()
    (job,) = library.lookups.looked(sought, moment)
    assert job.failure == UNKNOWN
    assert library.lookups.looked(sought, moment) == []
    assert [each.looked for each in library.lookups.open("aimlapi")] == [moment]


@pytest.mark.allow_log
def test_known_are_attempts_pictures_and_the_trash(folder: Path) -> None:
    library = open_library(folder)
    record = save(library)
    sought, gone = unknown(library), unknown(library)
    library.journal.dismiss(gone.job)
    library.close()
    (folder / "library.sqlite3").unlink()
    again = open_library(folder)
    own = {record.client_request_id, sought.attempt.id, gone.attempt.id}
    assert again.lookups.known([*own, "is1.other", "../../etc", ""], record.time) == own
    again.close()


def test_a_library_of_the_first_version_opens_and_keeps_everything(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "library.sqlite3", isolation_level=None)) as old:
        for statement in MIGRATIONS[0]:
            old.execute(statement)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
        failure = '{"kind": "OutcomeUnknown", "said": "x", "charge": "unknown", "inference_id": ""}'
        request = '{"model": "m", "prompt": "a fox", "parameters": {}}'
        old.execute("INSERT INTO jobs VALUES ('j', 'aimlapi', ?, 'unknown', 1, 2, NULL, ?, 0)", (request, failure))
        old.execute("INSERT INTO attempts VALUES ('is1.a', 'j', 1, 1, NULL, NULL, NULL, NULL, NULL)")
    library = open_library(folder)
    (sought,) = library.lookups.open("aimlapi")
    assert (sought.job.request.prompt, sought.attempt.id, sought.looked) == ("a fox", "is1.a", None)
    assert sought.job.failure == Failure("OutcomeUnknown", "x", Charge.UNKNOWN)
    library.close()
    with closing(sqlite3.connect(folder / "library.sqlite3")) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (VERSION,)
