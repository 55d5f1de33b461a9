"""The person's choices, kept between sessions in one small JSON file; never the key."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any

from imagestudio.profile.whole_file import write_whole

_log = logging.getLogger(__name__)
_MAX_BYTES = 1 << 20


class JsonSettings:
    """Settings in a JSON file: read once, written whole and atomically; a damaged file is set aside, never fatal.

    Several windows, each of another library, may share the file: what is set in one leaves alone what others have set.
    `problem` says in plain words what was wrong with the file, or is empty. Every method may be called from any thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self.problem = ""
        self._unwritten: set[str] = set()
        self._values = self._read()

    def get(self, name: str, default: Any) -> Any:
        """The value kept under this name, or the default where there is none or one of another type."""
        with self._lock:
            value = self._values.get(name, default)
        return value if _alike(value, default) else default

    def set(self, name: str, value: Any) -> None:
        """Keep a JSON value. Where the file cannot be written it holds for this session, and `problem` says so."""
        json.dumps(value)  # a value that is not JSON is our bug and raises here, before anything is changed
        with self._lock:
            self._heed_others()
            if name in self._values and self._values[name] == value:
                return
            self._values[name] = value
            self._unwritten.add(name)
            try:
                self._write()
            except OSError as error:
                self.problem = f"The settings could not be saved in {self._path}: {error.strerror or error}"
                _log.warning("%s", self.problem)

    def _read(self) -> dict[str, Any]:
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            self.problem = f"The settings in {self._path} could not be read: {error.strerror or error}"
            _log.warning("%s", self.problem)
            return {}
        try:
            return _parse(raw)
        except (ValueError, RecursionError):
            self._set_aside()
            return {}

    def _heed_others(self) -> None:
        """Take over what another window has set since; a file that tells nothing is written anew as it was here."""
        try:
            theirs = _parse(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return
        self._values = theirs | {name: self._values[name] for name in self._unwritten}

    def _set_aside(self) -> None:
        aside = self._path.with_name(self._path.name + ".damaged")
        try:
            self._path.replace(aside)
        except OSError:
            _log.exception("the damaged settings stay where they are")
            aside = self._path
        self.problem = f"The settings were damaged and start anew; the old ones are in {aside}"
        _log.warning("%s", self.problem)

    def _write(self) -> None:
        text = json.dumps(self._values, indent=2, sort_keys=True, ensure_ascii=True) + "\n"
        write_whole(self._path, text.encode())
        self._unwritten.clear()


def _parse(raw: bytes) -> dict[str, Any]:
    """The object in the file. Raises ValueError or RecursionError where it holds none."""
    if len(raw) > _MAX_BYTES:
        raise ValueError("far too large")
    values = json.loads(raw.decode("utf-8"))
    if not isinstance(values, dict):
        raise ValueError("not an object")
    return values


def _alike(value: object, default: object) -> bool:
    """Whether a value can stand for the default: the same type, whole numbers for fractions, anything for None."""
    if default is None or value is None:
        return default is None
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return True
    return type(value) is type(default)
