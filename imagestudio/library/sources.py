"""Where pictures are taken in from: files, folders and ZIPs, none of which is trusted or changed."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader, FileIO
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from imagestudio.core.taking_in import Reason, Stopped
from imagestudio.library.foreign.foreign import text_of
from imagestudio.library.metadata import media_type_of
from imagestudio.library.sidecar import ORIGINALS

_HEAD_BYTES = 12
_ZIP_MAGIC = (b"PK\3\4", b"PK\5\6", b"PK\7\10")
_MOST_DIRECTORY = 16 * 1024 * 1024
_MOST_SIDECAR = 1024 * 1024
_BOMB_FACTOR = 20
_BOMB_ROOM = 256 * 1024 * 1024
_BOMB_ENTRY, _BOMB_ENTRY_FACTOR = 1024 * 1024, 100  # pictures are packed themselves, and hardly become smaller
_LOCKED = 0x1
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LONGEST_NAME = 500
_MACOS = "__MACOSX"
_LIBRARY = "library.sqlite3"
_BLOCK = 1024 * 1024

ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What a broken ZIP raises."""


class SourceError(Exception):
    """A file cannot be taken in."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Source(Protocol):
    """One file that may be a picture: its name for people, what it is known by, and when it was last changed."""

    @property
    def name(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def changed_us(self) -> int: ...

    @property
    def size(self) -> int: ...

    def open(self) -> IO[bytes]:
        """Raises SourceError, OSError."""

    def sidecar(self) -> str:
        """The text of a sidecar of ours beside it; empty where there is none."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file of its own, or in a folder."""

    name: str
    path: Path
    key: str
    changed_us: int
    size: int

    def open(self) -> IO[bytes]:
        return _open_file(self.path)

    def sidecar(self) -> str:
        path = self.path.with_suffix(".json")
        with suppress(OSError, UnicodeDecodeError, SourceError):
            if path.is_file():
                with _open_file(path) as file:
                    return _text_in(file)
        return ""


@dataclass(frozen=True, slots=True)
class ZippedSource:
    """A file in a ZIP that is open."""

    name: str
    archive: zipfile.ZipFile
    entry: zipfile.ZipInfo
    key: str
    changed_us: int
    size: int

    def open(self) -> IO[bytes]:
        if self.entry.flag_bits & _LOCKED:
            raise SourceError(Reason.LOCKED)
        if self.entry.compress_type not in _PACKINGS:
            raise SourceError(Reason.PACKING)
        return self.archive.open(self.entry)

    def sidecar(self) -> str:
        with suppress(KeyError, SourceError, UnicodeDecodeError, *ZIP_ERRORS):
            entry = self.archive.getinfo(str(PurePosixPath(self.entry.filename).with_suffix(".json")))
            if not entry.flag_bits & _LOCKED and entry.compress_type in _PACKINGS:
                with self.archive.open(entry) as file:
                    return _text_in(file)
        return ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was chosen and cannot even be looked into."""

    name: str
    key: str
    reason: Reason


Found = Source | Refusal


def count_sources(paths: Sequence[Path], leave_out: Path, stopped: Stopped) -> int:
    """How many files there are, as far as that is known without opening them; a ZIP counts as those in it."""
    count = 0
    for path, _name in _files(paths, leave_out):
        if stopped():
            break
        count += 1
        with suppress(OSError, ValueError, SourceError):
            if _is_zip(path):
                with _open_zip(path) as archive:
                    count += sum(map(_is_wanted, archive.infolist())) - 1
    return count


def blocks_of(source: Source, most_bytes: int) -> Iterator[bytes]:
    """The bytes of a file that begins like a picture. Raises SourceError for any other, and for one that fails."""
    if not source.size:
        raise SourceError(Reason.EMPTY)
    try:
        with source.open() as file:
            head = file.read(_HEAD_BYTES)
            if not media_type_of(head):
                raise SourceError(Reason.NESTED if head.startswith(_ZIP_MAGIC) else Reason.NO_PICTURE)
            if source.size > most_bytes:
                raise SourceError(Reason.TOO_BIG)
            yield head
            count = len(head)
            while block := file.read(_BLOCK):
                if (count := count + len(block)) > most_bytes:  # it grew meanwhile
                    raise SourceError(Reason.TOO_BIG)
                yield block
    except FileNotFoundError as error:
        raise SourceError(Reason.GONE) from error
    except OSError as error:
        raise SourceError(Reason.UNREADABLE) from error
    except ZIP_ERRORS as error:
        raise SourceError(Reason.BROKEN_ZIP) from error


def sources(paths: Sequence[Path], leave_out: Path) -> Iterator[Found]:
    """Every file, those of folders in the order of their names; `leave_out` is a folder that is never looked into."""
    for path, name in _files(paths, leave_out):
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                reason = Reason.UNREADABLE if stat.S_ISDIR(status.st_mode) else Reason.NO_PICTURE
                yield Refusal(name, str(path), reason)
                continue
            key = f"{path}\0{status.st_size}\0{status.st_mtime_ns}"
            if _is_zip(path):
                yield from _in_zip(path, name, key, status.st_size)
            else:
                yield FileSource(name, path, key, status.st_mtime_ns // 1000, status.st_size)
        except SourceError as error:
            yield Refusal(name, str(path), error.reason)
        except (FileNotFoundError, ValueError):  # the latter of a name that no file can have
            yield Refusal(name, str(path), Reason.GONE)
        except OSError:
            yield Refusal(name, str(path), Reason.UNREADABLE)


def _files(paths: Sequence[Path], leave_out: Path) -> Iterator[tuple[Path, str]]:
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 (Path's own raises where it may not look)
            yield path, shown(path.name)
            continue
        closed: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=closed.append):  # which follows no links to folders
            place = Path(folder)
            if _LIBRARY in names:  # another library: what is in its trash is not wanted
                folders[:], names[:] = [name for name in folders if name == ORIGINALS], []
            folders[:] = sorted(name for name in folders if not _is_hidden(name) and place / name != leave_out)
            for name in sorted(names):
                if not _is_hidden(name) and (place / name).suffix.lower() != ".json":
                    yield place / name, shown(str((place / name).relative_to(path.parent)))
        yield from ((Path(error.filename), shown(str(error.filename))) for error in closed)


def _is_hidden(name: str) -> bool:
    """What systems and programs keep for themselves: caches of thumbnails, halves of Mac files."""
    return (name.startswith(".") and name != "..") or name == _MACOS


def shown(name: str) -> str:
    """A file's name as it can be shown."""
    return " ".join(text_of(name.encode("utf-8", "replace").decode(), _LONGEST_NAME).split()) or "?"


def _open_file(path: Path) -> IO[bytes]:
    """A regular file, without ever waiting for a pipe that took its place."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise SourceError(Reason.NO_PICTURE)
        return BufferedReader(FileIO(descriptor, closefd=True))
    except BaseException:
        os.close(descriptor)
        raise


def _text_in(file: IO[bytes]) -> str:
    content = file.read(_MOST_SIDECAR + 1)
    return content.decode() if len(content) <= _MOST_SIDECAR else ""


class _BoundedFile(FileIO):
    """A file of which no more than so much is read at once: a ZIP's list of files is read whole."""

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(_MOST_DIRECTORY + 1 if size is None or size < 0 else min(size, _MOST_DIRECTORY + 1))
        if content is not None and len(content) > _MOST_DIRECTORY:
            raise ValueError("too much at once")
        return content


def _is_zip(path: Path) -> bool:
    with _open_file(path) as file:
        return file.read(_HEAD_BYTES).startswith(_ZIP_MAGIC)


@contextmanager
def _open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Raises SourceError, OSError."""
    with _BoundedFile(path) as file:
        try:
            archive = zipfile.ZipFile(file)
        except ZIP_ERRORS as error:
            raise SourceError(Reason.BROKEN_ZIP) from error
        with archive:
            yield archive


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    return not entry.is_dir() and bool(parts) and not any(map(_is_hidden, parts)) and not parts[-1].endswith(".json")


def _in_zip(path: Path, name: str, key: str, packed: int) -> Iterator[Found]:
    """The files of a ZIP; their names are only ever shown, and never become a place."""
    room = _BOMB_ROOM + _BOMB_FACTOR * packed
    with _open_zip(path) as archive:
        for number, entry in enumerate(archive.infolist()):
            if not _is_wanted(entry):
                continue
            room -= entry.file_size
            label, own_key = f"{name}: {shown(entry.filename)}", f"{key}\0{number}"
            if room < 0 or _is_bomb(entry):
                yield Refusal(label, own_key, Reason.BOMB)
            else:
                yield ZippedSource(label, archive, entry, own_key, _moment(entry), entry.file_size)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(_BOMB_ENTRY, _BOMB_ENTRY_FACTOR * entry.compress_size)


def _moment(entry: zipfile.ZipInfo) -> int:
    """A ZIP knows local time, to two seconds."""
    try:
        return int(datetime(*entry.date_time).astimezone().timestamp() * 1_000_000)
    except (ValueError, OverflowError, OSError):
        return 0
