"""The database made anew from the files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from imagestudio.core.answer import AnswerHead
from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.money import Money
from imagestudio.library.folder import open_library
from imagestudio.library.maintenance import check
from imagestudio.library.rebuild import rebuild
from tests.library.helpers import HEAD, PARAMETERS, files_in, make_job, picture, save, send, with_png_chunk


@pytest.fixture
def filled(folder: Path) -> Path:
    """A closed library with six records of all kinds."""
    library = open_library(folder)
    save(library, make_job("ein Fuchs\n\n“日本語” \\ 🦊"))
    save(library, make_job("demo", provider="demo"), picture("WEBP"))
    save(library, make_job("jpeg", parameters={**PARAMETERS, "output_compression": 80}), picture("JPEG"))
    save(library, make_job("free"), head=AnswerHead(200))
    save(library, make_job("dear"), head=AnswerHead(200, "inf-2", Money.from_usd("123.456789123"), 99_999))
    save(library, make_job("signed"), with_png_chunk(picture(), b"caBX", b"c2pa"))
    library.close()
    return folder


def _history(folder: Path) -> list[object]:
    library = open_library(folder)
    records: list[object] = [(record.time, record.to_data(), record) for record in library.history.records()]
    library.close()
    return records


def _originals(folder: Path) -> dict[str, bytes]:
    return {name: (folder / "originals" / name).read_bytes() for name in files_in(folder / "originals")}


def test_all_records_are_equal_after_the_database_was_deleted(filled: Path) -> None:
    history, originals = _history(filled), _originals(filled)
    (filled / "library.sqlite3").unlink()
    rebuilt = rebuild(filled)
    assert (rebuilt.records, rebuilt.jobs, rebuilt.skipped) == (6, 0, ())
    assert _history(filled) == history
    assert _originals(filled) == originals


@pytest.mark.allow_log
def test_words_time_and_price_are_found_again(filled: Path) -> None:
    (filled / "library.sqlite3").unlink()
    library = open_library(filled)
    assert [record.prompt for record in library.history.records("日本")] == ["ein Fuchs\n\n“日本語” \\ 🦊"]
    paid = library.exploring.prices.paid(make_job().request, "aimlapi")
    assert paid is not None
    assert paid.bought[0].cost == HEAD.cost
    assert check(library) == []
    library.close()


def test_the_old_database_is_kept_aside(filled: Path) -> None:
    old = (filled / "library.sqlite3").read_bytes()
    rebuild(filled)
    assert (filled / "library.sqlite3.before-rebuild").read_bytes() == old
    assert not (filled / "library.sqlite3.new").exists()
    rebuild(filled)
    assert len(_history(filled)) == 6


def test_a_damaged_database_is_replaced(filled: Path) -> None:
    history = _history(filled)
    (filled / "library.sqlite3").write_bytes(b"garbage" * 1000)
    rebuild(filled)
    assert _history(filled) == history


@pytest.mark.allow_log
def test_a_leftover_log_of_the_old_database_is_not_read_into_the_new_one(folder: Path) -> None:
    library = open_library(folder)
    records = [save(library, make_job(f"fox {number}")) for number in range(3)]
    log = (folder / "library.sqlite3-wal").read_bytes()
    library.close()
    (folder / "library.sqlite3").unlink()
    (folder / "library.sqlite3-wal").write_bytes(log)
    again = open_library(folder)
    assert again.history.records() == list(reversed(records))
    again.close()


@pytest.mark.allow_log
def test_unfinished_jobs_come_back_as_their_files_prove(folder: Path) -> None:
    library = open_library(folder)
    unknown, received = make_job("asked"), make_job("answered")
    library.queue.submit([unknown], NO_LIMITS)
    library.journal.begin_attempt(unknown)
    attempt = send(library, received)
    done = save(library)
    library.close()
    (folder / "library.sqlite3").unlink()

    again = open_library(folder)
    found = {job.request.prompt: job for job in again.journal.unfinished()}
    assert found.keys() == {"asked", "answered"}
    assert found["asked"].state is JobState.UNKNOWN
    assert found["asked"].failure is not None
    assert found["answered"].state is JobState.RECEIVED
    assert [found[job.request.prompt].request for job in (unknown, received)] == [unknown.request, received.request]
    assert [found[job.request.prompt].id for job in (unknown, received)] == [unknown.id, received.id]
    assert found["asked"].estimate == unknown.estimate
    assert again.journal.latest_attempt(received.id) == (attempt, HEAD)
    assert again.history.records() == [done]
    again.close()


def test_a_dismissed_job_does_not_come_back(folder: Path) -> None:
    library = open_library(folder)
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    library.journal.dismiss(library.journal.settle(attempt, JobState.UNKNOWN, None))
    library.close()
    (folder / "library.sqlite3").unlink()
    again = open_library(folder)
    assert again.journal.unfinished() == []
    again.close()


_BROKEN = {
    "no JSON": b"{",
    "not ours": b"{}",
    "a list": b"[]",
    "nested": b"[" * 100_000,
    "half a character": b'{"prompt": "\\ud800"}',
    "no text": b"\xff\xfe",
    "empty": b"",
}


@pytest.mark.parametrize("kind", _BROKEN)
def test_a_broken_sidecar_is_named_and_the_rest_comes_back(filled: Path, kind: str) -> None:
    month = next((filled / "originals").glob("*/*"))
    (month / "broken.json").write_bytes(_BROKEN[kind])
    rebuilt = rebuild(filled)
    assert rebuilt.records == 6
    assert [line.partition(":")[0] for line in rebuilt.skipped] == [
        f"originals/{month.parent.name}/{month.name}/broken.json"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"path": "../../etc/passwd"},
        {"path": "originals/../../x.png"},
        {"id": "another"},
        {"bytes": 2**70},
        {"prompt": "\ud800"},
        {"parameters": {"size": ["a", "list"]}},
        {"imagestudio": 99},
        {"created_at": "yesterday"},
        {"width": "wide"},
    ],
)
def test_a_hostile_sidecar_is_skipped(filled: Path, change: dict[str, object]) -> None:
    sidecar = sorted((filled / "originals").rglob("*.json"))[0]
    sidecar.write_text(json.dumps({**json.loads(sidecar.read_text()), **change}))
    rebuilt = rebuild(filled)
    assert (rebuilt.records, len(rebuilt.skipped)) == (5, 1)


def test_a_copied_sidecar_makes_no_second_record(filled: Path) -> None:
    sidecar = next((filled / "originals").rglob("*.json"))
    shutil.copy(sidecar, sidecar.with_name("copy of it.json"))
    rebuilt = rebuild(filled)
    assert (rebuilt.records, len(rebuilt.skipped)) == (6, 1)


def test_records_of_the_same_time_both_come_back(filled: Path) -> None:
    first, second = sorted((filled / "originals").rglob("*.json"))[:2]
    moment = json.loads(first.read_text())["created_at"]
    second.write_text(json.dumps({**json.loads(second.read_text()), "created_at": moment}))
    assert rebuild(filled).records == 6
    assert len(_history(filled)) == 6


def test_progress_is_told(filled: Path) -> None:
    seen: list[tuple[int, int]] = []
    rebuild(filled, lambda done, total: seen.append((done, total)))
    assert seen == [(6, 6)]


def test_a_rebuilding_that_fails_leaves_the_old_database_in_place(filled: Path) -> None:
    old = (filled / "library.sqlite3").read_bytes()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(filled, stop)
    assert (filled / "library.sqlite3").read_bytes() == old
    assert len(_history(filled)) == 6
    assert rebuild(filled).records == 6
