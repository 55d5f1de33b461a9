"""The helper process that reads answers, checks pictures and makes thumbnails: paths come in, answers go out."""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from imagestudio.core.errors import ImageStudioError

if TYPE_CHECKING:
    from imagestudio.library.unpacking import Read

FLAG = "--make-thumbnails"

ASKED = struct.Struct(">BI")
"""What is asked for, and how long the path is that follows."""

SHRINK, CHECK, UNPACK = range(3)

ANSWER = struct.Struct(">BIII")
"""How it went, and how long the three parts are that follow: facts or why not, small and large thumbnail."""

MADE, DAMAGED, UNREADABLE = range(3)
_POLITENESS = 5  # what the person does in the window goes first


def serve(read: Read) -> int:
    """Answer one path after the other until there are no more; `read` understands what a service answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window's own process decides when this one ends
    if hasattr(os, "nice"):
        os.nice(_POLITENESS)
    _prepare()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while (question := _read(asked)) is not None:
        kind, *parts = _answer(*question, read)
        answers.write(ANSWER.pack(kind, *map(len, parts)) + b"".join(parts))
        answers.flush()
    return 0


def _read(asked: IO[bytes]) -> tuple[int, Path] | None:
    head = asked.read(ASKED.size)
    if len(head) < ASKED.size:
        return None
    kind, length = ASKED.unpack(head)
    return kind, Path(os.fsdecode(asked.read(length)))


def _answer(kind: int, path: Path, read: Read) -> tuple[int, bytes, bytes, bytes]:
    try:
        if kind == UNPACK:
            return MADE, _unpacked(path, read), b"", b""
        return (MADE, *(_checked(path) if kind == CHECK else _shrunk(path)))
    except ImageStudioError as error:
        return DAMAGED, error.said.encode(), b"", b""
    except OSError as error:
        return UNREADABLE, str(error.errno or 0).encode(), b"", b""


def _prepare() -> None:
    """Bring along what the first picture would wait for: a helper is begun while its picture is still being made."""
    from PIL import Image

    from imagestudio.library import pictures, thumbnails, unpacking  # noqa: F401 - each asked for where it is used

    Image.preinit()


def _unpacked(path: Path, read: Read) -> bytes:
    from imagestudio.library.unpacking import to_text, unpack

    return to_text(unpack(path, read))


def _shrunk(path: Path) -> tuple[bytes, bytes, bytes]:
    from imagestudio.library.thumbnails import copies_of_file

    copies = copies_of_file(path)
    return b"", copies.small, copies.large


def _checked(path: Path) -> tuple[bytes, bytes, bytes]:
    from imagestudio.library.pictures import check_picture_file

    facts = check_picture_file(path)
    data = {name: getattr(facts, name) for name in facts.__slots__ if name != "copies"}
    copies = (facts.copies.small, facts.copies.large) if facts.copies is not None else (b"", b"")
    return json.dumps(data).encode(), *copies
