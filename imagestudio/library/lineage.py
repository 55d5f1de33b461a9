"""The pictures that come from each other, out of the database."""

from __future__ import annotations

from imagestudio.core.lineage import Family, Relatives
from imagestudio.core.record import Record
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
            asked = {"id": record_id, "most": most}
            rows = connection.execute(query, asked).fetchall()
            found = connection.execute(f"{_RELATED} SELECT count(*) FROM related", asked).fetchone()  # noqa: S608
        return Family(map(record_from_row, rows), whole=int(found[0]) < most)

    def relatives(self, record: Record) -> Relatives:
        """The parents of a picture that are here, and how many pictures were made of it."""
        wanted = record.origin.parents
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT {RECORD_COLUMNS} FROM records WHERE id IN ({marks})"  # noqa: S608
        with self._database.read() as connection:
            rows = connection.execute(query, wanted).fetchall()
            made = connection.execute("SELECT count(*) FROM parents WHERE parent = ?", (record.id,)).fetchone()
        found = {parent.id: parent for parent in map(record_from_row, rows)}
        return Relatives(tuple(found[id_] for id_ in wanted if id_ in found), int(made[0]))
