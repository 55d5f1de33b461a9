"""Large PNG pictures a band of rows at a time, since all their pixels at once would be four bytes each."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import IO

from PIL import Image

from imagestudio.library.png import PngHeader, chunks

_PIECE = 64 * 1024
_LONGEST_BLOCK = 65_535  # https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4
_MODES = {2: "RGB", 4: "LA", 6: "RGBA"}  # the others take one byte a pixel as they are, or two
_HALF_PASS = 5  # of the seven of an interlaced picture: every second column of every second row


def can_be_banded(header: PngHeader) -> bool:
    return header.color in _MODES


def can_be_whole(header: PngHeader) -> bool:
    return can_be_banded(header) and header.depth == 8 and not header.interlaced


class PngBands:
    """The rows of a PNG in bands; of an interlaced one half of its rows and columns, which is all a thumbnail needs.

    Each band is decoded by Pillow as a picture of its own, begun with the last row of the band before, which the
    filters of the next one refer to. Of 16 bits the upper eight are taken: filters never mix the two halves.
    """

    def __init__(self, file: IO[bytes], header: PngHeader) -> None:
        self._file = file
        self._header = header
        parts = header.passes()
        before = parts[:_HALF_PASS] if header.interlaced else []
        self._skipped = sum(header.row_bytes(columns) * rows for columns, rows in before if columns)
        self.width, self.height = parts[len(before)]
        self.mode = _MODES[header.color]
        self.clear_color = self._read_clear_color()

    def bands(self, rows: int) -> Iterator[Image.Image]:
        """Raises ValueError where the file is broken."""
        stream = _Unfolded(self._file)
        for _ in range(self._skipped // _PIECE):
            stream.take(_PIECE)
        stream.take(self._skipped % _PIECE)
        row_bytes = self._header.row_bytes(self.width)
        before = bytes(self.width * self._header.channels)
        for top in range(0, self.height, rows):
            count = min(rows, self.height - top)
            packed = zlib.compress(b"\0" + before + self._eight_bits(stream.take(count * row_bytes), row_bytes), 0)
            whole = Image.frombytes(self.mode, (self.width, count + 1), packed, "zip", self.mode, 0)
            if self.clear_color:
                whole.info["transparency"] = self.clear_color
            before = whole.crop((0, count, self.width, count + 1)).tobytes()
            yield whole.crop((0, 1, self.width, count + 1))

    def whole(self) -> WholePng:
        """The picture made of rows that somebody else unpacks; for one that `can_be_whole`."""
        return WholePng(self.mode, (self.width, self.height), self.clear_color)

    def _read_clear_color(self) -> tuple[int, ...]:
        """The colour that stands for nothing, if there is one; what is transparent besides is in the pixels."""
        for kind, _, _ in chunks(self._file) if self.mode == "RGB" else ():
            if kind == b"tRNS":
                shift = self._header.depth - 8
                return tuple(value >> shift for value in struct.unpack(">HHH", self._file.read(6)))
            if kind == b"IDAT":
                break
        return ()

    def _eight_bits(self, rows: bytes, row_bytes: int) -> bytes:
        if self._header.depth == 8:
            return rows
        starts = range(0, len(rows), row_bytes)
        return b"".join(rows[at : at + 1] + rows[at + 1 : at + row_bytes : 2] for at in starts)


class WholePng:
    """A picture being made of its unpacked rows, which come in pieces of any size and are never there all at once."""

    def __init__(self, mode: str, size: tuple[int, int], clear_color: tuple[int, ...]) -> None:
        self.image = Image.new(mode, size)
        if clear_color:
            self.image.info["transparency"] = clear_color
        # As Image.frombytes does, which wants all of it in one piece.
        self._decoder = Image._getdecoder(mode, "zip", (mode, 0))
        self._decoder.setimage(self.image.im, (0, 0, *size))
        self._decoder.decode(zlib.compress(b"", 0)[:2])

    def take(self, rows: bytes) -> None:
        """Hand rows to Pillow's decoder, which wants them packed: here as they are, in blocks of their own."""
        for start in range(0, len(rows), _LONGEST_BLOCK):
            part = rows[start : start + _LONGEST_BLOCK]
            _, failed = self._decoder.decode(struct.pack("<BHH", 0, len(part), _LONGEST_BLOCK - len(part)) + part)
            if failed:
                raise ValueError("pixels that cannot be unpacked")


class _Unfolded:
    """The packed pixels of a PNG, unpacked as far as they are asked for."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zlib = zlib.decompressobj()
        self._packed = self._pieces(file)
        self._left = b""

    def take(self, count: int) -> bytes:
        """Exactly so many bytes. Raises ValueError where there are fewer."""
        parts: list[bytes] = []
        while count > 0:
            part = self._more(count)
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _more(self, most: int) -> bytes:
        while True:
            if not self._left:
                self._left = next(self._packed, b"")
            ended = not self._left
            try:
                part = self._zlib.decompress(self._left, most)
            except zlib.error:
                raise ValueError("pixels that cannot be unpacked") from None
            self._left = self._zlib.unconsumed_tail
            if part:
                return part
            if ended or self._zlib.eof:
                raise ValueError("pixels are missing")

    @staticmethod
    def _pieces(file: IO[bytes]) -> Iterator[bytes]:
        for kind, start, length in chunks(file):
            if kind == b"IDAT":
                for at in range(0, length, _PIECE):
                    file.seek(start + at)
                    yield file.read(min(_PIECE, length - at))
