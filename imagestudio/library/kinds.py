"""Kinds of pictures: what never changes and many have in common (model, size, format …), each kept once as a number.

Searches are decided for the few kinds there are, in Python, and the many records are only asked for their numbers.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from imagestudio.core.record import DEMO, Record
from imagestudio.core.search_query import Condition, Key, Span
from imagestudio.core.search_values import RATIO_UNIT

KIND_COLUMNS = (
    "provider, model, size, quality, media_type, background, task, source, width, height, content_credentials, worded"
)
_SAME = " AND ".join(f"{column} = ?" for column in KIND_COLUMNS.split(", "))
_MARKS = ", ".join("?" for _ in KIND_COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind; `size` is what was asked for, `width` and `height` are what came."""

    id: int
    provider: str
    model: str
    size: str
    quality: str
    media_type: str
    background: str
    task: str
    source: str
    width: int
    height: int
    credentials: bool
    worded: bool

    @property
    def pixels(self) -> str:
        return f"{self.width}x{self.height}"

    @property
    def format(self) -> str:
        return self.media_type.rpartition("/")[2]


def number_of(connection: sqlite3.Connection, record: Record) -> int:
    """The number of a record's kind, which is written down where it is new."""
    size, quality, background = (str(record.parameters.get(name, "")) for name in ("size", "quality", "background"))
    asked = (record.provider, record.model, size, quality, record.media_type, background, record.task, record.source)
    values = (*asked, record.width, record.height, record.content_credentials, bool(record.prompt.strip()))
    row = connection.execute(f"SELECT id FROM kinds WHERE {_SAME}", values).fetchone()  # noqa: S608
    if row is None:
        query = f"INSERT INTO kinds ({KIND_COLUMNS}) VALUES ({_MARKS}) RETURNING id"  # noqa: S608
        row = connection.execute(query, values).fetchone()
    return int(row[0])


class Kinds:
    """The kinds of a library; they are never changed, so only new ones are ever read. For any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: tuple[Kind, ...] = ()

    def read(self, connection: sqlite3.Connection) -> tuple[Kind, ...]:
        """All kinds there are, in the order of their numbers."""
        with self._guard:
            last = self._known[-1].id if self._known else 0
            query = f"SELECT id, {KIND_COLUMNS} FROM kinds WHERE id > ? ORDER BY id"  # noqa: S608
            if fresh := [Kind(*row) for row in connection.execute(query, (last,))]:
                self._known += tuple(fresh)
            return self._known


def decides(condition: Condition) -> bool:
    """Whether a condition is about what kinds have."""
    if condition.key in _NAMES or condition.key is Key.RATIO:
        return True
    return condition.key in (Key.IS, Key.HAS) and all(name in _STATES for name in condition.names)


def fitting(condition: Condition, kinds: Iterable[Kind]) -> set[int]:
    """The numbers of the kinds for which it holds."""
    kinds = tuple(kinds)
    if condition.key in _NAMES:
        found = _named(condition, kinds)
    elif condition.key is Key.RATIO:
        found = {kind.id for kind in kinds if any(_in_shape(kind, span) for span in condition.spans)}
    else:
        found = {kind.id for kind in kinds if any(_STATES[name](kind) for name in condition.names)}
    return {kind.id for kind in kinds} - found if condition.negated else found


def _named(condition: Condition, kinds: tuple[Kind, ...]) -> set[int]:
    """A name means exactly that, or where no kind has it, all that it is a part of."""
    names_of = _NAMES[condition.key]
    forms = [(kind.id, [name.casefold() for name in names_of(kind)]) for kind in kinds]
    found: set[int] = set()
    for wanted in condition.names:
        exact = {number for number, names in forms if wanted in names}
        found |= exact or {number for number, names in forms if any(wanted in name for name in names)}
    return found


def _in_shape(kind: Kind, span: Span) -> bool:
    return kind.height > 0 and span.holds(kind.width * RATIO_UNIT // kind.height)


_NAMES: dict[Key, Callable[[Kind], tuple[str, ...]]] = {
    Key.MODEL: lambda kind: (kind.model, kind.model.rpartition("/")[2]),
    Key.SIZE: lambda kind: (kind.size, kind.pixels),
    Key.QUALITY: lambda kind: (kind.quality,),
    Key.FORMAT: lambda kind: (kind.format,),
    Key.BACKGROUND: lambda kind: (kind.background,),
}

# What `is:` and `has:` ask of a kind.
_STATES: dict[str, Callable[[Kind], bool]] = {
    "edit": lambda kind: kind.task == "edit",
    "draft": lambda kind: kind.task == "draft",
    "demo": lambda kind: kind.provider == DEMO,
    "imported": lambda kind: bool(kind.source),
    "prompt": lambda kind: kind.worded,
    "credentials": lambda kind: kind.credentials,
}
