"""Proxies of the environment carry requests and downloads: HTTP by CONNECT, and SOCKS5 with names looked up there."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from imagestudio.api.provider import ApiProvider
from imagestudio.core.request import Request
from tests import faults
from tests.api.conftest import ATTEMPT, MakeProvider, MemorySink
from tests.library.helpers import picture
from tests.server import ServiceServer
from tests.tls import SECURE_NAME, Secure, secured


class Proxy:
    """A proxy that knows where service.test is, which nobody else does; `asked` lists the names it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                self._threads.append(threading.Thread(target=self._serve, args=(connection,)))
                self._threads[-1].start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            host, port, granted = self._socks(client) if client.recv(1, socket.MSG_PEEK) == b"\5" else _http(client)
            self.asked.append(host)
            with socket.create_connection(("127.0.0.1", port)) as service:
                client.sendall(granted)
                back = threading.Thread(target=_pump, args=(service, client))
                back.start()
                _pump(client, service)
                back.join()

    @staticmethod
    def _socks(client: socket.socket) -> tuple[str, int, bytes]:
        _version, methods = client.recv(2)
        client.recv(methods)
        client.sendall(b"\5\0")
        _version, _command, _zero, kind = client.recv(4)
        assert kind == 3, "a name was looked up before it came here"
        host = client.recv(client.recv(1)[0]).decode()
        return host, int.from_bytes(client.recv(2), "big"), b"\5\0\0\1\0\0\0\0\0\0"


def _http(client: socket.socket) -> tuple[str, int, bytes]:
    head = b""
    while b"\r\n\r\n" not in head:
        head += client.recv(1)
    assert b"Bearer" not in head
    host, port = head.split()[1].decode().split(":")
    return host, int(port), b"HTTP/1.1 200 Connection established\r\n\r\n"


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    proxy = Proxy()
    yield proxy
    proxy.close()


@pytest.fixture
def secure(service: ServiceServer, tmp_path: Path) -> Iterator[Secure]:
    with secured(service, tmp_path) as found:
        yield found


@pytest.fixture
def provider(make_provider: MakeProvider, secure: Secure, monkeypatch: pytest.MonkeyPatch) -> ApiProvider:
    """One that can only be reached through a proxy, since its name leads nowhere from here."""
    real = socket.getaddrinfo

    def answer(name: Any, *arguments: Any, **more: Any) -> Any:
        assert name in ("127.0.0.1", b"127.0.0.1"), "a name was looked up on this computer"
        return real(name, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    url = secure.url.replace("127.0.0.1", SECURE_NAME)
    return make_provider(base_url=url, tls=secure.trusting)


WAYS = [("ALL_PROXY", "socks5"), ("ALL_PROXY", "socks5h"), ("HTTPS_PROXY", "socks5"), ("HTTPS_PROXY", "http"),
        ("https_proxy", "http"), ("ALL_PROXY", "http")]  # fmt: skip


@pytest.mark.parametrize(("variable", "scheme"), WAYS)
def test_a_proxy_of_the_environment_carries_requests_and_downloads(
    provider: ApiProvider,
    proxy: Proxy,
    request_: Request,
    service: ServiceServer,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    scheme: str,
) -> None:
    monkeypatch.setenv(variable, f"{scheme}://127.0.0.1:{proxy.port}")
    assert asyncio.run(provider.send(request_, ATTEMPT, MemorySink())).status == 200
    assert len(service.posts) == 1
    service.script_queries(faults.answered(200, picture(), "image/png"))
    sink = MemorySink()
    asyncio.run(provider.download(f"{provider.origin}/a.png?Signature=x", sink))
    assert sink.content == picture()
    assert proxy.asked == [SECURE_NAME] * 2


def test_a_host_of_no_proxy_is_asked_directly(
    make_provider: MakeProvider, proxy: Proxy, secure: Secure, request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def answer(name: Any, *arguments: Any, **more: Any) -> Any:
        return real("127.0.0.1" if name in (SECURE_NAME, SECURE_NAME.encode()) else name, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.setenv("NO_PROXY", SECURE_NAME)
    url = secure.url.replace("127.0.0.1", SECURE_NAME)
    provider = make_provider(base_url=url, tls=secure.trusting)
    assert asyncio.run(provider.send(request_, ATTEMPT, MemorySink())).status == 200
    assert proxy.asked == []
