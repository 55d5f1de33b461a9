"""Pictures for an edit before it is sent: where they come from, what is painted over them, and who reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from imagestudio.core.inputs import InputImage
from imagestudio.core.pixels import Pixels
from imagestudio.core.record import Record


@dataclass(frozen=True, slots=True)
class Source:
    """A picture that may be given to an edit: a file, or bytes that have none.

    `parent` is the id of the record it is, where it is one of the library's.
    """

    path: Path | None = None
    content: bytes = field(default=b"", repr=False)
    name: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Painted:
    """Where a picture may change: a byte a pixel, row by row, 255 where all may and 0 where nothing may."""

    change: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture the next edit starts from, and what is painted over it."""

    source: Source
    painted: Painted | None = None


class ReferenceKeeping(Protocol):
    """Keeps what the next edit starts from over the end of the program; every method is for worker threads."""

    def keep(self, kept: Sequence[Kept], task: str) -> None:
        """These and no others, from now on. Raises PictureError, DiskError."""

    def kept(self) -> tuple[tuple[Kept, ...], str]:
        """What was kept, and what for."""


@dataclass(frozen=True, slots=True)
class Margins:
    """By how many pixels a canvas is larger than the picture on it."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def of(self, width: int, height: int) -> tuple[int, int]:
        """The size of the canvas."""
        return self.left + width + self.right, self.top + height + self.bottom

    @property
    def any(self) -> bool:
        return self.left + self.top + self.right + self.bottom > 0


@dataclass(frozen=True, slots=True)
class Drifted:
    """How far an edit differs from its source outside the mask: the share of pixels one sees it at, and how much.

    `mean` and `most` are of 255; `plane` is a byte a pixel, row by row, of the picture that was edited.
    """

    share: float
    mean: float
    most: int
    width: int
    height: int
    plane: bytes = field(repr=False)


class Locking(Protocol):
    """What can be done with a picture that was made with a mask; every method is for worker threads.

    Raises PictureError, FileGoneError, DiskError.
    """

    def lock(self, record: Record) -> Record:
        """A new picture of the library that is the source's own outside the mask."""

    def drift(self, record: Record) -> Drifted: ...


class Preparing(Protocol):
    """Reads what an edit is given and keeps it in the library; every method is for worker threads.

    Raises PictureError for what is no sound picture, DiskError.
    """

    def read(self, source: Source, most_pixels: int) -> Pixels:
        """The picture upright; a smaller copy of one that has more pixels."""

    def soften(self, painted: Painted, radius: int) -> Painted:
        """The same with a soft edge of about so many pixels on both sides."""

    def extend(self, source: Source, margins: Margins) -> tuple[Source, Painted]:
        """The picture on a larger canvas that is clear around it, and what may change there: the border alone."""

    def given(self, record: Record) -> tuple[tuple[Source, ...], Painted | None]:
        """What a picture was made of, as it was sent. Raises FileGoneError."""

    def take(
        self, sources: Sequence[Source], painted: Painted | None
    ) -> tuple[tuple[InputImage, ...], InputImage | None]:
        """Copy them into the library as they are sent, with the mask of the first; the sources are only read."""
