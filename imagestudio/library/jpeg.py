"""What a JPEG's header tells: how much of it must be in memory while it is decoded, and how it is to be turned."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from imagestudio.library.metadata import JPEG_SCAN, jpeg_segments

_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_AT_ONCE = frozenset({0xC0, 0xC1, 0xC9})
_BLOCK = 8
_COEFFICIENT_BYTES = 2
_APP1 = 0xE1
_EXIF = b"Exif\0\0"
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ORIENTATION = 0x0112
_SHORT = 3
UPRIGHT = 1


@dataclass(frozen=True, slots=True)
class JpegFrame:
    """A JPEG's size, and the bytes of coefficients a decoder keeps until the last scan, which may be none."""

    width: int
    height: int
    kept_bytes: int


def read_frame(content: bytes) -> JpegFrame:
    """Raises ValueError where there is none."""
    frame = b""
    marker_of_frame = in_scan = 0
    for marker, start, end in jpeg_segments(content):
        if marker in _FRAMES:
            marker_of_frame, frame = marker, content[start + 4 : end]
            if len(frame) < 6 or len(frame) < 6 + 3 * frame[5] or not frame[5]:
                raise ValueError("a broken frame")
        elif marker == JPEG_SCAN:
            in_scan = content[start + 4]
            break
    if not frame or not in_scan:
        raise ValueError("no frame, or nothing in it")
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    at_once = marker_of_frame in _AT_ONCE and in_scan == frame[5]
    return JpegFrame(width, height, 0 if at_once else _coefficient_bytes(frame, width, height))


def _coefficient_bytes(frame: bytes, width: int, height: int) -> int:
    """Each colour has its own grid of blocks, coarser where it is sampled less often."""
    samplings = [(frame[at] >> 4 or 1, frame[at] & 15 or 1) for at in range(7, 7 + 3 * frame[5], 3)]
    most_across, most_down = max(h for h, _ in samplings), max(v for _, v in samplings)
    units = -(-width // (_BLOCK * most_across)) * -(-height // (_BLOCK * most_down))
    return sum(units * h * v for h, v in samplings) * _BLOCK * _BLOCK * _COEFFICIENT_BYTES


def read_orientation(content: bytes) -> int:
    """How EXIF says that the picture is to be turned, 1 to 8; upright (1) where it says nothing that can be read.

    The values are those of https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E, 4.6.5.
    """
    for marker, start, end in jpeg_segments(content):
        if marker == JPEG_SCAN:
            break
        if marker == _APP1 and content[start + 4 : start + 10] == _EXIF:
            return _orientation_of(content[start + 10 : end])
    return UPRIGHT


def _orientation_of(tiff: bytes) -> int:
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return UPRIGHT
    try:
        (directory,) = struct.unpack_from(order + "I", tiff, 4)
        (entries,) = struct.unpack_from(order + "H", tiff, directory)
        for entry in range(directory + 2, directory + 2 + entries * 12, 12):
            tag, kind, _count, value = struct.unpack_from(order + "HHIH", tiff, entry)
            if tag == _ORIENTATION:
                return value if kind == _SHORT and UPRIGHT <= value <= 8 else UPRIGHT
    except struct.error:  # cut off, or it points outside
        return UPRIGHT
    return UPRIGHT
