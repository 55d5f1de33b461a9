"""What the person made of a picture: rating, pick, tags, note, collections, trash; and a change of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from imagestudio.core.times import from_iso, to_iso

MOST_STARS = 5
_LONGEST_NAME = 100
_LONGEST_NOTE = 20_000


class Pick(IntEnum):
    """Whether a picture was chosen."""

    REJECTED = -1
    NONE = 0
    PICKED = 1


@dataclass(frozen=True, slots=True)
class Organisation:
    """`trashed` is when it was put in the trash (microseconds since 1970), 0 where it is not there."""

    rating: int = 0
    pick: Pick = Pick.NONE
    tags: tuple[str, ...] = ()
    note: str = ""
    collections: tuple[str, ...] = ()
    trashed: int = 0

    @property
    def is_trashed(self) -> bool:
        return self.trashed != 0

    def to_data(self) -> dict[str, Any]:
        """As JSON-ready data, only what is not as it was at first."""
        data: dict[str, Any] = {}
        if self.rating:
            data["rating"] = self.rating
        if self.pick is not Pick.NONE:
            data["pick"] = self.pick.name.lower()
        if self.tags:
            data["tags"] = list(self.tags)
        if self.note:
            data["note"] = self.note
        if self.collections:
            data["collections"] = list(self.collections)
        if self.trashed:
            data["trashed_at"] = to_iso(self.trashed)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Organisation:
        """Raises TypeError, KeyError or ValueError where it is none of ours."""
        rating = int(data.get("rating", 0))
        if not 0 <= rating <= MOST_STARS:
            raise ValueError("a rating is out of its range")
        trashed = data.get("trashed_at")
        return cls(
            rating,
            Pick[str(data.get("pick", "none")).upper()],
            names(data.get("tags", ())),
            str(data.get("note", ""))[:_LONGEST_NOTE],
            names(data.get("collections", ())),
            from_iso(trashed) if trashed else 0,
        )


UNTOUCHED = Organisation()


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become different about pictures; None leaves a thing as each of them has it."""

    rating: int | None = None
    pick: Pick | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    note: str | None = None
    add_to: tuple[str, ...] = ()
    remove_from: tuple[str, ...] = ()
    trash: bool | None = None

    def applied(self, to: Organisation, now: int) -> Organisation:
        """What becomes of one picture's organisation at the moment `now`."""
        trashed = to.trashed
        if self.trash is not None:
            trashed = (to.trashed or now) if self.trash else 0
        return replace(
            to,
            rating=to.rating if self.rating is None else min(max(self.rating, 0), MOST_STARS),
            pick=to.pick if self.pick is None else self.pick,
            tags=_changed(to.tags, self.add_tags, self.remove_tags),
            note=to.note if self.note is None else self.note[:_LONGEST_NOTE],
            collections=_changed(to.collections, self.add_to, self.remove_from),
            trashed=trashed,
        )


def name_of(text: str) -> str:
    """A tag or a collection's name as it is kept: one line, one form of each letter; empty where nothing is left."""
    whole = text.encode("utf-8", "ignore").decode()
    line = " ".join("".join(c if c.isprintable() else " " for c in whole).split())
    return unicodedata.normalize("NFC", line)[:_LONGEST_NAME].strip()


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """Names in the order of the alphabet, each once, whatever its capitals; the first way of writing it stays."""
    found: dict[str, str] = {}
    for text in texts:
        if name := name_of(str(text)):
            found.setdefault(name.casefold(), name)
    return tuple(found[key] for key in sorted(found))


def _changed(has: tuple[str, ...], added: tuple[str, ...], removed: tuple[str, ...]) -> tuple[str, ...]:
    if not added and not removed:
        return has
    gone = {name.casefold() for name in names(removed)}
    return names(name for name in (*has, *added) if name.casefold() not in gone)
