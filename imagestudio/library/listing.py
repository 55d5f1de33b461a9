"""What a query looks through: the index of words, or one of the small indexes that hold all else searches ask of.

Words are found in the index of words, which gives the newest first without looking further; all else is asked of
`records_times` and its likes. Measured at a million records: README.md, “How it is built”.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from imagestudio.core.search_query import Key, Query
from imagestudio.library.conditions import NEVER, Clause, Conditions, bounds_of
from imagestudio.library.kinds import Kinds, decides
from imagestudio.library.matching import endings_in, match_of, matcher_of

SHOWN = "trashed = 0"
_TIMES, _KINDS = "records INDEXED BY records_times", "records INDEXED BY records_kinds"
_MARKED = "records INDEXED BY records_marked"
_IS_MARKED = "trashed = 0 AND (rating > 0 OR pick != 0 OR missing != 0 OR labels != '')"
_TIMED = frozenset({Key.DATE, Key.TAG, Key.IN})
_FEW = 5000


@dataclass(frozen=True, slots=True)
class Listing:
    """What a search looks through, behind the FROM: `time` is the column of times."""

    source: str
    where: str
    values: tuple[str, ...]
    time: str = "records.time"

    @property
    def is_by_kind(self) -> bool:
        return self.source == _KINDS

    @property
    def is_marked(self) -> bool:
        return self.source == _MARKED

    def select(self, what: str, rest: str = "") -> tuple[str, tuple[str, ...]]:
        return f"SELECT {what} FROM {self.source} WHERE {self.where} {rest}", self.values  # noqa: S608

    def within(self, clause: Clause) -> Listing:
        """The same, of those for which this holds too."""
        return replace(self, where=f"{self.where} AND {clause.sql}", values=(*self.values, *clause.values))

    def has_few(self, connection: sqlite3.Connection) -> bool:
        """Whether it finds so few that to sort them is quicker than to go through an order until enough are found."""
        some, values = self.select("1", f"LIMIT {_FEW}")
        found: int = connection.execute(f"SELECT count(*) FROM ({some})", values).fetchone()[0]  # noqa: S608
        return found < _FEW


class Listings:
    """Makes listings of queries, for any thread."""

    def __init__(self) -> None:
        self.kinds = Kinds()

    def of(self, connection: sqlite3.Connection, query: Query, *, rows: bool = False, by_kind: bool = False) -> Listing:
        """What to look through.

        With `rows` the records' columns are there even where words alone are asked for; with `by_kind` they may come
        in any order and without their duration.
        """
        conditions, clause = self._clause(connection, query)
        if clause.sql == NEVER:
            return Listing("records", NEVER, ())
        if query.trashed:
            connection.create_function("matches", 1, matcher_of(query), deterministic=True)
            where = f"trashed != 0 AND {clause.sql} AND matches(prompt)"
            return Listing("records INDEXED BY records_trashed", where, clause.values)
        records, shown = (_MARKED, _IS_MARKED) if conditions.is_marked(query) else (_TIMES, SHOWN)
        match = match_of(query, endings_in(connection))
        if not match:
            if by_kind and records == _TIMES and not any(condition.key in _TIMED for condition in query.conditions):
                records = _KINDS
            return Listing(records, f"{shown} AND {clause.sql}", clause.values)
        if not rows and not query.conditions:
            return Listing("words", "words MATCH ?", (match,), "words.rowid")
        source = f"words CROSS JOIN {records} ON records.time = words.rowid AND {shown}"
        where = f"words MATCH ? AND {clause.sql}{bounds_of(query, 'words.rowid')}"
        return Listing(source, where, (match, *clause.values), "words.rowid")

    def through(self, connection: sqlite3.Connection, query: Query, index: str, shown: str) -> Listing:
        """The same of the records of this index that are `shown`, in its order; nothing of the trash."""
        _, clause = self._clause(connection, query)
        match = match_of(query, endings_in(connection))
        source = f"records INDEXED BY {index}"
        if clause.sql == NEVER:
            return Listing("records", NEVER, ())
        if not match:
            return Listing(source, f"{shown} AND {clause.sql}", clause.values)
        # the words last: to look one up in what they find takes longer than all the rest
        worded = "records.time IN (SELECT rowid FROM words WHERE words MATCH ?)"
        return Listing(source, f"{shown} AND CASE WHEN {clause.sql} THEN {worded} END", (*clause.values, match))

    def few(self, connection: sqlite3.Connection, query: Query) -> Listing | None:
        """A listing of few records with their columns, where few are found and that is quickly known."""
        if query.trashed:
            return self.of(connection, query, rows=True)
        if query.is_empty:
            return None
        match = match_of(query, endings_in(connection))
        if match:
            words = Listing("words", f"words MATCH ?{bounds_of(query, 'words.rowid')}", (match,))
            return self.of(connection, query, rows=True) if words.has_few(connection) else None
        decided = all(decides(condition) for condition in query.conditions)
        listing = self.of(connection, query, by_kind=decided)
        dated = any(condition.key is Key.DATE and not condition.negated for condition in query.conditions)
        quick = listing.is_by_kind or listing.is_marked or dated
        return listing if quick and listing.has_few(connection) else None

    def _clause(self, connection: sqlite3.Connection, query: Query) -> tuple[Conditions, Clause]:
        conditions = Conditions(connection, self.kinds.read(connection) if query.conditions else ())
        return conditions, conditions.clause(query)
