"""Times for new records: each record's time is its key, so no two may have the same."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from imagestudio.core.times import now_us
from imagestudio.library.database import Database

_PAGE = 1000


class Moments:
    """Gives times away that no record has, neither one that is committed nor one that is on its way; for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._taken: set[int] = set()
        self._next: dict[int, int] = {}

    def take(self, wanted: int | None = None) -> int:
        """The first free time from the wanted one on, else from now."""
        with self._guard:
            start = now_us() if wanted is None else wanted
            moment = self._free(self._next.get(start, start))
            self._taken.add(moment)
            if wanted is not None:  # thousands of files may be of the same second
                self._next[start] = moment + 1
            return moment

    def give_back(self, moments: Iterable[int]) -> None:
        """These are in the database now, or will not be."""
        with self._guard:
            self._taken.difference_update(moments)

    def _free(self, moment: int) -> int:
        query = f"SELECT time FROM records WHERE time >= ? ORDER BY time LIMIT {_PAGE}"  # noqa: S608
        with self._database.read() as connection:
            while True:
                rows = [row[0] for row in connection.execute(query, (moment,))]
                taken = self._taken.union(rows)
                while moment in taken:
                    moment += 1
                if len(rows) < _PAGE or moment <= rows[-1]:
                    return moment
