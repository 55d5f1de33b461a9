"""The texts a picture's file carries beside its pixels, taken out of PNG, JPEG and WebP with bounds on all of them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from imagestudio.library import containers as form
from imagestudio.library.foreign.exif import NO_EXIF, Exif, read_exif
from imagestudio.library.foreign.xmp import read_xmp
from imagestudio.library.metadata import JPEG, PNG, WEBP, media_type_of

_MOST_TEXT = 4 * 1024 * 1024
_MOST_TEXTS = 16 * 1024 * 1024
_MOST_CHUNKS = 500
_MOST_BLOCK = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Carried:
    """PNG's texts by keyword, EXIF, and XMP's properties."""

    texts: dict[str, str] = field(default_factory=dict)
    exif: Exif = NO_EXIF
    xmp: dict[str, str] = field(default_factory=dict)


def carried_by(content: bytes) -> Carried:
    """What a sound picture carries."""
    media_type = media_type_of(content)
    if media_type == PNG:
        return _by_png(content)
    if media_type == JPEG:
        return _by_jpeg(content)
    return _by_webp(content) if media_type == WEBP else Carried()


def _by_png(content: bytes) -> Carried:
    texts: dict[str, str] = {}
    exif, room, count = NO_EXIF, _MOST_TEXTS, 0
    for part in form.png_parts(content):
        if part.kind == b"eXIf" and len(part.body) <= _MOST_BLOCK:
            exif = read_exif(bytes(part.body))
        keyword = form.png_keyword(part)
        if not keyword or keyword in texts or count >= _MOST_CHUNKS:
            continue
        count += 1
        raw = _png_text(part.kind, bytes(part.body[: _MOST_TEXT + 1]), min(room, _MOST_TEXT))
        if raw is not None:
            texts[keyword] = _decoded(raw)
            room -= len(raw)
    return Carried(texts, exif, read_xmp(texts.pop(form.XMP_KEYWORD, "").encode("utf-8", "ignore")))


def _png_text(kind: bytes, body: bytes, most: int) -> bytes | None:
    """The bytes of a text chunk's text; None where they are too many, or no such thing."""
    _, _, rest = body.partition(b"\0")
    packed = kind == b"zTXt"
    if packed:
        rest = rest[1:]
    elif kind == b"iTXt":
        packed = rest[:1] == b"\1"
        pieces = rest[2:].split(b"\0", 2)  # language, translated keyword, text
        if len(pieces) < 3:
            return None
        rest = pieces[2]
    if packed:
        unpacking = zlib.decompressobj()
        try:
            rest = unpacking.decompress(rest, most + 1)
        except zlib.error:
            return None
    return rest if len(rest) <= most else None


def _decoded(raw: bytes) -> str:
    """Latin-1 is what PNG wants in its oldest kind of text; many programs write UTF-8 all the same."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _by_jpeg(content: bytes) -> Carried:
    exif, xmp = NO_EXIF, dict[str, str]()
    for part in form.jpeg_parts(content):
        if part.kind[0] != form.APP1:
            continue
        if exif is NO_EXIF and part.body[:6] == form.EXIF_HEAD:
            exif = read_exif(bytes(part.body))
        elif not xmp and part.body[: len(form.XMP_HEAD)] == form.XMP_HEAD:
            xmp = read_xmp(bytes(part.body[len(form.XMP_HEAD) :]))
    return Carried({}, exif, xmp)


def _by_webp(content: bytes) -> Carried:
    exif, xmp = NO_EXIF, dict[str, str]()
    for part in form.webp_parts(content):
        if len(part.body) > _MOST_BLOCK:
            continue
        if exif is NO_EXIF and part.kind == b"EXIF":
            exif = read_exif(bytes(part.body))
        elif not xmp and part.kind == b"XMP ":
            xmp = read_xmp(bytes(part.body))
    return Carried({}, exif, xmp)
