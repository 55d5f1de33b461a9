"""What we wrote into a picture's file ourselves, read from the bytes alone; they may come from anybody."""

from __future__ import annotations

import struct

from imagestudio.library import containers as form
from imagestudio.library.containers import Part
from imagestudio.library.embedding import OWN
from imagestudio.library.metadata import JPEG, PNG, WEBP, media_type_of
from imagestudio.library.xmp import own_of

_MOST_BYTES = 4 * 1024 * 1024
_NOTE = b"xmpNote:HasExtendedXMP>"


def own_text(content: bytes) -> str:
    """The JSON of our own record in a PNG, JPEG or WebP; empty where there is none."""
    media_type = media_type_of(content)
    try:
        if media_type == PNG:
            return _of_png(content)
        if media_type == JPEG:
            return _of_jpeg(content)
        return _of_webp(content) if media_type == WEBP else ""
    except (struct.error, UnicodeDecodeError):  # cut off, or no text
        return ""


def _of_png(content: bytes) -> str:
    for part in form.png_parts(content):
        if part.kind == b"iTXt" and form.png_keyword(part) == OWN and len(part.body) <= _MOST_BYTES:
            packed, rest = bytes(part.body[len(OWN) + 1 : len(OWN) + 2]), bytes(part.body[len(OWN) + 3 :])
            language_and_title_gone = rest.split(b"\0", 2)
            if packed == b"\0" and len(language_and_title_gone) == 3:
                return language_and_title_gone[2].decode()
    return ""


def _of_jpeg(content: bytes) -> str:
    parts = [part for part in form.jpeg_parts(content) if part.kind[0] == form.APP1]
    for part in parts:
        body = bytes(part.body)
        if body.startswith(form.XMP_HEAD):
            text = body[len(form.XMP_HEAD) :].decode()
            return own_of(text) or own_of(_more(parts, text))
    return ""


def _more(parts: list[Part], first: str) -> str:
    """The extended XMP that the first packet names, put together."""
    guid = first.partition(_NOTE.decode())[2][:32].encode("ascii", "replace")
    head = form.MORE_XMP_HEAD + guid
    if len(guid) != 32:
        return ""
    pieces: dict[int, bytes] = {}
    total = 0
    for part in parts:
        body = bytes(part.body)
        if body.startswith(head):
            total, at = struct.unpack_from(">II", body, len(head))
            pieces[at] = body[len(head) + 8 :]
    whole = b"".join(pieces[at] for at in sorted(pieces))
    return whole.decode() if len(whole) == total <= _MOST_BYTES else ""


def _of_webp(content: bytes) -> str:
    for part in form.webp_parts(content):
        if part.kind == b"XMP " and len(part.body) <= _MOST_BYTES:
            return own_of(bytes(part.body).decode())
    return ""
