"""How pictures come from each other: parents, children, branches and what they cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from imagestudio.core.money import ZERO, Money
from imagestudio.core.record import Record


class Family:
    """Some records that belong together, by their ids; parents that are gone are known by their id only.

    It is not `whole` where there are more than were asked for.
    """

    def __init__(self, records: Iterable[Record], *, whole: bool = True) -> None:
        self.whole = whole
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

    @cached_property
    def continued(self) -> dict[str, str]:
        """By each picture the one it continues, gone ones too; circles are cut before their oldest picture."""
        before = {id_: record.origin.parents[0] for id_, record in self.records.items() if record.origin.parents}
        safe: set[str] = set()
        for start in list(before):
            way: dict[str, None] = {}
            at = start
            while at in before and at not in safe and at not in way:
                way[at] = None
                at = before[at]
            if at in way:
                del before[min(_from(way, at), key=lambda id_: self.records[id_].time)]
            safe.update(way)
        return before

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


@dataclass(frozen=True, slots=True)
class Relatives:
    """The parents of a picture that are in the library, in the order of its origin, and how many were made of it."""

    parents: tuple[Record, ...] = ()
    children: int = 0


class Lineage(Protocol):
    """Reads families; every method may be called from any thread but the window's."""

    def family(self, record_id: str) -> Family:
        """A picture with everything it came from and all that came of that, the nearest first; not more than many."""

    def relatives(self, record: Record) -> Relatives:
        """What is next to a picture."""


def _from(way: dict[str, None], start: str) -> list[str]:
    """The circle at the end of a way."""
    ids = list(way)
    return ids[ids.index(start) :]
