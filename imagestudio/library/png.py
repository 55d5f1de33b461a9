"""PNG files read piece by piece: every checksum, every row and every text, without ever having all of them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

SIGNATURE_BYTES = 8
_PIECE = 64 * 1024
_MIB = 1024 * 1024
_MOST_TEXT = _MIB
_MOST_TEXTS = 64 * _MIB
_TEXTS = frozenset({b"zTXt", b"iTXt", b"iCCP"})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))

Chunk = tuple[bytes, int, int]
"""A chunk's kind, where its body begins, and how long that is."""


@dataclass(frozen=True, slots=True)
class PngHeader:
    """What IHDR says."""

    width: int
    height: int
    depth: int
    color: int
    interlaced: bool

    @property
    def channels(self) -> int:
        return _CHANNELS[self.color]

    def row_bytes(self, columns: int) -> int:
        """A row as it is packed: the number of its filter, then its pixels."""
        return 1 + (columns * self.channels * self.depth + 7) // 8

    def passes(self) -> list[tuple[int, int]]:
        """Columns and rows of what is packed one after the other: the picture, or the seven parts of an interlaced."""
        if not self.interlaced:
            return [(self.width, self.height)]
        return [((self.width - x + dx - 1) // dx, (self.height - y + dy - 1) // dy) for x, y, dx, dy in _PASSES]


def chunks(file: IO[bytes]) -> Iterator[Chunk]:
    """The chunks up to IEND; the file stands at the body of each. Raises ValueError where one is cut off."""
    position = SIGNATURE_BYTES
    while True:
        file.seek(position)
        length, kind = struct.unpack(">I4s", _exactly(file, 8))
        yield kind, position + 8, length
        if kind == b"IEND":
            return
        position += length + 12


def read_header(file: IO[bytes]) -> PngHeader:
    """Raises ValueError for a header that no PNG may have."""
    kind, _, length = next(chunks(file))
    if kind != b"IHDR" or length != 13:
        raise ValueError("no header")
    width, height, depth, color, packing, filtering, interlace = struct.unpack(">IIBBBBB", _exactly(file, 13))
    if not width or not height or depth not in _DEPTHS.get(color, ()) or packing or filtering or interlace > 1:
        raise ValueError("a header of nothing known")
    return PngHeader(width, height, depth, color, interlace == 1)


def check_png(file: IO[bytes], take: Callable[[bytes], None] | None = None) -> None:
    """Unfold every row and check every checksum, with a few hundred KiB of memory; `take` is given the rows in pieces.

    Past this, there is nothing in a PNG that could fail: a filter knows no wrong bytes. Raises ValueError.
    """
    header = read_header(file)
    rows = _Rows(header, take or _ignore)
    texts = palettes = 0
    before = b""
    for kind, _, length in chunks(file):
        if kind == b"IDAT":
            if rows.began and before != kind:
                raise ValueError("pixels in two places")
            if header.color == 3 and not palettes:
                raise ValueError("no palette")
            _through(file, kind, length, rows.feed)
        elif kind in _TEXTS:
            texts += _text_bytes(file, kind, length)
        else:
            palettes += kind == b"PLTE"
            _through(file, kind, length, _ignore)
        if texts > _MOST_TEXTS:
            raise ValueError("too much text")
        before = kind
    rows.finish()


def _through(file: IO[bytes], kind: bytes, length: int, take: Callable[[bytes], None]) -> None:
    """Give a chunk's body away in pieces, then check its checksum."""
    checksum = zlib.crc32(kind)
    while length:
        piece = _exactly(file, min(length, _PIECE))
        checksum = zlib.crc32(piece, checksum)
        length -= len(piece)
        take(piece)
    if _exactly(file, 4) != struct.pack(">I", checksum):
        raise ValueError("a wrong checksum")


def _ignore(_piece: bytes) -> None:
    """Only that it is sound matters."""


def _exactly(file: IO[bytes], count: int) -> bytes:
    content = file.read(count)
    if len(content) != count:
        raise ValueError("cut off")
    return content


def _text_bytes(file: IO[bytes], kind: bytes, length: int) -> int:
    """How long a packed text unfolds. Raises ValueError where that is longer than any that is meant."""
    text = _Text(kind)
    _through(file, kind, length, text.feed)
    return text.size


class _Text:
    """A packed text or profile, unfolded only to see how long it is; what is wrong with it otherwise harms nobody."""

    def __init__(self, kind: bytes) -> None:
        self._kind = kind
        self._zlib: zlib._Decompress | None = None
        self._began = False
        self.size = 0

    def feed(self, piece: bytes) -> None:
        if not self._began:
            self._began = True
            piece = self._packed(piece)
        while piece and self._zlib is not None and not self._zlib.eof:
            try:
                self.size += len(self._zlib.decompress(piece, _PIECE))
            except zlib.error:
                self._zlib = None
                return
            piece = self._zlib.unconsumed_tail
            if self.size > _MOST_TEXT:
                raise ValueError("too long a text")

    def _packed(self, piece: bytes) -> bytes:
        """What follows the keyword and its like; texts that are not packed are as long as they are."""
        rest = piece.partition(b"\0")[2]
        if self._kind == b"iTXt":
            packed, rest = rest[:1] == b"\1", rest[2:]
            for _ in range(2):
                rest = rest.partition(b"\0")[2]
            if not packed:
                return b""
        else:
            rest = rest[1:]
        self._zlib = zlib.decompressobj()
        return rest


class _Rows:
    """Rows being unfolded: counted, and each seen to begin with a filter there is."""

    def __init__(self, header: PngHeader, take: Callable[[bytes], None]) -> None:
        self._zlib = zlib.decompressobj()
        self._give = take
        parts = [(header.row_bytes(columns), rows) for columns, rows in header.passes() if columns and rows]
        self._parts = [(row_bytes, row_bytes * rows) for row_bytes, rows in reversed(parts)]
        self._position = 0
        self._more = 0
        self.began = False

    def feed(self, packed: bytes) -> None:
        self.began = True
        while packed and not self._zlib.eof:
            self._take(self._unfold(packed))
            packed = self._zlib.unconsumed_tail

    def finish(self) -> None:
        """See that it is all there."""
        while not self._zlib.eof and (rows := self._unfold(b"")):
            self._take(rows)
        if self._parts or not self._zlib.eof:
            raise ValueError("pixels are missing")

    def _unfold(self, packed: bytes) -> bytes:
        try:
            return self._zlib.decompress(packed, _PIECE)
        except zlib.error:
            raise ValueError("pixels that cannot be unpacked") from None

    def _take(self, rows: bytes) -> None:
        while rows and self._parts:
            row_bytes, all_bytes = self._parts[-1]
            part = rows[: all_bytes - self._position]
            if part[-self._position % row_bytes :: row_bytes].translate(None, b"\0\1\2\3\4"):
                raise ValueError("a filter nobody knows")
            self._give(part)
            rows = rows[len(part) :]
            self._position += len(part)
            if self._position == all_bytes:
                self._parts.pop()
                self._position = 0
        self._more += len(rows)
        if self._more > _MIB:  # a few bytes too many do nothing
            raise ValueError("more pixels than announced")
