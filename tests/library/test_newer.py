"""A library a newer Image Studio made: it can be looked at, and nothing of it changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from imagestudio.core.errors import LibraryNewerError, LibraryVersionError
from imagestudio.library.folder import Library, open_library
from imagestudio.library.schema import VERSION
from tests.library.helpers import files_in, make_job, save


@pytest.fixture
def newer(folder: Path) -> Path:
    """A closed library with one picture, of the next version."""
    library = open_library(folder)
    save(library, make_job("from the future"))
    library.close()
    _change(folder, f"PRAGMA user_version = {VERSION + 1}", "ALTER TABLE records ADD COLUMN sparkle INTEGER")
    return folder


def _change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        for statement in statements:
            connection.execute(statement)


def _print_of(folder: Path) -> object:
    database = folder / "library.sqlite3"
    return database.read_bytes(), database.stat().st_mtime_ns, files_in(folder)


def _prompts(library: Library) -> list[str]:
    return [record.prompt for record in library.history.records("future")]


def test_it_is_not_opened_for_writing_and_stays_as_it_is(newer: Path) -> None:
    before = _print_of(newer)
    with pytest.raises(LibraryNewerError, match="newer Image Studio, so it can only be looked at"):
        open_library(newer)
    assert _print_of(newer) == before


def test_it_can_be_looked_at_and_stays_as_it_is(newer: Path) -> None:
    before = _print_of(newer)
    library = open_library(newer, read_only=True)
    assert _prompts(library) == ["from the future"]
    assert library.thumbnails.load(library.history.records()[0])
    assert library.journal.unfinished() == []
    library.close()
    assert _print_of(newer) == before


def test_what_its_log_still_holds_is_seen_too(newer: Path) -> None:
    writer = sqlite3.connect(newer / "library.sqlite3", isolation_level=None)
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    writer.execute("UPDATE records SET inference_id = 'later'")
    kept = {path.name: path.read_bytes() for path in newer.glob("library.sqlite3*")}
    writer.close()
    for path in newer.glob("library.sqlite3*"):
        path.unlink()
    for name, content in kept.items():
        if not name.endswith("-shm"):
            (newer / name).write_bytes(content)
    before = _print_of(newer)
    library = open_library(newer, read_only=True)
    assert library.history.records()[0].inference_id == "later"
    library.close()
    assert _print_of(newer) == before


def test_one_that_answers_none_of_our_questions_is_refused(newer: Path) -> None:
    _change(newer, "DROP INDEX records_times")
    before = _print_of(newer)
    with pytest.raises(LibraryVersionError, match="much newer"):
        open_library(newer, read_only=True)
    assert _print_of(newer) == before
