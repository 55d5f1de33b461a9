"""Changes what the person made of pictures: the database at once, their files after it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from imagestudio.core.organisation import Change, Organisation, name_of
from imagestudio.core.ports import Changed, Collection, Count
from imagestudio.core.record import Record
from imagestudio.core.times import now_us
from imagestudio.library.collections_file import write_collections
from imagestudio.library.database import Database
from imagestudio.library.durable import disk_error
from imagestudio.library.layout import Layout
from imagestudio.library.record_rows import RECORD_COLUMNS, record_from_row, update_organisation
from imagestudio.library.settling import list_unsettled

_PAGE = 500


class SqliteOrganiser:
    """Rates, picks, names, collects and trashes; every method may be called from any thread, none from the window's.

    What a change was is given back, so that it can be undone with `put`. Files follow with `Settling.settle`.
    """

    def __init__(self, layout: Layout, database: Database, forget: Callable[[Sequence[str]], None]) -> None:
        """`forget` is told the ids of pictures that are deleted for good, so that no copy of them stays."""
        self._layout = layout
        self._database = database
        self._forget = forget

    def change(self, change: Change, times: Sequence[int]) -> Changed:
        """Change these records, all or none; what each of them was and is, for those that are different now."""
        now = now_us()
        return self._update(times, lambda record: change.applied(record.organisation, now))

    def put(self, states: Mapping[int, Organisation]) -> Changed:
        """Give records exactly these organisations, all or none; what was and is, for those that are different."""
        return self._update(list(states), lambda record: states[record.time])

    def tags(self) -> list[Count]:
        """Every tag in use outside of the trash, with the number of pictures that have it, in the alphabet's order."""
        query = """SELECT name, count(*) FROM tags JOIN record_tags ON tag = tags.id
            JOIN records ON records.time = record_tags.time WHERE trashed = 0 GROUP BY tags.id ORDER BY key"""
        with self._database.read() as connection:
            return [Count(*row) for row in connection.execute(query)]

    def collections(self) -> list[Collection]:
        """Every collection in its order; one with a search is a saved search."""
        query = """SELECT name, search, (SELECT count(*) FROM record_collections
            JOIN records ON records.time = record_collections.time WHERE collection = collections.id AND trashed = 0)
            FROM collections ORDER BY position, key"""
        with self._database.read() as connection:
            return [Collection(name, search, count) for name, search, count in connection.execute(query)]

    def add_collection(self, name: str, search: str | None = None) -> None:
        """Make a collection, or with a search a saved search; one of that name is given the search.

        Raises ValueError for a name with nothing in it, which the window does not let through.
        """
        if not (clean := name_of(name)):
            raise ValueError("a collection needs a name")
        with self._database.write() as connection:
            connection.execute(
                """INSERT INTO collections (name, key, search, position)
                VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM collections))
                ON CONFLICT (key) DO UPDATE SET name = excluded.name, search = excluded.search""",
                (clean, clean.casefold(), search),
            )
        self._write_names()

    def rename_collection(self, old: str, new: str) -> Changed:
        """Give a collection another name, in all its pictures too; those that are different now."""
        clean = name_of(new)
        members, search = self._members(old), self._search_of(old)
        self.add_collection(clean, search)
        changed = self.change(Change(add_to=(clean,), remove_from=(old,)), members)
        if old.casefold() != clean.casefold():
            self.delete_collection(old)
        return changed

    def delete_collection(self, name: str) -> Changed:
        """Let a collection go, never its pictures; those that were in it."""
        changed = self.change(Change(remove_from=(name,)), self._members(name))
        with self._database.write() as connection:
            connection.execute("DELETE FROM collections WHERE key = ?", (name_of(name).casefold(),))
        self._write_names()
        return changed

    def trashed(self) -> list[int]:
        """The records in the trash, the last one put there first."""
        query = (
            "SELECT time FROM records INDEXED BY records_trashed WHERE trashed != 0 ORDER BY trashed DESC, time DESC"
        )
        with self._database.read() as connection:
            return [row[0] for row in connection.execute(query)]

    def empty_trash(self) -> list[int]:
        """Delete what is in the trash for good: records first, then files; which pictures that were."""
        times = self.trashed()
        gone: list[str] = []
        with self._database.write() as connection:
            for some in _pages(times):
                marks = ",".join("?" * len(some))
                ids = connection.execute(f"SELECT id FROM records WHERE time IN ({marks})", some)  # noqa: S608
                gone += [id_ for (id_,) in ids]
                for table in ("record_tags", "record_collections", "unsettled", "records"):
                    connection.execute(f"DELETE FROM {table} WHERE time IN ({marks})", some)  # noqa: S608
        self._forget(gone)
        try:
            if self._layout.trashed_originals.is_dir():
                shutil.rmtree(self._layout.trashed_originals)
        except OSError as error:
            raise disk_error(error, "The trash") from error
        return times

    def _update(self, times: Sequence[int], after_of: Callable[[Record], Organisation]) -> Changed:
        changed: Changed = {}
        with self._database.write() as connection:
            for record in _records(connection, times):
                after = after_of(record)
                if after != record.organisation:
                    update_organisation(connection, record, after)
                    changed[record.time] = (record.organisation, after)
            list_unsettled(connection, changed)
        if any(before.collections != after.collections for before, after in changed.values()):
            self._write_names()
        return changed

    def _members(self, name: str) -> list[int]:
        query = """SELECT time FROM record_collections JOIN collections ON id = collection WHERE key = ?"""
        with self._database.read() as connection:
            return [row[0] for row in connection.execute(query, (name_of(name).casefold(),))]

    def _search_of(self, name: str) -> str | None:
        with self._database.read() as connection:
            query = "SELECT search FROM collections WHERE key = ?"
            row = connection.execute(query, (name_of(name).casefold(),)).fetchone()
        return row[0] if row else None

    def _write_names(self) -> None:
        """The file that a rebuilding reads."""
        write_collections(self._layout.collections, self.collections())


def _records(connection: sqlite3.Connection, times: Sequence[int]) -> Iterator[Record]:
    for some in _pages(times):
        marks = ",".join("?" * len(some))
        query = f"SELECT {RECORD_COLUMNS} FROM records WHERE time IN ({marks})"  # noqa: S608
        yield from map(record_from_row, connection.execute(query, some).fetchall())


def _pages(times: Sequence[int]) -> Iterable[tuple[int, ...]]:
    return (tuple(times[first : first + _PAGE]) for first in range(0, len(times), _PAGE))
