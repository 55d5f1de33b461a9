"""Whether a library is as it says: every file there and unchanged, every sidecar and record in agreement."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from imagestudio.core.errors import FileGoneError, LibraryError
from imagestudio.core.inputs import InputImage
from imagestudio.core.record import Record
from imagestudio.library.care import Care
from imagestudio.library.history import SqliteHistory
from imagestudio.library.inputs import InputStore
from imagestudio.library.inspection import unsound_backups, wrong_thumbnails
from imagestudio.library.layout import Layout
from imagestudio.library.metadata import EXTENSIONS
from imagestudio.library.sidecar import SUFFIX, original_of, read_sidecar, sidecar_of

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
    DATABASE_DAMAGED = "the database is damaged"
    INPUT_MISSING = "picture an edit was given is missing"
    INPUT_CHANGED = "picture an edit was given was changed"
    BACKUP_DAMAGED = "backup damaged"
    THUMBNAIL_WRONG = "thumbnail of no picture, or damaged"
    THUMBNAILS_DAMAGED = "the thumbnails cannot be read"


_REMEDIES = {
    Trouble.FILE_MISSING: f"{_RESTORE} Its sidecar still says how it was made.",
    Trouble.FILE_CHANGED: f"Another program changed it. {_RESTORE}",
    Trouble.FILE_UNREADABLE: "Look at the file's permissions and at the disk.",
    Trouble.SIDECAR_MISSING: f"{_RESTORE} Until then the record is only in the database, so do not rebuild.",
    Trouble.SIDECAR_UNREADABLE: _RESTORE,
    Trouble.SIDECAR_DIFFERS: f"If the sidecar is right: {_REBUILD}",
    Trouble.RECORD_MISSING: _REBUILD,
    Trouble.DATABASE_DAMAGED: _REBUILD,
    Trouble.INPUT_MISSING: f"{_RESTORE} Until then its edits cannot be repeated; they themselves are not affected.",
    Trouble.INPUT_CHANGED: f"{_RESTORE} Until then its edits cannot be repeated; they themselves are not affected.",
    Trouble.BACKUP_DAMAGED: "Delete it; another is made every day.",
    Trouble.THUMBNAIL_WRONG: "Delete thumbnails.sqlite3; it is made anew.",
    Trouble.THUMBNAILS_DAMAGED: "Delete thumbnails.sqlite3; it is made anew.",
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

    @property
    def care(self) -> Care: ...


def check(library: CheckedLibrary, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Read everything the library holds and tell what is not as it should be."""
    layout = Layout(library.folder)
    findings = [_finding(Trouble.BACKUP_DAMAGED, _relative(layout, path)) for path in unsound_backups(layout)]
    if library.care.is_damaged():
        return [_damage(layout), *findings]
    times = library.history.everything()
    hashes: dict[str, str] = {}
    known: set[Path] = set()
    inputs: dict[str, InputImage] = {}
    for first in range(0, len(times), _PAGE):
        for record in library.history.page(times[first : first + _PAGE]):
            hashes[record.id] = record.sha256
            inputs.update({image.file_name: image for image in record.request.inputs})
            findings.extend(_finding(trouble, path) for trouble, path in _check_record(layout, record, known))
        if progress is not None:
            progress(min(first + _PAGE, len(times)), len(times))
    findings.extend(_finding(trouble, path) for trouble, path in _check_inputs(layout, inputs.values()))
    findings.extend(_finding(trouble, path) for trouble, path in _check_files(layout, known))
    findings.extend(_finding(trouble, path) for trouble, path in _check_thumbnails(layout, hashes))
    return findings


def _check_thumbnails(layout: Layout, hashes: dict[str, str]) -> Iterator[tuple[Trouble, str]]:
    try:
        for id_ in wrong_thumbnails(layout, hashes):
            yield Trouble.THUMBNAIL_WRONG, f"{layout.thumbnails.name}: {id_}"
    except sqlite3.Error:
        yield Trouble.THUMBNAILS_DAMAGED, layout.thumbnails.name


def _finding(trouble: Trouble, path: str) -> Finding:
    return Finding(trouble, path, _REMEDIES[trouble])


def _damage(layout: Layout) -> Finding:
    """The database's damage; a start mends it by itself only where that could be noted."""
    itself = "The next start mends it by itself. Or: " if layout.suspect.exists() else ""
    return Finding(Trouble.DATABASE_DAMAGED, layout.database.name, itself + _REMEDIES[Trouble.DATABASE_DAMAGED])


def _check_record(layout: Layout, record: Record, known: set[Path]) -> Iterator[tuple[Trouble, str]]:
    try:
        original = original_of(layout.folder, record)
    except LibraryError:
        yield Trouble.FILE_MISSING, record.path
        return
    sidecar = sidecar_of(original)
    known.update((original, sidecar))
    if trouble := _trouble_of_file(original, record):
        yield trouble, _relative(layout, original)
    if trouble := _trouble_of_sidecar(sidecar, record):
        yield trouble, _relative(layout, sidecar)


def _check_inputs(layout: Layout, images: Iterable[InputImage]) -> Iterator[tuple[Trouble, str]]:
    """What edits were given, each once: without it they cannot be repeated."""
    store = InputStore(layout.inputs)
    for image in images:
        try:
            store.require(image)
        except FileGoneError:
            path = store.path_of(image)
            yield Trouble.INPUT_CHANGED if path.exists() else Trouble.INPUT_MISSING, _relative(layout, path)
        except LibraryError:
            yield Trouble.FILE_UNREADABLE, _relative(layout, store.path_of(image))


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
    """What lies in originals/, or in those of the trash, and is in no record."""
    folders = layout.originals, layout.trashed_originals
    unknown = sorted(path for each in folders for path in each.rglob("*") if path not in known and path.is_file())
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
