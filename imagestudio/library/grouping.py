"""Pictures put together by prompt or by job, the group with the newest first."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from imagestudio.core.ports import Grouped
from imagestudio.core.search_query import Grouping, Query
from imagestudio.library.listing import SHOWN, Listing, Listings
from imagestudio.library.matching import matcher_of
from imagestudio.library.pieces import GROUP, groups_found

_FEW = 20_000  # are put together here; of more SQLite goes through the whole index of groups


@dataclass(frozen=True, slots=True)
class _Alike:
    """What makes pictures stand together, and the index where they do."""

    number: str
    index: str
    one_prompt: bool


_ALIKE = {
    Grouping.PROMPT: _Alike("prompt_number", "records_prompts", one_prompt=True),
    Grouping.JOB: _Alike("job_number", "records_jobs", one_prompt=False),
}


class Together:
    """Finds records by groups."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings

    def all(self, connection: sqlite3.Connection, query: Query, by: Grouping) -> Grouped:
        """All groups of what is found; only where that is much are they made by SQLite."""
        alike, among = _ALIKE[by], ""
        listing = self._listings.of(connection, query)
        if not query.is_empty:
            found = _newest(connection, listing, alike, -1 if query.trashed else _FEW + 1)
            if query.trashed or len(found) <= _FEW:
                return _put_together(found)
            among = f"AND time IN (SELECT {listing.time} FROM {listing.source} WHERE {listing.where})"  # noqa: S608
        groups = f"""SELECT {GROUP} || group_concat(time, ' ') FROM records INDEXED BY {alike.index}
            WHERE {SHOWN} {among} GROUP BY {alike.number} ORDER BY max(time) DESC"""  # noqa: S608
        return groups_found(connection, groups, listing.values if among else ())

    def first(self, connection: sqlite3.Connection, query: Query, by: Grouping, limit: int) -> Grouped:
        """The whole groups that the newest pictures found are of; all there are where these are less than the limit."""
        alike = _ALIKE[by]
        newest = _newest(connection, self._listings.of(connection, query), alike, limit)
        if len(newest) < limit:
            return _put_together(newest)
        if query.trashed:
            return self.all(connection, query, by)
        numbers = ", ".join({str(number) for _, number in newest})
        listing = self._listings.through(connection, _unworded(query), alike.index, SHOWN)
        matches = "1"
        if (query.words or query.unwanted) and not alike.one_prompt:  # else they have the words, as the newest has
            connection.create_function("matches", 1, matcher_of(query), deterministic=True)
            matches = "matches(prompt)"
        rest = f"AND {alike.number} IN ({numbers}) AND {matches}"
        rows = connection.execute(*listing.select(f"time, {alike.number}", rest)).fetchall()
        return _put_together(sorted(rows, reverse=True))


def _newest(connection: sqlite3.Connection, listing: Listing, alike: _Alike, limit: int) -> list[tuple[int, int]]:
    """Times and numbers of so many that are found, newest first."""
    inner, values = listing.select(f"{listing.time} AS found", f"ORDER BY {listing.time} DESC LIMIT {int(limit)}")
    statement = f"SELECT found, {alike.number} FROM ({inner}) CROSS JOIN records ON time = found"  # noqa: S608
    return connection.execute(statement, values).fetchall()


def _unworded(query: Query) -> Query:
    return Query(conditions=query.conditions)


def _put_together(newest: Iterable[tuple[int, int]]) -> Grouped:
    """Groups of times with their numbers, which come newest first."""
    groups: dict[int, array[int]] = {}
    for time, number in newest:
        groups.setdefault(number, array("q")).append(time)
    times, starts = array("q"), array("q")
    for group in groups.values():
        starts.append(len(times))
        times.extend(group)
    return Grouped(times, starts)
