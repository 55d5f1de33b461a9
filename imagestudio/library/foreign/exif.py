"""What EXIF says that is of use here: a comment, a few texts, when it was taken. Strangers write it: all is bounded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from imagestudio.library.foreign.foreign import text_of

DESCRIPTION, MAKE, MODEL, SOFTWARE = 0x010E, 0x010F, 0x0110, 0x0131
_POINTER, _COMMENT, _TAKEN, _DIGITIZED = 0x8769, 0x9286, 0x9003, 0x9004
_OFFSETS = {_TAKEN: 0x9011, _DIGITIZED: 0x9012}
_ASCII, _LONG, _UNDEFINED = 2, 4, 7
_SIZES = {_ASCII: 1, _LONG: 4, _UNDEFINED: 1}
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_HEAD = b"Exif\0\0"
_MOST_ENTRIES = 500
_MOST_BYTES = 4 * 1024 * 1024
_PREFIX_BYTES = 8


@dataclass(frozen=True, slots=True)
class Exif:
    """Texts by their tag, the user's comment, and when it was taken (microseconds since 1970)."""

    texts: dict[int, str] = field(default_factory=dict)
    comment: str = ""
    taken: int | None = None


NO_EXIF = Exif()


def read_exif(block: bytes) -> Exif:
    """What a block says, with or without the head that JPEG puts before it; what is broken in it is left out."""
    tiff = block.removeprefix(_HEAD)
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return NO_EXIF
    values = dict(_entries(tiff, order, tiff[4:8]))
    values.update(_entries(tiff, order, values.get(_POINTER, b"")))
    texts = {tag: _plain(value) for tag, value in values.items() if tag not in (_POINTER, _COMMENT)}
    taken = next((moment for tag in _OFFSETS if (moment := _moment(texts, tag)) is not None), None)
    return Exif(texts, comment_of(values.get(_COMMENT, b""), order), taken)


def _entries(tiff: bytes, order: str, pointer: bytes) -> Iterator[tuple[int, bytes]]:
    """Tags and the bytes of those values that are texts, or point to the next directory; as many as are whole."""
    try:
        (directory,) = struct.unpack(order + "I", pointer)
        (count,) = struct.unpack_from(order + "H", tiff, directory)
        for entry in range(directory + 2, directory + 2 + min(count, _MOST_ENTRIES) * 12, 12):
            tag, kind, length = struct.unpack_from(order + "HHI", tiff, entry)
            size = _SIZES.get(kind, 0) * length
            if not 0 < size <= _MOST_BYTES:
                continue
            start = entry + 8 if size <= 4 else struct.unpack_from(order + "I", tiff, entry + 8)[0]
            if kind != _LONG or tag == _POINTER:
                yield tag, tiff[start : start + size]
    except struct.error:  # cut off, or it points outside
        return


def comment_of(value: bytes, order: str) -> str:
    """A UserComment: eight bytes name its encoding, which not every program means as EXIF does."""
    prefix, rest = value[:_PREFIX_BYTES], value[_PREFIX_BYTES:]
    if prefix == b"UNICODE\0":
        return _utf16(rest, order)
    if prefix == b"ASCII\0\0\0":
        return _plain(rest)
    if prefix == b"JIS\0\0\0\0\0":
        return _japanese(rest)
    if not prefix.strip(b"\0 "):
        return _utf16(rest, order) if rest[:400].count(0) > len(rest[:400]) // 4 else _plain(rest)
    return _plain(value)


def _utf16(value: bytes, order: str) -> str:
    """In the order of its mark, else in the one in which it is rather a text: programs do not keep to the block's."""
    if value[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return text_of(value.decode("utf-16", "ignore"))
    usual, other = ("utf-16-le", "utf-16-be") if order == "<" else ("utf-16-be", "utf-16-le")
    readings = [value.decode(encoding, "ignore") for encoding in (usual, other)]
    if value[:3].isascii() and 0 not in value[:400]:  # some write UTF-8 behind this prefix
        readings.append(value.decode("utf-8", "ignore"))
    return text_of(max(readings, key=_likeness))


def _likeness(text: str) -> int:
    """How much of the beginning are signs that texts are made of, and those of ASCII twice."""
    return sum(character.isprintable() + character.isascii() for character in text[:2000]) - text[:2000].count("\0") * 2


def _japanese(value: bytes) -> str:
    for encoding in ("iso2022_jp", "shift_jis", "euc_jp"):
        try:
            return text_of(value.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _plain(value)


def _plain(value: bytes) -> str:
    ended = value.rstrip(b"\0 ")
    try:
        return text_of(ended.decode(), _MOST_BYTES)
    except UnicodeDecodeError:
        return text_of(ended.decode("latin-1"), _MOST_BYTES)


def _moment(texts: dict[int, str], tag: int) -> int | None:
    """EXIF's `2026:11:21 10:22:33` with the offset beside it, else in local time."""
    day, _, time = texts.get(tag, "").partition(" ")
    offset = texts.get(_OFFSETS[tag], "")
    return moment_of(f"{day.replace(':', '-')}T{time}{offset}") or moment_of(f"{day.replace(':', '-')}T{time}")


def moment_of(text: str) -> int | None:
    """The microseconds since 1970 an ISO 8601 text means, in local time where it has no offset; None for none."""
    try:
        local = datetime.fromisoformat(text).astimezone()
        return (local - datetime.fromisoformat("1970-01-01T00:00:00+00:00")) // timedelta(microseconds=1)
    except (ValueError, OverflowError, OSError):
        return None
