"""The built-in service: answers the AI/ML API's contract in place of the wire, and draws the pictures itself."""

from __future__ import annotations

import asyncio
import base64
import json
import random
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from imagestudio.demo.order import NotAnOrderError, Order, check_body, read_order, unpack

if TYPE_CHECKING:
    from imagestudio.demo.form import Form

PICTURES_HOST = "pictures.demo.invalid"
_DELAY_S = (1.2, 2.4)
_CHUNK = 64 * 1024


class DemoTransport(httpx.AsyncBaseTransport):
    """A transport that never goes to the network.

    It keeps nothing between calls, so several loops in several threads may use it at once, and a picture can be
    fetched by the address an earlier run of the program was given; what edits were given is found by its hash.
    """

    def __init__(
        self,
        delay: tuple[float, float] = _DELAY_S,
        models: tuple[str, ...] = (),
        inputs: Callable[[str], Path] | None = None,
    ) -> None:
        """`delay` is the shortest and the longest time a generation takes, in seconds; `models` are those it lists.

        `inputs` tells where what an edit was given lies, by its file's name: without it pictures come in the answer.
        """
        self._delay = delay
        self._models = models
        self._inputs = inputs

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if trace := request.extensions.get("trace"):
            await trace("demo.started", {})  # as the wire does; of these requests nothing ever leaves this computer
        path = request.url.path
        if request.url.host == PICTURES_HOST and request.method == "GET":
            return self._picture(path)
        if request.method == "POST" and path == "/v1/images/generations":
            return await self._generate(request)
        if request.method == "POST" and path == "/v1/images/edits":
            return await self._edit(request)
        if request.method == "GET" and path == "/v2/billing":
            return _json(200, {"current_balance": 0, "currency": "USD"})
        if request.method == "GET" and path == "/v1/models":
            return _json(200, {"object": "list", "data": [{"id": model, "type": "image"} for model in self._models]})
        return _refusal(404, "Not found", path)

    async def _generate(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        try:
            body = check_body(json.loads(await request.aread()))
        except NotAnOrderError as error:
            return _refusal(400, str(error), path)
        except (ValueError, RecursionError):
            return _refusal(400, "The body is not JSON", path)
        await asyncio.sleep(random.uniform(*self._delay))  # noqa: S311 - a delay, no secret
        order = read_order(body)
        picture = _inline(order, {}) if body.get("response_format") == "b64_json" else _address(order)
        return _answer(order, [picture], request.headers.get("x-client-request-id", ""))

    async def _edit(self, request: httpx.Request) -> httpx.Response:
        from imagestudio.demo.form import read_form  # Pillow is needed only now

        try:
            form = read_form(request.headers.get("content-type", ""), await request.aread())
        except NotAnOrderError as error:
            return _refusal(400, str(error), request.url.path)
        await asyncio.sleep(random.uniform(*self._delay))  # noqa: S311 - a delay, no secret
        picture, mask = form.images[0], form.mask
        name = mask.file_name if mask else ""
        orders = [read_order(form.fields, picture.file_name, name) for _ in range(form.count)]
        pictures = [self._edited(order, form) for order in orders]
        return _answer(orders[0], pictures, request.headers.get("x-client-request-id", ""))

    def _edited(self, order: Order, form: Form) -> dict[str, str]:
        if self._inputs is not None and form.fields.get("response_format") != "b64_json":
            return _address(order)
        given = {one.file_name: one.content for one in (form.images[0], form.mask) if one is not None}
        return _inline(order, given)

    def _read(self, name: str) -> bytes:
        """What an edit was given. Raises OSError."""
        if self._inputs is None:
            raise FileNotFoundError(2, "nothing is kept here")
        return self._inputs(name).read_bytes()

    def _picture(self, path: str) -> httpx.Response:
        try:
            order = unpack(path.lstrip("/").rpartition(".")[0])
            content = order.paint(self._read)
        except NotAnOrderError as error:
            return _refusal(404, str(error), path)
        except OSError:
            return _refusal(404, "What this picture was made of is not there any more", path)
        headers = {"content-type": f"image/{order.output_format}", "content-length": str(len(content))}
        return httpx.Response(200, headers=headers, stream=_Chunks(content))


@dataclass(frozen=True, slots=True)
class _Chunks(httpx.AsyncByteStream):
    """A body in pieces, as it comes over a wire."""

    content: bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for begin in range(0, len(self.content), _CHUNK):
            yield self.content[begin : begin + _CHUNK]


def _address(order: Order) -> dict[str, str]:
    return {"url": f"https://{PICTURES_HOST}/{order.pack()}.{order.output_format}"}


def _inline(order: Order, given: Mapping[str, bytes]) -> dict[str, str]:
    return {"b64_json": base64.b64encode(order.paint(given.__getitem__)).decode()}


def _answer(order: Order, pictures: Sequence[dict[str, str]], client_request_id: str) -> httpx.Response:
    content = {
        "created": int(time.time()),
        "data": list(pictures),
        "background": order.background,
        "output_format": order.output_format,
        "quality": order.quality,
        "size": order.size,
        "meta": {"usage": {"credits_used": 0, "usd_spent": 0}},
    }
    headers = {"x-inference-id": f"demo-{uuid.uuid4().hex}", "x-aimlapi-credits-used": "0"}
    if client_request_id:
        headers["x-client-request-id"] = client_request_id
    return _json(200, content, headers)


def _json(status: int, content: object, headers: dict[str, str] | None = None) -> httpx.Response:
    body = json.dumps(content).encode()
    fixed = {"content-type": "application/json", "content-length": str(len(body))}
    return httpx.Response(status, headers=fixed | (headers or {}), stream=_Chunks(body))


def _refusal(status: int, message: str, path: str) -> httpx.Response:
    """An error in the vendor's shape; the path of a picture holds its prompt, so it is not repeated."""
    content = {
        "message": message,
        "path": path if path.startswith(("/v1/", "/v2/")) else "/",
        "requestId": f"demo-{uuid.uuid4().hex}",
        "statusCode": status,
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }
    return _json(status, content)
