"""What can go wrong with an answer of the test server: another reply, or a reply that does not arrive whole."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

HTML = b"<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>cloud</body></html>"


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, headers and a body."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class End(StrEnum):
    """How a reply ends."""

    WHOLE = "whole"
    CLOSE = "close"
    RESET = "reset"
    STALL = "stall"


@dataclass(frozen=True, slots=True)
class Fault:
    """One answer's way over the wire; `Fault()` is none.

    `reply` stands in place of the right one. With an `end` other than WHOLE, `at` bytes of the body are sent first;
    below zero not even the head is. `drip_s` seconds pass between two bytes. Without `announce` there is no
    Content-Length, so that closing is all that ends the body.
    """

    reply: Reply | None = None
    end: End = End.WHOLE
    at: int = -1
    drip_s: float = 0.0
    announce: bool = True

    @property
    def hangs(self) -> bool:
        """Whether it is over only when somebody loses patience."""
        return self.end is End.STALL or self.drip_s > 0


FINE = Fault()


def close_before_answer() -> Fault:
    return Fault(end=End.CLOSE)


def close_after(body_bytes: int, *, announce: bool = True) -> Fault:
    """A cut: with Content-Length it can be seen, without it the bytes are all there is."""
    return Fault(end=End.CLOSE, at=body_bytes, announce=announce)


def reset(body_bytes: int = -1) -> Fault:
    return Fault(end=End.RESET, at=body_bytes)


def stall(body_bytes: int = -1) -> Fault:
    """Nothing more comes until the server stops."""
    return Fault(end=End.STALL, at=body_bytes)


def drip(seconds: float) -> Fault:
    return Fault(drip_s=seconds)


def answered(status: int, body: bytes = b"", content_type: str = "application/json", **headers: str) -> Fault:
    """Another answer; underscores in the names of headers stand for hyphens."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fault(Reply(status, body, {"Content-Type": content_type, **given}))


def html(status: int) -> Fault:
    return answered(status, HTML, "text/html; charset=utf-8")


def vendor_error(status: int, message: object = "Something is wrong", **headers: str) -> Fault:
    """An error in the service's own form, with its status as a text, as documented."""
    return answered(status, vendor_body(status, message), **headers)


def vendor_body(status: int, message: object) -> bytes:
    content = {
        "message": message,
        "path": "/v1/images/generations",
        "requestId": "request-of-the-error",
        "statusCode": str(status),
        "timestamp": "2026-11-21T10:22:33.123Z",
    }
    return json.dumps(content).encode()


def rate_limited(retry_after: str = "") -> Fault:
    headers = {"Retry_After": retry_after} if retry_after else {}
    return vendor_error(429, "Too many requests", **headers)


def redirect(target: str, status: int = 307) -> Fault:
    return answered(status, b"", "text/plain", Location=target)


def deep_json(depth: int = 200_000) -> Fault:
    return answered(200, b'{"data":' + b"[" * depth + b"]" * depth + b"}")


def gzip_bomb(mib: int, layers: int = 1) -> Fault:
    """A small body that unpacks to so many MiB."""
    body = b"0" * (mib * 1024 * 1024)
    for _ in range(layers):
        body = gzip.compress(body)
    return answered(200, body, Content_Encoding=", ".join(["gzip"] * layers))
