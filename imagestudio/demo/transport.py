"""The built-in service: answers the AI/ML API's contract in place of the wire, and draws the pictures itself."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

PICTURES_HOST = "pictures.demo.invalid"
_CHOICES: dict[str, tuple[str, ...]] = {
    "size": ("1024x1024", "1024x1536", "1536x1024"),
    "quality": ("low", "medium", "high"),
    "background": ("auto", "opaque", "transparent"),
    "output_format": ("png", "jpeg", "webp"),
    "moderation": ("auto", "low"),
}
_DEFAULTS = {"size": "1024x1024", "quality": "medium", "background": "auto", "output_format": "png"}
_DELAY_S = (1.2, 2.4)
_LONGEST_PROMPT = 32_000
_MOST_KEPT = 256  # pictures asked for and not fetched yet
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A picture that was asked for, until it is fetched."""

    prompt: str
    size: str
    quality: str
    background: str
    output_format: str
    compression: int | None
    seed: int


class DemoTransport(httpx.AsyncBaseTransport):
    """A transport that never goes to the network; several loops in several threads may use it at once."""

    def __init__(self, delay: tuple[float, float] = _DELAY_S) -> None:
        """`delay` is the shortest and the longest time a generation takes, in seconds."""
        self._delay = delay
        self._guard = threading.Lock()
        self._wanted: OrderedDict[str, _Wanted] = OrderedDict()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if request.url.host == PICTURES_HOST and request.method == "GET":
            return self._picture(path)
        if request.method == "POST" and path == "/v1/images/generations":
            return await self._generate(request)
        if request.method == "GET" and path == "/v2/billing":
            return _json(200, {"current_balance": 0, "currency": "USD"})
        if request.method == "GET" and path == "/v1/models":
            return _json(200, {"object": "list", "data": []})
        return _refusal(404, "Not found", path)

    async def _generate(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        try:
            body = json.loads(await request.aread())
        except ValueError:
            return _refusal(400, "The body is not JSON", path)
        if said := _problem(body):
            return _refusal(400, said, path)
        await asyncio.sleep(random.uniform(*self._delay))  # noqa: S311 - a delay, no secret
        return self._answer(body, request.headers.get("x-client-request-id", ""))

    def _answer(self, body: dict[str, Any], client_request_id: str) -> httpx.Response:
        values = _DEFAULTS | {name: body[name] for name in _DEFAULTS if name in body}
        wanted = _Wanted(str(body["prompt"]), **values, compression=_compression(body), seed=secrets.randbits(48))
        token = f"{uuid.uuid4().hex}.{values['output_format']}"
        with self._guard:
            self._wanted[token] = wanted
            while len(self._wanted) > _MOST_KEPT:
                self._wanted.popitem(last=False)
        answer = {
            "created": int(time.time()),
            "data": [{"url": f"https://{PICTURES_HOST}/{token}"}],
            **values,
            "meta": {"usage": {"credits_used": 0, "usd_spent": 0}},
        }
        headers = {"x-inference-id": f"demo-{uuid.uuid4().hex}", "x-aimlapi-credits-used": "0"}
        if client_request_id:
            headers["x-client-request-id"] = client_request_id
        return _json(200, answer, headers)

    def _picture(self, path: str) -> httpx.Response:
        with self._guard:
            wanted = self._wanted.get(path.lstrip("/"))
        if wanted is None:
            return _refusal(404, "There is no such picture", path)
        from imagestudio.demo.painter import paint  # Pillow is needed only now

        content = paint(
            wanted.prompt,
            wanted.size,
            wanted.quality,
            wanted.background,
            wanted.output_format,
            wanted.compression,
            wanted.seed,
        )
        headers = {"content-type": f"image/{wanted.output_format}", "content-length": str(len(content))}
        return httpx.Response(200, headers=headers, stream=_Chunks(content))


class _Chunks(httpx.AsyncByteStream):
    """A body in pieces, as it comes over a wire."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for begin in range(0, len(self._content), _CHUNK):
            yield self._content[begin : begin + _CHUNK]


def _problem(body: object) -> str:
    """What the service would say of a body; nothing of one it takes."""
    if not isinstance(body, dict):
        return "Expected object"
    if not isinstance(body.get("model"), str) or not body["model"]:
        return "model: Required"
    prompt = body.get("prompt")
    if not isinstance(prompt, str) or not 1 <= len(prompt) <= _LONGEST_PROMPT:
        return f"prompt: String must contain between 1 and {_LONGEST_PROMPT} character(s)"
    for name, allowed in _CHOICES.items():
        if name in body and body[name] not in allowed:
            return f"{name}: Invalid enum value. Expected {' | '.join(allowed)}"
    if body.get("background") == "transparent" and body.get("output_format") == "jpeg":
        return "background: transparent needs png or webp"
    value = body.get("output_compression", 100)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        return "output_compression: Expected a whole number from 0 to 100"
    return ""


def _compression(body: dict[str, Any]) -> int | None:
    value = body.get("output_compression")
    return None if value is None else int(value)


def _json(status: int, content: object, headers: dict[str, str] | None = None) -> httpx.Response:
    body = json.dumps(content).encode()
    fixed = {"content-type": "application/json", "content-length": str(len(body))}
    return httpx.Response(status, headers=fixed | (headers or {}), stream=_Chunks(body))


def _refusal(status: int, message: str, path: str) -> httpx.Response:
    """An error in the vendor's shape."""
    content = {"message": message, "path": path, "requestId": f"demo-{uuid.uuid4().hex}", "statusCode": status}
    return _json(status, content)
