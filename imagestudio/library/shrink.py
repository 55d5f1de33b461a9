"""Small copies of pictures. Brings Pillow along, so import it late."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image

from imagestudio.core.thumbnail import ThumbnailSize, fitted
from imagestudio.library.decoding import MANY_PIXELS, Opened, open_picture
from imagestudio.library.picture_facts import Copies
from imagestudio.library.png_bands import PngBands

_QUALITY = 85
_BAND_ROWS = 8
_BAND_BYTES = 4 * 1024 * 1024
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def shrink(file: IO[bytes]) -> Copies:
    """Both thumbnails of a picture, from one decoding. Raises as `open_picture` does."""
    opened = open_picture(file)
    if isinstance(opened.pixels, Image.Image):
        opened.pixels.load()
    return copies_of(opened)


def copies_of(opened: Opened) -> Copies:
    """Both thumbnails of a picture that is decoded, or is to be so in bands."""
    pixels = opened.pixels
    target = fitted(pixels.width, pixels.height, ThumbnailSize.LARGE)
    factor = max(1, pixels.width // (2 * target[0]))
    large = from_bands(pixels, factor) if isinstance(pixels, PngBands) else _in_bands(pixels, factor)
    if large.size != target:
        large = large.resize(target, Image.Resampling.BICUBIC, reducing_gap=2.0)
    if opened.turn in _TURNS:
        large = large.transpose(_TURNS[opened.turn])
    large = large if _is_transparent(large) else large.convert("RGB")
    small_size = fitted(*large.size, ThumbnailSize.SMALL)
    small = large if small_size == large.size else large.resize(small_size, Image.Resampling.BICUBIC)
    return Copies(_packed(small), _packed(large))


def _packed(image: Image.Image) -> bytes:
    out = BytesIO()
    if image.mode == "RGBA":
        image.save(out, "PNG", compress_level=3)
    else:
        image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def from_bands(pixels: PngBands, factor: int) -> Image.Image:
    """A reduced copy of a picture that is never there as a whole."""
    mode = "RGB" if pixels.mode == "RGB" and not pixels.clear_color else "RGBA"
    small = Image.new(mode, (-(-pixels.width // factor), -(-pixels.height // factor)))
    rows = min(_BAND_ROWS, max(1, _BAND_BYTES // (4 * pixels.width * factor)))
    for number, band in enumerate(pixels.bands(rows * factor)):
        small.paste((band if band.mode == mode else band.convert(mode)).reduce(factor), (0, number * rows))
    return small


def _in_bands(image: Image.Image, factor: int) -> Image.Image:
    """The picture in a plain mode; a large one reduced, band by band so that no second whole one is made."""
    mode = image.mode if image.mode in ("RGB", "L") else "RGBA" if image.has_transparency_data else "RGB"
    if factor < 2 or image.width * image.height <= MANY_PIXELS // 4:
        return image if image.mode == mode else image.convert(mode)
    small = Image.new(mode, (-(-image.width // factor), -(-image.height // factor)))
    for top in range(0, image.height, factor * _BAND_ROWS):
        band = image.crop((0, top, image.width, min(image.height, top + factor * _BAND_ROWS)))
        small.paste((band if band.mode == mode else band.convert(mode)).reduce(factor), (0, top // factor))
    return small


def _is_transparent(image: Image.Image) -> bool:
    if image.mode != "RGBA":
        return False
    darkest = image.getchannel("A").getextrema()[0]
    return isinstance(darkest, int | float) and darkest < 255
