"""The report of a bug: everything that helps to find it, nothing that is the person's own."""

from __future__ import annotations

import locale
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime

from imagestudio.profile.redaction import Secrets

_PARTS = ("PySide6-Essentials", "httpx", "httpcore", "Pillow", "keyring", "platformdirs", "truststore")
_DESKTOP = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")
_MOST_FRAMES = 60
_LONGEST = 60_000


def bug_report(error: BaseException, program_version: str, recent: Sequence[str], secrets: Secrets) -> str:
    """Versions, platform, where it happened (without values), and the last lines of the log."""
    parts = [
        f"Image Studio {program_version}: report of a bug",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        "",
        *versions(),
        "",
        secrets.clean(trace(error)),
        "Last lines of the log:",
        *recent,
        "",
    ]
    return secrets.clean("\n".join(parts))[:_LONGEST]


def end_report(faults: str, program_version: str, lines: Sequence[str], secrets: Secrets) -> str:
    """Versions, where every thread stood when the program ended unexpectedly, and the last lines of the log."""
    parts = [
        f"Image Studio {program_version}: report of an unexpected end",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, at the next start",
        "",
        *versions(),
        "",
        faults,
        "",
        "Last lines of the log:",
        *lines,
        "",
    ]
    return secrets.clean("\n".join(parts))[:_LONGEST]


def trace(error: BaseException) -> str:
    """The traceback without the values of variables; texts of errors can still hold anything, so clean it."""
    found = traceback.TracebackException(
        type(error), error, error.__traceback__, limit=-_MOST_FRAMES, capture_locals=False, compact=True
    )
    return "".join(found.format())


def kind_of(error: BaseException) -> str:
    """What makes two bugs the same one: the kind of error, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__, limit=-1)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__qualname__} {where}"


def versions() -> list[str]:
    """Python, the system, the desktop and the libraries, a line each; nothing of the person's."""
    import platform  # with what follows 15 ms that the first pictures need not wait for

    lines = [f"Python {platform.python_version()} ({platform.python_implementation()}, {sys.platform})"]
    lines.append(f"{platform.platform(terse=False)}, {platform.machine()}, {locale.getlocale()[0]}")
    desktop = [f"{name}={os.environ[name]}" for name in _DESKTOP if os.environ.get(name)]
    lines.append(", ".join(desktop) or "no desktop")
    lines += [f"{name} {_version(name)}" for name in _PARTS]
    return lines


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
