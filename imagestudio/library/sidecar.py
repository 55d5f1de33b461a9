"""The sidecar beside each original: the whole record as JSON, and where both lie."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from imagestudio.core.errors import LibraryDamagedError
from imagestudio.core.record import Record
from imagestudio.library.record_rows import record_to_row
from imagestudio.library.spool import read_json, to_json

ORIGINALS = "originals"
TRASH = "trash"
SUFFIX = ".json"

_MOST = 2**63


def path_in(folder: Path, relative: str) -> Path:
    """Where a record's path leads inside the library. Raises LibraryDamagedError where it leads out of it."""
    path = PurePosixPath(relative)
    inside = len(path.parts) > 1 and path.parts[0] == ORIGINALS and ".." not in path.parts
    if not inside or set(relative) & set("\\:\0"):
        raise LibraryDamagedError("A record names a file outside of the library; it was not opened.")
    return folder.joinpath(*path.parts)


def places_of(folder: Path, record: Record) -> tuple[Path, Path]:
    """Where a record's original should lie, and where it may still lie: one is in the trash, the other is not.

    Raises LibraryDamagedError for a record that names a file outside of the library.
    """
    kept = path_in(folder, record.path)
    binned = folder.joinpath(TRASH, *PurePosixPath(record.path).parts)
    return (binned, kept) if record.organisation.is_trashed else (kept, binned)


def original_of(folder: Path, record: Record) -> Path:
    """Where a record's original lies. Raises LibraryDamagedError."""
    place, other = places_of(folder, record)
    return other if is_gone(place) and not is_gone(other) else place


def is_gone(path: Path) -> bool:
    """Whether no file is there; where that cannot be told, whoever opens it hears why."""
    try:
        return not path.exists()
    except OSError:
        return False


def sidecar_of(original: Path) -> Path:
    return original.with_suffix(SUFFIX)


def sidecar_bytes(record: Record) -> bytes:
    return to_json(record.to_data())


def read_sidecar(path: Path) -> Record:
    """The record a sidecar holds. Raises OSError, or ValueError with the reason where it is none of ours."""
    try:
        record = Record.from_data(read_json(path))
        _check_row(record)
    except (KeyError, TypeError, RecursionError, OverflowError) as error:
        raise ValueError("it is no sidecar of Image Studio") from error
    return record


def _check_row(record: Record) -> None:
    """Raises ValueError where the database could not hold a value."""
    for value in record_to_row(record):
        if isinstance(value, str):
            value.encode()  # half characters
        elif isinstance(value, int) and not -_MOST <= value < _MOST:
            raise ValueError("a number is too large")
    if any(not isinstance(value, str | int) for value in record.parameters.values()):
        raise ValueError("a parameter is neither text nor number")
