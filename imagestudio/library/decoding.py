"""Pictures opened for decoding with as little memory as may be. Brings Pillow along, so import it late.

A picture is refused where decoding it would take more than some 220 MB. What a format costs was measured: a JPEG read
in one go next to nothing, as it is decoded small; one of several scans its coefficients; a WebP 12 bytes a pixel, and
15 with transparency.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import IO

from PIL import Image, _webp  # Pillow's own class for WebP keeps the pixels twice more

from imagestudio.core.errors import PictureError
from imagestudio.core.thumbnail import ThumbnailSize, fitted
from imagestudio.library.bare import bare_jpeg, bare_png
from imagestudio.library.jpeg import UPRIGHT, read_frame, read_orientation
from imagestudio.library.metadata import JPEG, PNG, media_type_of
from imagestudio.library.png import read_header
from imagestudio.library.png_bands import PngBands, can_be_banded

MAX_PIXELS = 64_000_000
MANY_PIXELS = 16_000_000
_MOST_SIDE = 65_535
_MOST_KEPT_BYTES = 200_000_000
_MOST_WEBP_BYTES = 220_000_000
_WEBP_COSTS = {"RGBX": (12, 1), "RGBA": (15, 2)}  # bytes a pixel, and copies of the file
_MAGIC_BYTES = 12

# Once and for the whole process, since catch_warnings() in one thread changes what the others do: whatever Pillow
# warns of (a picture of 100 megapixels, a broken block of metadata) is no sound picture here.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
warnings.filterwarnings("error", module=r"PIL\.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture whose pixels are still to be decoded, whole or in bands, the size it has, and how it is to be turned.

    `turn` is EXIF's orientation; as in the viewer only that of a JPEG counts.
    """

    width: int
    height: int
    pixels: Image.Image | PngBands
    turn: int = UPRIGHT


def open_picture(file: IO[bytes]) -> Opened:
    """A picture to be looked at as a whole and copied small: a JPEG is read to its end but decoded small at once.

    Raises PictureError for one that is too large, and nearly anything for one that is broken.
    """
    file.seek(0)
    media_type = media_type_of(file.read(_MAGIC_BYTES))
    if media_type == PNG:
        return _open_png(file)
    return _open_jpeg(file) if media_type == JPEG else _open_webp(file)


def _open_png(file: IO[bytes]) -> Opened:
    header = read_header(file)
    _check_size(header.width, header.height)
    if can_be_banded(header) and header.width * header.height > MANY_PIXELS:
        return Opened(header.width, header.height, PngBands(file, header))
    return Opened(header.width, header.height, Image.open(bare_png(file), formats=["PNG"]))


def _open_jpeg(file: IO[bytes]) -> Opened:
    file.seek(0)
    content = file.read()
    frame = read_frame(content)
    bare, turn = bare_jpeg(file, content), read_orientation(content)
    del content
    pixels = frame.width * frame.height
    _check_size(frame.width, frame.height)
    if frame.kept_bytes > _MOST_KEPT_BYTES:
        raise too_large(_MOST_KEPT_BYTES * pixels // frame.kept_bytes)
    image = Image.open(bare, formats=["JPEG"])
    # all of it is still read, but as little as an eighth of each side unfolded
    image.draft(None, fitted(*image.size, ThumbnailSize.LARGE))
    return Opened(frame.width, frame.height, image, turn)


def _open_webp(file: IO[bytes]) -> Opened:
    file.seek(0)
    decoder = _webp.WebPAnimDecoder(file.read())
    (width, height), _, _, _, mode = decoder.get_info()
    _check_size(width, height)
    pixel_bytes, copies = _WEBP_COSTS[mode]
    most = (_MOST_WEBP_BYTES - file.tell() * copies) // pixel_bytes
    if width * height > most:
        raise too_large(most)
    frame = decoder.get_next()
    if frame is None:
        raise ValueError("pixels are missing")
    return Opened(width, height, Image.frombuffer(mode, (width, height), frame[0], "raw", mode, 0, 1))


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise too_large(MAX_PIXELS)
    if max(width, height) > _MOST_SIDE:
        raise PictureError(f"The picture is too large: more than {_MOST_SIDE:,} pixels wide or high.")


def too_large(most: int) -> PictureError:
    return PictureError(f"The picture is too large: more than {most // 1_000_000} megapixels.")
