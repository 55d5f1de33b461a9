"""Backups of the database: whole, checked, five of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from imagestudio.core.errors import LibraryDamagedError
from imagestudio.core.limits import NO_LIMITS
from imagestudio.library.backups import KEPT, Backups
from imagestudio.library.folder import Library, open_library
from imagestudio.library.schema import MIGRATIONS, VERSION
from tests.library.helpers import files_in, make_job, save

_NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _backups(library: Library) -> Backups:
    return Backups(library.folder / "backups")


def test_a_backup_is_one_whole_file_with_everything_that_was_committed(library: Library) -> None:
    record = save(library)
    backup = _backups(library).make(library.folder / "library.sqlite3", _NOON)
    assert files_in(library.folder / "backups") == ["library-20261121-120000.sqlite3"]
    with closing(sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)) as copy:
        assert copy.execute("SELECT id FROM records").fetchall() == [(record.id,)]
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_it_is_made_while_a_job_is_being_committed(library: Library) -> None:
    save(library)
    with library._database.write() as writer:
        writer.execute("UPDATE records SET inference_id = 'not yet'")
        backup = _backups(library).make(library.folder / "library.sqlite3")
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT inference_id FROM records").fetchone() == ("inf-1",)


def test_only_the_newest_five_are_kept(library: Library) -> None:
    backups = _backups(library)
    for day in range(KEPT + 3):
        backups.make(library.folder / "library.sqlite3", _NOON + timedelta(days=day))
    assert [path.name[8:16] for path in backups.newest_first()] == [f"202611{day}" for day in range(28, 23, -1)]


def test_one_is_due_once_a_day_whatever_the_clock_said_before(library: Library) -> None:
    backups = _backups(library)
    assert backups.due(_NOON)
    backups.make(library.folder / "library.sqlite3", _NOON)
    assert not backups.due(_NOON + timedelta(hours=23))
    assert backups.due(_NOON + timedelta(hours=24))
    assert backups.due(_NOON - timedelta(days=400))


def test_tending_makes_the_daily_backup_of_what_there_is_to_lose(library: Library) -> None:
    library.care.tend()
    assert files_in(library.folder / "backups") == []
    save(library)
    library.care.tend()
    made = files_in(library.folder / "backups")
    assert len(made) == 1
    library.care.tend()
    assert files_in(library.folder / "backups") == made


@pytest.mark.allow_log
def test_an_unsound_database_gets_no_backup_and_is_mended_at_the_next_opening(folder: Path) -> None:
    library = open_library(folder)
    record = save(library)
    with library._database.write() as writer:
        writer.execute("UPDATE records SET parameters = 'no JSON'")
    with pytest.raises(LibraryDamagedError):
        library.care.tend()
    assert files_in(folder / "backups") == []
    library.close()
    again = open_library(folder)
    assert again.mended is not None
    assert again.history.records() == [record]
    again.close()
    last = open_library(folder)
    assert last.mended is None
    last.close()


def test_a_database_brought_up_to_date_is_backed_up_at_once(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "library.sqlite3", isolation_level=None)) as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("PRAGMA application_id = 0x494D5344")
        connection.execute("PRAGMA user_version = 1")
    library = open_library(folder)
    library.queue.submit([make_job()], NO_LIMITS)
    _backups(library).make(folder / "library.sqlite3", datetime.now(UTC) - timedelta(hours=1))
    library.care.tend()
    newest, *others = _backups(library).newest_first()
    assert len(others) == 1
    with closing(sqlite3.connect(newest)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (VERSION,)
    library.close()
