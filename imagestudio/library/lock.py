"""One writer for each library, by a lock that the operating system drops when its process ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

from imagestudio.core.errors import LibraryInUseError
from imagestudio.library.durable import disk_error

_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})

IN_USE = (
    "Another Image Studio is using this library. Close it and try again, or choose another library; "
    "looking at the history works meanwhile."
)


class LibraryLock:
    """The right to write one library, held from `__init__` to `release()` or to the end of the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises LibraryInUseError, LibraryReadOnlyError or DiskError."""
        try:
            self._file: BinaryIO | None = path.open("ab")
        except OSError as error:
            raise disk_error(error, "The library") from error
        try:
            _lock(self._file)
        except OSError as error:
            self.release()
            if error.errno in _TAKEN:
                raise LibraryInUseError(IN_USE) from error
            raise disk_error(error, "The library's lock") from error

    def release(self) -> None:
        """Give the right to write back; the file stays, since removing it would race with the next process."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _lock(file: BinaryIO) -> None:
    """Lock without waiting. Raises OSError where another process (or another opening in this one) holds it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
