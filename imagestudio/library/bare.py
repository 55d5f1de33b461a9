"""A picture's file without what is not needed to decode it: a file may be 64 MiB of text around one pixel."""

from __future__ import annotations

import io
import os
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import IO, Any

from imagestudio.library.metadata import jpeg_segments
from imagestudio.library.png import SIGNATURE_BYTES, chunks

_PNG_NEEDED = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_JPEG_SPARED = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})  # APP0 and APP14 say what the colours mean
_MOST_RANGES = 10_000

Ranges = list[tuple[int, int]]


class BareFile(io.RawIOBase):
    """Ranges of a file one after the other, as if they were all of it."""

    def __init__(self, file: IO[bytes], ranges: Ranges) -> None:
        super().__init__()
        self._file = file
        self._ranges = ranges
        lengths = [end - start for start, end in ranges]
        self._begins = [0, *accumulate(lengths[:-1])]
        self._size = sum(lengths)
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: Any) -> int:
        """As much as one range has from here on."""
        index = bisect_right(self._begins, self._position) - 1
        start, end = self._ranges[index]
        inside = self._position - self._begins[index]
        self._file.seek(start + inside)
        part = self._file.read(min(len(buffer), max(0, end - start - inside)))
        buffer[: len(part)] = part
        self._position += len(part)
        return len(part)


def bare_png(file: IO[bytes]) -> IO[bytes]:
    """Raises ValueError for a file that is cut off, or cut in too many pieces."""
    wanted = ((start - 8, start + length + 4) for kind, start, length in chunks(file) if kind in _PNG_NEEDED)
    return _opened(file, _joined([(0, SIGNATURE_BYTES)], wanted))


def bare_jpeg(file: IO[bytes], content: bytes) -> IO[bytes]:
    """Raises ValueError for a file that is cut in too many pieces."""
    spared = _joined([], ((start, end) for marker, start, end in jpeg_segments(content) if marker in _JPEG_SPARED))
    edges = [0, *(edge for pair in spared for edge in pair), len(content)]
    return _opened(file, list(zip(edges[::2], edges[1::2], strict=True)))


def _opened(file: IO[bytes], ranges: Ranges) -> IO[bytes]:
    return io.BufferedReader(BareFile(file, [(start, end) for start, end in ranges if start < end]))


def _joined(ranges: Ranges, more: Iterable[tuple[int, int]]) -> Ranges:
    for start, end in more:
        if ranges and ranges[-1][1] == start:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
        if len(ranges) > _MOST_RANGES:
            raise ValueError("too many pieces")
    return ranges
