"""Connections: who is asked, how long it may take, and what is known of a request that failed on its way."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from imagestudio import __version__
from imagestudio.api.addresses import host_of, is_loopback
from imagestudio.api.limits import Limits
from imagestudio.api.proxies import proxy_error
from imagestudio.api.reach import ForbiddenPeerError, Reach
from imagestudio.api.tls import LazyContext
from imagestudio.core.errors import NotSentError
from imagestudio.core.machine import fault_of_machine

TROUBLE = (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, TimeoutError, ssl.SSLError)
"""What httpx raises for failures of the world; translate it, and never chain it: its text can hold headers and URLs."""

Content = bytes | AsyncIterable[bytes]
"""A body whole, or in pieces that are made as they go out."""


class Exchange:
    """What is known of one request on its way: whether anybody was there, whether a byte of it left, when, and the
    head of its answer."""

    def __init__(self, url: str, reach: Reach | None = None) -> None:
        """`reach` says which computers the host's name may lead to; a proxy looks names up itself."""
        self._reach = reach
        self.host = host_of(url)
        self.peer = self.host
        self.began = time.monotonic()
        self.sent_at: float | None = None
        self.response: httpx.Response | None = None
        self.connected = False
        self._traced = False

    async def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """Told by httpcore of each step; what goes to a proxy as CONNECT holds nothing of the request."""
        self._traced = True
        if name == "connection.connect_tcp.started":
            self.peer = str(info["host"])
        elif name == "connection.connect_tcp.complete":
            self.connected = True
            if self._reach is not None and self.peer == self.host:
                await _check_peer(self._reach, self.host, info["return_value"])
        elif name.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
            self.sent_at = self.sent_at or time.monotonic()

    def nothing_left(self, error: Exception) -> bool:
        """Whether it is certain that no byte of the request left this computer."""
        if self.sent_at is not None or self.response is not None:
            return False
        before = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
        return self._traced or isinstance(error, (*before, httpx.UnsupportedProtocol, httpx.InvalidURL))

    @property
    def stopped_unsent(self) -> bool:
        """Whether a request that is given up now has certainly not left this computer."""
        return self._traced and self.sent_at is None and self.response is None

    @property
    def status(self) -> int | None:
        return self.response.status_code if self.response is not None else None

    def header(self, name: str) -> str:
        return str(self.response.headers.get(name, "")) if self.response is not None else ""

    @property
    def duration_ms(self) -> int:
        """Milliseconds from the first byte sent until now."""
        return round((time.monotonic() - (self.sent_at or self.began)) * 1000)


async def _check_peer(reach: Reach, host: str, connection: Any) -> None:
    """Look where a new connection really leads, before a byte is sent. Raises ForbiddenPeerError."""
    peer = connection.get_extra_info("server_addr")
    try:
        reach.check_peer(host, str(peer[0]) if peer else "")
    except ForbiddenPeerError:
        await connection.aclose()
        raise


class Client:
    """Makes a new connection for each request, follows no redirect, keeps no cookie.

    A kept connection can close just as it is used, which looks like a lost answer to a paid request.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport | None, limits: Limits, tls: ssl.SSLContext | None) -> None:
        self._transport = transport
        self._limits = limits
        self._tls = LazyContext(tls)
        for name in ("httpx", "httpcore"):  # their INFO lines hold whole addresses, signatures included
            logging.getLogger(name).setLevel(logging.WARNING)

    @asynccontextmanager
    async def ask(
        self,
        exchange: Exchange,
        method: str,
        url: str,
        headers: Mapping[str, str],
        *,
        content: Content | None = None,
        read_s: float | None,
    ) -> AsyncIterator[httpx.Response]:
        """Send a request; the answer's head is there, its body still to be read. Raises NotSentError and TROUBLE.

        Without `read_s` who asks must watch the time.
        """
        limits = self._limits
        timeout = httpx.Timeout(connect=limits.connect_s, read=read_s, write=limits.write_s, pool=limits.pool_s)
        async with self._connection(exchange.host) as connection:
            request = connection.build_request(
                method,
                url,
                headers={"User-Agent": f"imagestudio/{__version__}", "Accept-Encoding": "identity", **headers},
                content=content,
                timeout=timeout,
                extensions={"trace": exchange.trace},
            )
            exchange.response = await connection.send(request, stream=True)
            try:
                yield exchange.response
            finally:
                await exchange.response.aclose()

    def _connection(self, host: str) -> httpx.AsyncClient:
        """A client for one request. Raises NotSentError.

        No proxy stands between this computer and itself, and one would read the key on a plain http connection.
        """
        transport = _Borrowed(self._transport) if self._transport is not None else None
        try:
            return httpx.AsyncClient(
                verify=self._tls.get(),
                transport=transport,
                trust_env=not is_loopback(host),
                follow_redirects=False,
                limits=httpx.Limits(max_keepalive_connections=0),
            )
        except OSError as error:  # a file of certificates, or one of httpx's own that is imported this late
            reason = error.strerror or type(error).__name__
            raise NotSentError(f"A file that is needed to connect could not be read: {reason}.") from None
        except Exception as error:  # from the proxy variables: ValueError, ImportError, InvalidURL and more
            if reason := fault_of_machine(error):
                raise NotSentError(f"A file that is needed to connect could not be read: {reason}.") from None
            if transport is not None or is_loopback(host):
                raise
            raise proxy_error() from None  # the original's text holds the proxy's password


class _Borrowed(httpx.AsyncBaseTransport):
    """A transport that is not ours to close."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._transport.handle_async_request(request)
