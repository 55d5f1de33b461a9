"""The records, as searched and browsed: newest first, by keys, never by counting rows."""

from __future__ import annotations

import logging
from array import array
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from imagestudio.core.catalog import Value
from imagestudio.core.errors import LibraryError
from imagestudio.core.money import Money
from imagestudio.core.record import Record
from imagestudio.library.database import Database
from imagestudio.library.record_rows import RECORD_COLUMNS, alike_key, record_from_row
from imagestudio.library.search import match_query

_log = logging.getLogger(__name__)

_IS = {True: "missing", False: "back"}
_TYPICAL_OF = 20
_PAGE = 500  # placeholders in one statement

# `words` has a column `prompt` too
_RECORD = RECORD_COLUMNS.replace("prompt", "records.prompt")
_ALIKE = "FROM records INDEXED BY records_alike WHERE provider = ? AND model = ? AND size = ? AND quality = ?"


class SqliteHistory:
    """Reads records; every method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def times(self, search: str = "") -> array[int]:
        """The times (ids) of all records with these words in their prompt, newest first, as an array of type 'q'."""
        words = match_query(search)
        if words:
            query = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC"
        else:
            query = "SELECT time FROM records INDEXED BY records_times WHERE trashed = 0 ORDER BY time DESC"
        with self._database.read() as connection:
            return array("q", chain.from_iterable(connection.execute(query, (words,) if words else ())))

    def everything(self) -> array[int]:
        """The times of all records, those in the trash too, newest first."""
        with self._database.read() as connection:
            return array("q", chain.from_iterable(connection.execute("SELECT time FROM records ORDER BY time DESC")))

    def page(self, times: Sequence[int]) -> list[Record]:
        """The records of these times, newest first; unknown ones are left out."""
        found: list[Record] = []
        with self._database.read() as connection:
            for first in range(0, len(times), _PAGE):
                some = tuple(times[first : first + _PAGE])
                marks = ",".join("?" * len(some))
                query = f"SELECT {RECORD_COLUMNS} FROM records WHERE time IN ({marks})"  # noqa: S608
                found.extend(record_from_row(row) for row in connection.execute(query, some))
        return sorted(found, key=lambda record: record.time, reverse=True)

    def records(self, search: str = "", model: str | None = None, limit: int | None = None) -> list[Record]:
        """The records with these words in their prompt, of this model, newest first."""
        tables, key, conditions, values = "records", "time", ["trashed = 0"], list[str | int]()
        words = match_query(search)
        if words:  # in this order rows come from the index newest first, and no more of them than are asked for
            tables, key = "words CROSS JOIN records ON records.time = words.rowid", "words.rowid"
            conditions.append("words MATCH ?")
            values.append(words)
        if model is not None:
            conditions.append("model = ?")
            values.append(model)
        where = " AND ".join(conditions)
        query = f"SELECT {_RECORD} FROM {tables} WHERE {where} ORDER BY {key} DESC LIMIT ?"  # noqa: S608
        values.append(-1 if limit is None else limit)
        with self._database.read() as connection:
            return [record_from_row(row) for row in connection.execute(query, values)]

    def note_missing(self, record: Record, missing: bool) -> None:
        """Mark a record whose original is gone, or is back; a note only, so that failing does no harm."""
        try:
            with self._database.write() as connection:
                connection.execute("UPDATE records SET missing = ? WHERE id = ?", (int(missing), record.id))
        except LibraryError as error:
            _log.warning("the original of %s is %s, which could not be noted: %s", record.id, _IS[missing], error.said)

    def note_all_missing(self, paths: Collection[str]) -> None:
        """Mark exactly the records of these paths as missing, and no others. Raises LibraryError."""
        with self._database.write() as connection:
            marked = {row[0] for row in connection.execute("SELECT path FROM records WHERE missing != 0")}
            for missing, some in ((1, set(paths) - marked), (0, marked - set(paths))):
                query = "UPDATE records SET missing = ? WHERE path = ?"
                connection.executemany(query, [(missing, path) for path in some])

    def count(self) -> int:
        """How many records there are."""
        with self._database.read() as connection:
            query = "SELECT count(*) FROM records INDEXED BY records_times WHERE trashed = 0"
            return int(connection.execute(query).fetchone()[0])

    def cost_between(self, oldest: int, newest: int, search: str = "") -> Money:
        """What the records with times in [oldest, newest] cost together."""
        words = match_query(search)
        if words:
            query = """SELECT sum(cost) FROM words CROSS JOIN records ON records.time = words.rowid
                WHERE words MATCH ? AND words.rowid BETWEEN ? AND ?"""
            values: tuple[str | int, ...] = (words, oldest, newest)
        else:
            query = "SELECT sum(cost) FROM records INDEXED BY records_times WHERE trashed = 0 AND time BETWEEN ? AND ?"
            values = (oldest, newest)
        with self._database.read() as connection:
            return Money(connection.execute(query, values).fetchone()[0] or 0)

    def typical_seconds(self, model: str, parameters: Mapping[str, Value], provider: str) -> float | None:
        """The median duration of the provider's latest pictures of this model, size and quality; None without any."""
        query = f"SELECT duration_ms {_ALIKE} AND duration_ms IS NOT NULL ORDER BY time DESC LIMIT {_TYPICAL_OF}"
        with self._database.read() as connection:
            rows = connection.execute(query, (provider, model, *alike_key(parameters))).fetchall()
        durations = sorted(row[0] for row in rows)
        middle = durations[(len(durations) - 1) // 2 : len(durations) // 2 + 1]  # one, or two of an even number
        return sum(middle) / len(middle) / 1000 if middle else None

    def paid(self, model: str, parameters: Mapping[str, Value], provider: str) -> Money | None:
        """What the provider's latest picture of this model, size and quality cost; None where that is not known."""
        query = f"SELECT cost {_ALIKE} AND cost IS NOT NULL ORDER BY time DESC LIMIT 1"
        with self._database.read() as connection:
            row = connection.execute(query, (provider, model, *alike_key(parameters))).fetchone()
        return Money(row[0]) if row else None
