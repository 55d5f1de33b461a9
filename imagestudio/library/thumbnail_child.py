"""The helper process that makes thumbnails: paths come in, thumbnails go out, and nothing else is known to it."""

from __future__ import annotations

import os
import signal
import struct
import sys
from pathlib import Path
from typing import IO

from imagestudio.core.errors import PictureError

FLAG = "--make-thumbnails"

LENGTH = struct.Struct(">I")
ANSWER = struct.Struct(">BII")
"""How it went, and how long the two parts are that follow."""

MADE, DAMAGED, UNREADABLE = range(3)
_POLITENESS = 5  # what the person does in the window goes first


def serve() -> int:
    """Answer one path after the other until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window's own process decides when this one ends
    if hasattr(os, "nice"):
        os.nice(_POLITENESS)
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while path := _read_path(asked):
        kind, first, second = _answer(path)
        answers.write(ANSWER.pack(kind, len(first), len(second)) + first + second)
        answers.flush()
    return 0


def _read_path(asked: IO[bytes]) -> Path | None:
    head = asked.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return Path(os.fsdecode(asked.read(LENGTH.unpack(head)[0])))


def _answer(path: Path) -> tuple[int, bytes, bytes]:
    from imagestudio.library.thumbnails import copies_of_file

    try:
        copies = copies_of_file(path)
    except PictureError as error:
        return DAMAGED, error.said.encode(), b""
    except OSError as error:
        return UNREADABLE, str(error.errno or 0).encode(), b""
    return MADE, copies.small, copies.large
