"""Original to thumbnail, and the cache where thumbnails live, which may be deleted at any time."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from imagestudio.core.errors import FileGoneError, FileSpoiltError, PictureError
from imagestudio.core.record import Record
from imagestudio.library.durable import disk_error

_log = logging.getLogger(__name__)

LONGEST_EDGE = 512
_QUALITY = 85
_TABLE = (
    "CREATE TABLE IF NOT EXISTS thumbnails (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, content BLOB NOT NULL) STRICT"
)


class ThumbnailCache:
    """Thumbnails in thumbnails.sqlite3; a cache that is damaged, full or read-only only makes things slower."""

    def __init__(
        self,
        path: Path,
        path_of: Callable[[Record], Path],
        see: Callable[[Record], bool] | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        """Nothing is opened before it is needed. `see` looks whether an original is there, each time it is wanted."""
        self._see = see or _nobody_looks
        self._path = path
        self._path_of = path_of
        self._read_only = read_only
        self._guard = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._useless = read_only and not path.exists()

    def load(self, record: Record) -> bytes:
        """The thumbnail as encoded bytes (JPEG, or PNG where it is transparent), made if need be.

        Raises FileGoneError, FileSpoiltError or DiskError where the original cannot be read.
        """
        row = self._ask("SELECT content FROM thumbnails WHERE id = ? AND sha256 = ?", (record.id, record.sha256))
        if row is None:
            return self.make(record)
        self._see(record)
        return row[0]  # type: ignore[no-any-return]

    def make(self, record: Record) -> bytes:
        """Make the thumbnail anew and keep it. Raises as `load` does."""
        path = self._path_of(record)
        self._see(record)
        try:
            content = thumbnail_of(path)
        except FileNotFoundError as error:
            raise FileGoneError from error
        except PictureError as error:
            raise FileSpoiltError(error.said) from error
        except OSError as error:
            raise disk_error(error, "The picture") from error
        if not self._read_only:
            self._ask("INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?)", (record.id, record.sha256, content))
        return content

    def close(self) -> None:
        with self._guard:
            self._useless = True
            self._drop_connection()

    def _ask(self, query: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """One statement's first row; None also where the cache does not work, after making it anew once."""
        with self._guard:
            for last_try in (False, True):
                if self._useless:
                    break
                try:
                    row: tuple[Any, ...] | None = self._open().execute(query, values).fetchone()
                    return row
                except sqlite3.Error as error:
                    self._repair(error, last_try)
        return None

    def _repair(self, error: sqlite3.Error, last_try: bool) -> None:
        self._drop_connection()
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        changed = "no such table" in str(error) or "no such column" in str(error)
        if self._read_only or last_try or not (damaged or changed):
            _log.warning("the thumbnail cache is not used: %s", error)
            self._useless = self._read_only or last_try
            return
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):  # the next try says whether it mattered
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._open_to_read() if self._read_only else self._open_to_write()
        return self._connection

    def _open_to_write(self) -> sqlite3.Connection:
        connection = self._connect("rwc")
        try:
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
        connection.execute("PRAGMA busy_timeout = 2000")
        return connection

    def _drop_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _nobody_looks(_record: Record) -> bool:
    return True


def thumbnail_of(path: Path) -> bytes:
    """A small picture of a file. Raises OSError where it cannot be read, PictureError where it is no picture."""
    from imagestudio.library.shrink import shrink

    try:
        with path.open("rb") as file:
            return shrink(file, LONGEST_EDGE, _QUALITY)
    except Exception as error:  # Pillow raises nearly anything for broken bytes
        if isinstance(error, OSError) and error.errno is not None:  # that was the disk
            raise
        raise PictureError("The picture is damaged and cannot be shown.") from error
