"""Opening a library folder: the lock, the database, and everything that works on them."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from imagestudio.core.errors import DiskError, LibraryReadOnlyError
from imagestudio.core.record import Record
from imagestudio.library.database import Database
from imagestudio.library.durable import disk_error
from imagestudio.library.history import SqliteHistory
from imagestudio.library.journal import SqliteJournal
from imagestudio.library.layout import Layout
from imagestudio.library.lock import LibraryLock
from imagestudio.library.originals import FolderOriginals
from imagestudio.library.rebuild import build, rebuild_locked
from imagestudio.library.sidecar import path_in
from imagestudio.library.spool import Spool
from imagestudio.library.thumbnails import ThumbnailCache

_log = logging.getLogger(__name__)

_WHAT = "The library"


class Library:
    """One open library folder; close it when done, from any thread."""

    def __init__(self, layout: Layout, database: Database, release: Callable[[], None]) -> None:
        """`release` gives back what opening took."""
        spool = Spool(layout.spool, layout.trash)
        self.folder = layout.folder
        self.read_only = database.read_only
        self.journal = SqliteJournal(database, spool)
        self.originals = FolderOriginals(layout.folder, database, spool)
        self.history = SqliteHistory(database)
        self.thumbnails = ThumbnailCache(layout.thumbnails, self.path_of, read_only=database.read_only)
        self._database = database
        self._release = release

    def path_of(self, record: Record) -> Path:
        """Where the original is. Raises LibraryDamagedError for a record that names a file outside of the library."""
        return path_in(self.folder, record.path)

    def close(self) -> None:
        self.thumbnails.close()
        self._database.close()
        self._release()


def open_library(folder: Path, *, read_only: bool = False) -> Library:
    """Open a library; a writer makes the folder where there is none, and is the only one.

    A database that is missing is made anew from the files. Raises LibraryError, which says what to do.
    """
    layout = Layout(folder.absolute())
    try:
        return _open_to_read(layout) if read_only else _open_to_write(layout)
    except OSError as error:
        raise disk_error(error, _WHAT) from error


def _open_to_write(layout: Layout) -> Library:
    if layout.folder.exists() and not layout.folder.is_dir():
        raise DiskError("The library cannot be opened: there is a file where its folder should be.")
    layout.folder.mkdir(parents=True, exist_ok=True)
    lock = LibraryLock(layout.lock)
    try:
        if _is_missing(layout.database):
            found = rebuild_locked(layout)
            if found.records or found.jobs or found.skipped:
                _log.warning("the database was missing and was made anew: %d records", found.records)
        return Library(layout, Database(layout.database), lock.release)
    except BaseException:
        lock.release()
        raise


def _open_to_read(layout: Layout) -> Library:
    """Read the database where it is; where SQLite cannot do that in a folder that may not be changed, a copy of it."""
    if _is_missing(layout.database):
        return _open_copy(layout, lambda target: build(layout, target))
    try:
        return Library(layout, Database(layout.database, read_only=True), _nothing)
    except (DiskError, LibraryReadOnlyError):
        # WAL needs files beside the database, which a read-only folder cannot be given
        log = layout.database.with_name(f"{layout.database.name}-wal")
        if _is_missing(log):
            return Library(layout, Database(layout.database, read_only=True, immutable=True), _nothing)
        return _open_copy(layout, lambda target: _copy(layout.database, target))


def _open_copy(layout: Layout, make: Callable[[Path], object]) -> Library:
    """A library whose database is made in a temporary folder, for reading only."""
    import tempfile

    folder = tempfile.TemporaryDirectory(prefix="imagestudio-", ignore_cleanup_errors=True)
    try:
        target = Path(folder.name) / layout.database.name
        make(target)
        return Library(layout, Database(target, read_only=True), folder.cleanup)
    except BaseException:
        folder.cleanup()
        raise


def _copy(database: Path, target: Path) -> None:
    """The database with what is still in its log."""
    for suffix in ("", "-wal"):
        shutil.copyfile(database.with_name(database.name + suffix), target.with_name(target.name + suffix))


def _is_missing(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _nothing() -> None:
    """A reader takes nothing that must be given back."""
