"""“You already have this”: what is asked for, and the pictures that were made of the very same requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.money import ZERO, Money
from imagestudio.core.origin import Task
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.core.wording import Asked


@dataclass(frozen=True)
class Repeat:
    """A request, and the pictures the library has of it, newest first."""

    request: Request
    records: tuple[Record, ...]

    @property
    def cost(self) -> Money:
        """What they cost together, as far as that is known."""
        return sum((record.cost for record in self.records if record.cost is not None), ZERO)


LookUp = Callable[[Sequence[Request], str], list[Repeat]]
"""What a provider made of these requests, in their order; for worker threads."""


@dataclass(frozen=True)
class Repeated:
    """Something that was asked for, with what is there of it already.

    `requests` counts the different ones, `known` those of them that have pictures; `missing` is what has none. `again`
    is all of it where it is made nevertheless: what comes of words that were there continues the first picture of them.
    """

    asked: tuple[Asked, ...]
    records: tuple[Record, ...]
    requests: int
    known: int
    missing: tuple[Asked, ...]
    again: tuple[Asked, ...] = ()

    @property
    def cost(self) -> Money:
        """What the pictures cost together, as far as that is known."""
        return sum((record.cost for record in self.records if record.cost is not None), ZERO)

    @property
    def pictures(self) -> int:
        """How many pictures are asked for."""
        return sum(one.request.count for one in self.asked)


def repeated(asked: Sequence[Asked], look_up: LookUp, provider: str) -> Repeated:
    """What is there already of what is asked for; newest pictures first."""
    repeats = {fingerprint(each.request): each for each in look_up([one.request for one in asked], provider)}
    known = {key: each for key, each in repeats.items() if each.records}
    records = {record.time: record for each in known.values() for record in each.records}
    missing = tuple(one for one in asked if fingerprint(one.request) not in known)
    newest = tuple(records[time] for time in sorted(records, reverse=True))
    again = tuple(_again(one, known.get(fingerprint(one.request))) for one in asked)
    return Repeated(tuple(asked), newest, len(repeats), len(known), missing, again)


def _again(one: Asked, known: Repeat | None) -> Asked:
    """The same request as a repetition; one that continues a picture of its own stays what it is."""
    if known is None or one.task or one.origin.parents:
        return one
    return replace(one, task=Task.AGAIN.value, origin=replace(one.origin, parents=(known.records[-1].id,)))
