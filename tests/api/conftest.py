"""A provider that speaks with the service on this computer, and small files in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from imagestudio.api.limits import Limits
from imagestudio.api.patience import Patience
from imagestudio.api.provider import ApiProvider
from imagestudio.core.request import Request
from tests.server import ServiceServer
from tests.wire import Seen

# Whoever answers at all is waited for as long as a busy machine takes; only what hangs is given a short time.
PATIENT = replace(
    Limits(), connect_s=60.0, query_read_s=60.0, query_s=60.0, download_read_s=60.0, download_pause_s=0.001
)
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
        limits = replace(PATIENT, **{name: value for name, value in changes.items() if name in Limits.__slots__})
        base_url = changes.get("base_url", service.base_url)
        others = {name: changes[name] for name in ("transport", "tls") if name in changes}
        return ApiProvider(base_url, changes.get("key", lambda: service.key), limits=limits, **others)

    return make


@pytest.fixture
def nervous(service: ServiceServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer is waited for a moment only, which begins when the service has the request."""

    class Nervous(Patience):
        """Patience that is short at the right time."""

        def __init__(self, _silent_s: float, _whole_s: float) -> None:
            super().__init__(0.3, 1.0)

        def _tick(self) -> None:
            if not service.posts:
                self.sent()
            super()._tick()

    monkeypatch.setattr("imagestudio.api.provider.Patience", Nervous)


def arrived(requests: list[Seen], count: int) -> list[Seen]:
    """The requests the service has seen, as soon as there are so many: who lost patience may be quicker than it."""
    deadline = time.monotonic() + 60
    while len(requests) < count and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    return requests


@pytest.fixture
def provider(make_provider: MakeProvider) -> ApiProvider:
    return make_provider()
