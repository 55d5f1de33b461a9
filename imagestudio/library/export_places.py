"""Where copies go: a folder, or one ZIP; a file there is whole or not there, and none is ever replaced."""

from __future__ import annotations

import errno
import os
import threading
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from imagestudio.core.errors import DiskError
from imagestudio.core.times import to_datetime
from imagestudio.library.containers import Buffer
from imagestudio.library.durable import PART, is_full, move

_OF_ONE_NAME = frozenset({errno.EINVAL, errno.ENAMETOOLONG, errno.EILSEQ})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_OLDEST = (1980, 1, 1, 0, 0, 0)  # of a ZIP
_READABLE = 0o100644 << 16

Pieces = Iterable[Buffer]
Cancelled = Callable[[], bool]


class CancelledError(Exception):
    """The person wants no more copies."""


class PlaceError(DiskError):
    """The place takes no more copies; `full` where that is for want of room."""

    def __init__(self, said: str, *, full: bool = False) -> None:
        super().__init__(said)
        self.full = full


class Place(Protocol):
    """Takes copies; `write` may be called from several threads at once."""

    path: Path

    def taken(self) -> list[str]: ...

    def write(self, name: str, pieces: Pieces, moment: int, cancelled: Cancelled) -> Path:
        """Raises PlaceError, CancelledError, and OSError where only the name is wrong."""

    def close(self) -> None:
        """Raises PlaceError."""

    def give_up(self) -> None: ...


def open_place(target: Path) -> Place:
    """A ZIP where the target is named so, else a folder, made where there is none. Raises PlaceError."""
    try:
        if target.suffix.casefold() == ".zip" and not target.is_dir():
            return ZipPlace(target)
        return FolderPlace(target)
    except OSError as error:
        raise place_error(error) from error


class FolderPlace:
    """A folder; what is in it stays."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder
        self._guard = threading.Lock()

    def taken(self) -> list[str]:
        return os.listdir(self.path)  # noqa: PTH208  # a list of names is what is wanted

    def write(self, name: str, pieces: Pieces, moment: int, cancelled: Cancelled) -> Path:
        path = self.path / name
        part = path.with_name(name + PART)
        try:
            with part.open("wb") as file:
                _pour(pieces, file, cancelled)
                file.flush()
                os.fsync(file.fileno())
            seconds = moment / 1_000_000
            os.utime(part, (seconds, seconds))
            with self._guard:  # somebody else may have put a file there meanwhile
                path = self._free(path)
                part.replace(path)
        except OSError as error:
            _remove(part)
            raise _of_place(error) from error
        except BaseException:
            _remove(part)
            raise
        return path

    def close(self) -> None:
        """Every file is in its place already."""

    def give_up(self) -> None:
        """What is there is whole and stays."""

    def _free(self, path: Path) -> Path:
        stem, suffix = path.stem, path.suffix
        number = 2
        while path.exists():
            path = path.with_name(f"{stem}-{number}{suffix}")
            number += 1
        return path


class ZipPlace:
    """One ZIP, written beside its name: it is there when it is whole. Pictures are packed already, so they are stored.

    Of more than 4 GiB or 65,535 files it becomes a Zip64 by itself.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        number = 2
        while self.path.exists():
            self.path = path.with_name(f"{path.stem}-{number}{path.suffix}")
            number += 1
        self._part = self.path.with_name(self.path.name + PART)
        self._file = self._part.open("wb")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED, allowZip64=True)
        self._guard = threading.Lock()

    def taken(self) -> list[str]:
        return []

    def write(self, name: str, pieces: Pieces, moment: int, cancelled: Cancelled) -> Path:
        when = max(_OLDEST, to_datetime(moment).astimezone().timetuple()[:6])
        info = zipfile.ZipInfo(name, when)
        info.external_attr = _READABLE
        with self._guard:
            try:
                with self._zip.open(info, "w") as file:
                    _pour(pieces, file, cancelled)
            except OSError as error:
                raise place_error(error) from error
        return self.path

    def close(self) -> None:
        try:
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            move(self._part, self.path)
        except OSError as error:
            self.give_up()
            raise place_error(error) from error

    def give_up(self) -> None:
        """Leave nothing behind."""
        self._zip.fp = None  # else closing writes its end
        with suppress(OSError):
            self._file.close()
        _remove(self._part)


def place_error(error: OSError) -> PlaceError:
    """Why the place takes nothing, in plain words."""
    if is_full(error):
        said = "The disk that the copies go to is full. Free some space there, or choose another place."
        return PlaceError(said, full=True)
    if error.errno in _FORBIDDEN:
        return PlaceError("Nothing may be written there. Choose another place.")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return PlaceError("There is a file where the folder should be. Choose another place.")
    reason = error.strerror or type(error).__name__
    return PlaceError(f"The copies could not be written: {reason}.")


def _of_place(error: OSError) -> Exception:
    return error if error.errno in _OF_ONE_NAME else place_error(error)


def _pour(pieces: Pieces, file: IO[bytes], cancelled: Cancelled) -> None:
    for piece in pieces:
        if cancelled():
            raise CancelledError
        file.write(piece)


def _remove(path: Path) -> None:
    with suppress(OSError):  # what cannot be written can often not be removed either
        path.unlink(missing_ok=True)
