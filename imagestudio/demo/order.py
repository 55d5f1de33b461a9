"""Order: a picture that was asked for, checked as the service checks it, and packed into the picture's address."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import astuple, dataclass

_CHOICES: dict[str, tuple[str, ...]] = {
    "size": ("1024x1024", "1024x1536", "1536x1024"),
    "quality": ("low", "medium", "high"),
    "background": ("auto", "opaque", "transparent"),
    "output_format": ("png", "jpeg", "webp"),
    "moderation": ("auto", "low"),
    "response_format": ("url", "b64_json"),
}
_LONGEST_PROMPT = 32_000
_PACKED_PROMPT = 1_000  # characters that still decide what is painted; an address has to stay short


class NotAnOrderError(ValueError):
    """What was sent is refused; the text says why, as the service would."""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything the painter needs."""

    prompt: str
    size: str = "1024x1024"
    quality: str = "medium"
    background: str = "auto"
    output_format: str = "png"
    compression: int | None = None
    seed: int = 0

    def pack(self) -> str:
        """The order as a part of an address, so that a picture can be fetched again after a restart."""
        text = json.dumps(astuple(self), ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def paint(self) -> bytes:
        from imagestudio.demo.painter import paint  # Pillow is needed only now

        return paint(
            self.prompt, self.size, self.quality, self.background, self.output_format, self.compression, self.seed
        )


def unpack(packed: str) -> Order:
    """The order `pack` wrote. Raises NotAnOrderError where it is none."""
    try:
        padding = "=" * (-len(packed) % 4)
        prompt, size, quality, background, output_format, compression, seed = json.loads(
            base64.urlsafe_b64decode(packed + padding)
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise NotAnOrderError("There is no such picture") from error
    body = {"size": size, "quality": quality, "background": background, "output_format": output_format}
    if compression is not None:
        body["output_compression"] = compression
    check_body({"model": "demo", "prompt": prompt, **body})
    if not isinstance(seed, int):
        raise NotAnOrderError("There is no such picture")
    return Order(prompt, size, quality, background, output_format, compression, seed)


def read_order(body: dict[str, object]) -> Order:
    """The order of a checked body, with the defaults filled in and a seed of its own."""
    names = ("size", "quality", "background", "output_format")
    given = {name: str(body[name]) for name in names if name in body}
    compression = body.get("output_compression")
    prompt = str(body["prompt"])[:_PACKED_PROMPT].encode(errors="replace").decode()  # half a character may be escaped
    return Order(
        prompt, **given, compression=compression if isinstance(compression, int) else None, seed=secrets.randbits(48)
    )


def check_body(body: object) -> dict[str, object]:
    """The body, if the service would take it. Raises NotAnOrderError."""
    if not isinstance(body, dict):
        raise NotAnOrderError(f"Expected object, received {type(body).__name__}")
    if not isinstance(body.get("model"), str) or not body["model"]:
        raise NotAnOrderError("model: Required")
    prompt = body.get("prompt")
    if not isinstance(prompt, str) or not 1 <= len(prompt) <= _LONGEST_PROMPT:
        raise NotAnOrderError(f"prompt: String must contain between 1 and {_LONGEST_PROMPT} character(s)")
    for name, allowed in _CHOICES.items():
        if name in body and body[name] not in allowed:
            raise NotAnOrderError(f"{name}: Invalid enum value. Expected {' | '.join(allowed)}")
    if body.get("n", 1) != 1:
        raise NotAnOrderError("n: Invalid literal value. Expected 1")
    if body.get("background") == "transparent" and body.get("output_format") == "jpeg":
        raise NotAnOrderError("background: transparent needs output_format png or webp")
    value = body.get("output_compression", 100)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise NotAnOrderError("output_compression: Expected integer from 0 to 100")
    return body
