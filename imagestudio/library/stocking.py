"""Making every thumbnail that is not there: after the cache was deleted, or many pictures were taken in."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.record import Record
from imagestudio.library.history import SqliteHistory
from imagestudio.library.thumbnails import ThumbnailCache

_log = logging.getLogger(__name__)

_PAGE = 200
_FEW = 20  # so many are made as they are looked at


class LibraryStocking:
    """Finds the pictures without thumbnails, newest first, and makes them; threads share the work."""

    def __init__(self, history: SqliteHistory, thumbnails: ThumbnailCache) -> None:
        self._history = history
        self._thumbnails = thumbnails
        self._guard = threading.Lock()
        self._left: Iterator[Record] = iter(())
        self._stopped = False
        self.done = 0
        self.total = 0

    def look(self) -> int:
        """How many thumbnails are missing, as far as counting tells; 0 where they are too few to be worth the while.

        Raises LibraryError.
        """
        missing = self._history.count() - self._thumbnails.count()
        with self._guard:
            self._left = self._missing()
            self.done, self.total, self._stopped = 0, missing if missing > _FEW else 0, False
        return self.total

    def work(self) -> None:
        """Make one after the other until there are no more; meant for two or three threads at once."""
        while (record := self._next()) is not None:
            try:
                self._thumbnails.make(record)
            except ImageStudioError as error:
                if self._stopped:  # what was waited for is not there any more
                    return
                _log.info("no thumbnail was made of %s: %s", record.id, type(error).__name__)
                self._thumbnails.skip(record)
            self.done += 1

    def stop(self) -> None:
        self._stopped = True
        self._thumbnails.stop_counting()

    def _next(self) -> Record | None:
        with self._guard:
            return None if self._stopped else next(self._left, None)

    def _missing(self) -> Iterator[Record]:
        times = self._history.times()
        for first in range(0, len(times), _PAGE):
            yield from self._thumbnails.missing(self._history.page(times[first : first + _PAGE]))
