"""Order: a picture that was asked for, checked as the service checks it, and packed into the picture's address."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Callable
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
_INPUT = re.compile(r"([0-9a-f]{64}\.(png|jpg|webp))?")
_PACKED_PROMPT = 1_000  # characters that still decide what is painted; an address has to stay short


class NotAnOrderError(ValueError):
    """What was sent is refused; the text says why, as the service would."""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything the painter needs; `picture` and `mask` are the names of files an edit was given."""

    prompt: str
    size: str = "1024x1024"
    quality: str = "medium"
    background: str = "auto"
    output_format: str = "png"
    compression: int | None = None
    seed: int = 0
    picture: str = ""
    mask: str = ""

    def pack(self) -> str:
        """The order as a part of an address, so that a picture can be fetched again after a restart."""
        text = json.dumps(astuple(self), ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def paint(self, read: Callable[[str], bytes]) -> bytes:
        """The picture; `read` gives the content of what an edit was given, and raises OSError."""
        if self.picture:
            return self._retouch(read)
        from imagestudio.demo.painter import paint  # Pillow is needed only now

        return paint(
            self.prompt, self.size, self.quality, self.background, self.output_format, self.compression, self.seed
        )

    def _retouch(self, read: Callable[[str], bytes]) -> bytes:
        from imagestudio.demo.retouch import Wanted, retouch

        width, height = (int(side) for side in self.size.split("x"))
        wanted = Wanted(self.prompt, (width, height), self.quality, self.background == "transparent", self.seed)
        mask = read(self.mask) if self.mask else None
        return retouch(wanted, read(self.picture), mask, self.output_format, self.compression)


def unpack(packed: str) -> Order:
    """The order `pack` wrote. Raises NotAnOrderError where it is none."""
    try:
        padding = "=" * (-len(packed) % 4)
        prompt, size, quality, background, output_format, compression, seed, *given = json.loads(
            base64.urlsafe_b64decode(packed + padding)
        )
        picture, mask = map(str, given) if given else ("", "")
    except (ValueError, TypeError, RecursionError) as error:
        raise NotAnOrderError("There is no such picture") from error
    body = {"size": size, "quality": quality, "background": background, "output_format": output_format}
    if compression is not None:
        body["output_compression"] = compression
    check_body({"model": "demo", "prompt": prompt, **body})
    if not isinstance(seed, int) or not (_INPUT.fullmatch(picture) and _INPUT.fullmatch(mask)):
        raise NotAnOrderError("There is no such picture")
    return Order(prompt, size, quality, background, output_format, compression, seed, picture, mask)


def read_order(body: dict[str, object], picture: str = "", mask: str = "") -> Order:
    """The order of a checked body, with the defaults filled in and a seed of its own."""
    names = ("size", "quality", "background", "output_format")
    given = {name: str(body[name]) for name in names if name in body}
    compression = body.get("output_compression")
    prompt = str(body["prompt"])[:_PACKED_PROMPT].encode(errors="replace").decode()  # half a character may be escaped
    whole = compression if isinstance(compression, int) else None
    seed = secrets.randbits(48)
    return Order(prompt, **given, compression=whole, seed=seed, picture=picture, mask=mask)


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
