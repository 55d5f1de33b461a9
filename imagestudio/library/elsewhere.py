"""What the library's disk refuses, saved in another folder the person chose."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from imagestudio.core.errors import DiskError, LibraryError
from imagestudio.core.sinks import PatientSink

_log = logging.getLogger(__name__)


def write_new(folder: Path, unwritten: PatientSink) -> Path:
    """Write the bytes as a new file, put them on the disk, and note in the library where. Raises DiskError."""
    path = folder / unwritten.file_name
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{Path(unwritten.file_name).stem}-{number}{path.suffix}"
    try:
        with path.open("xb") as file:
            file.write(unwritten.content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise DiskError(f"It could not be saved there: {error.strerror or type(error).__name__}.") from error
    _note_place(unwritten, path)
    return path


def _note_place(unwritten: PatientSink, path: Path) -> None:
    try:
        unwritten.note_place(str(path.absolute()))
    except LibraryError as error:  # the same disk: then only the person knows the place
        _log.warning("where something was saved could not be noted: %s", error.said)
