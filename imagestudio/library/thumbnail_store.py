"""The file thumbnails live in: a cache, made anew where it is damaged, and done without where it cannot be used."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from imagestudio.core.record import Record
from imagestudio.core.thumbnail import ThumbnailSize
from imagestudio.library.database import StoppedError

T = TypeVar("T")

_log = logging.getLogger(__name__)

_PAGE_BYTES = 16_384  # a small thumbnail is then in two pieces at most
_BUSY_TIMEOUT_MS = 2000
# The small one comes first, since SQLite must go through what stands before a thing it is asked for.
_TABLE = """CREATE TABLE IF NOT EXISTS thumbnails (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, small BLOB NOT NULL, content BLOB NOT NULL) STRICT"""
_COLUMNS = {ThumbnailSize.SMALL: "small", ThumbnailSize.LARGE: "content"}

Row = tuple[str, str, bytes, bytes]
"""Id and SHA-256 of a picture, and its small and large thumbnail; both empty where none could be made."""


class ThumbnailStore:
    """Thumbnails by picture; every method may be called from any thread, and reading never waits for writing."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Nothing is opened before it is needed."""
        self._path = path
        self._read_only = read_only
        self._useless = read_only and not path.exists()
        open_reader = self._open_to_read if read_only else self._open_to_write
        self._reader = _Link(open_reader)
        self._counter = _Link(open_reader)  # takes long where nothing is in memory: nobody who looks at pictures waits
        self._writer = _Link(self._open_to_write)
        self._links = (self._reader, self._counter, self._writer)

    def get(self, record: Record, size: ThumbnailSize) -> bytes | None:
        query = f"SELECT {_COLUMNS[size]} FROM thumbnails WHERE id = ? AND sha256 = ?"  # noqa: S608
        row = self._with(self._reader, lambda link: link.execute(query, (record.id, record.sha256)).fetchone())
        return (row and row[0]) or None

    def put(self, rows: Iterable[Row]) -> None:
        if not self._read_only:
            rows = list(rows)
            query = "INSERT OR REPLACE INTO thumbnails (id, sha256, small, content) VALUES (?, ?, ?, ?)"
            self._with(self._writer, lambda link: _write(link, query, rows))

    def remove(self, ids: Iterable[str]) -> None:
        """Keep nothing of these pictures."""
        rows = [(id_,) for id_ in ids]
        if rows and not self._read_only and self._path.exists():
            self._with(self._writer, lambda link: _write(link, "DELETE FROM thumbnails WHERE id = ?", rows))

    def count(self) -> int:
        """How many pictures have thumbnails here, or are known to have none."""
        row = self._with(self._counter, lambda link: link.execute("SELECT count(*) FROM thumbnails").fetchone())
        return int(row[0]) if row else 0

    def missing(self, records: Sequence[Record]) -> list[Record]:
        """Those of the records of which nothing is here."""
        marks = ",".join("?" * len(records))
        query = f"SELECT id, sha256 FROM thumbnails WHERE id IN ({marks})"  # noqa: S608
        ids = [record.id for record in records]
        there = self._with(self._counter, lambda link: set(link.execute(query, ids))) or set()
        return [record for record in records if (record.id, record.sha256) not in there]

    def stop_counting(self) -> None:
        """Have `count` and `missing` raise StoppedError if they are under way."""
        self._counter.interrupt()

    def close(self) -> None:
        with self._alone():
            self._useless = True
            self._drop()

    def _with(self, link: _Link, ask: Callable[[sqlite3.Connection], T]) -> T | None:
        """What a connection answers; None also where the cache does not work, after making it anew once."""
        for last_try in (False, True):
            try:
                with link.guard:
                    return None if self._useless else ask(link.open())
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                    raise StoppedError("Nobody waits for the thumbnails to be counted any more.") from error
                self._repair(error, last_try)
        return None

    def _repair(self, error: sqlite3.Error, last_try: bool) -> None:
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        changed = any(words in str(error) for words in ("no such table", "no such column", "has no column"))
        with self._alone():
            self._drop()
            if self._read_only or last_try or not (damaged or changed):
                _log.warning("the thumbnail cache is not used: %s", error)
                self._useless = self._useless or self._read_only or last_try
                return
            for suffix in ("", "-wal", "-shm", "-journal"):
                with suppress(OSError):  # the next try says whether it mattered
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody uses a connection meanwhile."""
        with self._reader.guard, self._counter.guard, self._writer.guard:
            yield

    def _drop(self) -> None:
        for link in self._links:
            link.drop()

    def _open_to_write(self) -> sqlite3.Connection:
        connection = self._connect("rwc")
        try:
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last thumbnails
            connection.execute(_TABLE)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _open_to_read(self) -> sqlite3.Connection:
        connection = self._connect("ro")
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:  # WAL needs files beside it, which a read-only folder cannot be given
            connection.close()
            return self._connect("ro&immutable=1")
        return connection

    def _connect(self, mode: str) -> sqlite3.Connection:
        address = f"{self._path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        return connection


class _Link:
    """A connection that is opened when it is needed, and used by one thread at a time."""

    def __init__(self, make: Callable[[], sqlite3.Connection]) -> None:
        self._make = make
        self._connection: sqlite3.Connection | None = None
        self.guard = threading.RLock()

    def open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._make()
        return self._connection

    def interrupt(self) -> None:
        """End what is under way, from any thread."""
        connection = self._connection
        if connection is not None:
            with suppress(sqlite3.ProgrammingError):  # it was closed meanwhile
                connection.interrupt()

    def drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _write(connection: sqlite3.Connection, query: str, rows: Sequence[tuple[object, ...]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany(query, rows)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
