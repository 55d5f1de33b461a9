"""The conditions of a query as SQL, for a record of the index `records_times`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from imagestudio.core.search_language import parse
from imagestudio.core.search_query import Condition, Key, Query, Span
from imagestudio.library.kinds import Kind, decides, fitting
from imagestudio.library.matching import endings_in, match_of

ALWAYS, NEVER = "1", "0"
_DEEPEST = 5  # saved searches that name saved searches
_MOST_WRITTEN = 1000  # numbers in a statement, which may not be longer than a million letters

_STATES = {
    "picked": "pick = 1",
    "rejected": "pick = -1",
    "missing": "missing != 0",
    "rating": "rating > 0",
    "note": "noted != 0",
    "cost": "cost IS NOT NULL",
    "tag": "records.time IN (SELECT time FROM record_tags)",
    "collection": "records.time IN (SELECT time FROM record_collections)",
}
_MARKS = {"picked", "rejected", "missing", "rating", "note", "tag", "collection"}
_COLUMNS = {Key.RATING: "rating", Key.COST: "cost", Key.DATE: "records.time"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of SQL and the values of its question marks."""

    sql: str
    values: tuple[str, ...] = ()


class Conditions:
    """Makes clauses of conditions, with what one reader knows of kinds, tags and collections."""

    def __init__(self, connection: sqlite3.Connection, kinds: tuple[Kind, ...]) -> None:
        self._connection = connection
        self._kinds = kinds
        self._within: tuple[str, ...] = ()

    def clause(self, query: Query) -> Clause:
        """All conditions of a query; its words are not in it."""
        return _all_of(self._one(condition) for condition in query.conditions)

    def is_marked(self, query: Query) -> bool:
        """Whether only pictures can be found that the person did something with, as `records_marked` holds them."""
        return any(not condition.negated and self._marks(condition) for condition in query.conditions)

    def _marks(self, condition: Condition) -> bool:
        if condition.key is Key.RATING:
            return all(span.low is not None and span.low > 0 for span in condition.spans)
        if condition.key is Key.IN:
            found = [key for name in condition.names for _, key in self._named("collections", name)]
            return all(self._search_of(key) is None for key in found)
        return condition.key is Key.TAG or (bool(condition.names) and set(condition.names) <= _MARKS)

    def _one(self, condition: Condition) -> Clause:
        if decides(condition):
            return in_kinds(fitting(condition, self._kinds), self._kinds)
        if condition.spans:
            column = _COLUMNS[condition.key]
            clause = _any_of(Clause(_within(column, span)) for span in condition.spans)
        elif condition.key is Key.TAG:
            clause = self._labelled("tags", "record_tags", "tag", condition.names)
        elif condition.key is Key.IN:
            clause = _any_of(self._in_collection(name) for name in condition.names)
        else:
            clause = _any_of(Clause(_STATES[name]) for name in condition.names)
        return _not(clause) if condition.negated else clause

    def _labelled(self, table: str, links: str, column: str, names: Iterable[str]) -> Clause:
        numbers = [number for name in names for number, _ in self._named(table, name)]
        some = ", ".join(map(str, dict.fromkeys(numbers)))
        linked = f"SELECT time FROM {links} WHERE {column} IN ({some})"  # noqa: S608 - our own words and numbers
        return Clause(f"records.time IN ({linked})" if some else NEVER)

    def _named(self, table: str, name: str) -> list[tuple[int, str]]:
        """The tags or collections of this name, or where there is none, all that it is a part of."""
        rows = self._connection.execute(f"SELECT id, key FROM {table}").fetchall()  # noqa: S608 - our own word
        return [row for row in rows if row[1] == name] or [row for row in rows if name in row[1]]

    def _in_collection(self, name: str) -> Clause:
        found = self._named("collections", name)
        searches = [search for _, key in found if (search := self._search_of(key)) is not None]
        members = self._labelled("collections", "record_collections", "collection", [key for _, key in found])
        return _any_of([members, *(self._saved(key, search) for key, search in searches)])

    def _search_of(self, key: str) -> tuple[str, str] | None:
        query = "SELECT key, search FROM collections WHERE key = ? AND search IS NOT NULL"
        found: tuple[str, str] | None = self._connection.execute(query, (key,)).fetchone()
        return found

    def _saved(self, key: str, search: str) -> Clause:
        """What a saved search finds; nothing where it names itself, or is of the trash, where nothing else looks."""
        query = parse(f"{search} ")
        if key in self._within or len(self._within) >= _DEEPEST or query.trashed:
            return Clause(NEVER)
        outside, self._within = self._within, (*self._within, key)
        try:
            clause = self.clause(query)
        finally:
            self._within = outside
        match = match_of(query, endings_in(self._connection))
        worded = Clause("records.time IN (SELECT rowid FROM words WHERE words MATCH ?)", (match,))
        return _all_of([worded, clause]) if match else clause


def bounds_of(query: Query, column: str) -> str:
    """What the dates of a query say at least of a column of times, beginning with AND; to look no further than that."""
    bounds = ""
    for condition in query.conditions:
        if condition.key is Key.DATE and not condition.negated:
            lows, highs = [span.low for span in condition.spans], [span.high for span in condition.spans]
            whole = Span(
                None if None in lows else min(low for low in lows if low is not None),
                None if None in highs else max(high for high in highs if high is not None),
            )
            bounds += f" AND {_within(column, whole)}"
    return bounds


def in_kinds(numbers: set[int], kinds: tuple[Kind, ...]) -> Clause:
    """Whether a record is of one of these kinds, of all there are."""
    if not numbers:
        return Clause(NEVER)
    if len(numbers) == len(kinds):
        return Clause(ALWAYS)
    listed = ", ".join(map(str, sorted(numbers)))
    if len(numbers) <= _MOST_WRITTEN:
        return Clause(f"kind IN ({listed})")
    return Clause("kind IN (SELECT value FROM json_each(?))", (f"[{listed}]",))


def _within(column: str, span: Span) -> str:
    bounds = [f"{column} {sign} {bound}" for sign, bound in ((">=", span.low), ("<=", span.high)) if bound is not None]
    return " AND ".join(bounds) or ALWAYS


def _not(clause: Clause) -> Clause:
    """What is not known is not so: a picture of unknown cost costs no more than a cent."""
    if clause.sql in (ALWAYS, NEVER):
        return Clause(NEVER if clause.sql == ALWAYS else ALWAYS)
    return Clause(f"({clause.sql}) IS NOT TRUE", clause.values)


def _all_of(clauses: Iterable[Clause]) -> Clause:
    return _joined(" AND ", list(clauses), ALWAYS, NEVER)


def _any_of(clauses: Iterable[Clause]) -> Clause:
    return _joined(" OR ", list(clauses), NEVER, ALWAYS)


def _joined(word: str, clauses: list[Clause], neutral: str, decisive: str) -> Clause:
    """Without the constants: SQLite refuses to use an index where nothing is left to ask."""
    if any(clause.sql == decisive for clause in clauses):
        return Clause(decisive)
    asked = [clause for clause in clauses if clause.sql != neutral]
    if not asked:
        return Clause(neutral)
    values = tuple(value for clause in asked for value in clause.values)
    return Clause(word.join(f"({clause.sql})" for clause in asked), values)
