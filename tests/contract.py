"""The service's contract as the test server keeps it: what it accepts, what it charges, how it answers."""

from __future__ import annotations

import io
import math
from decimal import Decimal
from typing import Any

from PIL import Image

_ENUMS: dict[str, tuple[object, ...]] = {
    "size": ("1024x1024", "1024x1536", "1536x1024"),
    "quality": ("low", "medium", "high"),
    "background": ("auto", "opaque", "transparent"),
    "output_format": ("png", "jpeg", "webp"),
    "moderation": ("auto", "low"),
    "response_format": ("url", "b64_json"),
    "n": (1,),
}
_DEFAULTS = {"size": "1024x1024", "quality": "medium", "output_format": "png", "response_format": "url", "n": 1}
_TOKENS = {
    "low": {"1024x1024": 272, "1024x1536": 408, "1536x1024": 400},
    "medium": {"1024x1024": 1056, "1024x1536": 1584, "1536x1024": 1568},
    "high": {"1024x1024": 4160, "1024x1536": 6240, "1536x1024": 6208},
}
PRICES = {  # dollars a million tokens: text in, image out; the last one's are guessed from one published charge
    "openai/gpt-image-1": ("5", "40"),
    "openai/gpt-image-1-mini": ("2", "8"),
    "openai/gpt-image-1-5": ("5", "32"),
    "openai/gpt-image-2": ("5", "32.5"),
}
MODELS = tuple(PRICES)
_CREDITS_PER_USD = 2_000_000


def problems(body: object) -> list[str]:
    """What the service would say of a body; nothing for one it accepts."""
    if not isinstance(body, dict):
        return ["Expected object"]
    found = []
    if body.get("model") not in MODELS:
        found.append(f"model: Invalid enum value. Expected {' | '.join(MODELS)}")
    prompt = body.get("prompt")
    if not isinstance(prompt, str) or not 1 <= len(prompt) <= 32_000:
        found.append("prompt: String must contain between 1 and 32000 character(s)")
    for name, allowed in _ENUMS.items():
        if name in body and body[name] not in allowed:
            found.append(f"{name}: Invalid enum value. Expected {allowed}, received {body[name]!r}")
    return found + _compression_problems(body)


def _compression_problems(body: dict[str, Any]) -> list[str]:
    value = body.get("output_compression")
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100):
        return ["output_compression: Expected integer from 0 to 100"]
    if body.get("background") == "transparent" and body.get("output_format") == "jpeg":
        return ["background: transparent needs png or webp"]
    return []


def with_defaults(body: dict[str, Any]) -> dict[str, Any]:
    return {**_DEFAULTS, **body}


def image_tokens(body: dict[str, Any]) -> int:
    return _TOKENS[body["quality"]][body["size"]]


def text_tokens(body: dict[str, Any]) -> int:
    return math.ceil(len(body["prompt"].encode()) / 4) + 6


def credits_for(body: dict[str, Any]) -> int:
    """What the service charges: 1.05 times the tokens, rounded up to a credit."""
    text, image = map(Decimal, PRICES[body["model"]])
    dollars = (text_tokens(body) * text + image_tokens(body) * image) / 1_000_000 * Decimal("1.05")
    return math.ceil(dollars * _CREDITS_PER_USD)


def usd(credit_count: int) -> Decimal:
    return Decimal(credit_count) / _CREDITS_PER_USD


def answer(body: dict[str, Any], picture: dict[str, Any]) -> dict[str, Any]:
    """An answer in the form that was seen of this model; each says something else about what it cost."""
    used = credits_for(body)
    if body["model"] == "openai/gpt-image-1":
        tokens = {"input_tokens": text_tokens(body), "output_tokens": image_tokens(body)}
        shown = {name: body[name] for name in ("output_format", "quality", "size")}
        return {"created": 1795170153, "background": "opaque", "data": [picture], **shown, "usage": tokens}
    if body["model"] == "openai/gpt-image-2":
        usage = {"credits_used": used, "usd_spent": float(usd(used))}
        return {"created": None, "data": [picture], "size": None, "usage": None, "meta": {"usage": usage}}
    return {"data": [picture], "meta": {"usage": {"credits_used": used}}}


def draw(body: dict[str, Any], number: int) -> bytes:
    """A real picture of the size and format asked for, another one for each number."""
    width, height = map(int, body["size"].split("x"))
    clear = body.get("background") == "transparent"
    colour = (number * 37 % 256, number * 91 % 256, number * 53 % 256)
    image = Image.new("RGBA" if clear else "RGB", (width, height), (*colour, 0) if clear else colour)
    image.paste((255, 255, 255), (0, 0, 8 + number % 200, 8))
    out = io.BytesIO()
    image.save(out, body["output_format"].upper(), compress_level=1)
    return out.getvalue()
