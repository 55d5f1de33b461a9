"""What exploring asks of a library: where pictures come from, what was made before, what it costs and may cost."""

from __future__ import annotations

from imagestudio.library.budget import SqliteBudget
from imagestudio.library.database import Database
from imagestudio.library.inputs import InputStore
from imagestudio.library.layout import Layout
from imagestudio.library.lineage import SqliteLineage
from imagestudio.library.prices import Prices
from imagestudio.library.purchases import Purchases
from imagestudio.library.repeats import Repeats
from imagestudio.library.spending import Spending


class Exploring:
    """The parts for it; every method of them may be called from any thread but the window's."""

    def __init__(self, layout: Layout, database: Database) -> None:
        self.inputs = InputStore(layout.inputs)
        self.lineage = SqliteLineage(database)
        self.repeats = Repeats(database)
        self.prices = Prices(database)
        self.budget = SqliteBudget(database)
        self.purchases = Purchases(database)
        self.spending = Spending(database)
