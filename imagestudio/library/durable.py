"""Files that are whole or not there: written beside their name, flushed to the disk, then renamed."""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path

from imagestudio.core.errors import DiskError, LibraryError, LibraryReadOnlyError

PART = ".part"
ELSEWHERE = ".elsewhere"

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


def is_full(error: OSError) -> bool:
    """Whether it was for want of room."""
    return error.errno in _FULL


def no_more_room() -> bool:
    return False


class FileSink:
    """A file being written as `<name>.part`; `commit()` puts it on the disk and gives it its name, once."""

    def __init__(self, path: Path, what: str, make_room: Callable[[], bool] = no_more_room) -> None:
        """`what` names the file for people, should it fail; `make_room` frees some of a full disk, if it can."""
        self._path = path
        self._what = what
        self._part = path.with_name(path.name + PART)
        self._make_room = make_room
        self._file: FileIO | None = None
        self._size = 0
        self._over = False

    def write(self, chunk: bytes) -> None:
        """Raises DiskError."""
        try:
            self._put(chunk)
        except OSError as error:
            self._give_up()
            raise disk_error(error, self._what) from error

    def restart(self) -> None:
        """Throw away what was written and begin again. Raises DiskError."""
        try:
            file = self._open()
            file.seek(0)
            file.truncate()
            self._size = 0
        except OSError as error:
            self._give_up()
            raise disk_error(error, self._what) from error

    def commit(self, *, lasting: bool = True) -> None:
        """Raises DiskError; nothing is there under the file's name then.

        Unless it is to be `lasting`, a power cut may take the name away again until the folder is flushed.
        """
        try:
            file = self._open()
            os.fsync(file.fileno())
            file.close()
            move(self._part, self._path, lasting=lasting)
        except OSError as error:
            self._give_up()
            raise disk_error(error, self._what) from error
        self._over = True

    def salvage(self) -> bytes:
        """What was written before writing failed. Raises DiskError where that is lost too."""
        if not self._size:
            return b""
        path = self._part if self._part.exists() else self._path
        try:
            content = path.read_bytes()[: self._size]
        except OSError as error:
            raise disk_error(error, self._what) from error
        if len(content) < self._size:
            raise DiskError(f"{self._what} could not be read or written: a part of it is lost.")
        return content

    def note_place(self, place: str, content: bytes) -> None:
        """Remember beside it where else the whole file was saved, so that a start takes it back. Raises DiskError."""
        import hashlib  # loads a library of its own, which the first pictures need not wait for

        data = {"path": place, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        note = FileSink(self._path.with_name(self._path.name + ELSEWHERE), self._what, self._make_room)
        note.write(json.dumps(data).encode())
        note.commit()

    def _put(self, chunk: bytes) -> None:
        """Write straight to the file, so that it is certain how much of it is there."""
        rest = memoryview(chunk)
        while rest:
            try:
                written = self._open().write(rest)
            except OSError as error:
                if error.errno not in _FULL or not self._make_room():
                    raise
                continue
            rest = rest[written:]
            self._size += written

    def _open(self) -> FileIO:
        if self._over:
            raise ValueError("this file is written, or could not be")
        if self._file is None:
            self._file = FileIO(self._part, "w")
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


def move(source: Path, target: Path, *, lasting: bool = True) -> None:
    """Rename, replacing the target, and put the renaming on the disk if it is to be `lasting` now. Raises OSError."""
    for pause in _WINDOWS_PAUSES_S if sys.platform == "win32" else ():
        try:
            source.replace(target)
            return
        except PermissionError:  # a virus scanner holds the file for a moment
            time.sleep(pause)
    source.replace(target)
    if lasting:
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
