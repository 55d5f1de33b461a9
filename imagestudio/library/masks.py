"""Masks for edits: a PNG whose alpha is 0 where the picture may change. Brings Pillow along."""

from __future__ import annotations

import io

from PIL import Image

from imagestudio.core.errors import PictureError
from imagestudio.core.inputs import MOST_MASK_BYTES
from imagestudio.library.fitting import Fitted

_HALF = 128


def mask_png(change: bytes, width: int, height: int, most_bytes: int = MOST_MASK_BYTES) -> Fitted:
    """The mask of what was painted: a byte a pixel, row by row, 255 where all may change and 0 where nothing may.

    Soft edges stay soft as long as the file is small enough. Raises PictureError where it cannot be, or nothing is
    painted; ValueError for another number of bytes.
    """
    if len(change) != width * height:
        raise ValueError("a mask has a byte for each pixel")
    painted = Image.frombytes("L", (width, height), change)
    if not painted.getbbox():
        raise PictureError("Nothing is painted: the whole picture would stay as it is.")
    kept = painted.point([255 - value for value in range(256)])
    for alpha in (kept, kept.point([0 if value < _HALF else 255 for value in range(256)])):
        content = _png(alpha)
        if len(content) <= most_bytes:
            return Fitted(content, "image/png", width, height)
    raise PictureError("The mask is too large to be sent: 4 MB are allowed.")


def read_mask(content: bytes) -> Image.Image:
    """What a mask lets change, as a picture of bytes: 255 where all may, 0 where nothing may. Raises OSError."""
    with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
        return image.convert("RGBA").getchannel("A").point([255 - value for value in range(256)])


def extended(content: bytes, left: int, top: int, right: int, bottom: int) -> tuple[bytes, bytes]:
    """A picture on a larger canvas that is clear around it, as PNG, and what may change there: the border alone.

    Raises PictureError.
    """
    if min(left, top, right, bottom) < 0 or not any((left, top, right, bottom)):
        raise ValueError("a canvas can only become larger")
    try:
        with Image.open(io.BytesIO(content)) as image:
            inner = image.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise PictureError("The picture is damaged and cannot be decoded.") from error
    size = inner.width + left + right, inner.height + top + bottom
    canvas = Image.new("RGBA", size, (0, 0, 0, 0))
    canvas.paste(inner, (left, top))
    change = Image.new("L", size, 255)
    change.paste(0, (left, top, left + inner.width, top + inner.height))
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue(), change.tobytes()


def _png(alpha: Image.Image) -> bytes:
    """Black under the alpha, which packs best; four channels, since other kinds of transparency are often misread."""
    black = Image.new("L", alpha.size, 0)
    out = io.BytesIO()
    Image.merge("RGBA", (black, black, black, alpha)).save(out, "PNG", optimize=False, compress_level=9)
    return out.getvalue()
