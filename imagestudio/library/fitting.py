"""Pictures brought into a form the service takes: kind, colours, orientation, size. Brings Pillow along."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from imagestudio.core.errors import PictureError
from imagestudio.library.decoding import MAX_PIXELS, too_large
from imagestudio.library.repainting import from_cmyk

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "AVIF")
_AS_THEY_ARE = frozenset({"RGB", "RGBA", "L", "LA", "P", "1"})
_ORIENTATION = 0x0112
_RGB = b"RGB "  # what a profile is of that may stay
_TRIES = 12
_SHRUNK = 0.8  # of each side, from one try to the next
_JPEG_QUALITY = 95


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture as it is sent."""

    content: bytes
    media_type: str
    width: int
    height: int


def fitted(content: bytes, most_bytes: int) -> Fitted:
    """The bytes themselves where the service takes them; else the first picture in them, converted and made smaller.

    Raises PictureError for what is no sound picture.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise too_large(MAX_PIXELS)
            as_it_is = len(content) <= most_bytes and _is_taken(image)
            image.load()
            if as_it_is:
                return Fitted(content, _MEDIA_TYPES[str(image.format)], *image.size)
            return _converted(_upright(image), most_bytes)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(MAX_PIXELS) from error
    except Exception as error:  # Pillow raises nearly anything for broken bytes
        raise PictureError("This is no picture that can be used for an edit, or it is damaged.") from error


def _is_taken(image: Image.Image) -> bool:
    """A PNG, JPEG or WebP in usual colours, one picture only, and not to be turned."""
    turned = image.getexif().get(_ORIENTATION, 1) not in (0, 1)
    moving = getattr(image, "n_frames", 1) != 1
    return image.format in _MEDIA_TYPES and image.mode in _AS_THEY_ARE and not turned and not moving


def _upright(image: Image.Image) -> Image.Image:
    image = ImageOps.exif_transpose(image) or image
    profile = image.info.get("icc_profile") or b""
    if image.mode == "CMYK":
        image = from_cmyk(image, profile)
    if image.mode.startswith("I"):
        image = image.convert("I").point([value // 256 for value in range(65_536)], "L")
    clear = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    plain = image.convert("RGBA" if clear else "RGB")
    if profile[16:20] != _RGB:
        plain.info.pop("icc_profile", None)  # it would say what other colours mean
    return plain


def _converted(image: Image.Image, most_bytes: int) -> Fitted:
    """As PNG, which loses nothing; too large, then without transparency as JPEG; still too large, then smaller."""
    size = image.size
    for _ in range(_TRIES):
        sized = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
        for kind in ("PNG",) if sized.mode == "RGBA" else ("PNG", "JPEG"):
            content = _encoded(sized, kind)
            if len(content) <= most_bytes:
                return Fitted(content, _MEDIA_TYPES[kind], *size)
        size = max(1, round(size[0] * _SHRUNK)), max(1, round(size[1] * _SHRUNK))
    raise PictureError("The picture could not be made small enough to be sent.")


def _encoded(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "JPEG":
        image.save(out, kind, quality=_JPEG_QUALITY)
    else:
        image.save(out, kind)
    return out.getvalue()
