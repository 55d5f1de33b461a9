"""The pictures that come from each other, out of the database."""

from __future__ import annotations

from imagestudio.core.lineage import Family
from imagestudio.library.database import Database
from imagestudio.library.record_rows import RECORD_COLUMNS, record_from_row

_MOST = 2_000
_RELATED = """WITH RECURSIVE related (id) AS (
        SELECT :id
        UNION
        SELECT parents.parent FROM related JOIN records ON records.id = related.id
            JOIN parents ON parents.time = records.time
        UNION
        SELECT records.id FROM related JOIN parents ON parents.parent = related.id
            JOIN records ON records.time = parents.time
        LIMIT :most
    )"""


class SqliteLineage:
    """Reads families; every method may be called from any thread but the window's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def family(self, record_id: str, most: int = _MOST) -> Family:
        """A picture with everything it came from and all that came of that, the nearest first; at most so many."""
        query = f"{_RELATED} SELECT {RECORD_COLUMNS} FROM records WHERE id IN (SELECT id FROM related)"  # noqa: S608
        with self._database.read() as connection:
            rows = connection.execute(query, {"id": record_id, "most": most}).fetchall()
        return Family(record_from_row(row) for row in rows)

    def children(self, record_id: str) -> int:
        """How many pictures were made of it."""
        with self._database.read() as connection:
            row = connection.execute("SELECT count(*) FROM parents WHERE parent = ?", (record_id,)).fetchone()
        return int(row[0])
