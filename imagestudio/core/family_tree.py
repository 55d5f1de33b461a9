"""A family as it is drawn: each picture in the column of its generation, beside the one it continues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from imagestudio.core.lineage import Family
from imagestudio.core.money import ZERO, Money
from imagestudio.core.record import Record

_BETWEEN_TREES = 0.5  # rows


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture stands: whole columns, and rows that may be halves. One that is gone has no record.

    `before` is the one it continues, `others` are what else it was made of, `after` what continues it. The branch is
    the picture and all that is drawn behind it.
    """

    id: str
    record: Record | None
    column: int
    row: float
    before: str
    others: tuple[str, ...]
    after: tuple[str, ...]
    branch_size: int
    branch_cost: Money


class FamilyTree:
    """The places of a family; nothing in it goes deeper into Python's stack than a long line of pictures allows."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._before = family.continued
        self._after = self._sorted_children()
        self._order = self._walk()
        self._rows = self._stack()
        self.places = self._placed()

    # what others ask for

    @cached_property
    def columns(self) -> list[list[str]]:
        """The pictures of each generation from top to bottom."""
        columns: list[list[str]] = []
        for id_ in self._order:  # each comes before what continues it, and branches from top to bottom
            column = self.places[id_].column
            if column == len(columns):
                columns.append([])
            columns[column].append(id_)
        return columns

    @property
    def row_count(self) -> float:
        return max(self._rows.values(), default=0.0) + 1

    @property
    def pictures(self) -> int:
        """How many are here; those that are gone are not counted."""
        return len(self._family.records)

    @property
    def whole(self) -> bool:
        """Whether all of the family is here, not only the nearest."""
        return self._family.whole

    @property
    def gone(self) -> int:
        return len(self._order) - self.pictures

    @property
    def cost(self) -> Money:
        """Of all of it, as far as that is known."""
        return sum((record.cost for record in self._family.records.values() if record.cost is not None), ZERO)

    def continues(self, id_: str) -> Record | None:
        """The picture that one continues, where it is here."""
        before = self.places.get(self.places[id_].before)
        return before.record if before is not None else None

    def path(self, id_: str) -> tuple[str, ...]:
        """From where its tree begins to a picture."""
        way = [id_]
        while before := self._before.get(way[-1], ""):
            way.append(before)
        return tuple(reversed(way))

    def between(self, column: int, top: float, bottom: float) -> Sequence[str]:
        """The pictures of a column whose rows lie between these."""
        ids, rows = self.columns[column], self._column_rows[column]
        return ids[bisect_left(rows, top) : bisect_right(rows, bottom)]

    def reaching(self, column: int, top: float, bottom: float) -> Sequence[str]:
        """The pictures of a column whose children, seen from the first to the last, reach into these rows."""
        ids = self._forking[column]
        first = bisect_left(ids, top, key=lambda id_: max(self._rows[id_], self._rows[self._after[id_][-1]]))
        last = bisect_right(ids, bottom, key=lambda id_: min(self._rows[id_], self._rows[self._after[id_][0]]))
        return ids[first:last]

    # growing it

    def _sorted_children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for id_ in self._family.records:  # oldest first
            if id_ in self._before:
                children.setdefault(self._before[id_], []).append(id_)
        return children

    def _walk(self) -> list[str]:
        """Every picture after the one it continues; a branch is over before the next begins."""
        gone = [id_ for id_ in self._after if id_ not in self._family.records]
        roots = [*(id_ for id_ in self._family.records if id_ not in self._before), *gone]
        waiting = sorted(roots, key=self._began, reverse=True)
        order = []
        while waiting:
            order.append(id_ := waiting.pop())
            waiting += reversed(self._after.get(id_, ()))
        return order

    def _began(self, id_: str) -> int:
        record = self._family.records.get(id_) or self._family.records[self._after[id_][0]]
        return record.time

    def _stack(self) -> dict[str, float]:
        """The ends of branches below each other; what comes before is in the middle of what continues it."""
        rows: dict[str, float] = {}
        row = 0.0
        for id_ in self._order:
            if id_ not in self._before and rows:
                row += _BETWEEN_TREES
            if id_ not in self._after:
                rows[id_] = row
                row += 1
        for id_ in reversed(self._order):
            if after := self._after.get(id_):
                rows[id_] = (rows[after[0]] + rows[after[-1]]) / 2
        return rows

    def _placed(self) -> dict[str, Place]:
        columns: dict[str, int] = {}
        for id_ in self._order:
            columns[id_] = columns[self._before[id_]] + 1 if id_ in self._before else 0
        sizes: dict[str, int] = {}
        costs: dict[str, Money] = {}
        for id_ in reversed(self._order):
            record, after = self._family.records.get(id_), self._after.get(id_, ())
            sizes[id_] = (record is not None) + sum(sizes[child] for child in after)
            own = record.cost if record is not None and record.cost is not None else ZERO
            costs[id_] = sum((costs[child] for child in after), own)
        return {id_: self._place(id_, columns[id_], sizes[id_], costs[id_]) for id_ in self._order}

    def _place(self, id_: str, column: int, size: int, cost: Money) -> Place:
        before = self._before.get(id_, "")
        others = tuple(parent for parent in self._family.parents(id_) if parent not in (before, id_))
        after = tuple(self._after.get(id_, ()))
        return Place(id_, self._family.records.get(id_), column, self._rows[id_], before, others, after, size, cost)

    @cached_property
    def _column_rows(self) -> list[list[float]]:
        return [[self._rows[id_] for id_ in ids] for ids in self.columns]

    @cached_property
    def _forking(self) -> list[list[str]]:
        """Of each column those that go on."""
        return [[id_ for id_ in ids if id_ in self._after] for ids in self.columns]
