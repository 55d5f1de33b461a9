"""The two sizes thumbnails are kept in, and which of them a place on the screen needs."""

from __future__ import annotations

from enum import IntEnum

_LONGEST = 2  # times the shorter side: a panorama is cropped, or small, wherever it is shown


class ThumbnailSize(IntEnum):
    """How long the shorter side of a thumbnail is, so that a square cut out of it is as sharp as the whole."""

    SMALL = 256
    LARGE = 512


def fitted(width: int, height: int, size: ThumbnailSize) -> tuple[int, int]:
    """Width and height of the thumbnail of a picture, which is never enlarged."""
    scale = min(1.0, size / min(width, height), size * _LONGEST / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def size_for(side: int, width: int, height: int, *, whole: bool) -> ThumbnailSize:
    """The size that fills a square of `side` device pixels with the picture, or holds the `whole` of it."""
    small_width, small_height = fitted(max(1, width), max(1, height), ThumbnailSize.SMALL)
    enough = max(small_width, small_height) if whole else min(small_width, small_height)
    return ThumbnailSize.SMALL if side <= enough else ThumbnailSize.LARGE
