"""Counts for the chips of a search: how many of what is found have which model, size, rating, tag and so on."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from imagestudio.core.organisation import MOST_STARS
from imagestudio.core.ports import Count, Facets, GoesOn, always
from imagestudio.core.record import DEMO
from imagestudio.core.search_query import Condition, Key, Query
from imagestudio.library.database import Database
from imagestudio.library.finding import Finding
from imagestudio.library.kinds import Kind
from imagestudio.library.listing import Listing

_USED_OF_LATE = """SELECT kind, count(*) FROM (SELECT kind FROM records INDEXED BY records_times WHERE trashed = 0
    ORDER BY time DESC LIMIT 20000) GROUP BY kind"""
_PACKED = "kind * 256 + rating * 32 + (pick + 1) * 8 + (missing != 0) * 4 + noted * 2"
_MOST_VALUES = 500  # of one key, for people to choose from
_LINKS = {Key.TAG: ("tags", "record_tags", "tag"), Key.IN: ("collections", "record_collections", "collection")}


@dataclass(frozen=True, slots=True)
class _Row:
    """So many pictures are alike in all that is counted; of so many of them the price is known."""

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
        self._listings = finding.listings

    def facets(self, query: Query, goes_on: GoesOn = always) -> Facets:
        """The counts of each key leave out what the query wants of it, and so tell what could be wanted beside it."""
        with self._database.read(goes_on) as connection:
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
        """The values there are by their keys, the most used of late first; of collections all, in their own order."""
        with self._database.read() as connection:
            kinds = self._listings.kinds.read(connection)
            used = dict(connection.execute(_USED_OF_LATE).fetchall())
            tags = self._labelled(connection, Query(), Key.TAG)
            names = connection.execute("SELECT name FROM collections ORDER BY position, key").fetchall()
        known: dict[str, list[str]] = {}
        for key, name_of in _NAMED.items():
            counter: Counter[str] = Counter()
            for kind in kinds:
                counter[name_of(kind)] += used.get(kind.id, 0)
            known[key.value] = sorted(filter(None, counter), key=lambda name: (-counter[name], name.casefold()))
        tagged = [count.name for count in _sorted(Key.TAG, tags)]
        return {**known, Key.TAG.value: tagged, Key.IN.value: [row[0] for row in names]}

    def _counts(self, connection: sqlite3.Connection, query: Query, key: Key, rows: list[_Row] | None) -> Counter[str]:
        if key in _LINKS:
            return self._labelled(connection, query, key)
        counter: Counter[str] = Counter()
        rows = self._rows(connection, query) if rows is None else rows
        for row in rows:
            for name in _COUNTED[key](row):
                counter[name] += row.pictures
        if key is Key.HAS:
            counter["cost"] = sum(row.priced for row in rows)
            counter.update(self._having(connection, query))
        return counter

    def _rows(self, connection: sqlite3.Connection, query: Query) -> list[_Row]:
        """One number for all that is counted: SQLite groups by that much faster than by six."""
        listing = self._listings.of(connection, query, rows=True, by_kind=True)
        # where an index has this very order, nothing needs to be sorted
        groups = "kind, rating, pick, missing, noted" if listing.is_by_kind else "1"
        counted = listing.select(f"{_PACKED}, count(*), count(cost)", f"GROUP BY {groups}")
        kinds = {kind.id: kind for kind in self._listings.kinds.read(connection)}
        found = connection.execute(*counted).fetchall()
        rows = (_unpacked(packed, pictures, priced, kinds) for packed, pictures, priced in found)
        return [row for row in rows if row is not None]

    def _labelled(self, connection: sqlite3.Connection, query: Query, key: Key) -> Counter[str]:
        table, links, column = _LINKS[key]
        listing = self._linked(connection, query, links)
        statement, values = listing.select(f"{links}.{column}, count(*)", "GROUP BY 1")
        names = dict(connection.execute(f"SELECT id, name FROM {table}").fetchall())  # noqa: S608 - our own word
        return Counter({names[number]: count for number, count in connection.execute(statement, values)})

    def _having(self, connection: sqlite3.Connection, query: Query) -> dict[str, int]:
        counts: dict[str, int] = {}
        for name, (_, links, _) in (("tag", _LINKS[Key.TAG]), ("collection", _LINKS[Key.IN])):
            listing = self._linked(connection, query, links)
            statement = listing.select(f"count(DISTINCT {links}.time)")
            counts[name] = connection.execute(*statement).fetchone()[0]
        return counts

    def _linked(self, connection: sqlite3.Connection, query: Query, links: str) -> Listing:
        """What is found, once for each of its tags or collections: of words the found are gone through, else these."""
        listing = self._listings.of(connection, query)
        if listing.time == "words.rowid":
            source = f"{listing.source} CROSS JOIN {links} ON {links}.time = words.rowid"
        else:
            source = f"{links} CROSS JOIN {listing.source} ON records.time = {links}.time"
        return replace(listing, source=source)


def _unpacked(packed: int, pictures: int, priced: int, kinds: Mapping[int, Kind]) -> _Row | None:
    kind, rest = kinds.get(packed >> 8), packed & 255
    if kind is None:
        return None
    return _Row(pictures, kind, rest >> 5, (rest >> 3 & 3) - 1, rest >> 2 & 1, rest >> 1 & 1, priced)


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
    return tuple(sorted(counts, key=lambda count: (-count.pictures, count.name.casefold()))[:_MOST_VALUES])


def _states(row: _Row) -> Iterable[str]:
    kind = row.kind
    states = {"picked": row.pick > 0, "rejected": row.pick < 0, "missing": row.missing, "demo": kind.provider == DEMO}
    states |= {"edit": kind.task == "edit", "draft": kind.task == "draft", "imported": bool(kind.source)}
    return (name for name, holds in states.items() if holds)


def _having(row: _Row) -> Iterable[str]:
    kind = row.kind
    having = {"rating": row.rating, "note": row.noted, "prompt": kind.worded, "credentials": kind.credentials}
    return (name for name, holds in having.items() if holds)


_ALTERNATIVES = (("picked", "rejected"), ("edit", "draft"))
_NAMED: dict[Key, Callable[[Kind], str]] = {
    Key.MODEL: lambda kind: kind.model,
    Key.SIZE: lambda kind: kind.pixels,
    Key.QUALITY: lambda kind: kind.quality,
    Key.FORMAT: lambda kind: kind.format,
    Key.BACKGROUND: lambda kind: kind.background,
}
_COUNTED: dict[Key, _Names] = {
    **{key: lambda row, name_of=name_of: (name_of(row.kind),) for key, name_of in _NAMED.items()},  # type: ignore[misc]
    Key.RATING: lambda row: (str(min(max(row.rating, 0), MOST_STARS)),),
    Key.IS: _states,
    Key.HAS: _having,
}
