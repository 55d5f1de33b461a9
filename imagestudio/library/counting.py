"""Counts for the chips of a search: how many of what is found have which model, size, rating, tag and so on."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from imagestudio.core.organisation import MOST_STARS
from imagestudio.core.ports import Count, Facets
from imagestudio.core.record import DEMO
from imagestudio.core.search_query import Condition, Key, Query
from imagestudio.library.database import Database
from imagestudio.library.finding import Finding
from imagestudio.library.kinds import Kind

_COMPLETED = (Key.MODEL, Key.SIZE, Key.QUALITY, Key.FORMAT, Key.BACKGROUND, Key.TAG)
_PACKED = "count(*), kind, rating, pick, missing != 0, noted, cost IS NOT NULL"
_LINKS = {Key.TAG: ("tags", "record_tags", "tag"), Key.IN: ("collections", "record_collections", "collection")}


@dataclass(frozen=True, slots=True)
class _Row:
    """So many pictures are alike in all that is counted."""

    pictures: int
    kind: Kind
    rating: int
    pick: int
    missing: int
    noted: int
    priced: int


_Names = Callable[[_Row], Iterable[str]]


class Counting:
    """Counts what searches find; every method may be called from any thread."""

    def __init__(self, database: Database, finding: Finding) -> None:
        self._database = database
        self._finding = finding

    def facets(self, query: Query) -> Facets:
        """The counts of each key leave out what the query wants of it, and so tell what could be wanted beside it."""
        with self._database.read() as connection:
            rows = self._rows(connection, query)
            counts = {key: self._counts(connection, query, key, rows) for key in (*_COUNTED, *_LINKS)}
            for condition in query.conditions:
                if not condition.negated and condition.key in counts:
                    without = replace(query, conditions=tuple(c for c in query.conditions if c is not condition))
                    fresh = self._counts(connection, without, condition.key, None)
                    counts[condition.key] = _renewed(condition, counts[condition.key], fresh)
        total = sum(row.pictures for row in rows)
        return Facets(total, {key.value: _sorted(key, some) for key, some in counts.items()})

    def known_values(self) -> dict[str, list[str]]:
        """The values in use by their keys, the most used first; of collections all, in the order they have."""
        counts = self.facets(Query()).counts
        known = {key.value: [count.name for count in counts[key.value]] for key in _COMPLETED}
        with self._database.read() as connection:
            names = connection.execute("SELECT name FROM collections ORDER BY position, key").fetchall()
        return {**known, Key.IN.value: [row[0] for row in names]}

    def _counts(self, connection: sqlite3.Connection, query: Query, key: Key, rows: list[_Row] | None) -> Counter[str]:
        if key in _LINKS:
            return self._labelled(connection, query, key)
        counter: Counter[str] = Counter()
        for row in self._rows(connection, query) if rows is None else rows:
            for name in _COUNTED[key](row):
                counter[name] += row.pictures
        if key is Key.HAS:
            counter.update(self._having(connection, query))
        return counter

    def _rows(self, connection: sqlite3.Connection, query: Query) -> list[_Row]:
        listing = self._finding.listing(connection, query, rows=True)
        found = connection.execute(*listing.select(_PACKED, "GROUP BY 2, 3, 4, 5, 6, 7")).fetchall()
        kinds = {kind.id: kind for kind in self._finding.kinds.read(connection)}
        return [_Row(count, kinds[kind], *rest) for count, kind, *rest in found if kind in kinds]

    def _labelled(self, connection: sqlite3.Connection, query: Query, key: Key) -> Counter[str]:
        table, links, column = _LINKS[key]
        inner, values = self._found(connection, query)
        statement = f"""SELECT name, count(*) FROM {links} JOIN {table} ON id = {column}
            WHERE time IN ({inner}) GROUP BY id"""  # noqa: S608 - our own words
        return Counter(dict(connection.execute(statement, values).fetchall()))

    def _having(self, connection: sqlite3.Connection, query: Query) -> dict[str, int]:
        counts: dict[str, int] = {}
        for name, (_, links, _) in (("tag", _LINKS[Key.TAG]), ("collection", _LINKS[Key.IN])):
            inner, values = self._found(connection, query)
            statement = f"SELECT count(DISTINCT time) FROM {links} WHERE time IN ({inner})"  # noqa: S608
            counts[name] = connection.execute(statement, values).fetchone()[0]
        return counts

    def _found(self, connection: sqlite3.Connection, query: Query) -> tuple[str, tuple[str, ...]]:
        listing = self._finding.listing(connection, query)
        return listing.select(listing.time)


def _renewed(condition: Condition, before: Counter[str], fresh: Counter[str]) -> Counter[str]:
    """Of `is:` and `has:` only what could stand in the place of the condition is counted anew."""
    if condition.key not in (Key.IS, Key.HAS):
        return fresh
    others = {name for group in _ALTERNATIVES if set(group) & set(condition.names) for name in group}
    return Counter({**before, **{name: fresh[name] for name in others if fresh[name]}})


def _sorted(key: Key, counter: Mapping[str, int]) -> tuple[Count, ...]:
    counts = [Count(name, pictures) for name, pictures in counter.items() if name and pictures]
    if key is Key.RATING:
        return tuple(sorted(counts, key=lambda count: count.name, reverse=True))
    return tuple(sorted(counts, key=lambda count: (-count.pictures, count.name.casefold())))


def _states(row: _Row) -> Iterable[str]:
    kind = row.kind
    states = {"picked": row.pick > 0, "rejected": row.pick < 0, "missing": row.missing, "demo": kind.provider == DEMO}
    states |= {"edit": kind.task == "edit", "draft": kind.task == "draft", "imported": bool(kind.source)}
    return (name for name, holds in states.items() if holds)


def _having(row: _Row) -> Iterable[str]:
    kind = row.kind
    having = {"rating": row.rating, "note": row.noted, "cost": row.priced}
    having |= {"prompt": kind.worded, "credentials": kind.credentials}
    return (name for name, holds in having.items() if holds)


_ALTERNATIVES = (("picked", "rejected"), ("edit", "draft"))
_COUNTED: dict[Key, _Names] = {
    Key.MODEL: lambda row: (row.kind.model,),
    Key.SIZE: lambda row: (row.kind.pixels,),
    Key.QUALITY: lambda row: (row.kind.quality,),
    Key.FORMAT: lambda row: (row.kind.format,),
    Key.BACKGROUND: lambda row: (row.kind.background,),
    Key.RATING: lambda row: (str(min(max(row.rating, 0), MOST_STARS)),),
    Key.IS: _states,
    Key.HAS: _having,
}
