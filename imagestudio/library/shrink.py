"""Small copies of pictures. Brings Pillow along, so import it late."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image

from imagestudio.library.decoding import MANY_PIXELS, open_picture
from imagestudio.library.png_bands import PngBands

_BAND_ROWS = 8
_BAND_BYTES = 4 * 1024 * 1024


def shrink(file: IO[bytes], longest_edge: int, quality: int) -> bytes:
    """The picture with its longest edge cut down: as JPEG, or as PNG where something in it is transparent."""
    pixels = open_picture(file, longest_edge).pixels
    if isinstance(pixels, PngBands):
        factor = max(1, max(pixels.width, pixels.height) // (2 * longest_edge))
        small = _from_bands(pixels, factor)
    else:
        pixels.load()
        small = _in_bands(pixels, max(pixels.size) // (2 * longest_edge))
    small.thumbnail((longest_edge, longest_edge), Image.Resampling.BICUBIC, reducing_gap=2.0)
    out = BytesIO()
    if _is_transparent(small):
        small.save(out, "PNG", compress_level=3)
    else:
        small.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def _from_bands(pixels: PngBands, factor: int) -> Image.Image:
    """A reduced copy of a picture that is never there as a whole."""
    mode = "RGB" if pixels.mode == "RGB" and not pixels.clear_color else "RGBA"
    small = Image.new(mode, (-(-pixels.width // factor), -(-pixels.height // factor)))
    rows = min(_BAND_ROWS, max(1, _BAND_BYTES // (4 * pixels.width * factor)))
    for number, band in enumerate(pixels.bands(rows * factor)):
        small.paste((band if band.mode == mode else band.convert(mode)).reduce(factor), (0, number * rows))
    return small


def _in_bands(image: Image.Image, factor: int) -> Image.Image:
    """A copy in a plain mode; of a large picture a reduced one, made band by band so that no second whole one is."""
    mode = image.mode if image.mode in ("RGB", "L") else "RGBA" if image.has_transparency_data else "RGB"
    if factor < 2 or image.width * image.height <= MANY_PIXELS // 4:
        return image.copy() if image.mode == mode else image.convert(mode)
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
