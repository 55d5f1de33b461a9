"""The library's SQLite file: one writer, read-only readers, and its errors in plain words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from imagestudio.core.errors import (
    DiskError,
    LibraryDamagedError,
    LibraryError,
    LibraryInUseError,
    LibraryNewerError,
    LibraryOlderError,
    LibraryReadOnlyError,
    LibraryUnmendedError,
    LibraryVersionError,
)
from imagestudio.core.ports import GoesOn, always
from imagestudio.library.probes import PROBES
from imagestudio.library.schema import APPLICATION_ID, VERSION, header_of, migrate, version_of

BUSY_TIMEOUT_MS = 5000
_STEPS = 50_000  # of SQLite's machine, a millisecond or two of work

_NEWER = (
    "This library was made by a newer Image Studio, so it can only be looked at here. "
    "Install the newest version to add pictures; nothing was changed."
)
_TOO_NEW = "This library was made by a much newer Image Studio. Install the newest version; nothing was changed."
_FOREIGN = "library.sqlite3 in this folder belongs to another program. Choose another library; nothing was changed."
_OLDER = (
    "This library was made by an older Image Studio. Open it once for writing, so that it can be brought up to date."
)
_DAMAGED = "The library's database is damaged. The pictures are not touched; the next start mends it."
_NOT_HERE = (
    "The library's database is damaged. The pictures are not touched. It cannot be mended from here; "
    "“imagestudio library rebuild” mends it where its folder may be changed."
)
_READ_ONLY = "This library is open for reading only; nothing can be saved in it."


class StoppedError(LibraryError):
    """Nobody waits for the answer any more, so it was not looked for any longer."""


def _nothing() -> None:
    """Nobody wants to know."""


def _nowhere() -> bool:
    """Nothing can be noted."""
    return False


class Database:
    """One writer guarded by a lock, and a pool of read-only readers; every method may be called from any thread.

    SQLite's failures that are the world's come out as LibraryErrors, the others are our bugs and come out as they are.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        immutable: bool = False,
        ease: Callable[[], object] = _nothing,
        damaged: Callable[[], bool] = _nowhere,
    ) -> None:
        """Open a file `create` has made, migrated where it may be written; another program's file is not touched.

        `immutable` reads a file that nobody can change, without the helper files of WAL. `ease` is called before each
        transaction and may make room on a full disk; `damaged` when damage shows, and tells whether that is noted for
        the next start. Raises LibraryError, OSError.
        """
        self.path = path
        self.read_only = read_only
        self.migrated = False
        self._ease = ease
        self._damaged = damaged
        self._reading = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
        self._guard = threading.RLock()
        self._pool_guard = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self.writer: sqlite3.Connection | None = None
        with plain_errors():
            self._check_version()
            if not read_only:
                self.writer, self.migrated = _open_writer(path)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed to the disk when the block ends, undone when it raises."""
        with self._guard, self._errors():
            connection = self.require_writable()
            self._ease()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self, goes_on: GoesOn = always) -> Iterator[sqlite3.Connection]:
        """A reader of this thread's own for as long as the block lasts; StoppedError soon after `goes_on` says no."""
        with self._errors():
            connection = self._take()
            if goes_on is not always:
                connection.set_progress_handler(lambda: not goes_on(), _STEPS)
            try:
                yield connection
            except BaseException as error:
                if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                    self._give_back(connection)
                else:
                    connection.close()
                raise
            self._give_back(connection)

    def require_writable(self) -> sqlite3.Connection:
        """The writer. Raises LibraryReadOnlyError."""
        if self._closed:
            raise LibraryError("The library is closed.")
        if self.writer is None:
            raise LibraryReadOnlyError(_READ_ONLY)
        return self.writer

    def close(self) -> None:
        """Close every connection; readers in use are closed when they are given back."""
        with self._guard:
            with self._pool_guard:
                self._closed = True
                idle, self._idle = self._idle, []
            for connection in idle:
                connection.close()
            if self.writer is not None:
                self.writer.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            with plain_errors():
                yield
        except LibraryDamagedError as error:
            raise damage(noted=self._damaged()) from error

    def _check_version(self) -> None:
        try:
            application_id, version = header_of(self.path)
        except ValueError as error:
            raise LibraryDamagedError(_DAMAGED) from error
        if application_id != APPLICATION_ID:
            raise LibraryVersionError(_FOREIGN)
        if version > VERSION and not self.read_only:  # not even looked at by SQLite, which would leave files beside it
            raise LibraryNewerError(_NEWER)
        with self.read() as reader:
            version = version_of(reader)  # what is committed may not be in the header yet
            problem = self._check_tables(reader, version)
        if problem is not None:
            self.close()
            raise problem

    def _check_tables(self, reader: sqlite3.Connection, version: int) -> LibraryError | None:
        if version > VERSION and not self.read_only:
            return LibraryNewerError(_NEWER)
        if version < VERSION:
            return LibraryOlderError(_OLDER) if self.read_only else None
        try:
            for probe in PROBES:
                reader.execute(probe)
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR:
                raise
            return LibraryVersionError(_TOO_NEW) if version > VERSION else LibraryDamagedError(_DAMAGED)
        return None

    def _open_reader(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._reading, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _take(self) -> sqlite3.Connection:
        with self._pool_guard:
            if self._closed:
                raise LibraryError("The library is closed.")
            if self._idle:
                return self._idle.pop()
        return self._open_reader()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        connection.set_progress_handler(None, 0)
        with self._pool_guard:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()


def damage(*, noted: bool) -> LibraryDamagedError:
    """What is told of damage: the next start mends it only where it was `noted`, since a quick look may miss it."""
    return LibraryDamagedError(_DAMAGED) if noted else LibraryUnmendedError(_NOT_HERE)


def create(path: Path) -> None:
    """Make a new, empty database; meant for a name beside the real one, so that a half-made one is never opened.

    WAL is set last, so that the version is in the file's own header.
    """
    with plain_errors(), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, 0)
        connection.execute("PRAGMA journal_mode = WAL")


def _open_writer(path: Path) -> tuple[sqlite3.Connection, bool]:
    """The writing connection, with every table there, and whether tables had to be brought up to date."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        version = version_of(connection)
        if version < VERSION:
            migrate(connection, version)
    except BaseException:
        connection.close()
        raise
    return connection, version < VERSION


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn SQLite's errors that are the world's into LibraryErrors."""
    try:
        yield
    except UnicodeDecodeError as error:  # sqlite3 could not even read SQLite's words about a damaged table
        raise LibraryDamagedError(_DAMAGED) from error
    except sqlite3.Error as error:
        plain = _plain(error)
        if plain is None:
            raise
        raise plain from error


def _plain(error: sqlite3.Error) -> LibraryError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_INTERRUPT:
        return StoppedError("Nobody waits for the library's answer any more.")
    if str(error).startswith("Could not decode to UTF-8"):  # what the program wrote was UTF-8
        return LibraryDamagedError(_DAMAGED)
    if code == sqlite3.SQLITE_FULL:
        return DiskError("The library could not be written: the disk is full. Free some space and try again.")
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return DiskError("The library's database could not be read or written: the disk does not answer as it should.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return LibraryReadOnlyError("The library's database may not be changed. Choose another library folder.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryInUseError("Another program keeps the library's database busy. Close it and try again.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamagedError(_DAMAGED)
    return None
