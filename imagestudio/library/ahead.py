"""All times of the library, read while the window is still being built, which has use for them once."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable

from imagestudio.core.errors import LibraryError
from imagestudio.core.search_query import Order, Query
from imagestudio.library.database import Database


class ReadAhead:
    """One list that is begun before anybody asks for it, and given to the first who does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._ended = threading.Event()
        self._order: Order | None = None
        self._times: array[int] | None = None
        self._changes = 0
        self._over = False

    def read(self, order: Order, call: Callable[[Query, Order], array[int]]) -> None:
        """Make the call where nobody has asked yet; whoever asks meanwhile waits for what is left of it."""
        with self._guard:
            if self._over or self._order is not None:
                return
            self._order, self._changes = order, self._written()
        try:
            self._times = call(Query(), order)
        except LibraryError:
            self._times = None  # whoever asks asks again, and is told
        finally:
            self._ended.set()

    def take(self, query: Query, order: Order, *, wait: bool) -> array[int] | None:
        """The list, if it is this one and nothing was written since; with `wait` nobody else gets it."""
        with self._guard:
            known = not self._over and query.is_empty and order is self._order
            if known and not wait and not self._ended.is_set():
                return None
            self._over = self._over or known or (wait and self._order is None)
        if known:
            self._ended.wait()
        times, self._times = self._times, None
        return times if known and self._changes == self._written() else None

    def _written(self) -> int:
        writer = self._database.writer
        return 0 if writer is None else writer.total_changes
