"""How pictures come from each other: parents, children, branches and what they cost."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from imagestudio.core.money import ZERO, Money
from imagestudio.core.record import Record


class Family:
    """Some records that belong together, by their ids; parents that are gone are known by their id only."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = {record.id: record for record in sorted(records, key=lambda record: record.time)}

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for record in self.records.values():
            for parent in record.origin.parents:
                children.setdefault(parent, []).append(record.id)
        return children

    def parents(self, id_: str) -> tuple[str, ...]:
        """What a picture was made of, the one it continues first; also those that are gone."""
        record = self.records.get(id_)
        return record.origin.parents if record else ()

    def children(self, id_: str) -> tuple[str, ...]:
        """What was made of it, oldest first."""
        return tuple(self._children.get(id_, ()))

    @property
    def roots(self) -> tuple[str, ...]:
        """The pictures none of whose parents is here, oldest first: where trees begin."""
        return tuple(id_ for id_ in self.records if not any(parent in self.records for parent in self.parents(id_)))

    def path(self, id_: str) -> tuple[str, ...]:
        """From the first picture to this one, always by what it continues; ends where a parent is gone."""
        way = [id_]
        while (before := next(iter(self.parents(way[-1])), None)) in self.records and before not in way:
            way.append(str(before))
        return tuple(reversed(way))

    def branch(self, id_: str) -> tuple[str, ...]:
        """A picture and all that came of it, each once, parents before children as far as there is an order."""
        found = dict.fromkeys([id_] if id_ in self.records else [])
        waiting = list(found)
        while waiting:
            for child in self.children(waiting.pop(0)):
                if child not in found:
                    found[child] = None
                    waiting.append(child)
        return tuple(found)

    def price(self, id_: str) -> Money:
        """What a branch cost, as far as that is known."""
        costs = (self.records[each].cost for each in self.branch(id_))
        return sum((cost for cost in costs if cost is not None), ZERO)
