"""Finds the Image Studio that has a library open already, and hands over to it; stands before the first paint.

Each one listens at a socket in a folder only its person may enter; the folder is empty while none runs, so that a
start costs one look into it. On Windows a file there tells the name of its pipe, which nobody else can guess.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imagestudio.core.hand_over import Answer, HandOver

PATIENCE_S = 3.0
SUFFIX = ".here"
_LONGEST_ADDRESS = 100  # of a socket: 104 bytes on macOS, 108 on Linux
_PLATFORM: str = sys.platform  # a plain text, so that the other branches are checked too


def meeting_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the instances of one person on one computer find each other."""
    if _PLATFORM == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home()) / "imagestudio" / "running"
    runtime = environ.get("XDG_RUNTIME_DIR", "").strip()
    if runtime and len(os.fsencode(runtime)) <= _LONGEST_ADDRESS - 40:
        return Path(runtime) / "imagestudio"
    return Path(environ.get("TMPDIR", "").strip() or "/tmp") / f"imagestudio-{os.geteuid()}"  # noqa: S108 - it is checked


def is_private(folder: Path) -> bool:
    """Whether the folder is this person's and nobody else may enter it; on Windows that is so by its place."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    if _PLATFORM == "win32":
        return stat.S_ISDIR(found.st_mode)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def address_of(folder: Path, library: Path) -> Path:
    """The place at which the instance of this library listens; looks at the disk to follow links."""
    import hashlib

    real = os.path.normcase(os.path.realpath(library))
    return folder / (hashlib.sha256(os.fsencode(real)).hexdigest()[:24] + SUFFIX)


def is_somebody_there(folder: Path) -> bool:
    """Whether any instance may be listening; quick, as nearly always there is none."""
    try:
        return any(name.endswith(SUFFIX) for name in os.listdir(folder))  # noqa: PTH208 - pathlib's is slower
    except OSError:
        return False


def hand_over(
    library: Callable[[], Path],
    given: Sequence[str],
    *,
    demo: bool = False,
    base_url: str = "",
    environ: Mapping[str, str] = os.environ,
) -> Answer | None:
    """Give what was given to the instance that has the library open; None where there is none. Waits some seconds."""
    folder = meeting_folder(environ)
    if not is_somebody_there(folder) or not is_private(folder):
        return None
    place = address_of(folder, library())
    if not place.exists():
        return None
    from imagestudio.core.hand_over import HandOver

    return _send(place, HandOver(tuple(given), token_of(environ), demo, base_url))


def token_of(environ: Mapping[str, str]) -> str:
    """The desktop's word that the person asked for this start."""
    from imagestudio.core.hand_over import is_token

    token = environ.get("XDG_ACTIVATION_TOKEN") or environ.get("DESKTOP_STARTUP_ID") or ""
    return token if is_token(token) else ""


def absolute(given: Sequence[str]) -> list[str]:
    """Files with their whole path, from a path or a file: address; links and what is neither as they are."""
    return [_absolute(one) for one in given if one]


def _absolute(one: str) -> str:
    from imagestudio.core.link import is_link

    if is_link(one):
        return one
    if one[:5].lower() == "file:":
        from urllib.parse import unquote, urlsplit

        found = urlsplit(one)
        path = unquote(found.path, errors="surrogateescape")
        if found.netloc in ("", "localhost") and path:
            return path.lstrip("/") if _PLATFORM == "win32" else path
    return os.path.abspath(one)  # noqa: PTH100 - without following links


def _send(place: Path, message: HandOver) -> Answer | None:
    from imagestudio.core.hand_over import Answer

    try:
        line = message.to_bytes()
        said = _ask_pipe(place, line) if _PLATFORM == "win32" else _ask_socket(place, line)
    except TimeoutError:
        return Answer.SILENT
    except (ConnectionError, FileNotFoundError):
        return None  # it is gone, and left its place behind
    except (OSError, ValueError):
        return Answer.SILENT
    if not said:
        return None  # it was about to end
    return Answer.TAKEN if said.strip() == Answer.TAKEN.encode() else Answer.REFUSED


def _ask_socket(place: Path, line: bytes) -> bytes:
    """Raises TimeoutError where no answer comes, ConnectionError where nobody listens."""
    import socket

    until = time.monotonic() + PATIENCE_S
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
        other.settimeout(PATIENCE_S)
        try:
            other.connect(str(place))
        except BlockingIOError as error:  # many wait there already
            raise TimeoutError from error
        other.sendall(line)
        said = b""
        while b"\n" not in said and len(said) < 64:
            other.settimeout(max(0.001, until - time.monotonic()))
            if not (more := other.recv(64)):
                break
            said += more
    return said


def _ask_pipe(place: Path, line: bytes) -> bytes:
    """The same over a pipe of Windows, which has no time-outs: a thread waits, and is let go of."""
    import threading

    said: list[bytes] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            with open(rf"\\.\pipe\{place.read_text(encoding='ascii')}", "r+b", buffering=0) as pipe:  # noqa: PTH123
                pipe.write(line)
                said.append(pipe.readline(64))
        except OSError as error:
            failed.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    if failed:
        raise failed[0]
    if not said:
        raise TimeoutError
    return said[0]
