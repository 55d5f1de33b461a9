"""What goes over the wire: a request as JSON, and an answer's bytes as pictures and cost; pure functions."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from imagestudio.api.cutting import Cut, cut, decode
from imagestudio.core.answer import Answer, PictureSource
from imagestudio.core.errors import UnreadableAnswerError
from imagestudio.core.money import Money
from imagestudio.core.request import Request

_LONGEST_NUMBER = 40
_MOST_USD = 1_000_000


def generation_body(request: Request) -> bytes:
    """The body of POST /v1/images/generations.

    `n` is left out: the service documents 1 as its default and as the only value, and what is not sent cannot be
    refused. The answer is asked for as an address, since 300 bytes are durable at once and a picture's address can be
    asked again, where a lost base64 body is lost.
    """
    fields: dict[str, Any] = {"model": request.model, "prompt": request.prompt}
    fields |= {name: value for name, value in request.parameters.items() if name not in fields}
    fields.setdefault("response_format", "url")
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def load_json(body: bytes) -> Any:
    """The JSON a body holds; numbers nobody can mean become None. Raises ValueError, also for endless nesting."""
    try:
        return json.loads(body, parse_int=_integer, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


def _no_number(_name: str) -> None:
    """NaN and the infinities are no JSON, and no amount of anything."""


def read_answer(body: bytes) -> Answer:
    """The pictures of an answer, by address or as bytes, and its cost. Raises UnreadableAnswerError."""
    try:
        parts = cut(body)
        content = load_json(parts.rest)
    except ValueError:
        raise UnreadableAnswerError("The answer is not JSON.", status=200) from None  # its text would quote the body
    if not isinstance(content, dict):
        raise UnreadableAnswerError("The answer is not a JSON object.", status=200)
    items = content.get("data")
    pictures = tuple(found for item in items if (found := _picture(item, parts))) if isinstance(items, list) else ()
    if not pictures:
        said = "The answer holds no picture."
        raise UnreadableAnswerError(said, status=200, inference_id=clean_id(content.get("requestId")))
    return Answer(pictures, _cost(content))


def _picture(item: object, parts: Cut) -> PictureSource | None:
    if not isinstance(item, dict):
        return None
    content = _decoded(item.get("b64_json"), parts) or _decoded_long(item.get("url"), parts)
    if content:
        return PictureSource(content=content)
    url = item.get("url")
    if not isinstance(url, str) or not url.strip() or parts.text(url) is not None:
        return None
    if url.lstrip()[:5].lower() == "data:":
        content = _decoded(url, parts)
        return PictureSource(content=content) if content else None
    return PictureSource(url=url.strip())


def _decoded_long(text: object, parts: Cut) -> bytes:
    """The bytes of a text that was cut out of the body; empty where it was not, or is no base64."""
    long_text = parts.text(text)
    if long_text is None:
        return b""
    try:
        return decode(long_text)
    except ValueError:
        return b""


def _decoded(text: object, parts: Cut) -> bytes:
    """The bytes of a base64 text or data URL; empty where it is neither."""
    if content := _decoded_long(text, parts):
        return content
    if not isinstance(text, str):
        return b""
    if text.lstrip()[:5].lower() == "data:":
        header, _, text = text.partition(",")
        if not header.lower().rstrip().endswith(";base64"):
            return b""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _cost(content: dict[str, Any]) -> Money | None:
    meta = content.get("meta")
    usage = meta.get("usage") if isinstance(meta, dict) else None
    return cost(usage.get("usd_spent"), usage.get("credits_used")) if isinstance(usage, dict) else None


def cost(usd: object, credits_used: object) -> Money | None:
    """What was charged, from whichever of the two says it; credits are whole, so they are believed first."""
    count = _number(credits_used)
    if count is not None and count == int(count) and count <= _MOST_USD * 2_000_000:
        return Money.from_credits(int(count))
    dollars = _number(usd)
    return Money.from_usd(repr(dollars)) if dollars is not None and dollars <= _MOST_USD else None


def _number(value: object) -> int | float | None:
    """A number that is at least 0 and finite, from JSON or from a header's text."""
    if isinstance(value, str):
        value = _number_from_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if 0 <= value < float("inf") else None


def _number_from_text(text: str) -> float | None:
    try:
        return float(text) if len(text) <= _LONGEST_NUMBER else None
    except ValueError:
        return None


def clean_id(value: object) -> str:
    """An id of the service, if it is one that can be kept and shown."""
    if isinstance(value, str) and 0 < len(value) <= 200 and value.isascii() and value.isprintable():
        return value.strip()
    return ""
