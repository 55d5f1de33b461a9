"""Searches of the records: which are found, in which order, how many, and what they cost; the first page at once."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable
from itertools import chain

from imagestudio.core.money import Money
from imagestudio.core.ports import GoesOn, Grouped, Tally, always
from imagestudio.core.search_query import Grouping, Order, Query
from imagestudio.library.database import Database
from imagestudio.library.grouping import Together
from imagestudio.library.kinds import decides
from imagestudio.library.listing import Listing, Listings
from imagestudio.library.pieces import times_found
from imagestudio.library.sorting import Sorting


class Finding:
    """Finds records; every method may be called from any thread, and stops where `goes_on` says no."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.listings = Listings()
        self._sorting = Sorting(self.listings)
        self._together = Together(self.listings)

    def times(
        self, query: Query, order: Order = Order.TIME, limit: int | None = None, goes_on: GoesOn = always
    ) -> array[int]:
        """The times of what is found, in this order, all or the first so many."""
        with self._database.read(goes_on) as connection:
            if order.key is Order.TIME:
                return self._by_time(connection, query, order, limit)
            if limit is None:
                return self._sorting.all(connection, query, order)
            return self._sorting.first(connection, query, order, limit)

    def count(self, query: Query, goes_on: GoesOn = always) -> int:
        with self._database.read(goes_on) as connection:
            if query.is_empty:  # the smallest table with a row for each; SQLite counts its pages without reading rows
                return int(connection.execute("SELECT count(*) FROM words_docsize").fetchone()[0])
            listing = self.listings.of(connection, query, by_kind=True)
            return int(connection.execute(*listing.select("count(*)")).fetchone()[0])

    def tallies(self, query: Query, spans: Iterable[tuple[int, int]], goes_on: GoesOn = always) -> list[Tally]:
        """What is found between each two times."""
        with self._database.read(goes_on) as connection:
            listing = self.listings.of(connection, query, rows=True)
            return [_tally(connection, listing, *span) for span in spans]

    def grouped(self, query: Query, by: Grouping, limit: int | None = None, goes_on: GoesOn = always) -> Grouped:
        """Pictures alike together, by the newest of each group; those of no job are each a group of their own.

        With a limit whole groups of so many pictures or a few more.
        """
        with self._database.read(goes_on) as connection:
            if limit is None:
                return self._together.all(connection, query, by)
            return self._together.first(connection, query, by, limit)

    def _by_time(self, connection: sqlite3.Connection, query: Query, order: Order, limit: int | None) -> array[int]:
        if limit is None:
            listing = self.listings.of(connection, query)
            return times_found(connection, listing, oldest_first=order.is_reversed)
        listing = self.listings.of(connection, query, by_kind=self._are_few(connection, query))
        by_time = f"ORDER BY {listing.time} {'' if order.is_reversed else 'DESC'}"
        statement, values = listing.select(listing.time, f"{by_time} LIMIT {int(limit)}")
        return array("q", chain.from_iterable(connection.execute(statement, values)))

    def _are_few(self, connection: sqlite3.Connection, query: Query) -> bool:
        """Whether kinds leave so few that sorting them is quicker than to look at the newest until enough are found."""
        if not query.conditions or not all(decides(condition) for condition in query.conditions):
            return False
        listing = self.listings.of(connection, query, by_kind=True)
        return listing.is_by_kind and listing.has_few(connection)


def _tally(connection: sqlite3.Connection, listing: Listing, oldest: int, newest: int) -> Tally:
    between = f"AND {listing.time} BETWEEN {int(oldest)} AND {int(newest)}"
    pictures, cost = connection.execute(*listing.select("count(*), sum(cost)", between)).fetchone()
    return Tally(pictures, Money(cost or 0))
