"""The body of an answer: taken in pieces, unpacked, never more than a cap and never less than was announced."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterator

import httpx

_PIECE = 64 * 1024
_ANY_HEADER = 47  # zlib: 32 + 15, a gzip or a zlib header, whichever is there


class BodyError(Exception):
    """A body that is too large, packed in an unknown way, or cut short inside its packing; the text says which."""


class SourceError(BodyError):
    """A picture could not be read while it was being sent; the text says why."""


async def pieces(response: httpx.Response, cap: int) -> AsyncIterator[bytes]:
    """The body in pieces, at most `cap` bytes of it. Raises BodyError, and httpx's own errors.

    httpx could unpack too, but without a bound: 64 KiB packed twice are 64 GiB. Identity is what we ask for;
    some servers pack all the same.
    """
    total = 0
    unpack = _unpacker(response.headers.get("content-encoding", ""))
    async for packed in response.aiter_raw():  # as they come: given a size, httpx drops what came since when it breaks
        for piece in unpack.feed(packed):
            total += len(piece)
            if total > cap:
                raise BodyError(f"is larger than {cap // (1024 * 1024)} MiB")
            yield piece
    unpack.finish()


class _Plain:
    """A body that is not packed."""

    def feed(self, packed: bytes) -> Iterator[bytes]:
        yield packed

    def finish(self) -> None:
        """There is no end to check; httpx knows the announced length."""


class _Zipped(_Plain):
    """A gzip or deflate body, unpacked a piece at a time so that a bomb fills no memory."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(_ANY_HEADER)
        self._began = False

    def feed(self, packed: bytes) -> Iterator[bytes]:
        while packed and not self._zlib.eof:
            self._began = True
            try:
                piece = self._zlib.decompress(packed, _PIECE)
            except zlib.error:
                raise BodyError("is packed in a way that cannot be unpacked") from None
            packed = self._zlib.unconsumed_tail
            if not piece and not packed:
                return
            yield piece

    def finish(self) -> None:
        if self._began and not self._zlib.eof:
            raise BodyError("was cut short")


def _unpacker(encoding: str) -> _Plain:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zipped()
    raise BodyError("is packed in a way that cannot be unpacked")
