"""grids/<id>.json: the grids of a library, a file each; a rebuild leaves them alone."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from imagestudio.core.errors import LibraryReadOnlyError
from imagestudio.core.grid import Grid
from imagestudio.core.grid_keeping import KeptGrids
from imagestudio.library.durable import disk_error, make_folder, write_durably
from imagestudio.library.spool import read_json, to_json

_WHAT = "The grid"
_NAME = re.compile(r"[0-9a-f]{32}\.json")

_log = logging.getLogger(__name__)


class GridFolder:
    """Reads and writes the grids; every method may be called from any thread but the window's."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self._folder = folder
        self._read_only = read_only

    def load(self) -> KeptGrids:
        """All there are, those that cannot be read by their files. Raises LibraryError."""
        try:
            places = sorted(self._folder.iterdir()) if self._folder.is_dir() else []
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        read = {place: _read(place) for place in places if _NAME.fullmatch(place.name)}
        grids = sorted((grid for grid in read.values() if grid is not None), key=lambda grid: -grid.changed)
        return KeptGrids(grids, tuple(place for place, grid in read.items() if grid is None))

    def save(self, grid: Grid) -> None:
        """Put it on the disk. Raises LibraryError."""
        self._require_writable()
        try:
            make_folder(self._folder)
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        write_durably(self._place(grid.id), to_json(grid.to_data()), _WHAT)

    def remove(self, grid_id: str) -> None:
        """Take its file away. Raises LibraryError."""
        self._require_writable()
        try:
            self._place(grid_id).unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, _WHAT) from error

    def _place(self, grid_id: str) -> Path:
        return self._folder / f"{grid_id}.json"

    def _require_writable(self) -> None:
        if self._read_only:
            raise LibraryReadOnlyError("The grid could not be kept: this library is only looked at.")


def _read(place: Path) -> Grid | None:
    """The grid in this file; None where it holds none, or that of another file."""
    try:
        grid = Grid.from_data(read_json(place))
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        _log.warning("a grid cannot be read and is passed over: %s", type(error).__name__)
        return None
    return grid if grid.id == place.stem else None
