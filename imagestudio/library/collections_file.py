"""collections.json: the collections' names and order and the saved searches, which no sidecar holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from imagestudio.core.organisation import name_of
from imagestudio.core.ports import Collection
from imagestudio.library.durable import write_durably
from imagestudio.library.spool import read_json, to_json

_VERSION = 1
_LONGEST_SEARCH = 4000


def write_collections(path: Path, collections: Sequence[Collection]) -> None:
    """Raises LibraryError."""
    listed = [
        {"name": each.name} | ({"search": each.search} if each.search is not None else {}) for each in collections
    ]
    write_durably(path, to_json({"imagestudio": _VERSION, "collections": listed}), "The list of collections")


def read_collections(path: Path) -> list[tuple[str, str | None]]:
    """Names and searches in their order; none where there is no file. Raises OSError, or ValueError with the reason."""
    if not path.exists():
        return []
    try:
        rows = read_json(path)["collections"]
        found = [(name_of(str(row["name"])), row.get("search")) for row in rows]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("it is no list of collections") from error
    return [(name, None if search is None else str(search)[:_LONGEST_SEARCH]) for name, search in found if name]


def put_collections(connection: sqlite3.Connection, collections: Sequence[tuple[str, str | None]]) -> None:
    """Into a database that is made anew."""
    for position, (name, search) in enumerate(collections, 1):
        connection.execute(
            """INSERT INTO collections (name, key, search, position) VALUES (?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET search = excluded.search, position = excluded.position""",
            (name, name.casefold(), search, position),
        )
