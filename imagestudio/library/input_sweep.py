"""Clears the folder of inputs of what neither record, job, grid nor the next edit needs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from imagestudio.library.database import Database
from imagestudio.library.inputs import InputStore
from imagestudio.library.layout import Layout

_HASH = re.compile(r"[0-9a-f]{64}")
_HASH_IN_BYTES = re.compile(rb"[0-9a-f]{64}")
_QUERIES = (
    "SELECT inputs FROM records WHERE inputs <> ''",
    "SELECT request FROM jobs WHERE instr(request, '\"images\"')",
)
_FILES = ("*.json", "grids/*.json", "spool/*/*.json", "trash/*/*.json")

_log = logging.getLogger(__name__)


def sweep_inputs(layout: Layout, database: Database, inputs: InputStore) -> int:
    """Delete what is old and needed by nobody; how many files. Raises LibraryError, OSError, and deletes nothing then.

    Every hash that is named anywhere counts as needed, so what is not understood is never deleted. Nothing is where the
    database may not know every picture: after an older copy of it was put back, for instance.
    """
    old = inputs.old()
    if not old:
        return 0
    needed = set(_needed(layout, database))
    unneeded = [path for path in old if path.name.partition(".")[0] not in needed]
    if not unneeded or _has_unknown(layout, database):
        return 0
    swept = sum(inputs.discard(path) for path in unneeded)
    if swept:
        _log.info("%d pictures that no edit needs were deleted from the inputs", swept)
    return swept


def _needed(layout: Layout, database: Database) -> Iterator[str]:
    with database.read() as connection:
        for query in _QUERIES:
            for (text,) in connection.execute(query):
                yield from _HASH.findall(text)
    for pattern in _FILES:
        for path in layout.folder.glob(pattern):
            yield from _named_in(path)


def _has_unknown(layout: Layout, database: Database) -> bool:
    """Whether there are more sidecars of pictures than records."""
    with database.read() as connection:
        known = int(connection.execute("SELECT count(*) FROM records WHERE trashed = 0").fetchone()[0])
    return sum(1 for _sidecar in layout.originals.glob("*/*/*.json")) > known


def _named_in(path: Path) -> list[str]:
    """Raises OSError, since what cannot be read may name any."""
    try:
        return [found.decode() for found in _HASH_IN_BYTES.findall(path.read_bytes())]
    except FileNotFoundError:  # a job has just ended
        return []
