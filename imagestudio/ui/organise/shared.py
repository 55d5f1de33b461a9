"""What several pictures share: which tags and collections how many of them have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imagestudio.core.organisation import Organisation
from imagestudio.core.record import Record


@dataclass(frozen=True, slots=True)
class Share:
    """A name, and how many of so many pictures have it."""

    name: str
    pictures: int
    of: int

    @property
    def is_whole(self) -> bool:
        return self.pictures == self.of


def tags_of(records: Sequence[Record]) -> list[Share]:
    """Every tag of these pictures, those that all have first, else in the alphabet's order."""
    return _shares((record.organisation.tags for record in records), len(records))


def collections_of(records: Sequence[Record]) -> list[Share]:
    return _shares((record.organisation.collections for record in records), len(records))


def common(records: Sequence[Record]) -> Organisation:
    """What all of them have; what differs is as it was at first."""
    every = {record.organisation for record in records}
    ratings, picks, notes = ({getattr(one, name) for one in every} for name in ("rating", "pick", "note"))
    nothing = Organisation()
    return Organisation(
        rating=ratings.pop() if len(ratings) == 1 else nothing.rating,
        pick=picks.pop() if len(picks) == 1 else nothing.pick,
        note=notes.pop() if len(notes) == 1 else nothing.note,
    )


def differs(records: Sequence[Record], name: str) -> bool:
    """Whether they have another rating, pick or note."""
    return len({getattr(record.organisation, name) for record in records}) > 1


def _shares(lists: Iterable[tuple[str, ...]], pictures: int) -> list[Share]:
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for each in lists:
        for name in each:
            names.setdefault(name.casefold(), name)
            counts[name.casefold()] += 1
    ordered = sorted(counts, key=lambda key: (counts[key] < pictures, key))
    return [Share(names[key], counts[key], pictures) for key in ordered]
