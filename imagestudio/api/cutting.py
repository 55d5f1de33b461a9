"""Large answers: pictures within JSON are cut out before the rest is read, so that a body fills no memory twice."""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from io import BytesIO

from imagestudio.api.limits import MIB

LARGE = 1 * MIB
"""A body up to this size is read as it is; what is left of a larger one must not be larger either."""

_LONG = 64 * 1024
_MARK = "\0cut:"
_MOST_DECODED = 64 * MIB
_ESCAPES = ((rb"\/", b"/"), (rb"\n", b""), (rb"\r", b""), (rb"\t", b""), (rb"\u002b", b"+"), (rb"\u002B", b"+"),
            (rb"\u002f", b"/"), (rb"\u002F", b"/"), (rb"\u003d", b"="), (rb"\u003D", b"="))  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """A body without its long texts, and where those are in it."""

    rest: bytes
    body: bytes
    texts: tuple[tuple[int, int], ...]

    def text(self, mark: object) -> memoryview | None:
        """The long text a mark stands for, as it was in the body; None for anything else."""
        if not isinstance(mark, str) or not mark.startswith(_MARK):
            return None
        number = mark.removeprefix(_MARK)
        index = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else len(self.texts)
        if index >= len(self.texts):
            return None
        start, end = self.texts[index]
        return memoryview(self.body)[start:end]


def cut(body: bytes) -> Cut:
    """Put marks in place of long texts. Raises ValueError where too much is left."""
    if len(body) <= LARGE:
        return Cut(body, body, ())
    rest = bytearray()
    texts: list[tuple[int, int]] = []
    position = 0
    while (opening := body.find(b'"', position)) >= 0:
        closing = _closing(body, opening + 1)
        if closing - opening > _LONG:
            _append(rest, body, position, opening)
            rest += b'"\\u0000cut:%d"' % len(texts)
            texts.append((opening + 1, closing))
        else:
            _append(rest, body, position, closing + 1)
        position = closing + 1
    _append(rest, body, position, len(body))
    return Cut(bytes(rest), body, tuple(texts))


def _closing(body: bytes, position: int) -> int:
    """Where the text that begins here ends; one that is long has no escaped quotes in it, or is no picture."""
    for _ in range(_LONG):
        quote = body.find(b'"', position)
        if quote < 0:
            raise ValueError("a text without an end")
        escapes = 0
        while quote - escapes > 0 and escapes < _LONG and body[quote - escapes - 1] == 0x5C:
            escapes += 1
        if escapes % 2 == 0:
            return quote
        position = quote + 1
    raise ValueError("a text of quotes")


def _append(rest: bytearray, body: bytes, start: int, end: int) -> None:
    if len(rest) + end - start > LARGE:
        raise ValueError("too much beside the pictures")
    rest += body[start:end]


def decode(text: memoryview) -> bytes:
    """The bytes of a base64 text or data URL in JSON. Raises ValueError where it is neither, or far too long."""
    begin = bytes(text[:200]).lstrip().lower()
    if begin.startswith(b"data:"):
        comma = bytes(text[:200]).find(b",")
        if comma < 0 or not begin[: begin.find(b",")].rstrip().endswith(b";base64"):
            raise ValueError("a data URL of another kind")
        text = text[comma + 1 :]
    if len(text) // 4 * 3 > _MOST_DECODED + _LONG:
        raise ValueError("larger than any picture may be")
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error:
        return _decode_in_pieces(text)


def _decode_in_pieces(text: memoryview) -> bytes:
    """The same for a text with line ends or escapes in it."""
    out = BytesIO()  # gives its bytes away without a copy
    left = b""
    for start in range(0, len(text), LARGE):
        piece = left + bytes(text[start : start + LARGE])
        last = start + LARGE >= len(text)
        whole = len(piece) if last else _before_an_escape(piece)
        piece, later = piece[:whole], piece[whole:]
        for escape, meant in _ESCAPES:
            piece = piece.replace(escape, meant)
        piece = b"".join(piece.split())
        fours = len(piece) if last else len(piece) // 4 * 4
        out.write(binascii.a2b_base64(piece[:fours], strict_mode=True))
        left = piece[fours:] + later
    return out.getvalue()


def _before_an_escape(piece: bytes) -> int:
    """The length of a piece without an escape that may go on in the next one."""
    backslash = piece.rfind(b"\\", max(0, len(piece) - 6))
    return len(piece) if backslash < 0 else backslash
