"""Whether a library is as it says: every file there and unchanged, every sidecar and record in agreement."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from imagestudio.core.errors import LibraryError
from imagestudio.core.record import Record
from imagestudio.library.history import SqliteHistory
from imagestudio.library.layout import Layout
from imagestudio.library.metadata import EXTENSIONS
from imagestudio.library.sidecar import SUFFIX, path_in, read_sidecar, sidecar_of

_PAGE = 500
_BLOCK = 1024 * 1024

_REBUILD = "Run “imagestudio library rebuild”."
_RESTORE = "Restore the file from a backup."


class Trouble(StrEnum):
    """What may be wrong in a library."""

    FILE_MISSING = "file missing"
    FILE_CHANGED = "file changed"
    FILE_UNREADABLE = "file unreadable"
    SIDECAR_MISSING = "sidecar missing"
    SIDECAR_UNREADABLE = "sidecar unreadable"
    SIDECAR_DIFFERS = "sidecar differs from the record"
    RECORD_MISSING = "sidecar without a record"
    UNKNOWN_FILE = "file without a sidecar"


_REMEDIES = {
    Trouble.FILE_MISSING: f"{_RESTORE} Its sidecar still says how it was made.",
    Trouble.FILE_CHANGED: f"Another program changed it. {_RESTORE}",
    Trouble.FILE_UNREADABLE: "Look at the file's permissions and at the disk.",
    Trouble.SIDECAR_MISSING: f"{_RESTORE} Until then the record is only in the database, so do not rebuild.",
    Trouble.SIDECAR_UNREADABLE: _RESTORE,
    Trouble.SIDECAR_DIFFERS: f"If the sidecar is right: {_REBUILD}",
    Trouble.RECORD_MISSING: _REBUILD,
    Trouble.UNKNOWN_FILE: "No record names it; move it out of the folder if it is none of yours.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and what can be done about it."""

    what: Trouble
    path: str
    remedy: str


class CheckedLibrary(Protocol):
    """What a check needs of a library."""

    @property
    def folder(self) -> Path: ...

    @property
    def history(self) -> SqliteHistory: ...


def check(library: CheckedLibrary, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Read every original and every sidecar and tell what is not as it should be."""
    layout = Layout(library.folder)
    times = library.history.times()
    findings: list[Finding] = []
    known: set[Path] = set()
    for first in range(0, len(times), _PAGE):
        for record in library.history.page(times[first : first + _PAGE]):
            findings.extend(_finding(trouble, path) for trouble, path in _check_record(layout, record, known))
        if progress is not None:
            progress(min(first + _PAGE, len(times)), len(times))
    findings.extend(_finding(trouble, path) for trouble, path in _check_files(layout, known))
    return findings


def _finding(trouble: Trouble, path: str) -> Finding:
    return Finding(trouble, path, _REMEDIES[trouble])


def _check_record(layout: Layout, record: Record, known: set[Path]) -> Iterator[tuple[Trouble, str]]:
    try:
        original = path_in(layout.folder, record.path)
    except LibraryError:
        yield Trouble.FILE_MISSING, record.path
        return
    sidecar = sidecar_of(original)
    known.update((original, sidecar))
    if trouble := _trouble_of_file(original, record):
        yield trouble, record.path
    if trouble := _trouble_of_sidecar(sidecar, record):
        yield trouble, _relative(layout, sidecar)


def _trouble_of_file(original: Path, record: Record) -> Trouble | None:
    digest = hashlib.sha256()
    try:
        with original.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except FileNotFoundError:
        return Trouble.FILE_MISSING
    except OSError:
        return Trouble.FILE_UNREADABLE
    return None if digest.hexdigest() == record.sha256 else Trouble.FILE_CHANGED


def _trouble_of_sidecar(sidecar: Path, record: Record) -> Trouble | None:
    try:
        return None if read_sidecar(sidecar) == record else Trouble.SIDECAR_DIFFERS
    except FileNotFoundError:
        return Trouble.SIDECAR_MISSING
    except (OSError, ValueError):
        return Trouble.SIDECAR_UNREADABLE


def _check_files(layout: Layout, known: set[Path]) -> Iterator[tuple[Trouble, str]]:
    """What lies in originals/ and is in no record."""
    unknown = [path for path in sorted(layout.originals.rglob("*")) if path not in known and path.is_file()]
    for path in unknown:
        if path.suffix == SUFFIX:
            yield _trouble_of_stray_sidecar(path), _relative(layout, path)
        elif not (path.suffix[1:] in EXTENSIONS.values() and sidecar_of(path).exists()):
            yield Trouble.UNKNOWN_FILE, _relative(layout, path)


def _trouble_of_stray_sidecar(path: Path) -> Trouble:
    try:
        read_sidecar(path)
    except (OSError, ValueError):
        return Trouble.SIDECAR_UNREADABLE
    return Trouble.RECORD_MISSING


def _relative(layout: Layout, path: Path) -> str:
    return path.relative_to(layout.folder).as_posix()
