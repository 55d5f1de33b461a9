"""Files that are whole or not there: written beside their name, flushed to the disk, then renamed."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from imagestudio.core.errors import DiskError, LibraryError, LibraryReadOnlyError

PART = ".part"

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})
_WINDOWS_PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8)


def disk_error(error: OSError, what: str) -> LibraryError:
    """The failure of the world an OSError stands for, in plain words and without a path."""
    if error.errno in _FULL:
        return DiskError(f"{what} could not be written: the disk is full. Free some space and try again.")
    if error.errno in _FORBIDDEN:
        return LibraryReadOnlyError(
            f"{what} could not be written: this folder may not be changed. "
            "Choose another library folder, or open this one for reading only."
        )
    reason = error.strerror or type(error).__name__
    return DiskError(f"{what} could not be read or written: {reason}.")


class FileSink:
    """A file being written as `<name>.part`; `commit()` puts it on the disk and gives it its name, once."""

    def __init__(self, path: Path, what: str) -> None:
        """`what` names the file for people, should it fail."""
        self._path = path
        self._what = what
        self._part = path.with_name(path.name + PART)
        self._file: BinaryIO | None = None
        self._over = False

    def write(self, chunk: bytes) -> None:
        """Raises DiskError."""
        try:
            self._open().write(chunk)
        except OSError as error:
            self._give_up()
            raise disk_error(error, self._what) from error

    def restart(self) -> None:
        """Throw away what was written and begin again. Raises DiskError."""
        try:
            file = self._open()
            file.seek(0)
            file.truncate()
        except OSError as error:
            self._give_up()
            raise disk_error(error, self._what) from error

    def commit(self) -> None:
        """Raises DiskError; nothing is there under the file's name then."""
        try:
            file = self._open()
            file.flush()
            os.fsync(file.fileno())
            file.close()
            move(self._part, self._path)
        except OSError as error:
            self._give_up()
            raise disk_error(error, self._what) from error
        self._over = True

    def _open(self) -> BinaryIO:
        if self._over:
            raise ValueError("this file is written, or could not be")
        if self._file is None:
            self._file = self._part.open("wb")
        return self._file

    def _give_up(self) -> None:
        """Let go of the file for good, so that its first part can never pass for the whole."""
        self._over = True
        if self._file is not None:
            with suppress(OSError):  # closing flushes, and fails again where writing failed
                self._file.close()

    def __del__(self) -> None:
        self._give_up()


def write_durably(path: Path, content: bytes, what: str = "A file") -> None:
    """Write a whole file: it has its old content or all of the new one, whatever happens. Raises DiskError."""
    sink = FileSink(path, what)
    sink.write(content)
    sink.commit()


def move(source: Path, target: Path) -> None:
    """Rename, replacing the target, and put the renaming on the disk. Raises OSError."""
    for pause in _WINDOWS_PAUSES_S if sys.platform == "win32" else ():
        try:
            source.replace(target)
            return
        except PermissionError:  # a virus scanner holds the file for a moment
            time.sleep(pause)
    source.replace(target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Put a file's bytes on the disk. Raises OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk, where the system can do that. Raises OSError."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents durably; nothing where it is there. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
