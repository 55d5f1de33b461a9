"""What the window knows of the grids of the library; a worker reads and writes the disk, one call after the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.grid import Grid
from imagestudio.core.grid_keeping import Grids, KeptGrids
from imagestudio.workers.task import TaskRunner


class GridShelf(QObject):
    """Keeps the list of grids, the one changed last first.

    Signals:
        loaded(): they are read.
        changed(): the list is another one now.
        failed(ImageStudioError): something could not be read or kept.
    """

    loaded = Signal()
    changed = Signal()
    failed = Signal(object)

    def __init__(self, keeper: Grids, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._runner = TaskRunner(1, self)  # one after the other, so that the last that was changed is what stays
        self.grids: list[Grid] = []
        self.unread: tuple[Path, ...] = ()  # what was kept in these files tells no grid
        self._is_asked_for = False  # those of earlier sessions are read, or about to be
        self._removed: set[str] = set()

    def load_once(self) -> None:
        """Read those of earlier sessions, the first time."""
        if not self._is_asked_for:
            self._is_asked_for = True
            self._runner.run(self._keeper.load, self._on_loaded, self._on_failed)

    def has(self, grid_id: str) -> bool:
        return any(grid.id == grid_id for grid in self.grids)

    def save(self, grid: Grid) -> None:
        """Keep it from now on, or as it is now."""
        if any(kept is grid for kept in self.grids):
            return
        self._removed.discard(grid.id)
        self.grids = [grid, *(other for other in self.grids if other.id != grid.id)]
        self._runner.run(partial(self._keeper.save, grid), self._on_done, self.failed.emit)
        self.changed.emit()

    def remove(self, grid: Grid) -> None:
        self.grids = [other for other in self.grids if other.id != grid.id]
        self._removed.add(grid.id)
        self._runner.run(partial(self._keeper.remove, grid.id), self._on_done, self.failed.emit)
        self.changed.emit()

    @property
    def busy(self) -> bool:
        """Whether something is on its way to the disk."""
        return self._runner.busy

    def close(self) -> None:
        """Wait until everything is on the disk."""
        self._runner.finish()

    def _on_loaded(self, kept: KeptGrids) -> None:
        known = self._removed.union(grid.id for grid in self.grids)  # what was done meanwhile is newer
        self.grids = [*self.grids, *(grid for grid in kept.grids if grid.id not in known)]
        self.unread = kept.unread
        self.changed.emit()
        self.loaded.emit()

    def _on_failed(self, error: ImageStudioError) -> None:
        self._is_asked_for = False  # the next time it is tried again
        self.failed.emit(error)

    def _on_done(self, _nothing: None) -> None:
        """It is on the disk."""
