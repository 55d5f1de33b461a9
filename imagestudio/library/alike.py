"""What pictures that stand together have in common, as a number: SQLite sorts a million numbers, not a million texts.

Equal texts have equal numbers. Two others of a million had the same one in one library of thirty million.
"""

from __future__ import annotations

import sqlite3


def number_of_text(text: str) -> int:
    from hashlib import blake2b  # the first pictures need not wait for it

    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def prompt_number(prompt: str) -> int:
    """The same for pictures of the same prompt."""
    return number_of_text(prompt)


def job_number(job_id: str, time: int) -> int:
    """The same for pictures of the same job; a picture of none has one of its own."""
    return number_of_text(job_id) if job_id else time


def add_functions(connection: sqlite3.Connection) -> None:
    """Let SQL use them, to fill a library that has no such numbers yet."""
    connection.create_function("prompt_number", 1, prompt_number, deterministic=True)
    connection.create_function("job_number", 2, job_number, deterministic=True)
