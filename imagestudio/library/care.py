"""What looks after the database while the program runs: the checks that can wait, and the daily backup."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from imagestudio.core.errors import LibraryDamagedError
from imagestudio.library.backups import Backups
from imagestudio.library.database import Database, StoppedError, damage
from imagestudio.library.layout import Layout
from imagestudio.library.soundness import (
    QUICK_BYTES,
    look_at_words,
    look_at_words_aside,
    look_quickly,
    look_thoroughly,
)


def _nothing() -> None:
    pass


class Care:
    """Checks and backups of one open library; takes its time, so call it in a thread of its own."""

    def __init__(
        self, layout: Layout, database: Database, *, stand_in: bool = False, sweep: Callable[[], object] = _nothing
    ) -> None:
        """`stand_in` tells that the library's own database is damaged and this is one made of the files; `sweep`
        clears away what nobody needs, once a day."""
        self._sweep = sweep
        self._stand_in = stand_in
        self._layout = layout
        self._database = database
        self._backups = Backups(layout.backups)
        self._looked = False
        self._stopped = False
        self._guard = threading.Lock()
        self._reader: sqlite3.Connection | None = None

    def stop(self) -> None:
        """Look no further, since the library is about to be closed; where nothing is in memory that took minutes."""
        with self._guard:
            self._stopped = True
            if self._reader is not None:
                self._reader.interrupt()  # a check is one step of SQLite, which asks nobody whether to go on

    def tend(self) -> None:
        """Do what is due: cheap where nothing is.

        Raises LibraryDamagedError (the next opening mends it), DiskError, StoppedError after `stop`.
        """
        if self._database.read_only:
            return
        if not self._looked:
            self._looked = True
            if self._layout.database.stat().st_size > QUICK_BYTES:
                with self._looking() as reader:
                    look_quickly(reader)
        if self._database.migrated or self._backups.due():
            self.back_up()  # which raises where the database cannot be relied on
            self._sweep()

    def is_damaged(self) -> bool:
        """Whether the database does not hold together, or had to be replaced by a stand-in to be looked at."""
        if self._stand_in:
            suspect(self._layout)
            return True
        try:
            with self._database.read() as reader:
                look_thoroughly(reader)
                look_at_words_aside(reader)
        except LibraryDamagedError:
            return True
        return False

    def back_up(self) -> None:
        """Check everything, then make a backup, unless there is nothing to lose. Raises as `tend` does."""
        with self._looking() as reader:
            look_thoroughly(reader)
            empty = not reader.execute(
                "SELECT EXISTS (SELECT 1 FROM records) OR EXISTS (SELECT 1 FROM jobs)"
            ).fetchone()[0]
        if empty:
            return
        try:
            self._backups.make(self._layout.database)
        except LibraryDamagedError as error:
            raise damage(noted=suspect(self._layout)) from error
        self._database.migrated = False

    @contextmanager
    def _looking(self) -> Iterator[sqlite3.Connection]:
        """A reader that `stop` ends; what a check says that was ended counts for nothing."""
        with self._database.read() as reader:
            with self._guard:
                self._reader = reader
            try:
                if not self._stopped:
                    yield reader
            except LibraryDamagedError:
                if not self._stopped:
                    raise
            finally:
                with self._guard:  # from here on it is somebody else's
                    self._reader = None
            if self._stopped:
                raise StoppedError("The library is being closed.")


def suspect(layout: Layout) -> bool:
    """Note that damage showed, so that the next opening for writing looks closely and mends it; whether it is noted."""
    with suppress(OSError):  # then only a rebuild is sure to mend it
        layout.suspect.touch()
    return layout.suspect.exists()


def see_sound(layout: Layout, database: Database) -> None:
    """Look at a database that was just opened, as closely as there is reason to. Raises LibraryDamagedError."""
    if layout.suspect.exists():
        with database.read() as reader:
            look_thoroughly(reader)
        look_at_words(database.require_writable())
        layout.suspect.unlink(missing_ok=True)
    elif layout.database.stat().st_size <= QUICK_BYTES:
        with database.read() as reader:
            look_quickly(reader)
