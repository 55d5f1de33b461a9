"""Room on the disk: asked for before anything is sent, and a reserve that is given up to save what was paid for."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import tempfile
import threading
from pathlib import Path

from imagestudio.core.errors import LibraryError, NoRoomError
from imagestudio.core.times import now_us, to_datetime
from imagestudio.library.durable import disk_error
from imagestudio.library.layout import Layout

_log = logging.getLogger(__name__)

MIB = 1024 * 1024
LEAST_FREE = 500 * MIB
RESERVE = 32 * MIB

_TIGHT = 4 * MIB
_BLOCK = bytes(MIB)


class Room:
    """Watches the room of one library; every method may be called from any thread."""

    def __init__(self, layout: Layout, least_free: int = LEAST_FREE, reserve: int = RESERVE) -> None:
        """Bytes that must be free before anything is sent, and bytes that are kept back meanwhile."""
        self._layout = layout
        self.least_free = least_free
        self._reserve = reserve
        self._guard = threading.Lock()
        self._held = layout.reserve.exists()  # left by a crash

    def require(self) -> None:
        """Be sure that a picture could be kept. Raises NoRoomError, LibraryReadOnlyError, DiskError."""
        try:
            self._probe()
            free = shutil.disk_usage(self._layout.folder).free
            if free < self.least_free:
                raise _no_room(free, self.least_free)
            self._take()
        except OSError as error:
            raise _before_sending(error, self.least_free) from error

    def give_up(self) -> bool:
        """Make room by giving the reserve up; whether there was one. It is taken again before the next sending."""
        with self._guard:
            self._held = False
            try:
                self._layout.reserve.unlink()
            except OSError:
                return False
        _log.warning("the disk is full: the reserve was given up")
        return True

    def ease(self) -> None:
        """Give the reserve up where so little room is left that the next commit might fail."""
        if self._held and shutil.disk_usage(self._layout.folder).free < _TIGHT:
            self.give_up()

    def close(self) -> None:
        """Give the reserve back: a library that is closed takes no more room than its pictures."""
        with self._guard:
            held, self._held = self._held, False
            if held:
                self._layout.reserve.unlink(missing_ok=True)

    def _probe(self) -> None:
        """Write where the next picture will be, since folders may have permissions of their own. Raises OSError."""
        folder = self._layout.originals / f"{to_datetime(now_us()):%Y/%m}"
        while not folder.exists():
            folder = folder.parent
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")

    def _take(self) -> None:
        """Really allocate the reserve, where it is not there. Raises OSError."""
        with self._guard:
            if self._held and _size_of(self._layout.reserve) == self._reserve:
                return
            with self._layout.reserve.open("wb") as file:
                _allocate(file.fileno(), self._reserve)
            self._held = True


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else -1


def _allocate(descriptor: int, size: int) -> None:
    """Take the blocks, so that they are there when they are given up. Raises OSError."""
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(descriptor, 0, size)
            return
        except OSError as error:
            if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
                raise
    for start in range(0, size, len(_BLOCK)):
        os.write(descriptor, _BLOCK[: size - start])


def _no_room(free: int, wanted: int) -> NoRoomError:
    return NoRoomError(
        f"The library's disk has {free // MIB:,} MB free, and {wanted // MIB:,} MB are wanted before anything is sent."
    )


def _before_sending(error: OSError, wanted: int) -> LibraryError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _no_room(0, wanted)
    return disk_error(error, "A new picture")
