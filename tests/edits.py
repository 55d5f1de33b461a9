"""POST /v1/images/edits as the test server keeps it: the body taken apart byte by byte, checked, charged and drawn."""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PIL import Image

from tests import contract

MODELS = ("openai/gpt-image-1", "openai/gpt-image-2")
_HEAD = re.compile(
    rb'Content-Disposition: form-data; name="([^"]*)"(?:; filename="([^"]*)")?(?:\r\nContent-Type: (\S+))?'
)
_IMAGE_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
_NUMBERS = ("n", "output_compression")
_IMAGE_IN = {"openai/gpt-image-1": "10", "openai/gpt-image-2": "8"}  # dollars a million tokens; the second is a guess
_MOST_IMAGE, _MOST_MASK, _MOST_IMAGES = 50_000_000, 4_000_000, 16


@dataclass(frozen=True)
class Part:
    """One part of the body as it was written."""

    name: str
    file_name: str | None
    media_type: str | None
    content: bytes


def parts_of(content_type: str, body: bytes) -> list[Part]:
    """The parts in their order. Raises ValueError where a byte is not as the standard wants it."""
    found = re.fullmatch(r"multipart/form-data; boundary=([0-9A-Za-z'()+_,./:=?-]{1,70})", content_type)
    if not found:
        raise ValueError("no multipart/form-data")
    dashed = b"--" + found[1].encode()
    if not body.startswith(dashed + b"\r\n") or not body.endswith(b"\r\n" + dashed + b"--\r\n"):
        raise ValueError("the body does not begin and end with the boundary")
    inner = body[len(dashed) + 2 : -(len(dashed) + 6)]
    return [_part(piece) for piece in inner.split(b"\r\n" + dashed + b"\r\n")]


def _part(piece: bytes) -> Part:
    head, divided, content = piece.partition(b"\r\n\r\n")
    found = _HEAD.fullmatch(head)
    if not divided or not found:
        raise ValueError(f"a head that is none: {head[:80]!r}")
    name, file_name, media_type = (None if text is None else text.decode() for text in found.groups())
    return Part(str(name), file_name, media_type, content)


def fields_of(parts: list[Part]) -> dict[str, Any]:
    """The text parts as the body of a generation has them, with `image[]` and `mask` beside them."""
    fields: dict[str, Any] = {}
    for part in parts:
        if part.file_name is None:
            text = part.content.decode()
            fields[part.name] = int(text) if part.name in _NUMBERS and text.isdecimal() else text
    fields["image[]"] = [part for part in parts if part.name == "image[]"]
    fields["mask"] = next((part for part in parts if part.name == "mask"), None)
    return fields


def problems(parts: list[Part]) -> list[str]:
    """What the service would say of an edit; nothing for one it accepts."""
    fields = fields_of(parts)
    images, mask = fields.pop("image[]"), fields.pop("mask")
    count = fields.pop("n", 1)
    found = contract.problems(fields)
    if fields.get("model") not in MODELS:
        found.append(f"model: Expected {' | '.join(MODELS)}")
    if "moderation" in fields:
        found.append("moderation: Unrecognized key")
    if not isinstance(count, int) or not 1 <= count <= 10:
        found.append("n: Expected a number from 1 to 10")
    if not 1 <= len(images) <= _MOST_IMAGES:
        found.append("image: Expected 1 to 16 images")
    found += [f"image: {told}" for image in images if (told := _image_problem(image, _MOST_IMAGE))]
    return found if mask is None else found + _mask_problems(mask, images)


def _image_problem(part: Part, most: int) -> str:
    if part.media_type not in _IMAGE_TYPES or not part.file_name:
        return "Expected a file of type png, webp or jpg"
    if len(part.content) >= most:
        return f"Expected less than {most} bytes"
    with Image.open(io.BytesIO(part.content)) as image:
        image.load()
        return "" if image.format == _IMAGE_TYPES[part.media_type] else "Content is of another type"


def _mask_problems(mask: Part, images: list[Part]) -> list[str]:
    if told := _image_problem(mask, _MOST_MASK):
        return [f"mask: {told}"]
    with Image.open(io.BytesIO(mask.content)) as image:
        if image.format != "PNG" or image.mode not in ("RGBA", "LA"):
            return ["mask: Expected a PNG with an alpha channel"]
        if image.size != _size(images[0]):
            return ["mask: Expected the size of the image"]
    return []


def _size(part: Part) -> tuple[int, int]:
    with Image.open(io.BytesIO(part.content)) as image:
        return image.size


def credits_for(fields: dict[str, Any]) -> int:
    """What an edit costs: text, given pictures by their tiles, and each picture made."""
    text_in, image_out = map(Decimal, contract.PRICES[fields["model"]])
    given = sum(_tokens(part) for part in fields["image[]"])
    made = contract.image_tokens(fields) * int(fields.get("n", 1))
    dollars = contract.text_tokens(fields) * text_in + given * Decimal(_IMAGE_IN[fields["model"]]) + made * image_out
    return math.ceil(dollars / 1_000_000 * Decimal("1.05") * 2_000_000)


def _tokens(part: Part) -> int:
    shorter, longer = sorted(_size(part))
    return 65 + 129 * math.ceil(longer * 512 // shorter / 512)


def draw(fields: dict[str, Any], number: int) -> bytes:
    """The first picture in the size asked for, with another colour where the mask is clear, and a little drift."""
    width, height = map(int, fields["size"].split("x"))
    with Image.open(io.BytesIO(fields["image[]"][0].content)) as source:
        made = source.convert("RGB").resize((width, height)).point([min(255, value + 2) for value in range(256)] * 3)
    colour = (number * 37 % 256, number * 91 % 256, number * 53 % 256)
    if fields["mask"] is not None:
        with Image.open(io.BytesIO(fields["mask"].content)) as mask:
            alpha = mask.convert("RGBA").getchannel("A").resize((width, height))
        made.paste(colour, (0, 0), alpha.point([255 - value for value in range(256)]))
    else:
        made.paste(colour, (0, 0, 16, 16))
    out = io.BytesIO()
    made.save(out, fields["output_format"].upper())
    return out.getvalue()
