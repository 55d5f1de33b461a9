"""What exploring asks of a library: where pictures come from, and what was made before."""

from __future__ import annotations

from imagestudio.library.database import Database
from imagestudio.library.lineage import SqliteLineage
from imagestudio.library.repeats import Repeats


class Exploring:
    """The parts for it; every method of them may be called from any thread but the window's."""

    def __init__(self, database: Database) -> None:
        self.lineage = SqliteLineage(database)
        self.repeats = Repeats(database)
