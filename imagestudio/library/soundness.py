"""Whether a database is sound: a quick look at every opening, a thorough one once a day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from imagestudio.core.errors import LibraryDamagedError
from imagestudio.library.alike import job_number, prompt_number
from imagestudio.library.database import plain_errors
from imagestudio.library.record_rows import RECORD_COLUMNS, record_from_row
from imagestudio.library.schema import APPLICATION_ID, VERSION, version_of
from imagestudio.library.tables import (
    ATTEMPT_COLUMNS,
    HEAD_COLUMNS,
    JOB_COLUMNS,
    head_from_row,
    job_from_row,
)

# A quick look takes 0.8 ms a MiB (measured), so a larger database is looked at when the window is there.
QUICK_BYTES = 32 * 1024 * 1024

_DAMAGED = "The library's database is damaged. The pictures are not touched; the next start mends it."
_RECORDS = f"SELECT {RECORD_COLUMNS}, prompt_number, job_number FROM records"  # noqa: S608
_STRANGE = "This is no backup of a library of this version."


def look_quickly(connection: sqlite3.Connection) -> None:
    """See that the pages hang together and the columns hold what they should. Raises LibraryDamagedError."""
    _expect_ok(connection, "quick_check")


def look_thoroughly(connection: sqlite3.Connection) -> None:
    """See also that indexes and rows agree, and that every row can be read. Raises LibraryDamagedError."""
    _expect_ok(connection, "integrity_check")
    with plain_errors():
        for *row, by_prompt, by_job in connection.execute(_RECORDS):
            record = record_from_row(tuple(row))
            if by_prompt != prompt_number(record.prompt) or by_job != job_number(record.job_id, record.time):
                raise LibraryDamagedError(_DAMAGED)
        for row in connection.execute(f"SELECT {JOB_COLUMNS} FROM jobs"):  # noqa: S608
            job_from_row(row)
        for row in connection.execute(f"SELECT {HEAD_COLUMNS}, {ATTEMPT_COLUMNS}, failure, looked FROM attempts"):  # noqa: S608
            head_from_row(row[:4])
        if connection.execute("PRAGMA foreign_key_check").fetchone():  # an attempt of no job
            raise LibraryDamagedError(_DAMAGED)
        times = "SELECT time FROM records INDEXED BY records_times WHERE trashed = 0"
        strays = f"SELECT 1 FROM ({times} EXCEPT SELECT id FROM words_docsize) LIMIT 1"  # noqa: S608
        unkind = "SELECT 1 FROM records WHERE kind NOT IN (SELECT id FROM kinds) LIMIT 1"
        if connection.execute(strays).fetchone() or connection.execute(unkind).fetchone():
            raise LibraryDamagedError(_DAMAGED)


def look_at_words(writer: sqlite3.Connection) -> None:
    """See that the index of words hangs together; takes the writer, though nothing is written."""
    with plain_errors():
        writer.execute("INSERT INTO words (words) VALUES ('integrity-check')")


def look_at_words_aside(reader: sqlite3.Connection) -> None:
    """The same for who may only read: in a copy that SQLite keeps for itself."""
    with plain_errors(), closing(sqlite3.connect("")) as copy:
        reader.backup(copy)
        look_at_words(copy)


def look_at_copy(path: Path) -> None:
    """See that a database nobody else has open is whole and ours. Raises LibraryDamagedError, DiskError."""
    with plain_errors(), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        application_id = connection.execute("PRAGMA application_id").fetchone()[0]
        version = version_of(connection)
        if application_id != APPLICATION_ID or not 0 < version <= VERSION:
            raise LibraryDamagedError(_STRANGE)
        if version == VERSION:
            look_thoroughly(connection)
        else:
            _expect_ok(connection, "integrity_check")
        look_at_words(connection)


def _expect_ok(connection: sqlite3.Connection, check: str) -> None:
    with plain_errors():
        if connection.execute(f"PRAGMA {check}(1)").fetchone() != ("ok",):
            raise LibraryDamagedError(_DAMAGED)
