"""What a query finds, read in pieces: to take a million numbers at once holds Python's lock, and with it the window."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from imagestudio.core.ports import Grouped
from imagestudio.library.digits import numbers_of
from imagestudio.library.listing import Listing

_PIECE = 17 * 65536  # bytes: so many times with their spaces; SQLite copies the whole text for each
_AT_ONCE = 4 * 65536  # times in one text, where they can be asked for bit by bit: a text of all would take 40 MiB
GROUP = "char(10)"  # before the first number of a group, where the others have a space


def numbers_found(connection: sqlite3.Connection, query: str, values: Sequence[Any] = ()) -> array[int]:
    """The numbers of a query's one column, in its order."""
    joined = f"WITH found (number) AS ({query}) SELECT group_concat(number, ' ') FROM found"  # noqa: S608
    numbers = array("q")
    for piece in _pieces(connection, joined, values):
        numbers.extend(numbers_of(piece))
    return numbers


def times_found(connection: sqlite3.Connection, listing: Listing, *, oldest_first: bool = False) -> array[int]:
    """The times of a listing, newest first or oldest first."""
    times, behind, order = array("q"), "", "" if oldest_first else "DESC"
    while True:
        rest = f"{behind} ORDER BY {listing.time} {order} LIMIT {_AT_ONCE}"
        some = numbers_found(connection, *listing.select(listing.time, rest))
        times.extend(some)
        if len(some) < _AT_ONCE:
            return times
        behind = f"AND {listing.time} {'>' if oldest_first else '<'} {some[-1]}"


def groups_found(connection: sqlite3.Connection, query: str, values: Sequence[Any] = ()) -> Grouped:
    """The numbers of a query's one column of texts: groups, each with a `GROUP` and spaces between its numbers."""
    joined = f"WITH found (numbers) AS ({query}) SELECT group_concat(numbers, '') FROM found"  # noqa: S608
    times, starts = array("q"), array("q")
    for piece in _pieces(connection, joined, values):
        before, *groups = piece.split("\n")
        place = len(times) + before.count(" ")
        for group in groups:
            starts.append(place)
            place += group.count(" ") + 1
        times.extend(numbers_of(piece))
    return Grouped(times, starts)


def _pieces(connection: sqlite3.Connection, joined: str, values: Sequence[Any]) -> Iterator[str]:
    """One long text of numbers in pieces that end with one; SQLite makes it once, and cuts it without the lock."""
    statement = f"""WITH RECURSIVE place (begin) AS (SELECT 1 UNION ALL SELECT begin + {_PIECE} FROM place)
        SELECT substr((SELECT CAST(({joined}) AS BLOB)), begin, {_PIECE}) FROM place"""  # noqa: S608
    cursor = connection.execute(statement, values)
    rest = ""
    try:
        for (piece,) in cursor:
            text = rest + bytes(piece or b"").decode("ascii")
            if len(piece or b"") < _PIECE:
                yield text
                return
            end = max(text.rfind(" "), text.rfind("\n"))
            rest = text[end:]
            yield text[:end]
    finally:
        cursor.close()
