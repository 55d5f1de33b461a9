"""How long to wait, how much to take and how often to try."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts as the service's contract asks for them; tests shorten them.

    A time-out does not stop a charge, so one that is too short means paid and lost. `answer_s`, `query_s` and
    `download_s` hold for the whole of a request, whatever drips in meanwhile.
    """

    connect_s: float = 10.0
    pool_s: float = 10.0
    write_s: float = 60.0
    read_s: float = 300.0
    answer_s: float = 330.0
    query_read_s: float = 20.0
    query_s: float = 30.0
    download_read_s: float = 30.0
    download_s: float = 120.0
    download_tries: int = 6
    download_pause_s: float = 1.0
    redirects: int = 5
    error_bytes: int = 1 * MIB
    answer_bytes: int = 96 * MIB
    picture_bytes: int = 64 * MIB
    query_bytes: int = 4 * MIB
