"""How the pictures of a search are laid out: in which order, and in which groups."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from imagestudio.core.ports import Settings
from imagestudio.core.search_query import Order

_SETTING = "arrangement"

BY_TIME = frozenset({Order.TIME, Order.OLDEST})


class Group(StrEnum):
    """What stands together under one header."""

    DAY = "day"
    PROMPT = "prompt"
    JOB = "job"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Order and group together; days need an order by time, prompts and jobs come newest first."""

    order: Order = Order.TIME
    group: Group = Group.DAY

    def in_order(self, order: Order) -> Arrangement:
        """This one in another order, with the group that it leaves room for."""
        if self.group in (Group.PROMPT, Group.JOB) and order is not Order.TIME:
            return Arrangement(order, Group.DAY if order in BY_TIME else Group.NONE)
        if self.group is Group.DAY and order not in BY_TIME:
            return Arrangement(order, Group.NONE)
        return Arrangement(order, self.group)

    def by(self, group: Group) -> Arrangement:
        """This one in other groups, with the order that they need."""
        if group in (Group.PROMPT, Group.JOB) or (group is Group.DAY and self.order not in BY_TIME):
            return Arrangement(Order.TIME, group)
        return Arrangement(self.order, group)

    @property
    def is_by_time(self) -> bool:
        """Whether the place of a picture follows from its time alone."""
        return self.order in BY_TIME and self.group in (Group.DAY, Group.NONE)


NEWEST_BY_DAY = Arrangement()


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be shown: the pictures of a search, arranged."""

    search: str = ""
    arrangement: Arrangement = NEWEST_BY_DAY

    @property
    def takes_all(self) -> bool:
        """Whether every new picture belongs to it, at the place of its time."""
        return not self.search and self.arrangement.is_by_time


def kept_arrangement(settings: Settings) -> Arrangement:
    """The arrangement of the last session; newest first by day where it was none, or one that cannot be."""
    kept = settings.get(_SETTING, {})
    try:
        order, group = Order(kept.get("order", Order.TIME)), Group(kept.get("group", Group.DAY))
    except (TypeError, ValueError):
        return NEWEST_BY_DAY
    arrangement = NEWEST_BY_DAY.in_order(order).by(group)
    return arrangement if arrangement.order is order else NEWEST_BY_DAY


def keep_arrangement(settings: Settings, arrangement: Arrangement) -> None:
    settings.set(_SETTING, {"order": arrangement.order.value, "group": arrangement.group.value})
