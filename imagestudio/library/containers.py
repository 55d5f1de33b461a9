"""The pieces PNG, JPEG and WebP files are put together of, taken apart and joined again with their pixels untouched."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from imagestudio.library.metadata import JPEG_SCAN, jpeg_segments

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
PNG_COLOURS = frozenset({b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT"})
PNG_PIXELS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
XMP_KEYWORD = "XML:com.adobe.xmp"

APP0, APP1, APP2, APP11, APP14, APP15, COMMENT = 0xE0, 0xE1, 0xE2, 0xEB, 0xEE, 0xEF, 0xFE
EXIF_HEAD = b"Exif\0\0"
XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
MORE_XMP_HEAD = b"http://ns.adobe.com/xmp/extension/\0"
ICC_HEAD = b"ICC_PROFILE\0"
_END_OF_IMAGE = 0xD9
SEGMENT_MOST = 65_533

_WEBP_FLAGS = {b"ICCP": 0x20, b"ALPH": 0x10, b"EXIF": 0x08, b"XMP ": 0x04, b"ANIM": 0x02}
_WEBP_IMAGES = (b"VP8 ", b"VP8L")
_ALPHA_FLAG = 0x10

Buffer = bytes | memoryview
Keep = Callable[[bytes, memoryview], bool]
"""Whether a chunk of this kind with this body stays."""


@dataclass(frozen=True, slots=True)
class Part:
    """A PNG or WebP chunk, or a JPEG segment (`kind` is its marker as a byte); `body` is what is inside."""

    kind: bytes
    body: memoryview


def png_parts(content: Buffer) -> Iterator[Part]:
    """The chunks of a sound PNG."""
    view, position = memoryview(content), len(PNG_MAGIC)
    while position + 12 <= len(view):
        length, kind = struct.unpack_from(">I4s", view, position)
        yield Part(kind, view[position + 8 : position + 8 + length])
        if kind == b"IEND":
            return
        position += length + 12


def join_png(parts: Iterator[Part], keep: Keep, added: list[Part]) -> Iterator[Buffer]:
    """A PNG of the parts that are kept, and those added right before the pixels."""
    yield PNG_MAGIC
    waiting = list(added)
    for part in parts:
        if part.kind == b"IDAT":
            for more in waiting:
                yield from _png_chunk(more)
            waiting = []
        if keep(part.kind, part.body):
            yield from _png_chunk(part)


def _png_chunk(part: Part) -> Iterator[Buffer]:
    yield struct.pack(">I4s", len(part.body), part.kind)
    yield part.body
    yield struct.pack(">I", zlib.crc32(part.body, zlib.crc32(part.kind)))


def png_text(keyword: str, text: str) -> Part:
    """A text in UTF-8, not packed."""
    body = keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8", "replace")
    return Part(b"iTXt", memoryview(body))


def png_keyword(part: Part) -> str:
    """The keyword of a text; empty for what is none."""
    if part.kind not in (b"tEXt", b"zTXt", b"iTXt"):
        return ""
    return bytes(part.body[:80]).partition(b"\0")[0].decode("latin-1")


def jpeg_parts(content: Buffer) -> Iterator[Part]:
    """The segments of a sound JPEG; the last part is all of its scans up to the end, of the marker SOS."""
    view = memoryview(content)
    begin = 0
    for marker, start, end in jpeg_segments(content if isinstance(content, bytes) else bytes(content)):
        if marker == JPEG_SCAN and not begin:
            begin = start
        elif marker == _END_OF_IMAGE and begin:
            yield Part(bytes([JPEG_SCAN]), view[begin + 2 : end])
            return
        elif not begin and end > start + 2:
            yield Part(bytes([marker]), view[start + 4 : end])


def join_jpeg(parts: Iterator[Part], keep: Keep, added: list[Part]) -> Iterator[Buffer]:
    """A JPEG of the parts that are kept, and those added where readers look for them: behind JFIF's own segment."""
    yield b"\xff\xd8"
    waiting = list(added)
    for part in parts:
        if part.kind[0] != APP0:
            for more in waiting:
                yield from _segment(more)
            waiting = []
        if part.kind[0] == JPEG_SCAN:
            yield b"\xff" + part.kind
            yield part.body
        elif keep(part.kind, part.body):
            yield from _segment(part)


def _segment(part: Part) -> Iterator[Buffer]:
    yield b"\xff" + part.kind + struct.pack(">H", len(part.body) + 2)
    yield part.body


def webp_parts(content: Buffer) -> Iterator[Part]:
    """The chunks of a sound WebP."""
    view, position = memoryview(content), 12
    while position + 8 <= len(view):
        kind, length = struct.unpack_from("<4sI", view, position)
        yield Part(kind, view[position + 8 : position + 8 + length])
        position += 8 + length + length % 2


def join_webp(parts: Iterator[Part], keep: Keep, added: list[Part]) -> Iterator[Buffer]:
    """A WebP of the parts that are kept, and those added at its end, with a head (VP8X) that names them."""
    kept = [part for part in parts if part.kind == b"VP8X" or keep(part.kind, part.body)]
    kept = _with_head(kept + added)
    size = 4 + sum(8 + len(part.body) + len(part.body) % 2 for part in kept)
    yield struct.pack("<4sI4s", b"RIFF", size, b"WEBP")
    for part in kept:
        yield struct.pack("<4sI", part.kind, len(part.body))
        yield part.body
        yield b"\0" * (len(part.body) % 2)


def _with_head(parts: list[Part]) -> list[Part]:
    """https://developers.google.com/speed/webp/docs/riff_container: the head tells what there is beside the pixels."""
    kinds = {part.kind for part in parts}
    head = next((part for part in parts if part.kind == b"VP8X"), None)
    if head is None and not kinds & set(_WEBP_FLAGS):
        return parts
    image = next((part for part in parts if part.kind in _WEBP_IMAGES), None)
    flags = sum(flag for kind, flag in _WEBP_FLAGS.items() if kind in kinds)
    if head is not None:
        flags |= head.body[0] & _ALPHA_FLAG
        rest = bytes(head.body[4:10])
    else:
        width, height, alpha = _webp_size(image)
        flags |= _ALPHA_FLAG if alpha else 0
        rest = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    new = Part(b"VP8X", memoryview(bytes([flags, 0, 0, 0]) + rest))
    others = [part for part in parts if part.kind not in (b"VP8X", b"ICCP")]
    return [new, *(part for part in parts if part.kind == b"ICCP"), *others]


def _webp_size(image: Part | None) -> tuple[int, int, bool]:
    """Width, height and transparency of a plain WebP. Raises ValueError."""
    if image is None or len(image.body) < 10:
        raise ValueError("no picture")
    if image.kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", image.body, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    width, height = struct.unpack_from("<HH", image.body, 6)
    return width & 0x3FFF, height & 0x3FFF, False
