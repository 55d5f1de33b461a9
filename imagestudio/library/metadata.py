"""What a picture's file says beside its pixels, read from the bytes alone: is it whole, has it Content Credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator

PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
EXTENSIONS = {PNG: "png", JPEG: "jpg", WEBP: "webp"}

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_JPEG_MAGIC = b"\xff\xd8\xff"
_JPEG_END = 0xD9
JPEG_SCAN = 0xDA
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_APP11 = 0xEB
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")

Segment = tuple[int, int, int]
"""A marker, where it begins, and where what belongs to it ends."""


def media_type_of(content: bytes) -> str:
    """The media type by the first bytes, whatever a name or a header says; empty for anything but PNG, JPEG, WebP."""
    if content.startswith(_PNG_MAGIC):
        return PNG
    if content.startswith(_JPEG_MAGIC):
        return JPEG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    return ""


def is_whole(content: bytes) -> bool:
    """Whether the file has its end: PNG's IEND, JPEG's EOI, WebP's announced length."""
    media_type = media_type_of(content)
    if media_type == PNG:
        return b"IEND" in _png_kinds(content)
    if media_type == JPEG:
        return any(marker == _JPEG_END for marker, _, _ in jpeg_segments(content))
    return media_type == WEBP and len(content) >= int.from_bytes(content[4:8], "little") + 8


def has_content_credentials(content: bytes) -> bool:
    """Whether the file carries C2PA Content Credentials."""
    media_type = media_type_of(content)
    if media_type == PNG:
        return b"caBX" in _png_kinds(content)
    if media_type == JPEG:
        segments = jpeg_segments(content)
        return any(marker == _APP11 and content[start + 4 : start + 6] == b"JP" for marker, start, _ in segments)
    return media_type == WEBP and b"C2PA" in _riff_kinds(content)


def _png_kinds(content: bytes) -> Iterator[bytes]:
    """The kinds of the whole chunks of a PNG: length, kind, body, checksum."""
    position = len(_PNG_MAGIC)
    while position + 12 <= len(content):
        length = int.from_bytes(content[position : position + 4], "big")
        kind = content[position + 4 : position + 8]
        end = position + 12 + length
        if end > len(content):
            return
        yield kind
        if kind == b"IEND":
            return
        position = end


def jpeg_segments(content: bytes) -> Iterator[Segment]:
    """The segments of a JPEG; a scan's own bytes are skipped, as they are no segment."""
    position = 2
    while position + 2 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker == 0xFF:  # padding
            position += 1
            continue
        if marker == _JPEG_END:
            yield marker, position, position + 2
            return
        length = 0 if marker in _JPEG_ALONE else int.from_bytes(content[position + 2 : position + 4], "big")
        end = position + 2 + length
        if end > len(content):
            return
        yield marker, position, end
        position = _after_scan(content, end) if marker == JPEG_SCAN else end


def _after_scan(content: bytes, position: int) -> int:
    found = _NEXT_MARKER.search(content, position)
    return found.start() if found else len(content)


def _riff_kinds(content: bytes) -> Iterator[bytes]:
    """The kinds of the whole chunks of a WebP: kind, length, body, padded to even length."""
    position = 12
    while position + 8 <= len(content):
        length = int.from_bytes(content[position + 4 : position + 8], "little")
        end = position + 8 + length
        if end > len(content):
            return
        yield content[position : position + 4]
        position = end + length % 2
