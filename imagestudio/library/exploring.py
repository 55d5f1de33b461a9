"""What exploring asks of a library: where pictures come from, what was made before, what it costs and may cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from imagestudio.core.grid_keeping import GridKeeping
from imagestudio.library.budget import SqliteBudget
from imagestudio.library.database import Database
from imagestudio.library.durable import disk_error
from imagestudio.library.grid_cells import GridCells
from imagestudio.library.grids import GridFolder
from imagestudio.library.inputs import InputStore
from imagestudio.library.journal import SqliteJournal
from imagestudio.library.layout import Layout
from imagestudio.library.lineage import SqliteLineage
from imagestudio.library.prices import Prices
from imagestudio.library.purchases import Purchases
from imagestudio.library.reference_file import ReferenceFile
from imagestudio.library.repeats import Repeats
from imagestudio.library.spending import Spending

if TYPE_CHECKING:
    from imagestudio.core.export import Exporter


class Exploring:
    """The parts for it; every method of them may be called from any thread but the window's."""

    def __init__(self, layout: Layout, database: Database, journal: SqliteJournal) -> None:
        self._layout = layout
        self._database = database
        self.inputs = InputStore(layout.inputs)
        self.references = ReferenceFile(layout.references, self.inputs)
        self.lineage = SqliteLineage(database)
        self.repeats = Repeats(database)
        self.prices = Prices(database)
        self.budget = SqliteBudget(database)
        self.purchases = Purchases(database)
        self.spending = Spending(database)
        self.grids = GridFolder(layout.grids, read_only=database.read_only)
        self.grid_cells = GridCells(journal, self.repeats, self.prices)

    def grid_keeping(self, exporter: Callable[[], Exporter]) -> GridKeeping:
        """What the window needs for grids; `exporter` makes what reads copies of pictures."""
        return GridKeeping(self.grids, self.grid_cells, self._database.read_only, exporter)

    def sweep(self) -> None:
        """Delete inputs nobody needs. Raises LibraryError."""
        from imagestudio.library.input_sweep import sweep_inputs

        try:
            sweep_inputs(self._layout, self._database, self.inputs)
        except OSError as error:
            raise disk_error(error, "The folder of inputs") from error
