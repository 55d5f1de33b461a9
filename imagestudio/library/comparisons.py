"""comparisons.jsonl: each choice between pictures as a line, only ever added to; a rebuild leaves it alone."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from imagestudio.core.comparisons import Choice
from imagestudio.core.errors import LibraryReadOnlyError
from imagestudio.library.durable import disk_error

_VERSION = 1
_WHAT = "The list of comparisons"

_log = logging.getLogger(__name__)


class ComparisonsFile:
    """Adds choices to the file and reads it; every method may be called from any thread."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._guard = threading.Lock()

    def add(self, choice: Choice) -> None:
        """Put it on the disk. Raises LibraryError."""
        self._append(choice.to_data())

    def retract(self, choice_id: str) -> None:
        """Let a choice count no more; it stays in the file. Raises LibraryError."""
        self._append({"retracted": choice_id})

    def choices(self) -> list[Choice]:
        """All that count, oldest first; what cannot be read is passed over. Raises LibraryError."""
        found: dict[str, Choice] = {}
        retracted: set[str] = set()
        for data in self._lines():
            if "retracted" in data:
                retracted.add(str(data["retracted"]))
                continue
            try:
                choice = Choice.from_data(data)
            except (KeyError, TypeError, ValueError):
                _log.warning("a comparison cannot be read and is passed over")
                continue
            found[choice.id] = choice
        return [choice for choice in found.values() if choice.id not in retracted]

    def _lines(self) -> Iterator[Mapping[str, Any]]:
        try:
            content = self._path.read_bytes() if self._path.exists() else b""
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        for line in content.splitlines():
            try:
                data = json.loads(line)
            except (ValueError, RecursionError):  # its end may be missing after a crash
                _log.warning("a line of the comparisons is no JSON and is passed over")
                continue
            if isinstance(data, dict):
                yield data

    def _append(self, data: Mapping[str, Any]) -> None:
        if self._read_only:
            raise LibraryReadOnlyError("The comparison could not be noted: this library is only looked at.")
        line = json.dumps({"imagestudio": _VERSION, **data}, ensure_ascii=False).encode("utf-8", "replace")
        try:
            with self._guard, self._path.open("a+b") as file:
                file.write((b"" if _ends_whole(file) else b"\n") + line + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise disk_error(error, _WHAT) from error


def _ends_whole(file: Any) -> bool:
    """Whether the file's last line came to its end."""
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")
