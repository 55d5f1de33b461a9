"""Records sorted by cost, duration, rating or model: what is known first, in either direction, then the unknown.

Each but the model has an index of its own, so the first page is read from its end, or from its beginning. Measured at
a million records: README.md, “How it is built”.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from imagestudio.core.search_query import Order, Query
from imagestudio.library.conditions import in_kinds
from imagestudio.library.kinds import decides, fitting
from imagestudio.library.listing import SHOWN, Listing, Listings
from imagestudio.library.pieces import numbers_found


@dataclass(frozen=True, slots=True)
class _Key:
    """What is sorted by: its column, its index, and which of its values are known."""

    column: str
    index: str
    known: str
    unknown: str
    unknown_index: str


_KEYS = {
    Order.COST: _Key("cost", "records_costs", "cost IS NOT NULL", "cost IS NULL", "records_costs"),
    Order.DURATION: _Key(
        "duration_ms", "records_durations", "duration_ms IS NOT NULL", "duration_ms IS NULL", "records_durations"
    ),
    Order.RATING: _Key("rating", "records_rated", "rating > 0", "rating = 0", "records_times"),
}


class Sorting:
    """Finds records in an order that is not by time."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings

    def all(self, connection: sqlite3.Connection, query: Query, order: Order) -> array[int]:
        """The times of all that is found."""
        if order.key is Order.MODEL:
            listing = self._listings.of(connection, query, rows=True)
            return numbers_found(connection, *self._by_model(connection, listing, order))
        key, times = _KEYS[order.key], array("q")
        for of_value, shown, index in ((True, key.known, key.index), (False, key.unknown, key.unknown_index)):
            if query.is_empty:
                listing = self._listings.through(connection, query, index, f"{SHOWN} AND {shown}")
                rest = ""
            else:
                listing, rest = self._listings.of(connection, query, rows=True), f"AND {shown} "
            sorted_by = _sorted(key, order, listing) if of_value else _newest(listing)
            times.extend(numbers_found(connection, *listing.select(listing.time, rest + sorted_by)))
        return times

    def first(self, connection: sqlite3.Connection, query: Query, order: Order, limit: int) -> array[int]:
        """The first of them."""
        few = self._listings.few(connection, query)
        if order.key is Order.MODEL:
            return self._first_by_model(connection, query, order, limit, few)
        key = _KEYS[order.key]
        if few is None:
            times = self._first_of_known(connection, query, order, limit)
        else:
            times = _times(connection, few, f"AND {key.known} {_sorted(key, order, few)}", limit)
        if len(times) < limit:
            listing = few or self._listings.through(connection, query, key.unknown_index, SHOWN)
            times.extend(_times(connection, listing, f"AND {key.unknown} {_newest(listing)}", limit - len(times)))
        return times

    def _first_of_known(self, connection: sqlite3.Connection, query: Query, order: Order, limit: int) -> array[int]:
        """From the index itself.

        From its beginning on the oldest come first among equals. Where more equals than fit stand at the end of the
        page, and there may be very many, the newest of these are asked for.
        """
        key = _KEYS[order.key]
        listing = self._listings.through(connection, query, key.index, f"{SHOWN} AND {key.known}")
        if not order.is_reversed:
            return _times(connection, listing, _sorted(key, order, listing), limit)
        first = listing.select(f"{key.column}, time", f"ORDER BY {key.column}, time LIMIT {limit + 1}")
        rows = connection.execute(*first).fetchall()
        cut = rows[limit][0] if len(rows) > limit and rows[limit][0] == rows[limit - 1][0] else None
        below = [(value, -time) for value, time in rows[:limit] if value != cut]
        times = array("q", [-time for _, time in sorted(below)])
        if cut is not None:
            equal = f"AND {key.column} = {int(cut)} {_newest(listing)}"
            times.extend(_times(connection, listing, equal, limit - len(times)))
        return times

    # by the model's name without its maker

    def _by_model(
        self, connection: sqlite3.Connection, listing: Listing, order: Order
    ) -> tuple[str, tuple[str | bytes, ...]]:
        """All at once: two bytes for each kind tell its model's place."""
        places: dict[int, bytes] = {}
        for place, numbers in enumerate(self._models(connection, order)):
            places |= dict.fromkeys(numbers, place.to_bytes(2, "big"))
        by_number = b"".join(places.get(number, b"\0\0") for number in range(max(places, default=0) + 1))
        by_place = f"ORDER BY substr(?, kind * 2 + 1, 2), {listing.time} DESC"
        statement, values = listing.select(listing.time, by_place)
        return statement, (*values, by_number)

    def _first_by_model(
        self, connection: sqlite3.Connection, query: Query, order: Order, limit: int, few: Listing | None
    ) -> array[int]:
        """Model after model, until there are enough; together where few are found, or words are to be looked up."""
        if few is not None or query.words or query.unwanted:
            listing = few or self._listings.of(connection, query, rows=True)
            statement, values = self._by_model(connection, listing, order)
            return array("q", _column(connection, f"{statement} LIMIT {int(limit)}", values))
        times, known = array("q"), self._listings.kinds.read(connection)
        by_time = self._listings.of(connection, query, rows=True)
        by_kind = self._listings.of(connection, query, by_kind=True)
        for numbers in self._models(connection, order):
            for condition in filter(decides, query.conditions):
                numbers &= fitting(condition, known)
            if not numbers:
                continue
            rare = by_kind.within(in_kinds(numbers, known))
            is_rare = rare.is_by_kind and rare.has_few(connection)
            listing = rare if is_rare else by_time.within(in_kinds(numbers, known))
            times.extend(_times(connection, listing, _newest(listing), limit - len(times)))
            if len(times) >= limit:
                break
        return times

    def _models(self, connection: sqlite3.Connection, order: Order) -> Iterator[set[int]]:
        """The kinds of each model in this order; those of no known one come last."""
        kinds: defaultdict[str, set[int]] = defaultdict(set)
        for kind in self._listings.kinds.read(connection):
            kinds[kind.model.rpartition("/")[2].casefold()].add(kind.id)
        known = sorted(filter(None, kinds), reverse=order.is_reversed)
        return (kinds[model] for model in (*known, "") if model in kinds)


def _sorted(key: _Key, order: Order, listing: Listing) -> str:
    return f"ORDER BY {key.column} {'ASC' if order.is_reversed else 'DESC'}, {listing.time} DESC"


def _newest(listing: Listing) -> str:
    return f"ORDER BY {listing.time} DESC"


def _times(connection: sqlite3.Connection, listing: Listing, rest: str, limit: int) -> array[int]:
    statement, values = listing.select(listing.time, f"{rest} LIMIT {int(limit)}")
    return array("q", _column(connection, statement, values))


def _column(connection: sqlite3.Connection, statement: str, values: Sequence[str | bytes]) -> Iterator[int]:
    return chain.from_iterable(connection.execute(statement, values))
