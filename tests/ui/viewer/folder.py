"""A folder of pictures, as the viewer is given one."""

from __future__ import annotations

from pathlib import Path

from imagestudio.core.record import Record


class Folder:
    """Records name their files in it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def path_of(self, record: Record) -> Path:
        return self._path / record.path

    def place_of(self, record: Record) -> Path:
        return self._path / record.path


def record_of(path: Path, time: int) -> Record:
    """A record of this time for a picture in a folder."""
    return Record(f"id{time}", time, path.name, "", 1, "image/png", 700, 300, "aimlapi", "m", "A fox")
