"""What came whole and has no name yet: an answer cut only behind its end, and what was saved elsewhere."""

from __future__ import annotations

import logging
import mmap
import re
from pathlib import Path

from imagestudio.core.errors import LibraryError
from imagestudio.library.durable import ELSEWHERE, PART, move, sync_file, write_durably
from imagestudio.library.spool import ANSWER, read_json

_log = logging.getLogger(__name__)

_TAKEN_BACK = re.compile(r"answer|picture-\d{1,3}")
_STRUCTURE = re.compile(rb'\\.|["{}\[\]]', re.DOTALL)
_MOST_STRUCTURE = 100_000  # an answer has some dozens
_MOST_SPACE = 4096


def retrieve(folder: Path) -> None:
    """Give an attempt's files that are whole their names; what fails stays as it is for the next start."""
    try:
        for note in folder.glob(f"*{ELSEWHERE}"):
            _take_back(note)
        part = folder / f"{ANSWER}{PART}"
        if not (folder / ANSWER).exists() and part.is_file() and is_whole(part):
            sync_file(part)
            move(part, folder / ANSWER)
    except (OSError, LibraryError) as error:
        _log.warning("something of %s could not be taken back: %s", folder.name, type(error).__name__)


def is_whole(path: Path) -> bool:
    """Whether the beginning of a JSON object is all of it, told by its brackets, so that no size costs memory.

    Raises OSError.
    """
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = _end_of_object(content)
        return end is not None and len(content) - end <= _MOST_SPACE and not content[end:].strip()


def _end_of_object(content: mmap.mmap) -> int | None:
    """Where the bracket that opened first is closed; None where it is not, or no object begins there."""
    if not content[:_MOST_SPACE].lstrip().startswith(b"{"):
        return None
    depth, in_text = 0, False
    for count, found in enumerate(_STRUCTURE.finditer(content)):
        mark = found.group()
        if mark == b'"':
            in_text = not in_text
        elif not in_text:
            depth += 1 if mark in b"{[" else -1
        if depth <= 0:
            return found.end()
        if count > _MOST_STRUCTURE:
            return None
    return None


def _take_back(note: Path) -> None:
    """Copy what was saved elsewhere to where it belongs, if it is there unchanged. Raises OSError, LibraryError."""
    target = note.with_suffix("")
    if not _TAKEN_BACK.fullmatch(target.name):
        return
    if not target.exists():
        content = _saved(note)
        if content is None:
            return
        write_durably(target, content, "What was saved elsewhere")
    note.unlink()


def _saved(note: Path) -> bytes | None:
    """The bytes at the noted place; None where others are there, or none, or it cannot be told. Raises OSError."""
    try:
        data = read_json(note)
        place, size, sha256 = Path(str(data["path"])), int(data["size"]), str(data["sha256"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    if not place.is_file() or place.stat().st_size != size:
        return None
    import hashlib  # loads a library of its own, which the first pictures need not wait for

    content = place.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
