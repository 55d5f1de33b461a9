"""Which originals are gone and which are back, noticed when they are looked at; no record is removed for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from imagestudio.core.record import Record
from imagestudio.library.sidecar import is_gone

Told = Callable[[Record, bool], None]


class Presence:
    """Looks whether an original is there, has a change noted, and tells whoever wants to know; for every thread."""

    def __init__(self, path_of: Callable[[Record], Path], note: Told | None) -> None:
        """`note` puts it down with the record; a library that may only be looked at has none."""
        self._path_of = path_of
        self._note = note
        self._heed: Told | None = None
        self._guard = threading.Lock()
        self._noted: dict[str, bool] = {}

    def heed(self, heed: Told) -> None:
        """`heed` hears, in any thread, of each original that is not as its record says: gone (True), or back."""
        self._heed = heed

    def see(self, record: Record) -> bool:
        """Whether the original is there."""
        missing = is_gone(self._path_of(record))
        with self._guard:
            changed = missing != self._noted.get(record.id, record.missing)
            if changed:
                self._noted[record.id] = missing
        if changed and self._note is not None:
            self._note(record, missing)
        if missing != record.missing and self._heed is not None:
            self._heed(record, missing)
        return not missing
