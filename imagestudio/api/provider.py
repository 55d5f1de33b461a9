"""A service that makes images: sends requests, fetches pictures, and answers questions about the account."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from imagestudio.api.account import ListedModel, read_balance, read_logs, read_models, read_transactions
from imagestudio.api.addresses import check_base_url, host_of, origin_of
from imagestudio.api.aside import aside
from imagestudio.api.body import BodyError, pieces
from imagestudio.api.client import TROUBLE, Client, Content, Exchange
from imagestudio.api.download import Downloads
from imagestudio.api.failures import REFUSALS, inference_id, moment_of, not_sent, outcome_unknown, status_error
from imagestudio.api.limits import Limits
from imagestudio.api.multipart import edit_body, no_inputs
from imagestudio.api.patience import Patience
from imagestudio.api.payloads import cost, generation_body, load_json, read_answer
from imagestudio.api.turns import Turns
from imagestudio.core.answer import Answer, AnswerHead
from imagestudio.core.errors import BadKeyError, NoKeyError, ProviderError
from imagestudio.core.generation import StoppedUnsentError
from imagestudio.core.inputs import InputImage
from imagestudio.core.ledger import Transaction
from imagestudio.core.lookup import LogRow
from imagestudio.core.money import Money
from imagestudio.core.request import Request
from imagestudio.core.sinks import ByteSink
from imagestudio.core.times import now_us, to_iso

_LOG_PAGE = 100
_MOST_LOG_PAGES = 200
_DEFAULTS = Limits()


class ApiProvider:
    """The AI/ML API, or a service that speaks the same protocol; may be used from several threads at once.

    `key` is asked for each request, so that a new key is used at once; it may raise CredentialError.
    """

    def __init__(
        self,
        base_url: str,
        key: Callable[[], str],
        *,
        name: str = "aimlapi",
        transport: httpx.AsyncBaseTransport | None = None,
        limits: Limits = _DEFAULTS,
        tls: ssl.SSLContext | None = None,
        inputs: Callable[[InputImage], Path] = no_inputs,
    ) -> None:
        """`transport` answers in place of the wire, `inputs` tells where a picture lies that a request is given.

        Raises SettingsError for a base URL that may not be used.
        """
        self._base_url = check_base_url(base_url)
        self._key = key
        self._name = name
        self._limits = limits
        self._inputs = inputs
        self._client = Client(transport, limits, tls)
        self._downloads = Downloads(self._client, limits, host_of(self._base_url))
        self._clock_ahead_us = 0
        self._turns = Turns()

    @property
    def name(self) -> str:
        return self._name

    @property
    def origin(self) -> str:
        """What the key belongs to."""
        return origin_of(self._base_url)

    @property
    def clock_ahead_us(self) -> int:
        """How far the service's clock was ahead of ours at the latest question; 0 while that is not known."""
        return self._clock_ahead_us

    async def send(self, request: Request, client_request_id: str, sink: ByteSink) -> AnswerHead:
        """Send once, on a new connection; the body of a success is committed to the sink when this returns.

        Raises CredentialError, NotSentError and the errors of api.md's table of what may be sent again.
        """
        path, form, content = self._sending(request)
        url = f"{self._base_url}{path}"
        key = await self._key_beside()
        headers = _headers(key) | form | {"X-Client-Request-Id": client_request_id}
        exchange = Exchange(url)
        said = bytearray()
        head: AnswerHead | None = None
        try:
            async with (
                Patience(self._limits.read_s, self._limits.answer_s) as patience,
                self._client.ask(
                    exchange, "POST", url, headers, content=content(patience.sent), read_s=None
                ) as response,
            ):
                patience.heard()
                if response.is_success:
                    head = await self._take(exchange, response, sink, patience)
                else:
                    await _read_into(said, response, self._limits.error_bytes)
        except asyncio.CancelledError:
            _stop(exchange, answered=head is not None)
        except (BodyError, *TROUBLE) as error:
            if head is None:  # else only the goodbye went wrong
                self._check_trouble(error, exchange)
        if head is not None:
            return head
        raise status_error(exchange, bytes(said), (key, request.prompt), paid=True)

    def _sending(self, request: Request) -> tuple[str, dict[str, str], Callable[[Callable[[], None]], Content]]:
        """Where a request goes, the headers of its body, and the body, which tells of each piece that has gone out.

        Raises ProviderError where a picture it needs is not there; nothing was sent then.
        """
        if not request.is_edit:
            body = generation_body(request)
            return "/v1/images/generations", {"Content-Type": "application/json"}, lambda _sent: body
        try:
            parts = edit_body(request, self._inputs)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ProviderError(f"A picture for this edit cannot be read: {reason}. Nothing was sent.") from error
        return "/v1/images/edits", parts.headers, parts.pieces

    async def _take(
        self, exchange: Exchange, response: httpx.Response, sink: ByteSink, patience: Patience
    ) -> AnswerHead:
        with self._turns.of(response) as turn:
            async for piece in pieces(response, self._limits.answer_bytes):
                patience.heard()
                turn.wait()
                sink.write(piece)
                turn.look()
        sink.commit()
        spent, used = exchange.header("x-aimlapi-usd-spent"), exchange.header("x-aimlapi-credits-used")
        return AnswerHead(response.status_code, inference_id(exchange), cost(spent, used), exchange.duration_ms)

    @staticmethod
    def _check_trouble(error: Exception, exchange: Exchange) -> None:
        """Raise what a failure on the way means; return where the status alone has said it all.

        Never `from error`: the texts of httpx can hold header values, and with them the key.
        """
        if exchange.nothing_left(error):
            raise not_sent(error, exchange) from None
        if exchange.status not in REFUSALS and exchange.status != 429:
            raise outcome_unknown(error, exchange) from None

    def read(self, body: bytes) -> Answer:
        """The pictures of an answer. Raises UnreadableAnswerError."""
        return read_answer(body)

    async def download(self, url: str, sink: ByteSink) -> None:
        """Fetch a picture without the key. Raises DownloadError, LinkExpiredError."""
        await self._downloads.fetch(url, sink)

    async def models(self) -> tuple[ListedModel, ...]:
        """The live catalogue, for which no key is needed. Raises ProviderError."""
        query = {"include": "pricing,modalities,capabilities"}
        return read_models(await self._query("/v1/models", query, key_needed=False))

    async def balance(self) -> Money:
        """What the account holds. Raises CredentialError, ProviderError."""
        return read_balance(await self._query("/v2/billing"))

    async def logs(self, start: int, end: int, models: Sequence[str] = ()) -> AsyncIterator[LogRow]:
        """The requests made with this key between two moments (microseconds), newest first, each once.

        At most 92 days. Rows added meanwhile push others to the next page, so one that was seen is left out.
        Raises CredentialError, ProviderError, also where the list cannot be read to its end.
        """
        seen: set[LogRow] = set()
        for page in range(_MOST_LOG_PAGES):
            query: dict[str, Any] = {"start": to_iso(start), "end": to_iso(end), "model": list(models)}
            query |= {"limit": _LOG_PAGE, "offset": page * _LOG_PAGE}
            rows, has_more = read_logs(await self._query("/v2/logs", query))
            for row in rows:
                if row not in seen:
                    seen.add(row)
                    yield row
            if not has_more or not rows:
                return
        raise ProviderError("The service's list of requests is too long to be read to its end.")

    async def transactions(self, start: int, end: int) -> AsyncIterator[Transaction]:
        """The movements of the balance between two moments (microseconds), newest first.

        Only regular keys may ask. Raises CredentialError, ProviderError, also where they cannot be read to their end.
        """
        query: dict[str, Any] = {"from": to_iso(start), "to": to_iso(end), "limit": _LOG_PAGE}
        for _page in range(_MOST_LOG_PAGES):
            found, cursor = read_transactions(await self._query("/v2/billing/transactions", query))
            for transaction in found:
                yield transaction
            if not cursor:
                return
            query["cursor"] = cursor
        raise ProviderError("The service's ledger is too long to be read to its end.")

    async def _query(self, path: str, query: dict[str, Any] | None = None, *, key_needed: bool = True) -> Any:
        """The JSON of a question, which costs nothing and changes nothing. Raises CredentialError, ProviderError."""
        key = self._checked_key(key_needed)
        url = str(httpx.URL(self._base_url + path, params=query or {}))
        exchange = Exchange(url)
        body = bytearray()
        try:
            read_s = self._limits.query_read_s
            async with (
                asyncio.timeout(self._limits.query_s),
                self._client.ask(exchange, "GET", url, _headers(key), read_s=read_s) as response,
            ):
                cap = self._limits.query_bytes if response.is_success else self._limits.error_bytes
                await _read_into(body, response, cap)
                self._note_clock(exchange)
        except (BodyError, *TROUBLE) as error:
            if exchange.nothing_left(error):
                raise not_sent(error, exchange) from None
            said = outcome_unknown(error, exchange).said
            raise ProviderError(said, status=exchange.status) from None
        if exchange.response is None or not exchange.response.is_success:
            raise status_error(exchange, bytes(body), (key,), paid=False)
        return _json(bytes(body), exchange)

    def _note_clock(self, exchange: Exchange) -> None:
        said = moment_of(exchange.header("date"))
        if said is not None:
            self._clock_ahead_us = said - now_us()

    async def _key_beside(self) -> str:
        """The key, while this loop goes on: a keyring may wait for a person for ever."""
        try:
            return await aside(self._checked_key)
        except asyncio.CancelledError:
            raise StoppedUnsentError from None

    def _checked_key(self, needed: bool = True) -> str:
        """The key as it may be put into a header: httpx quotes a wrong header whole in its error."""
        try:
            key = self._key()
        except NoKeyError:
            if needed:
                raise
            return ""
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise BadKeyError("The key has characters in it that no key has.")
        return key


def _stop(exchange: Exchange, *, answered: bool) -> None:
    """What being cancelled means: an answer that is on the disk is told first, and the next step stops."""
    if answered:
        if task := asyncio.current_task():
            task.cancel()
    elif exchange.stopped_unsent:
        raise StoppedUnsentError
    else:
        raise asyncio.CancelledError


def _headers(key: str) -> dict[str, str]:
    headers = {"Accept": "application/json"}
    return headers | {"Authorization": f"Bearer {key}"} if key else headers


async def _read_into(body: bytearray, response: httpx.Response, cap: int) -> None:
    """Keeps what came, also where the rest does not come."""
    async for piece in pieces(response, cap):
        body += piece


def _json(body: bytes, exchange: Exchange) -> Any:
    try:
        return load_json(body)
    except ValueError:
        raise ProviderError(f"{exchange.host} sent an answer that is not JSON.", status=exchange.status) from None
