"""Small copies of pictures. Brings Pillow along, so import it late."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image

from imagestudio.library.pictures import MAX_PIXELS

_MANY_PIXELS = 16_000_000
_BAND_ROWS = 8
_FORMATS = ("PNG", "JPEG", "WEBP")


def shrink(file: IO[bytes], longest_edge: int, quality: int) -> bytes:
    """The picture with its longest edge cut down: as JPEG, or as PNG where something in it is transparent."""
    with Image.open(file, formats=_FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("too large")
        image.draft("RGB", (longest_edge, longest_edge))  # a JPEG is decoded small at once
        image.load()
        small = _in_bands(image, max(image.size) // (2 * longest_edge))
    small.thumbnail((longest_edge, longest_edge), Image.Resampling.BICUBIC, reducing_gap=2.0)
    out = BytesIO()
    if _is_transparent(small):
        small.save(out, "PNG", compress_level=3)
    else:
        small.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def _in_bands(image: Image.Image, factor: int) -> Image.Image:
    """A copy in a plain mode; of a large picture a reduced one, made band by band so that no second whole one is."""
    mode = image.mode if image.mode in ("RGB", "L") else "RGBA" if image.has_transparency_data else "RGB"
    if factor < 2 or image.width * image.height <= _MANY_PIXELS:
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
