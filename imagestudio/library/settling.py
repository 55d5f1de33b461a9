"""Brings the files of pictures in line with the database: sidecars that say how they are organised, and the trash."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from imagestudio.core.errors import LibraryError
from imagestudio.core.record import Record
from imagestudio.library.database import Database
from imagestudio.library.durable import disk_error, make_folder, move, write_durably
from imagestudio.library.layout import Layout
from imagestudio.library.record_rows import RECORD_COLUMNS, record_from_row
from imagestudio.library.sidecar import places_of, sidecar_bytes, sidecar_of

_log = logging.getLogger(__name__)

_PAGE = 200


def _always() -> bool:
    return True


class Settling:
    """The database is committed first; what its files have to follow is listed in `unsettled` until they do.

    So a crash at any point loses nothing: the next `settle` goes on, and doing a step twice does no harm.
    """

    def __init__(self, layout: Layout, database: Database) -> None:
        self._layout = layout
        self._database = database

    def settle(self, goes_on: Callable[[], bool] = _always) -> int:
        """Do all that is listed and give the number of records that are settled now; runs beside the window.

        A record whose files refuse stays listed; the others go on. What is left when `goes_on` says no is done by the
        next one. Raises LibraryError where the database does.
        """
        settled, after = 0, -(2**63)
        while rows := self._listed(after):
            done = [(time, version) for time, version, record in rows if goes_on() and self._settle(record)]
            with self._database.write() as connection:
                connection.executemany("DELETE FROM unsettled WHERE time = ? AND version = ?", done)
            settled += len(done)
            if not goes_on():
                break
            after = rows[-1][0]
        return settled

    def _listed(self, after: int) -> list[tuple[int, int, Record | None]]:
        columns = ", ".join(f"records.{column.strip()}" for column in RECORD_COLUMNS.split(","))
        query = f"""SELECT unsettled.time, unsettled.version, {columns}
            FROM unsettled LEFT JOIN records ON records.time = unsettled.time
            WHERE unsettled.time > ? ORDER BY unsettled.time LIMIT {_PAGE}"""  # noqa: S608
        with self._database.read() as connection:
            rows = connection.execute(query, (after,)).fetchall()
        return [(row[0], row[1], None if row[2] is None else record_from_row(row[2:])) for row in rows]

    def _settle(self, record: Record | None) -> bool:
        if record is None:  # gone for good meanwhile
            return True
        try:
            place, other = places_of(self._layout.folder, record)
            self._put(record, place, other)
        except (OSError, LibraryError) as error:
            reason = error.said if isinstance(error, LibraryError) else disk_error(error, "The picture").said
            _log.warning("what was made of %s is not in its files yet: %s", record.id, reason)
            return False
        return True

    @staticmethod
    def _put(record: Record, place: Path, other: Path) -> None:
        """The sidecar says it first, where it lies; then picture and sidecar go to their place, in this order."""
        sidecar, left = sidecar_of(place), sidecar_of(other)
        make_folder(place.parent)
        write_durably(left if left.exists() and not sidecar.exists() else sidecar, sidecar_bytes(record))
        if other.exists() and not place.exists():
            move(other, place)
        if left.exists():
            if sidecar.exists():
                left.unlink()
            else:
                move(left, sidecar)


def list_unsettled(connection: sqlite3.Connection, times: Iterable[int]) -> None:
    """Note, in the transaction of a change, that files have to follow it."""
    query = """INSERT INTO unsettled (time) VALUES (?) ON CONFLICT (time) DO UPDATE SET version = version + 1"""
    connection.executemany(query, [(time,) for time in times])
