"""Connections: DNS, handshakes, proxies and keys that stop a request before a byte of it leaves."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
import traceback
from typing import Any

import httpx
import pytest

from imagestudio.api.provider import ApiProvider
from imagestudio.core.answer import AnswerHead
from imagestudio.core.errors import (
    BadKeyError,
    DownloadError,
    NoKeyError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
    ProxyError,
    UnreachableError,
)
from imagestudio.core.request import Request
from tests.api.conftest import ATTEMPT, MakeProvider, MemorySink
from tests.server import ServiceServer


def send(provider: ApiProvider, request: Request, sink: MemorySink) -> AnswerHead:
    return asyncio.run(provider.send(request, ATTEMPT, sink))


def failure(provider: ApiProvider, request: Request) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        send(provider, request, MemorySink())
    return caught.value


def test_no_connection_means_nothing_was_sent(make_provider: MakeProvider, request_: Request) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        provider = make_provider(base_url=f"http://127.0.0.1:{unused.getsockname()[1]}")
        error = failure(provider, request_)
    assert type(error) is UnreachableError
    assert error.said == "No connection to 127.0.0.1."


def test_a_file_that_cannot_be_read_while_connecting_means_nothing_was_sent(
    make_provider: MakeProvider, request_: Request, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_options: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "/somewhere/private")

    monkeypatch.setattr(httpx, "AsyncClient", refused)
    error = failure(make_provider(), request_)
    assert type(error) is NotSentError
    assert error.said == "A file that is needed to connect could not be read: Input/output error."
    assert service.posts == []


def test_no_handshake_means_nothing_was_sent(make_provider: MakeProvider, request_: Request) -> None:
    with _Listener(b"this is no TLS\r\n") as listener:
        error = failure(make_provider(base_url=f"https://127.0.0.1:{listener.port}"), request_)
    assert type(error) is NotSentError
    with _Listener(b"") as listener:
        error = failure(make_provider(base_url=f"https://127.0.0.1:{listener.port}"), request_)
    assert type(error) is NotSentError


def test_a_proxy_that_refuses_means_nothing_was_sent(
    make_provider: MakeProvider, request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _Listener(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n") as listener:
        monkeypatch.setenv("HTTPS_PROXY", f"http://person:password@127.0.0.1:{listener.port}")
        error = failure(make_provider(base_url="https://service.invalid"), request_)
    assert type(error) is ProxyError
    assert error.said == "The proxy 127.0.0.1 refused: 407 Proxy Authentication Required."
    assert b"CONNECT service.invalid:443" in listener.heard
    assert b"Bearer" not in listener.heard


def test_a_proxy_that_goes_away_means_nothing_was_sent(
    make_provider: MakeProvider, request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _Listener(b"") as listener:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{listener.port}")
        error = failure(make_provider(base_url="https://service.invalid"), request_)
    assert type(error) is NotSentError


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "nonsense://person:s3cret@host"),
        ("HTTPS_PROXY", "http://person:s3cret@[::1"),
        ("NO_PROXY", "[::1,[s3cret"),
    ],
)
def test_a_broken_proxy_variable_is_named_without_its_value(
    make_provider: MakeProvider, request_: Request, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    provider = make_provider(base_url="https://service.invalid")
    with pytest.raises(ProxyError) as caught:
        send(provider, request_, MemorySink())
    assert caught.value.said == f"The proxy setting cannot be used: {name}."
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


def test_a_proxy_that_is_broken_leaves_a_paid_picture_to_be_fetched_later(
    make_provider: MakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://s3cret")
    with pytest.raises(DownloadError) as caught:
        asyncio.run(make_provider().download("https://pictures.invalid/a", MemorySink()))
    assert caught.value.said == "The proxy setting cannot be used: HTTPS_PROXY."


def test_no_proxy_stands_between_this_computer_and_itself(
    provider: ApiProvider, request_: Request, monkeypatch: pytest.MonkeyPatch, sink: MemorySink
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "nonsense://")
    assert send(provider, request_, sink).status == 200


@pytest.mark.parametrize(
    "key", ["sk-with-newline-0123\n", "sk with spaces 0123456", "sk-curly-’0123456789", "sk\0", ""]
)
def test_a_wrong_key_is_neither_sent_nor_quoted(
    make_provider: MakeProvider, request_: Request, service: ServiceServer, key: str
) -> None:
    provider = make_provider(key=lambda: key)
    with pytest.raises(BadKeyError) as caught:
        send(provider, request_, MemorySink())
    assert "sk" not in "".join(traceback.format_exception(caught.value)).partition("BadKeyError")[2]
    assert service.posts == []


def test_without_a_key_nothing_is_sent(make_provider: MakeProvider, request_: Request, service: ServiceServer) -> None:
    def no_key() -> str:
        raise NoKeyError("none")

    with pytest.raises(NoKeyError):
        send(make_provider(key=no_key), request_, MemorySink())
    assert service.posts == []


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectTimeout("slow"), UnreachableError),
        (httpx.PoolTimeout("full"), UnreachableError),
        (httpx.ReadTimeout("slow"), OutcomeUnknownError),
        (httpx.WriteError("gone"), OutcomeUnknownError),
    ],
)
def test_a_transport_that_tells_nothing_is_believed_only_where_it_is_certain(
    make_provider: MakeProvider, request_: Request, error: Exception, kind: type[ProviderError]
) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    assert type(failure(make_provider(transport=httpx.MockTransport(fail)), request_)) is kind


class _Listener:
    """Answers one connection with some bytes, whatever it hears, and hangs up."""

    def __init__(self, says: bytes) -> None:
        self.heard = b""
        self._says = says
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)
        self.port = self._socket.getsockname()[1]

    def _serve(self) -> None:
        connection, _ = self._socket.accept()
        with connection:
            self.heard = connection.recv(65536)
            connection.sendall(self._says)

    def __enter__(self) -> _Listener:
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._thread.join(60)
        self._socket.close()
