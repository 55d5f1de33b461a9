"""The body of an edit taken apart and checked, as the service does it: text fields, pictures in their order, a mask."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass

from PIL import Image

from imagestudio.core.inputs import EXTENSIONS, MOST_IMAGE_BYTES, MOST_IMAGES, MOST_MASK_BYTES
from imagestudio.demo.order import NotAnOrderError, check_body

_BOUNDARY = re.compile(r"multipart/form-data; *boundary=\"?([0-9A-Za-z'()+_,./:=?-]{1,70})\"?")
_NAME = re.compile(rb'[; ]name="([^"]*)"')
_TYPE = re.compile(rb"\r\nContent-Type: *(\S+)", re.IGNORECASE)
_NUMBERS = ("n", "output_compression")
_MOST_PICTURES = 10


@dataclass(frozen=True, slots=True)
class Given:
    """A picture that came with an edit."""

    content: bytes
    media_type: str

    @property
    def file_name(self) -> str:
        """What a library that keeps pictures by their hash calls it."""
        return f"{hashlib.sha256(self.content).hexdigest()}.{EXTENSIONS[self.media_type]}"

    @property
    def size(self) -> tuple[int, int]:
        """Raises NotAnOrderError where it is no picture."""
        try:
            with Image.open(io.BytesIO(self.content), formats=["PNG", "JPEG", "WEBP"]) as image:
                return image.size
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise NotAnOrderError("image: Expected a file of type png, webp or jpg") from error


@dataclass(frozen=True, slots=True)
class Form:
    """An edit the service would take."""

    fields: dict[str, object]
    images: tuple[Given, ...]
    mask: Given | None

    @property
    def count(self) -> int:
        count = self.fields.get("n", 1)
        return count if isinstance(count, int) else 1


def read_form(content_type: str, body: bytes) -> Form:
    """The edit that was sent. Raises NotAnOrderError, with what the service would say."""
    found = _BOUNDARY.fullmatch(content_type)
    if found is None:
        raise NotAnOrderError("Expected multipart/form-data")
    fields: dict[str, object] = {}
    images: list[Given] = []
    mask: Given | None = None
    for name, media_type, content in _parts(body, b"--" + found[1].encode()):
        if name in ("image", "image[]"):
            images.append(_given(content, media_type))
        elif name == "mask":
            mask = _given(content, media_type)
        else:
            text = content.decode(errors="replace")
            fields[name] = int(text) if name in _NUMBERS and text.isdecimal() else text
    _check(fields, images, mask)
    return Form(fields, tuple(images), mask)


def _parts(body: bytes, dashed: bytes) -> list[tuple[str, str, bytes]]:
    """Name, media type and content of each part."""
    found = []
    for piece in body.split(b"\r\n" + dashed):
        head, divided, content = piece.partition(b"\r\n\r\n")
        name, media_type = _NAME.search(head), _TYPE.search(head)
        if divided and name:
            found.append((name[1].decode(errors="replace"), media_type[1].decode() if media_type else "", content))
    return found


def _given(content: bytes, media_type: str) -> Given:
    if media_type not in EXTENSIONS:
        raise NotAnOrderError("image: Expected a file of type png, webp or jpg")
    return Given(content, media_type)


def _check(fields: dict[str, object], images: list[Given], mask: Given | None) -> None:
    count = fields.get("n", 1)
    if not isinstance(count, int) or not 1 <= count <= _MOST_PICTURES:
        raise NotAnOrderError(f"n: Expected a number from 1 to {_MOST_PICTURES}")
    if "moderation" in fields:
        raise NotAnOrderError("moderation: Unrecognized key")
    check_body({name: value for name, value in fields.items() if name != "n"})
    if not 1 <= len(images) <= MOST_IMAGES:
        raise NotAnOrderError(f"image: Expected 1 to {MOST_IMAGES} images")
    if any(len(image.content) > MOST_IMAGE_BYTES for image in images):
        raise NotAnOrderError("image: Expected less than 50 MB")
    sizes = [image.size for image in images]
    if mask is None:
        return
    if mask.media_type != "image/png" or len(mask.content) > MOST_MASK_BYTES:
        raise NotAnOrderError("mask: Expected a PNG of less than 4 MB")
    if mask.size != sizes[0]:
        raise NotAnOrderError("mask: Expected the size of the image")
