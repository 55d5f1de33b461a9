"""A damaged database replaced by its newest good backup, or else by what the files say; the damaged one is kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from imagestudio.library.backups import Backups, is_sound
from imagestudio.library.durable import disk_error, move, sync_file
from imagestudio.library.layout import Layout
from imagestudio.library.rebuild import Progress, Rebuilt, bring_up_to_date, build, remove, set_aside

_SURELY_BEFORE_S = 120  # a backup takes a while, and file systems round times

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """What was done: under which name the damaged database is kept, and which backup took its place, if any.

    `found` is what the files knew beyond that backup.
    """

    aside: str
    backup: str
    found: Rebuilt


def mend(layout: Layout, progress: Progress | None = None) -> Mended:
    """Put a sound database in the place of the damaged one, for who holds the library's lock. Raises LibraryError."""
    new = layout.database.with_name(f"{layout.database.name}.new")
    try:
        remove(new)
        backup, found = _make(layout, new, progress)
        sync_file(new)
        aside = _free_name(layout.database)
        set_aside(layout.database, aside)
        move(new, layout.database)
        layout.suspect.unlink(missing_ok=True)
    except OSError as error:
        raise disk_error(error, "The library's database") from error
    _log.warning("the database was damaged, is kept as %s and was replaced from %s", aside.name, backup or "the files")
    return Mended(aside.name, backup, found)


def _make(layout: Layout, new: Path, progress: Progress | None) -> tuple[str, Rebuilt]:
    for backup in Backups(layout.backups).newest_first():
        if is_sound(backup, new):
            since_s = backup.stat().st_mtime - _SURELY_BEFORE_S
            return backup.name, bring_up_to_date(layout, new, progress, since_s)
        remove(new)
    return "", build(layout, new, progress)


def _free_name(database: Path) -> Path:
    """A name beside the database that says when it was found damaged."""
    name = f"{database.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    aside, number = database.with_name(name), 1
    while aside.exists():
        number += 1
        aside = database.with_name(f"{name}-{number}")
    return aside
