"""Taking pictures in from files, folders and ZIPs: what became of each, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from imagestudio.core.record import Record

IMPORTED = "imported"
"""The provider of pictures that were not made here."""

ANOTHER_PROGRAM = "another program"
"""The source of a picture that does not say where it comes from."""

MOST_KEPT = 10_000


class Fate(StrEnum):
    """What became of a file."""

    TAKEN = "taken in"
    HERE = "already here"
    IN_TRASH = "in the trash"
    BACK = "found again"
    REFUSED = "not taken in"


class Reason(StrEnum):
    """Why a file was not taken in, in words for the command line; the window has its own."""

    NONE = ""
    NO_PICTURE = "it is no PNG, JPEG or WebP picture"
    UNSOUND = "the picture is damaged or too large"
    TOO_BIG = "the file is too big"
    EMPTY = "the file is empty"
    GONE = "there is no such file any more"
    UNREADABLE = "the file could not be read"
    LOCKED = "it is locked with a password"
    NESTED = "a ZIP inside of a ZIP is not opened"
    PACKING = "it is packed in a way that is not known here"
    BROKEN_ZIP = "the ZIP is damaged"
    BOMB = "the ZIP unfolds to far more than it holds"


@dataclass(frozen=True, slots=True)
class Item:
    """One file: its name for people, what became of it, and the time (id) of its record, if it has one.

    `said` tells more of the reason, where more is known.
    """

    name: str
    fate: Fate
    reason: Reason = Reason.NONE
    said: str = ""
    time: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: so many of so many files, and the picture that was just taken in, if one was."""

    done: int
    total: int
    name: str
    record: Record | None = None


@dataclass
class Report:
    """What became of all files. The items are those that are not simply taken in, at most the first 10,000."""

    counts: Counter[Fate] = field(default_factory=Counter)
    items: list[Item] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    stopped: bool = False

    def add(self, item: Item) -> None:
        self.counts[item.fate] += 1
        if item.fate is Fate.TAKEN:
            self.times.append(item.time)
        elif len(self.items) < MOST_KEPT:
            self.items.append(item)

    @property
    def reasons(self) -> Counter[Reason]:
        """How many files were refused for each reason, of those that are kept."""
        return Counter(item.reason for item in self.items if item.fate is Fate.REFUSED)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An import that did not come to its end, so many files far."""

    id: str
    paths: tuple[Path, ...]
    done: int


Heed = Callable[[Step], object]
Stopped = Callable[[], bool]


class TakingIn(Protocol):
    """Copies pictures into the library; every method may be called from any thread but the window's.

    All of them raise LibraryError.
    """

    def begin(self, paths: Sequence[Path]) -> str:
        """Write down what is to be taken in, so that it can be gone on with after a crash, and give its id."""

    def run(self, id_: str, heed: Heed, stopped: Stopped) -> Report:
        """Take in what `begin` wrote down, or the rest of it."""

    def unfinished(self) -> list[Unfinished]:
        """What did not come to its end, oldest first."""

    def forget(self, id_: str) -> None:
        """Go on with it no more; what was taken in stays."""
