"""How much of a JPEG must be in memory while it is decoded, read from its header."""

from __future__ import annotations

from dataclasses import dataclass

from imagestudio.library.metadata import JPEG_SCAN, jpeg_segments

_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_AT_ONCE = frozenset({0xC0, 0xC1, 0xC9})
_BLOCK = 8
_COEFFICIENT_BYTES = 2


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
