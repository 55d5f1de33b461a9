"""Searches of the records: which are found, in which order, how many, and what they cost. The first page comes at once.

Words are found in the index of words, which gives the newest first without looking further; all else is asked of
`records_times`, which holds it in one small place. Measured at a million records: README.md, “How it is built”.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from imagestudio.core.money import Money
from imagestudio.core.ports import Grouped, Tally
from imagestudio.core.search_query import Condition, Grouping, Key, Order, Query, Span
from imagestudio.library.conditions import NEVER, Conditions, bounds_of
from imagestudio.library.database import Database
from imagestudio.library.digits import numbers_of
from imagestudio.library.kinds import Kinds, decides
from imagestudio.library.matching import endings_in, match_of, matcher_of

_RECORDS, _SHOWN = "records INDEXED BY records_times", "trashed = 0"
_KINDS = "records INDEXED BY records_kinds"
_TIMED = frozenset({Key.DATE, Key.TAG, Key.IN})
_FEW = 5000
_MARKED = "records INDEXED BY records_marked"
_IS_MARKED = "trashed = 0 AND (rating > 0 OR pick != 0 OR missing != 0 OR labels != '')"
_BY_MODEL_AT_ONCE = 8

_ORDERS = {
    Order.TIME: "{time} DESC",
    Order.OLDEST: "{time}",
    Order.COST: "cost DESC, {time} DESC",
    Order.CHEAPEST: "cost IS NULL, cost, {time} DESC",
    Order.DURATION: "duration_ms DESC, {time} DESC",
    Order.QUICKEST: "duration_ms IS NULL, duration_ms, {time} DESC",
}
_ALIKE = {Grouping.PROMPT: "hash(prompt)", Grouping.JOB: "coalesce(nullif(job_id, ''), found)"}


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

    def select(self, what: str, rest: str = "") -> tuple[str, tuple[str, ...]]:
        return f"SELECT {what} FROM {self.source} WHERE {self.where} {rest}", self.values  # noqa: S608


class Finding:
    """Finds records; every method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.kinds = Kinds()

    def times(self, query: Query, order: Order = Order.TIME, limit: int | None = None) -> array[int]:
        """The times of what is found, in this order, all or the first so many."""
        with self._database.read() as connection:
            if order.key is Order.MODEL:
                return self._by_model(connection, query, limit, order)
            if order.key is Order.RATING:
                return self._by_rating(connection, query, limit, order)
            by_time = order in (Order.TIME, Order.OLDEST)
            few = by_time and limit is not None and self._are_few(connection, query)
            listing = self.listing(connection, query, rows=not by_time, by_kind=few)
            rest = f"ORDER BY {_ORDERS[order].format(time=listing.time)}{_limited(limit)}"
            query_text, values = listing.select(listing.time, rest)
            if limit is None:
                return _all_at_once(connection, query_text, values)
            return array("q", chain.from_iterable(connection.execute(query_text, values)))

    def count(self, query: Query) -> int:
        with self._database.read() as connection:
            if query.is_empty:  # the smallest table with a row for each; SQLite counts its pages without reading rows
                return int(connection.execute("SELECT count(*) FROM words_docsize").fetchone()[0])
            listing = self.listing(connection, query, by_kind=True)
            return int(connection.execute(*listing.select("count(*)")).fetchone()[0])

    def tallies(self, query: Query, spans: Iterable[tuple[int, int]]) -> list[Tally]:
        """What is found between each two times."""
        with self._database.read() as connection:
            listing = self.listing(connection, query, rows=True)
            return [_tally(connection, listing, *span) for span in spans]

    def grouped(self, query: Query, by: Grouping) -> Grouped:
        """Pictures alike together, by the newest of each group; those of no job are each a group of their own.

        SQLite sorts them, on the disk where they are many: Python would hold all of them, and the window up.
        """
        times, starts = array("q"), array("q")
        with self._database.read() as connection:
            connection.create_function("hash", 1, hash)
            listing = self.listing(connection, query)
            inner, values = listing.select(f"{listing.time} AS found")
            alike = f"SELECT found, {_ALIKE[by]} AS alike FROM ({inner}) CROSS JOIN records ON time = found"  # noqa: S608
            newest = f"SELECT found, max(found) OVER (PARTITION BY alike) AS newest FROM ({alike})"  # noqa: S608
            order = f"SELECT found, found = newest FROM ({newest}) ORDER BY newest DESC, found DESC"  # noqa: S608
            for place, (time, is_first) in enumerate(connection.execute(order, values)):
                times.append(time)
                if is_first:
                    starts.append(place)
        return Grouped(times, starts)

    def _are_few(self, connection: sqlite3.Connection, query: Query) -> bool:
        """Whether kinds leave so few that sorting them is quicker than to look at the newest until enough are found."""
        if not query.conditions or not all(decides(condition) for condition in query.conditions):
            return False
        listing = self.listing(connection, query, by_kind=True)
        if not listing.is_by_kind:
            return False
        some, values = listing.select("1", f"LIMIT {_FEW}")
        found: int = connection.execute(f"SELECT count(*) FROM ({some})", values).fetchone()[0]  # noqa: S608
        return found < _FEW

    def listing(
        self, connection: sqlite3.Connection, query: Query, *, rows: bool = False, by_kind: bool = False
    ) -> Listing:
        """What to look through.

        With `rows` the records' columns are there even where words alone are asked for; with `by_kind` they may come
        in any order and without their duration.
        """
        conditions = Conditions(connection, self.kinds.read(connection) if query.conditions else ())
        clause = conditions.clause(query)
        if clause.sql == NEVER:
            return Listing("records", NEVER, ())
        if query.trashed:
            connection.create_function("matches", 1, matcher_of(query), deterministic=True)
            where = f"trashed != 0 AND {clause.sql} AND matches(prompt)"
            return Listing("records INDEXED BY records_trashed", where, clause.values)
        records, shown = (_MARKED, _IS_MARKED) if conditions.is_marked(query) else (_RECORDS, _SHOWN)
        match = match_of(query, endings_in(connection))
        if not match:
            if by_kind and records == _RECORDS and not any(condition.key in _TIMED for condition in query.conditions):
                records = _KINDS
            return Listing(records, f"{shown} AND {clause.sql}", clause.values)
        if not rows and not query.conditions:
            return Listing("words", "words MATCH ?", (match,), "words.rowid")
        source = f"words CROSS JOIN {records} ON records.time = words.rowid AND {shown}"
        where = f"words MATCH ? AND {clause.sql}{bounds_of(query, 'words.rowid')}"
        return Listing(source, where, (match, *clause.values), "words.rowid")

    def _by_rating(self, connection: sqlite3.Connection, query: Query, limit: int | None, order: Order) -> array[int]:
        """The few with stars are sorted, the others follow as they are."""
        times, stars = array("q"), "rating, " if order.is_reversed else "rating DESC, "
        for spans, first in (((Span(low=1),), stars), ((Span(0, 0),), "")):
            left = None if limit is None else limit - len(times)
            rated = replace(query, conditions=(*query.conditions, Condition(Key.RATING, spans=spans)))
            listing = self.listing(connection, rated, rows=True)
            rest = f"ORDER BY {first}{listing.time} DESC{_limited(left)}"
            times.extend(chain.from_iterable(connection.execute(*listing.select(listing.time, rest))))
        return times

    def _by_model(self, connection: sqlite3.Connection, query: Query, limit: int | None, order: Order) -> array[int]:
        """By the model's name without its maker, then the newest first, without sorting anything."""
        names = {kind.id: _sortable(kind.model) for kind in self.kinds.read(connection)}
        listing = self.listing(connection, query, rows=True)
        newest = f"ORDER BY {listing.time} DESC"
        models = _in_order(names.values(), order)
        if limit is not None and len(models) <= _BY_MODEL_AT_ONCE:
            found = (self._of_model(connection, listing, newest, names, model, limit) for model in models)
            return array("q", islice(chain.from_iterable(found), limit))
        by_model: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        for time, kind in connection.execute(*listing.select(f"{listing.time}, kind", newest)):
            by_model[names.get(kind, "")].append(time)
        times = array("q")
        for model in _in_order(by_model, order):
            times.extend(by_model[model])
        return times if limit is None else times[:limit]

    def _of_model(
        self,
        connection: sqlite3.Connection,
        listing: Listing,
        newest: str,
        names: dict[int, str],
        model: str,
        limit: int,
    ) -> Iterable[int]:
        numbers = ", ".join(str(number) for number, name in names.items() if name == model)
        statement = listing.select(listing.time, f"AND kind IN ({numbers}) {newest}{_limited(limit)}")
        return chain.from_iterable(connection.execute(*statement))


def _tally(connection: sqlite3.Connection, listing: Listing, oldest: int, newest: int) -> Tally:
    between = f"AND {listing.time} BETWEEN {int(oldest)} AND {int(newest)}"
    pictures, cost = connection.execute(*listing.select("count(*), sum(cost)", between)).fetchone()
    return Tally(pictures, Money(cost or 0))


def _limited(limit: int | None) -> str:
    return "" if limit is None else f" LIMIT {int(limit)}"


def _in_order(models: Iterable[str], order: Order) -> list[str]:
    """Each once; what is of no known model comes last."""
    known = set(models)
    return [*sorted(filter(None, known), reverse=order.is_reversed), *known.intersection(("",))]


def _sortable(model: str) -> str:
    return model.rpartition("/")[2].casefold()


def _all_at_once(connection: sqlite3.Connection, query: str, values: Sequence[Any]) -> array[int]:
    """Numbers in the order of a query, joined by SQLite itself: row by row a million held Python's lock for 0.4 s."""
    joined = f"WITH found (time) AS ({query}) SELECT group_concat(time, ' ') FROM found"  # noqa: S608
    return numbers_of(connection.execute(joined, values).fetchone()[0] or "")
