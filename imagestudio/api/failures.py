"""Which failure is which error: the table of what may be sent again, in code."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from email.utils import parsedate_to_datetime

import httpx

from imagestudio.api.body import BodyError, SourceError
from imagestudio.api.client import Exchange
from imagestudio.api.payloads import clean_id
from imagestudio.api.spoken import Spoken, clean_text, understand
from imagestudio.core.errors import (
    CertificateError,
    KeyRefusedError,
    NotSentError,
    OutcomeUnknownError,
    OutOfCreditsError,
    ProviderError,
    ProxyError,
    RateLimitedError,
    RefusedError,
    ServiceFailedError,
    UnreachableError,
)

REFUSALS = frozenset({400, 401, 403, 404, 413, 422})
_LONGEST_RETRY_AFTER = 10.0**6


def not_sent(error: Exception, exchange: Exchange) -> NotSentError:
    """The error for a request of which nothing left.

    Unreachable is only what a person calls offline: nobody took the call, neither the service nor the proxy to it. A
    mistyped host looks the same, and the words name it. Where somebody answered and something is wrong with that (a
    certificate, a port that speaks no TLS, a proxy that refuses), waiting for the network would mend nothing.
    """
    if certificate := _in_chain(error, ssl.SSLCertVerificationError):
        reason = clean_text(str(getattr(certificate, "verify_message", "")))
        return CertificateError(f"The certificate of {exchange.host} is not trusted: {reason or 'unknown reason'}.")
    if isinstance(error, httpx.ProxyError):
        return ProxyError(f"The proxy {exchange.peer} refused: {clean_text(str(error))}.")
    where = exchange.host if exchange.peer == exchange.host else f"{exchange.host} through the proxy {exchange.peer}"
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return UnreachableError(f"No connection to {where} came about in time.")
    if _in_chain(error, ssl.SSLError):
        return NotSentError(f"No encrypted connection to {where} came about.")
    nobody = isinstance(error, httpx.ConnectError) and not exchange.connected
    return (UnreachableError if nobody else NotSentError)(f"No connection to {where}.")


def outcome_unknown(error: Exception, exchange: Exchange) -> OutcomeUnknownError:
    """The error for a request that went out and whose answer did not come whole."""
    said = f"{exchange.host} {_what_happened(error, exchange)}."
    return OutcomeUnknownError(said, status=exchange.status, inference_id=inference_id(exchange))


def _what_happened(error: Exception, exchange: Exchange) -> str:
    if isinstance(error, SourceError):
        return f"was sent a part of the request only, since a picture for it could not be read: {error}"
    if isinstance(error, BodyError):
        return f"sent an answer that {error}"
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "sent no whole answer in time"
    if exchange.response is not None:
        return "ended the connection in the middle of its answer"
    return "ended the connection without an answer"


def status_error(exchange: Exchange, body: bytes, secrets: Iterable[str], *, paid: bool) -> ProviderError:
    """The error for an answer that is no success; only a paid request can have an unknown outcome."""
    status = exchange.status or 0
    spoken = understand(body, secrets)
    said = spoken.said or f"{exchange.host} answered with status {status}."
    id_ = inference_id(exchange) or spoken.request_id
    if status == 429:
        return RateLimitedError(said, retry_after=retry_after(exchange), inference_id=id_)
    if status in REFUSALS:
        return _refusal(status, paid)(said, status=status, inference_id=id_)
    if status >= 500 and (spoken.by_service or not paid):
        return ServiceFailedError(said, status=status, inference_id=id_)
    if paid:
        return OutcomeUnknownError(_unexpected(exchange, spoken), status=status, inference_id=id_)
    return ProviderError(said, status=status, inference_id=id_)


def _refusal(status: int, paid: bool) -> type[RefusedError]:
    if status == 401:
        return KeyRefusedError
    if status == 403 and paid:  # elsewhere: a key that may make pictures but not read the account
        return OutOfCreditsError
    return RefusedError


def _unexpected(exchange: Exchange, spoken: Spoken) -> str:
    said = f"{exchange.host} answered with status {exchange.status}, which tells nothing of the picture."
    return f"{said} It said: {spoken.said}" if spoken.said else said


def inference_id(exchange: Exchange) -> str:
    return clean_id(exchange.header("x-inference-id"))


def retry_after(exchange: Exchange) -> float | None:
    """Seconds the service asks to wait, given as seconds or as a date by the service's own clock; None if neither."""
    text = exchange.header("retry-after").strip()
    if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) <= 20:
        return min(float(text), _LONGEST_RETRY_AFTER)
    moment = _timestamp(text)
    if moment is None:
        return None
    now = _timestamp(exchange.header("date")) or time.time()
    return min(max(0.0, moment - now), _LONGEST_RETRY_AFTER)


def moment_of(date: str) -> int | None:
    """The moment of a Date header in microseconds, or None where it holds none."""
    seconds = _timestamp(date)
    return None if seconds is None else round(seconds * 1_000_000)


def _timestamp(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _in_chain(error: BaseException | None, kind: type[BaseException]) -> BaseException | None:
    """The first error of a kind among an error and those it came from."""
    for _ in range(20):
        if error is None or isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None
