"""Where the keys lead from one picture of a family to another."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from imagestudio.core.family_tree import FamilyTree


class Way(Enum):
    """A direction."""

    PARENT = auto()
    CHILD = auto()
    ABOVE = auto()
    BELOW = auto()
    PAGE_ABOVE = auto()
    PAGE_BELOW = auto()
    BEGINNING = auto()
    NEWEST = auto()


def step(tree: FamilyTree, id_: str, way: Way, page: int, last_child: Mapping[str, str]) -> str:
    """The picture one comes to, the same where there is none; `last_child` tells from where one came back."""
    place = tree.places[id_]
    if way is Way.PARENT:
        return place.before or id_
    if way is Way.CHILD:
        nearest = min(place.after, key=lambda child: abs(tree.places[child].row - place.row), default=id_)
        return last_child.get(id_, nearest) if last_child.get(id_, nearest) in tree.places else nearest
    if way is Way.BEGINNING:
        return tree.path(id_)[0]
    if way is Way.NEWEST:
        here = (other for other in tree.places.values() if other.record is not None)
        return max(here, key=lambda other: other.record.time if other.record is not None else 0, default=place).id
    steps = {Way.ABOVE: -1, Way.BELOW: 1, Way.PAGE_ABOVE: -page, Way.PAGE_BELOW: page}[way]
    column = tree.columns[place.column]
    return column[min(max(column.index(id_) + steps, 0), len(column) - 1)]
