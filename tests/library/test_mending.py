"""Damaged databases: kept aside, and replaced by a backup brought up to date or by what the files say."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from imagestudio.core.errors import LibraryDamagedError, LibraryUnmendedError
from imagestudio.core.job import Job, JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.record import Record
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import Trouble, check
from imagestudio.library.rebuild import rebuild
from tests.library.helpers import ANSWER, HEAD, fetch, files_in, make_job, picture, save, send

pytestmark = pytest.mark.allow_log

_SEEDS = range(20)
_PROMPTS = ("ein Fuchs 🦊", "日本語", *(f"owl number {number} " * 40 for number in range(30)))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library with a backup in the middle of its life, and a job of every kind after it."""
    folder = tmp_path_factory.mktemp("mending") / "library"
    library = open_library(folder)
    waiting = [make_job(f"waiting {number}") for number in range(4)]
    library.queue.submit(waiting, NO_LIMITS)
    for prompt in _PROMPTS:
        save(library, make_job(prompt))
    library.care.back_up()
    save(library, make_job("after the backup"))
    _go_on(library, waiting)
    library.close()
    return folder


def _go_on(library: Library, waiting: list[Job]) -> None:
    """One job is sent, one answered, one done; the fourth still waits."""
    library.journal.begin_attempt(waiting[0])
    for job in waiting[1:3]:
        attempt = library.journal.begin_attempt(job)
        sink = library.journal.answer_sink(attempt)
        sink.write(ANSWER)
        sink.commit()
    fetch(library, attempt, picture())
    library.journal.received(attempt, HEAD)
    record = library.originals.keep(job, attempt, 0, HEAD)
    library.originals.finish(attempt, (record,), None, JobState.DONE)


@pytest.fixture
def filled(template: Path, folder: Path) -> Path:
    shutil.copytree(template, folder)
    return folder


def _records(folder: Path) -> list[Record]:
    library = open_library(folder, read_only=True)
    try:
        return library.history.records()
    finally:
        library.close()


def _originals(folder: Path) -> dict[str, bytes]:
    return {name: (folder / "originals" / name).read_bytes() for name in files_in(folder / "originals")}


def _garbage(database: Path) -> None:
    database.write_bytes(b"garbage" * 1000)


def _cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:10_000])


def _no_length(database: Path) -> None:
    database.write_bytes(b"")


def _page(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    database.write_bytes(content)


@pytest.mark.parametrize("harm", [_garbage, _cut, _no_length, _page])
@pytest.mark.parametrize("with_backups", [True, False])
def test_every_record_is_there_after_damage(filled: Path, harm: Callable[[Path], None], with_backups: bool) -> None:
    records, originals = _records(filled), _originals(filled)
    database = filled / "library.sqlite3"
    harm(database)
    damaged = database.read_bytes()
    if not with_backups:
        shutil.rmtree(filled / "backups")
    library = open_library(filled)
    assert library.mended is not None
    assert (filled / library.mended.aside).read_bytes() == damaged
    assert library.mended.backup.startswith("library-") == with_backups
    assert library.history.records() == records
    assert [record.prompt for record in library.history.records("日本")] == ["日本語"]
    assert check(library) == []
    library.close()
    assert _originals(filled) == originals


def test_jobs_stand_where_their_files_prove_after_a_backup_took_over(filled: Path) -> None:
    _garbage(filled / "library.sqlite3")
    library = open_library(filled)
    states = {job.request.prompt: job.state for job in library.journal.unfinished()}
    assert states == {
        "waiting 0": JobState.UNKNOWN,
        "waiting 1": JobState.RECEIVED,
        "waiting 3": JobState.QUEUED,
    }
    assert {record.prompt for record in library.history.records()} >= {"waiting 2", "after the backup"}
    library.close()


def test_a_damaged_backup_is_passed_over(filled: Path) -> None:
    records = _records(filled)
    (backup,) = (filled / "backups").iterdir()
    newer = backup.with_name("library-20991231-000000.sqlite3")
    newer.write_bytes(backup.read_bytes()[:9000])
    _garbage(filled / "library.sqlite3")
    library = open_library(filled)
    assert library.mended is not None
    assert library.mended.backup == backup.name
    assert library.history.records() == records
    library.close()
    assert newer.exists()


def test_a_backup_with_other_tables_is_passed_over(filled: Path) -> None:
    records = _records(filled)
    (backup,) = (filled / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("DROP TABLE kinds")
    _garbage(filled / "library.sqlite3")
    library = open_library(filled)
    assert library.mended is not None
    assert library.mended.backup == ""
    assert library.history.records() == records
    library.close()


def test_a_damaged_library_can_be_looked_at_and_stays_as_it_is(filled: Path) -> None:
    records = _records(filled)
    _garbage(filled / "library.sqlite3")
    before = files_in(filled)
    assert _records(filled) == records
    assert files_in(filled) == before
    assert (filled / "library.sqlite3").read_bytes() == b"garbage" * 1000


def test_progress_is_told(filled: Path) -> None:
    shutil.rmtree(filled / "backups")
    _garbage(filled / "library.sqlite3")
    told: list[tuple[int, int]] = []
    open_library(filled, progress=lambda done, total: told.append((done, total))).close()
    assert told[-1] == (len(_PROMPTS) + 2, len(_PROMPTS) + 2)


@pytest.mark.parametrize("seed", _SEEDS)
def test_no_overwrite_costs_a_record(filled: Path, seed: int) -> None:
    """64 random bytes anywhere in the file: it is mended at opening, or when damage shows, or by a rebuild."""
    records, originals = _records(filled), _originals(filled)
    overwrite(filled / "library.sqlite3", seed)
    assert survivors(filled) == records
    assert _originals(filled) == originals


@pytest.mark.parametrize("first_seed", range(0, 6000, 1000))
def test_the_start_after_a_reader_met_damage_mends_it(template: Path, folder: Path, first_seed: int) -> None:
    overlook(template, folder, first_seed, _damage_seen_by_a_reader)
    records, originals = _records(template), _originals(template)
    started = open_library(folder)
    assert started.mended is not None
    assert (started.history.records(), check(started)) == (records, [])
    started.close()
    assert _originals(folder) == originals


def overlook(template: Path, folder: Path, first_seed: int, seen: Callable[[Path], bool]) -> None:
    """A library with damage that a start takes no notice of, and that is then `seen`."""
    for seed in range(first_seed, first_seed + 1000):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        overwrite(folder / "library.sqlite3", seed)
        started = open_library(folder)
        mended = started.mended
        started.close()
        if mended is None and seen(folder):
            return
    pytest.fail("no overwriting is overlooked")


def _damage_seen_by_a_reader(folder: Path) -> bool:
    reader = open_library(folder, read_only=True)
    try:
        reader.history.records("owl")
        reader.history.records()
        reader.job_list.all()
        return [finding.what for finding in check(reader)] == [Trouble.DATABASE_DAMAGED]
    except LibraryDamagedError as error:
        return "the next start mends it" in error.said
    finally:
        reader.close()


def test_no_start_is_promised_to_mend_what_it_cannot_be_told_of(template: Path, folder: Path) -> None:
    overlook(template, folder, 0, _records_are_damaged)
    (folder / "library.suspect").unlink()
    _make_newer(folder / "library.sqlite3")
    before = files_in(folder)
    reader = open_library(folder, read_only=True)
    with pytest.raises(LibraryUnmendedError, match="cannot be mended from here"):
        reader.history.records()
    (finding,) = check(reader)
    assert "next start" not in finding.remedy
    reader.close()
    assert files_in(folder) == before


def _records_are_damaged(folder: Path) -> bool:
    reader = open_library(folder, read_only=True)
    try:
        reader.history.records()
    except LibraryDamagedError:
        return True
    finally:
        reader.close()
    return False


def _make_newer(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    database.write_bytes(content)


def overwrite(database: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    content = bytearray(database.read_bytes())
    start = chance.randrange(len(content) - 64)
    content[start : start + 64] = chance.randbytes(64)
    database.write_bytes(content)


def survivors(folder: Path) -> list[Record]:
    """The records after what a person would do: open, look, open again if damage showed, rebuild if a check says so."""
    try:
        return _used(folder)
    except LibraryDamagedError:
        return _used(folder)


def _used(folder: Path) -> list[Record]:
    library = open_library(folder)
    try:
        library.history.records("owl")
        library.journal.unfinished()
        library.care.back_up()
        findings = check(library)
        records = library.history.records()
    finally:
        library.close()
    if findings:
        rebuild(folder)
        return _records(folder)
    return records


def test_a_send_works_after_mending(filled: Path) -> None:
    _garbage(filled / "library.sqlite3")
    library = open_library(filled)
    send(library, make_job("new"))
    library.close()
