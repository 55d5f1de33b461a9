"""A provider that speaks with the service on this computer, and small files in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from imagestudio.api.limits import Limits
from imagestudio.api.provider import ApiProvider
from imagestudio.core.request import Request
from tests.server import ServiceServer

QUICK = replace(
    Limits(), connect_s=5.0, read_s=0.3, answer_s=1.0, query_read_s=0.3, query_s=1.0, download_read_s=0.3,
    download_s=1.0, download_pause_s=0.001,
)  # fmt: skip
ATTEMPT = "is1.0123456789abcdef"
PROMPT = "a lighthouse at dusk, 雪"

MakeProvider = Callable[..., ApiProvider]


class MemorySink:
    """A file in memory: `content` is None until it is committed."""

    def __init__(self) -> None:
        self.written = bytearray()
        self.content: bytes | None = None
        self.restarts = 0

    def write(self, chunk: bytes) -> None:
        assert self.content is None
        self.written += chunk

    def restart(self) -> None:
        self.written.clear()
        self.restarts += 1

    def commit(self) -> None:
        self.content = bytes(self.written)


@pytest.fixture
def sink() -> MemorySink:
    return MemorySink()


@pytest.fixture
def request_() -> Request:
    parameters = {"size": "1024x1024", "quality": "low", "output_format": "png", "background": "auto"}
    return Request("openai/gpt-image-1-mini", PROMPT, parameters)


@pytest.fixture
def make_provider(service: ServiceServer) -> MakeProvider:
    def make(**changes: Any) -> ApiProvider:
        limits = replace(QUICK, **{name: value for name, value in changes.items() if name in Limits.__slots__})
        base_url = changes.get("base_url", service.base_url)
        others = {name: changes[name] for name in ("transport", "tls") if name in changes}
        return ApiProvider(base_url, changes.get("key", lambda: service.key), limits=limits, **others)

    return make


@pytest.fixture
def provider(make_provider: MakeProvider) -> ApiProvider:
    return make_provider()
