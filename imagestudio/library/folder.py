"""Opening a library folder: the lock, the database, and everything that works on them."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.core.errors import (
    DiskError,
    LibraryDamagedError,
    LibraryError,
    LibraryInUseError,
    LibraryReadOnlyError,
)
from imagestudio.core.record import Record
from imagestudio.library.care import Care, see_sound, suspect
from imagestudio.library.database import Database
from imagestudio.library.durable import disk_error
from imagestudio.library.history import SqliteHistory
from imagestudio.library.journal import SqliteJournal
from imagestudio.library.layout import Layout
from imagestudio.library.lock import LibraryLock
from imagestudio.library.presence import Presence
from imagestudio.library.room import LEAST_FREE, Room
from imagestudio.library.schema import is_newer
from imagestudio.library.sidecar import original_of, places_of
from imagestudio.library.spool import Spool
from imagestudio.library.thumbnails import ThumbnailCache

if TYPE_CHECKING:
    from imagestudio.library.comparisons import ComparisonsFile
    from imagestudio.library.exploring import Exploring
    from imagestudio.library.exporter import LibraryExporter
    from imagestudio.library.job_list import JobList
    from imagestudio.library.locking import PixelLocking
    from imagestudio.library.lookups import SqliteLookups
    from imagestudio.library.mending import Mended
    from imagestudio.library.organiser import SqliteOrganiser
    from imagestudio.library.originals import FolderOriginals
    from imagestudio.library.queue import SqliteQueue
    from imagestudio.library.rebuild import Progress
    from imagestudio.library.settling import Settling
    from imagestudio.library.taking_in import PictureTaking

_log = logging.getLogger(__name__)

_WHAT = "The library"


class Library:
    """One open library folder; close it when done, from any thread."""

    def __init__(
        self,
        layout: Layout,
        database: Database,
        release: Callable[[], None],
        room: Room | None = None,
        mended: Mended | None = None,
        stand_in: bool = False,
    ) -> None:
        """`release` gives back what opening took; `mended` tells how a damaged database was replaced at opening,
        `stand_in` that it could not be, since the library is only looked at."""
        spool = Spool(layout.spool, layout.trash, room.give_up) if room else Spool(layout.spool, layout.trash)
        self.folder = layout.folder
        self.read_only = database.read_only
        self.journal = SqliteJournal(database, spool, room.require) if room else SqliteJournal(database, spool)
        self.history = SqliteHistory(database)
        self.presence = Presence(self.path_of, None if database.read_only else self.history.note_missing)
        see = self.presence.see
        self.thumbnails = ThumbnailCache(layout.thumbnails, self.path_of, see, read_only=database.read_only)
        sweep = _nothing if mended else lambda: self.exploring.sweep()  # what a new database lacks is not known yet
        self.care = Care(layout, database, stand_in=stand_in, sweep=sweep)
        self.mended = mended
        self._layout = layout
        self._spool = spool
        self._database = database
        self._room = room
        self._release = release

    def path_of(self, record: Record) -> Path:
        """Where the original is. Raises LibraryDamagedError for a record that names a file outside of the library."""
        return original_of(self.folder, record)

    def place_of(self, record: Record) -> Path:
        """Where the original should be, without looking; so this never waits for a disk. Raises LibraryDamagedError."""
        return places_of(self.folder, record)[0]

    # what the first pictures need not wait for is imported and made when it is first asked for

    @cached_property
    def queue(self) -> SqliteQueue:
        from imagestudio.library.queue import SqliteQueue

        return SqliteQueue(self._database, self._spool)

    @cached_property
    def job_list(self) -> JobList:
        from imagestudio.library.job_list import JobList

        return JobList(self._database)

    @cached_property
    def lookups(self) -> SqliteLookups:
        from imagestudio.library.lookups import SqliteLookups

        return SqliteLookups(self._database, self._spool)

    @cached_property
    def settling(self) -> Settling:
        from imagestudio.library.settling import Settling

        return Settling(self._layout, self._database)

    @cached_property
    def organiser(self) -> SqliteOrganiser:
        from imagestudio.library.organiser import SqliteOrganiser

        return SqliteOrganiser(self._layout, self._database, self.thumbnails.forget)

    @cached_property
    def comparisons(self) -> ComparisonsFile:
        from imagestudio.library.comparisons import ComparisonsFile

        return ComparisonsFile(self._layout.comparisons, read_only=self.read_only)

    @cached_property
    def originals(self) -> FolderOriginals:
        from imagestudio.library.originals import FolderOriginals

        return FolderOriginals(self.folder, self._database, self._spool, self.thumbnails.offer)

    @cached_property
    def taking_in(self) -> PictureTaking:
        from imagestudio.library.taking_in import PictureTaking

        least_free = self._room.least_free if self._room else LEAST_FREE
        return PictureTaking(self._layout, self._database, self.originals, self.thumbnails, least_free)

    @cached_property
    def exploring(self) -> Exploring:
        from imagestudio.library.exploring import Exploring

        return Exploring(self._layout, self._database, self.journal)

    @cached_property
    def locking(self) -> PixelLocking:
        from imagestudio.library.locking import PixelLocking

        inputs = self.exploring.inputs
        return PixelLocking(self.folder, self._database, self.originals, self.thumbnails, inputs)

    def exporter(self) -> LibraryExporter:
        """What gives copies away."""
        from imagestudio.library.exporter import LibraryExporter

        return LibraryExporter(self.folder, self.history, self.path_of)

    def close(self) -> None:
        self.thumbnails.close()
        self._database.close()
        if self._room is not None:
            self._room.close()
        self._release()


def open_library(
    folder: Path,
    *,
    read_only: bool = False,
    least_free: int = LEAST_FREE,
    progress: Progress | None = None,
) -> Library:
    """Open a library; a writer makes the folder where there is none, and is the only one.

    A database that is missing is made anew from the files; a damaged one is kept aside and replaced, which a large
    library takes a while for: `progress` is told. `least_free` bytes must be free before anything is sent.
    Raises LibraryError, which says what to do.
    """
    layout = Layout(folder.absolute())
    try:
        return _open_to_read(layout, progress) if read_only else _open_to_write(layout, least_free, progress)
    except OSError as error:
        raise disk_error(error, _WHAT) from error


def _open_to_write(layout: Layout, least_free: int, progress: Progress | None) -> Library:
    if layout.folder.exists() and not layout.folder.is_dir():
        raise DiskError("The library cannot be opened: there is a file where its folder should be.")
    layout.folder.mkdir(parents=True, exist_ok=True)
    lock = LibraryLock(layout.lock)
    room = Room(layout, least_free)
    try:
        if not layout.database.exists():
            from imagestudio.library.rebuild import rebuild_locked

            found = rebuild_locked(layout, progress)
            if found.records or found.jobs or found.skipped:
                _log.warning("the database was missing and was made anew: %d records", found.records)
        try:
            return Library(layout, _open_sound(layout, room), lock.release, room)
        except LibraryDamagedError:
            from imagestudio.library.mending import mend

            mended = mend(layout, progress)
        return Library(layout, _open_sound(layout, room), lock.release, room, mended)
    except BaseException:
        lock.release()
        raise


def _open_sound(layout: Layout, room: Room) -> Database:
    """The database, looked at. Raises LibraryDamagedError."""
    database = Database(layout.database, ease=room.ease, damaged=partial(suspect, layout))
    try:
        see_sound(layout, database)
    except BaseException:
        database.close()
        raise
    return database


def _open_to_read(layout: Layout, progress: Progress | None) -> Library:
    """Read the database where it is; where that cannot be, a copy of it, or one made of the files."""
    if not layout.database.exists():
        return _open_remade(layout, progress)
    try:
        return _open_as_it_is(layout)
    except LibraryDamagedError:
        return _open_remade(layout, progress, stand_in=True)


def _open_remade(layout: Layout, progress: Progress | None, *, stand_in: bool = False) -> Library:
    from imagestudio.library.rebuild import build

    return _open_copy(layout, lambda target: build(layout, target, progress), stand_in=stand_in)


def _open_as_it_is(layout: Layout) -> Library:
    if is_newer(layout.database) and not _in_use(layout):
        return _open_untouched(layout)
    try:
        reading = Database(layout.database, read_only=True, damaged=partial(suspect, layout))
        return Library(layout, reading, _nothing)
    except (DiskError, LibraryReadOnlyError):
        # WAL needs files beside the database, which a read-only folder cannot be given
        return _open_untouched(layout)


def _open_untouched(layout: Layout) -> Library:
    """Read a database nobody writes at this moment, without leaving anything beside it."""
    if _is_missing(layout.database.with_name(f"{layout.database.name}-wal")):
        return Library(layout, Database(layout.database, read_only=True, immutable=True), _nothing)
    return _open_copy(layout, lambda target: _copy(layout.database, target))


def _in_use(layout: Layout) -> bool:
    """Whether another program writes the library now, as far as can be told."""
    if not layout.lock.exists():
        return False
    try:
        LibraryLock(layout.lock).release()
    except LibraryInUseError:
        return True
    except LibraryError:
        return False
    return False


def _open_copy(layout: Layout, make: Callable[[Path], object], *, stand_in: bool = False) -> Library:
    """A library whose database is made in a temporary folder, for reading only."""
    import tempfile

    folder = tempfile.TemporaryDirectory(prefix="imagestudio-", ignore_cleanup_errors=True)
    try:
        target = Path(folder.name) / layout.database.name
        make(target)
        return Library(layout, Database(target, read_only=True), folder.cleanup, stand_in=stand_in)
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
