"""What the window needs of a library for grids, as protocols: the saved ones, and what is there of their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from imagestudio.core.grid import Grid
from imagestudio.core.pricing import Paid
from imagestudio.core.record import Record
from imagestudio.core.request import Request

if TYPE_CHECKING:
    from imagestudio.core.export import Exporter


@dataclass(frozen=True)
class KeptGrids:
    """The grids of a library, the one changed last first, and the files in which one was kept that tell none."""

    grids: list[Grid]
    unread: tuple[Path, ...] = ()


class Grids(Protocol):
    """Keeps grids; every method may be called from any thread but the window's, and raises LibraryError."""

    def load(self) -> KeptGrids:
        """All that were kept."""

    def save(self, grid: Grid) -> None:
        """Keep it, in place of an earlier state of it."""

    def remove(self, grid_id: str) -> None:
        """Keep it no longer; its pictures stay."""


@dataclass(frozen=True)
class Found:
    """What the library has of some requests, each known by its fingerprint.

    `pictures` are newest first, `busy` are those a job waits for, runs for or may have been charged for, and `paid` is
    what the like of them cost.
    """

    pictures: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    busy: frozenset[str] = frozenset()
    paid: Mapping[str, Paid] = field(default_factory=dict)


class CellFinder(Protocol):
    """Looks cells up; may be called from any thread but the window's. Raises LibraryError."""

    def look(self, requests: Sequence[Request], provider: str) -> Found:
        """What there is for this provider: for a paid one whoever was paid for it, for the demo the demo's too."""


@dataclass(frozen=True)
class GridKeeping:
    """What a library does for grids; one that is only looked at keeps none."""

    grids: Grids
    finder: CellFinder
    read_only: bool
    exporter: Callable[[], Exporter]
