"""Backups of the database inside the library folder: whole, checked, and only the newest few."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imagestudio.core.errors import LibraryError
from imagestudio.library.database import plain_errors
from imagestudio.library.durable import PART, disk_error, make_folder, move, sync_file
from imagestudio.library.soundness import look_at_copy

_log = logging.getLogger(__name__)

KEPT = 5
EVERY = timedelta(days=1)

_NAME = "library-%Y%m%d-%H%M%S.sqlite3"
_WHAT = "The backup of the library's database"
_HELPERS = ("-wal", "-shm", "-journal")


class Backups:
    """The folder of backups; a backup is only there under its name when it is whole and was found sound."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def newest_first(self) -> list[Path]:
        return sorted((path for path in self._folder.glob("library-*.sqlite3") if _moment(path)), reverse=True)

    def due(self, now: datetime | None = None) -> bool:
        """Whether the newest is a day old; one from the future (the clock was wrong) does not count."""
        moment = now or datetime.now(UTC)
        made = [made for path in self.newest_first() if (made := _moment(path)) and made <= moment]
        return not made or moment - made[0] >= EVERY

    def make(self, database: Path, now: datetime | None = None) -> Path:
        """Copy a database that may be in use, check the copy, give it its name, and let go of the oldest.

        Has a reader of its own, so nobody waits for it. Raises LibraryDamagedError where the copy is not sound.
        """
        target = self._folder / (now or datetime.now(UTC)).strftime(_NAME)
        part = target.with_name(target.name + PART)
        try:
            make_folder(self._folder)
            self._sweep()
            with plain_errors():
                _copy(database, part)
            look_at_copy(part)
            sync_file(part)
            move(part, target)
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        finally:
            _remove(part)
        self._prune(target)
        return target

    def _prune(self, newest: Path) -> None:
        others = [path for path in self.newest_first() if path != newest]
        for path in others[KEPT - 1 :]:
            _remove(path)

    def _sweep(self) -> None:
        """Remove what a crash left half-made."""
        for path in self._folder.glob(f"library-*{PART}*"):
            path.unlink(missing_ok=True)


def is_sound(backup: Path, scratch: Path) -> bool:
    """Whether a backup is whole, looked at in a copy so that the backup stays as it is; the copy stays at `scratch`."""
    try:
        shutil.copyfile(backup, scratch)
        look_at_copy(scratch)
    except (OSError, LibraryError, sqlite3.Error) as error:  # the last: it has other tables than it should
        _log.warning("the backup %s cannot be used: %s", backup.name, type(error).__name__)
        return False
    return True


def _copy(database: Path, target: Path) -> None:
    """One file without helpers, as of one moment."""
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(target, isolation_level=None)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _remove(path: Path) -> None:
    for suffix in ("", *_HELPERS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
