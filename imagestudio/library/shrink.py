"""Small copies of pictures. Brings Pillow along, so import it late."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from imagestudio.library.pictures import MAX_PIXELS

_FORMATS = ("PNG", "JPEG", "WEBP")


def shrink(content: bytes, longest_edge: int, quality: int) -> bytes:
    """The picture with its longest edge cut down: as JPEG, or as PNG where something in it is transparent."""
    with Image.open(BytesIO(content), formats=_FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("too large")
        image.draft("RGB", (longest_edge, longest_edge))  # a JPEG is decoded small at once
        small = _with_plain_mode(image)
    small.thumbnail((longest_edge, longest_edge), Image.Resampling.BICUBIC, reducing_gap=2.0)
    out = BytesIO()
    if _is_transparent(small):
        small.save(out, "PNG", compress_level=3)
    else:
        small.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def _with_plain_mode(image: Image.Image) -> Image.Image:
    if image.mode in ("RGB", "L"):
        image.load()
        return image.copy()
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _is_transparent(image: Image.Image) -> bool:
    if image.mode != "RGBA":
        return False
    darkest = image.getchannel("A").getextrema()[0]
    return isinstance(darkest, int | float) and darkest < 255
