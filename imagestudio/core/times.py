"""Moments as microseconds since 1970 in UTC: the key of every record, and their text."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now_us() -> int:
    return time.time_ns() // 1000


def to_datetime(moment: int) -> datetime:
    """The moment as an aware datetime in UTC, exact to the microsecond."""
    return _EPOCH + timedelta(microseconds=moment)


def to_iso(moment: int) -> str:
    """The moment as ISO 8601 in UTC: 2026-11-21T10:22:33.123456Z."""
    return to_datetime(moment).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_iso(text: str) -> int:
    """The moment an ISO 8601 text means. Raises ValueError where it has no offset or is none."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs an offset from UTC")
    return (moment - _EPOCH) // timedelta(microseconds=1)
