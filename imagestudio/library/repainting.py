"""Pictures in another format or size: decoded, shrunk and encoded. Brings Pillow along, so import it late."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

from PIL import Image

from imagestudio.core.errors import PictureError
from imagestudio.core.export import Choices
from imagestudio.library import containers as form
from imagestudio.library.bare import bare_jpeg, bare_png
from imagestudio.library.decoding import MAX_PIXELS, too_large
from imagestudio.library.jpeg import UPRIGHT, read_orientation
from imagestudio.library.metadata import JPEG, PNG, WEBP, media_type_of

_MOST_PROFILE = 4 * 1024 * 1024
_FINE = 90  # from this quality on JPEG keeps the colour of every pixel
_CLEAR_MODES = frozenset({"RGBA", "LA", "PA", "RGBa", "La"})
_PILLOWS = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def repaint(content: bytes, choices: Choices, media_type: str) -> bytes:
    """The picture as it was chosen, without a word of metadata; its colour profile stays.

    Raises PictureError where it cannot be decoded.
    """
    try:
        image, profile = _decoded(content)
        image, profile = _in_plain_mode(image, profile, flat=media_type == JPEG, background=choices.background)
        image = _resized(image, choices)
    except PictureError:
        raise
    except Exception as error:  # Pillow raises nearly anything for broken bytes
        raise PictureError("The picture is damaged and cannot be decoded.") from error
    return _encoded(image, media_type, choices.quality, profile)


def small_copy(content: bytes, longest_edge: int, quality: int = 90) -> bytes:
    """A JPEG of at most this size, or a PNG where something may be transparent; its colour profile stays.

    Raises PictureError where it cannot be decoded.
    """
    choices = Choices(longest_edge=longest_edge, quality=quality)
    try:
        image, profile = _decoded(content, longest_edge)
        image, profile = _in_plain_mode(image, profile, flat=False, background=choices.background)
        image = _resized(image, choices)
    except PictureError:
        raise
    except Exception as error:  # as above
        raise PictureError("The picture is damaged and cannot be decoded.") from error
    return _encoded(image, PNG if image.mode in _CLEAR_MODES else JPEG, quality, profile)


def _decoded(content: bytes, enough: int = 0) -> tuple[Image.Image, bytes]:
    """The whole picture, upright, and its colour profile."""
    media_type = media_type_of(content)
    if not media_type:
        raise PictureError("The file is no PNG, JPEG or WebP picture.")
    file = BytesIO(content)
    bare = bare_png(file) if media_type == PNG else bare_jpeg(file, content) if media_type == JPEG else file
    image: Image.Image = Image.open(bare, formats=[_PILLOWS[media_type]])
    if image.width * image.height > MAX_PIXELS:
        raise too_large(MAX_PIXELS)
    if enough and media_type == JPEG:  # decoded small at once
        image.draft(None, (enough, enough))
    image.load()
    turn = read_orientation(content) if media_type == JPEG else UPRIGHT
    if turn != UPRIGHT:
        image = image.transpose(_TURNS[turn])
    return image, profile_of(content)


def profile_of(content: bytes) -> bytes:
    """The ICC profile of a picture's file; empty where there is none that can be read."""
    media_type = media_type_of(content)
    if media_type == PNG:
        found = next((part for part in form.png_parts(content) if part.kind == b"iCCP"), None)
        return _unpacked(bytes(found.body)) if found is not None else b""
    if media_type == WEBP:
        return next((bytes(part.body) for part in form.webp_parts(content) if part.kind == b"ICCP"), b"")
    pieces = [bytes(part.body) for part in form.jpeg_parts(content) if part.kind[0] == form.APP2]
    pieces = [piece for piece in pieces if piece.startswith(form.ICC_HEAD)]
    return b"".join(piece[14:] for piece in sorted(pieces, key=lambda piece: piece[12:13]))[:_MOST_PROFILE]


def _unpacked(body: bytes) -> bytes:
    """The profile behind its name and the way it is packed."""
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(body.partition(b"\0")[2][1:], _MOST_PROFILE)
    except zlib.error:
        return b""
    return profile if unpacker.eof else b""


def _in_plain_mode(image: Image.Image, profile: bytes, *, flat: bool, background: str) -> tuple[Image.Image, bytes]:
    """In a mode every format takes; a profile that is not of these colours any more goes."""
    clear = image.has_transparency_data
    if image.mode == "CMYK":
        return from_cmyk(image, profile), b""
    if image.mode not in ("RGB", "L", "RGBA"):
        grey = image.mode in ("1", "I;16", "I", "F", "LA")
        profile = b"" if image.mode == "P" and not profile else profile
        image = _grey(image) if image.mode.startswith("I") else image
        image = image.convert("RGBA" if clear else "L" if grey else "RGB")
    elif clear and image.mode != "RGBA":  # one colour of it means nothing
        image = image.convert("RGBA")
    if flat and image.mode == "RGBA":
        ground = Image.new("RGB", image.size, background)
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    return image, profile


def _grey(image: Image.Image) -> Image.Image:
    """Eight bits of sixteen."""
    return image.point(lambda value: value / 256).convert("L")


def from_cmyk(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours of ink as colours of light: by their profile where they have one that can be read."""
    from PIL import ImageCms

    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
            return turned if turned is not None else image.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")
    return image.convert("RGB")


def _resized(image: Image.Image, choices: Choices) -> Image.Image:
    """Never enlarged; transparent colours do not bleed, since Pillow multiplies them first."""
    width, height = image.size
    scale = choices.percent / 100
    if choices.longest_edge:
        scale = min(1.0, choices.longest_edge / max(width, height))
    if scale >= 1:
        return image
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: Image.Image, media_type: str, quality: int, profile: bytes) -> bytes:
    out = BytesIO()
    colours = b"GRAY" if image.mode == "L" else b"RGB "
    options: dict[str, Any] = {"icc_profile": profile} if profile[16:20] == colours else {}
    image.info.clear()  # else Pillow writes what the file said
    if media_type == PNG:
        image.save(out, "PNG", **options)
    elif media_type == JPEG:
        sampling = 0 if quality >= _FINE else 2
        image.save(out, "JPEG", quality=quality, subsampling=sampling, **options)
    else:
        image.save(out, "WEBP", quality=quality, lossless=quality == 100, method=4, **options)
    return out.getvalue()
