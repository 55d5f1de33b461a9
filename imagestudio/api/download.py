"""Pictures: fetched from wherever the answer says, without the key, as often as it takes."""

from __future__ import annotations

import asyncio
import random
from urllib.parse import urljoin

import httpx

from imagestudio.api.addresses import check_picture_url, is_loopback
from imagestudio.api.body import BodyError, pieces
from imagestudio.api.client import TROUBLE, Client, Exchange
from imagestudio.api.failures import not_sent, retry_after
from imagestudio.api.limits import Limits
from imagestudio.api.reach import ForbiddenPeerError, Reach
from imagestudio.core.errors import (
    CertificateError,
    DownloadError,
    LinkExpiredError,
    NotSentError,
    ProxyError,
    SettingsError,
)
from imagestudio.core.sinks import ByteSink

_EXPIRED = frozenset({403, 404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429})
_LONGEST_PAUSE_S = 60.0


class Downloads:
    """Fetches pictures; a text of an error names the host only, since the rest of an address is a secret."""

    def __init__(self, client: Client, limits: Limits, service_host: str) -> None:
        """Where `service_host` is says which computers pictures may be fetched from."""
        self._client = client
        self._limits = limits
        self._reach = Reach(service_host)
        self._may_be_local = is_loopback(service_host)

    async def fetch(self, url: str, sink: ByteSink) -> None:
        """Fetch a picture and commit it. Raises DownloadError, and LinkExpiredError where asking again is no use."""
        tries = self._limits.download_tries
        for try_number in range(1, tries + 1):
            try:
                await self._fetch_once(url, sink)
            except _TryAgainError as failure:
                if try_number == tries:
                    raise DownloadError(failure.said, status=failure.status) from None
                await asyncio.sleep(self._pause(try_number, failure))
                sink.restart()
            else:
                sink.commit()
                return

    def _pause(self, try_number: int, failure: _TryAgainError) -> float:
        grown = self._limits.download_pause_s * 2.0 ** (try_number - 1) * random.uniform(0.75, 1.25)  # noqa: S311
        return max(float(grown), min(failure.after_s, _LONGEST_PAUSE_S))

    async def _fetch_once(self, url: str, sink: ByteSink) -> None:
        try:
            async with asyncio.timeout(self._limits.download_s):
                await self._follow(url, sink)
        except TimeoutError:
            raise _TryAgainError("The picture did not come in time.") from None

    async def _follow(self, url: str, sink: ByteSink) -> None:
        for _ in range(self._limits.redirects + 1):
            host = self._check(url)
            exchange = Exchange(url, self._reach)
            try:
                target = await self._take(exchange, url, sink)
            except ProxyError as error:
                raise DownloadError(error.said) from None
            except NotSentError as error:
                raise _TryAgainError(error.said) from None
            except ForbiddenPeerError as error:
                raise DownloadError(f"The picture cannot be fetched. {error}") from None
            except BodyError as error:
                raise _broken_body(host, error) from None
            except TROUBLE as error:
                raise self._lost(error, exchange) from None  # httpx's text can hold the address
            if target is None:
                return
            url = target
        raise DownloadError("The picture's address was passed on too many times.")

    async def _take(self, exchange: Exchange, url: str, sink: ByteSink) -> str | None:
        """Write the picture to the sink, or say where it is instead."""
        read_s = self._limits.download_read_s
        async with self._client.ask(exchange, "GET", url, {"Accept": "image/*, */*;q=0.5"}, read_s=read_s) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return _joined(url, response.headers["location"])
            if response.status_code != httpx.codes.OK:
                raise _refused(exchange, response.status_code)
            size = 0
            async for piece in pieces(response, self._limits.picture_bytes):
                sink.write(piece)
                size += len(piece)
            if size == 0:
                raise _TryAgainError(f"{exchange.host} sent an empty picture.")
        return None

    def _check(self, url: str) -> str:
        try:
            host = check_picture_url(url, self._may_be_local)
            self._reach.check_host(host)
            return host
        except SettingsError as error:
            raise DownloadError(f"The picture cannot be fetched. {error.said}") from None

    @staticmethod
    def _lost(error: Exception, exchange: Exchange) -> Exception:
        if exchange.nothing_left(error):
            reason: NotSentError = not_sent(error, exchange)
            if isinstance(reason, CertificateError):
                return DownloadError(reason.said)
            return _TryAgainError(reason.said)
        if isinstance(error, httpx.TimeoutException):
            return _TryAgainError(f"{exchange.host} stopped sending the picture.")
        return _TryAgainError(f"{exchange.host} ended the connection before the picture was whole.")


class _TryAgainError(Exception):
    """A download that failed in a way that may pass; `after_s` is how long the host asks to wait."""

    def __init__(self, said: str, *, status: int | None = None, after_s: float = 0.0) -> None:
        super().__init__(said)
        self.said = said
        self.status = status
        self.after_s = after_s


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise DownloadError("The picture's address was passed on to one that is none.") from None


def _refused(exchange: Exchange, status: int) -> Exception:
    said = f"{exchange.host} answered with status {status} instead of the picture."
    if status in _EXPIRED:
        return LinkExpiredError(said, status=status)
    if status >= 500 or status in _LATER:
        return _TryAgainError(said, status=status, after_s=retry_after(exchange) or 0.0)
    return DownloadError(said, status=status)


def _broken_body(host: str, error: BodyError) -> Exception:
    said = f"{host} sent a picture that {error}."
    return DownloadError(said) if "larger" in str(error) else _TryAgainError(said)
