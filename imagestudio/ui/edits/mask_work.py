"""What changes a whole mask at once; runs in worker threads, over bytes."""

from __future__ import annotations

from imagestudio.core.flood import flood
from imagestudio.ui.edits.mask import Ink

_INVERTED = bytes(255 - value for value in range(256))


def filled(alpha: bytes, width: int, height: int, x: int, y: int, ink: Ink) -> bytes:
    """The area around a pixel: what encloses it when painting, what is painted there when taking away.

    A pixel further than the border, whose edge is soft: else a faint line would stay. Empty where there is nothing.
    """
    area = flood(alpha if ink is Ink.PAINT else alpha.translate(_INVERTED), width, height, x, y)
    return _grown(area, width) if area else area


def _grown(area: bytes, width: int) -> bytes:
    """One pixel more on each side; all bytes as one number, since a loop over a million takes too long."""
    number, row = int.from_bytes(area, "little"), 8 * width
    number |= number << 8 | number >> 8
    number |= number << row | number >> row
    return (number & ((1 << 8 * len(area)) - 1)).to_bytes(len(area), "little")
