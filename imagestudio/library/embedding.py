"""Copies of a picture's file with other words inside and the same pixels: with the prompt, or with nothing at all.

A C2PA manifest signs the whole file, so it would be there and wrong in either: it is left out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from imagestudio.core.record import Record
from imagestudio.library import containers as form
from imagestudio.library.containers import Buffer, Part
from imagestudio.library.exported_record import metadata_text
from imagestudio.library.infotext import UNICODE, exif_of, exif_of_turn, infotext, shortened
from imagestudio.library.jpeg import read_orientation
from imagestudio.library.metadata import JPEG, PNG, WEBP, media_type_of
from imagestudio.library.xmp import packet, properties_of, split_packet

PARAMETERS, OWN = "parameters", "imagestudio"

_CREDENTIALS = frozenset({b"caBX", b"C2PA"})
_MOST_COMMENT_UNITS = 32_600  # of an EXIF segment of 65,533 bytes, less what surrounds the text
_MOST_XMP = form.SEGMENT_MOST - len(form.XMP_HEAD)
_MOST_MORE_XMP = 65_000
_MPF = b"MPF\0"
_WEBP_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})


def with_prompt(content: bytes, record: Record, *, personal: bool = True) -> Iterator[Buffer]:
    """The file with what is known of the picture inside; its pixels are the same bytes.

    What another program wrote for its own readers into a picture that was taken in stays as it is.
    """
    write = {PNG: _png_with, JPEG: _jpeg_with, WEBP: _webp_with}[media_type_of(content)]
    return write(content, record, personal)


def bare(content: bytes) -> Iterator[Buffer]:
    """The file with nothing but its pixels, and what decides their colours and how they are turned."""
    strip: Callable[[bytes], Iterator[Buffer]]
    strip = {PNG: _png_bare, JPEG: _jpeg_bare, WEBP: _webp_bare}[media_type_of(content)]
    return strip(content)


def _png_with(content: bytes, record: Record, personal: bool) -> Iterator[Buffer]:
    parts = list(form.png_parts(content))
    foreign = bool(record.source) and any(form.png_keyword(part) == PARAMETERS for part in parts)
    texts = {} if foreign else {PARAMETERS: infotext(record)}
    texts[OWN] = metadata_text(record, personal=personal)
    texts[form.XMP_KEYWORD] = packet(properties_of(record, personal=personal)).decode()

    def keep(kind: bytes, body: memoryview) -> bool:
        return kind not in _CREDENTIALS and form.png_keyword(Part(kind, body)) not in texts

    return form.join_png(iter(parts), keep, [form.png_text(*text) for text in texts.items()])


def _png_bare(content: bytes) -> Iterator[Buffer]:
    kept = form.PNG_PIXELS | form.PNG_COLOURS
    return form.join_png(form.png_parts(content), lambda kind, _body: kind in kept, [])


def _jpeg_with(content: bytes, record: Record, personal: bool) -> Iterator[Buffer]:
    parts = list(form.jpeg_parts(content))
    exif = next((part for part in parts if _is_exif(part.kind, part.body)), None)
    foreign = bool(record.source) and exif is not None and UNICODE in bytes(exif.body)
    own = metadata_text(record, personal=personal)
    first, guid, more = split_packet(properties_of(record, personal=personal, own=own), _MOST_XMP)
    added = [] if foreign else [_app1(form.EXIF_HEAD, _exif(content, record))]
    added += [_app1(form.XMP_HEAD, first), *_more_xmp(guid, more)]

    def keep(kind: bytes, body: memoryview) -> bool:
        return (foreign or not _is_exif(kind, body)) and not _is_xmp(kind, body) and not _is_bound(kind, body)

    return form.join_jpeg(iter(parts), keep, added)


def _jpeg_bare(content: bytes) -> Iterator[Buffer]:
    turn = exif_of_turn(read_orientation(content))
    added = [_app1(form.EXIF_HEAD, turn)] if turn else []
    return form.join_jpeg(form.jpeg_parts(content), _is_of_pixels, added)


def _webp_with(content: bytes, record: Record, personal: bool) -> Iterator[Buffer]:
    parts = list(form.webp_parts(content))
    foreign = bool(record.source) and any(part.kind == b"EXIF" for part in parts)
    own = metadata_text(record, personal=personal)
    xmp = packet(properties_of(record, personal=personal, own=own))
    added = [] if foreign else [Part(b"EXIF", memoryview(exif_of(infotext(record))))]
    added.append(Part(b"XMP ", memoryview(xmp)))

    def keep(kind: bytes, _body: memoryview) -> bool:
        return kind not in _CREDENTIALS and kind != b"XMP " and (foreign or kind != b"EXIF")

    return form.join_webp(iter(parts), keep, added)


def _webp_bare(content: bytes) -> Iterator[Buffer]:
    return form.join_webp(form.webp_parts(content), lambda kind, _body: kind in _WEBP_PIXELS, [])


def _exif(content: bytes, record: Record) -> bytes:
    return exif_of(shortened(infotext(record), _MOST_COMMENT_UNITS), read_orientation(content))


def _app1(head: bytes, body: bytes) -> Part:
    return Part(bytes([form.APP1]), memoryview(head + body))


def _more_xmp(guid: str, more: bytes) -> Iterator[Part]:
    """What does not fit into one segment, in several: XMP part 3, 1.1.3.1."""
    for at in range(0, len(more), _MOST_MORE_XMP):
        head = form.MORE_XMP_HEAD + guid.encode("ascii") + struct.pack(">II", len(more), at)
        yield _app1(head, more[at : at + _MOST_MORE_XMP])


def _is_exif(kind: bytes, body: memoryview) -> bool:
    return kind[0] == form.APP1 and bytes(body[:6]) == form.EXIF_HEAD


def _is_xmp(kind: bytes, body: memoryview) -> bool:
    return kind[0] == form.APP1 and bytes(body[:40]).startswith((form.XMP_HEAD, form.MORE_XMP_HEAD))


def _is_bound(kind: bytes, body: memoryview) -> bool:
    """What speaks of places in the whole file: Content Credentials, and further pictures behind the first."""
    return (kind[0] == form.APP11 and bytes(body[:2]) == b"JP") or (kind[0] == form.APP2 and bytes(body[:4]) == _MPF)


def _is_of_pixels(kind: bytes, body: memoryview) -> bool:
    marker = kind[0]
    if form.APP0 <= marker <= form.APP15:
        profile = marker == form.APP2 and bytes(body[:12]) == form.ICC_HEAD
        return marker in (form.APP0, form.APP14) or profile
    return marker != form.COMMENT
