"""What a check looks at beside the pictures: the thumbnails and the backups, read without changing them."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from imagestudio.library.backups import Backups, is_sound
from imagestudio.library.layout import Layout

_WHOLE = ((b"\xff\xd8\xff", b"\xff\xd9"), (b"\x89PNG", b"IEND\xaeB`\x82"))  # how a JPEG and a PNG begin and end


def unsound_backups(layout: Layout) -> list[Path]:
    """The backups that could not take the database's place."""
    with tempfile.TemporaryDirectory(prefix="imagestudio-", ignore_cleanup_errors=True) as folder:
        return [
            backup
            for number, backup in enumerate(Backups(layout.backups).newest_first())
            if not is_sound(backup, Path(folder) / f"{number}.sqlite3")
        ]


def wrong_thumbnails(layout: Layout, records: Mapping[str, str]) -> Iterator[str]:
    """The ids of thumbnails that are of no record, of another picture or not whole; `records` gives hashes by id.

    Raises sqlite3.Error where the cache cannot be read at all. One that is missing is made when it is wanted.
    """
    if not layout.thumbnails.exists():
        return
    with closing(_read(layout.thumbnails)) as connection:
        query = "SELECT id, sha256, small, content FROM thumbnails WHERE length(content) > 0"  # else none is to be had
        for id_, sha256, *contents in connection.execute(query):
            if records.get(id_) != sha256 or not all(map(_is_whole, contents)):
                yield id_


def _read(path: Path) -> sqlite3.Connection:
    """A reader that leaves nothing beside the file, unless somebody writes it now."""
    log = path.with_name(f"{path.name}-wal")
    immutable = "" if log.exists() and log.stat().st_size else "&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{immutable}", uri=True)


def _is_whole(content: bytes) -> bool:
    return any(content.startswith(first) and content.endswith(last) for first, last in _WHOLE)
