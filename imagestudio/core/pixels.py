"""A decoded picture between those who read files and those who paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pixels:
    """A copy of a picture, four bytes a pixel (red, green, blue, opacity), and the size of the picture itself."""

    width: int
    height: int
    rgba: bytes = field(repr=False)
    transparent: bool
    whole_width: int
    whole_height: int


ReadSmall = Callable[[Path, int, int], Pixels | None]
"""Reads a copy that is at least so wide or so high without ever having the whole in memory; None where there is no
need for that, or no way. For worker threads. Raises FileGoneError, FileSpoiltError, DiskError."""


def read_none(_path: Path, _width: int, _height: int) -> Pixels | None:
    """Knows no such way."""
    return None
