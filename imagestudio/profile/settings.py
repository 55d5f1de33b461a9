"""The person's choices, kept between sessions in one small JSON file; never the key."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from imagestudio.profile.whole_file import write_whole

_log = logging.getLogger(__name__)
_MAX_BYTES = 1 << 20
_LIMIT = "limit_"  # so the names of all limits on spending begin
_LOST = "limits_lost"

Start = Callable[[Callable[[], None]], object]


class Trouble(Enum):
    """What can be wrong with the settings' file."""

    UNREAD = auto()
    DAMAGED = auto()
    UNSAVED = auto()


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """What is wrong, with which file (a damaged one stands where it was set aside), and what the system says of it."""

    trouble: Trouble
    path: Path
    reason: str = ""


class JsonSettings:
    """Settings in a JSON file: read once, written whole and atomically; a damaged file is set aside, never fatal.

    Several windows, each of another library, may share the file: what is set in one leaves alone what others have set.
    Only writing touches the file: a damaged one is set aside then, and that limits on spending may have been lost with
    it is noted in the new one. Every method may be called from any thread, and none waits for the disk once `write_in`
    has said where to write.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()  # of what is in memory; never held while the disk is waited for
        self._writing = threading.Lock()
        self._start: Start | None = None
        self._fault: SettingsProblem | None = None  # of reading
        self._unsaved: SettingsProblem | None = None
        self._unwritten: set[str] = set()
        self._values = self._read()

    @property
    def problem(self) -> SettingsProblem | None:
        """What is wrong with the file, if anything; what could not be saved before what could not be read."""
        return self._unsaved or self._fault

    @property
    def lost(self) -> bool:
        """Whether limits on spending were lost with what could not be read, and none was set since."""
        fault = self._fault
        return (fault is not None and fault.trouble is Trouble.UNREAD) or self.get(_LOST, False)

    def go_on_without_limits(self) -> None:
        """The person knows what was lost."""
        self.set(_LOST, False)

    def write_in(self, start: Start | None) -> None:
        """From now on the file is written where this runs what it is given; without it, at once."""
        self._start = start

    def flush(self) -> None:
        """Have written what is not written yet."""
        if self._unwritten:
            self._have_written()

    def get(self, name: str, default: Any) -> Any:
        """The value kept under this name, or the default where there is none or one of another type."""
        with self._lock:
            value = self._values.get(name, default)
        return value if _alike(value, default) else default

    def set(self, name: str, value: Any) -> None:
        """Keep a JSON value. Where the file cannot be written it holds for this session, and `problem` says so."""
        frozen = json.loads(json.dumps(value))  # raises what is our bug before anything is changed
        with self._lock:
            self._values[name] = frozen
            self._unwritten.add(name)
            if name.startswith(_LIMIT) and frozen and _LOST in self._values:
                self._values[_LOST] = False
                self._unwritten.add(_LOST)
        self._have_written()

    def _read(self) -> dict[str, Any]:
        try:
            return _parse(self._path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            self._fault = self._noted(Trouble.UNREAD, self._path, error)
            return {}
        except (ValueError, RecursionError):
            self._fault = self._noted(Trouble.DAMAGED, self._path)
            self._unwritten.add(_LOST)
            return {_LOST: True}

    def _have_written(self) -> None:
        start = self._start
        if start is not None:
            start(self._write)
        else:
            self._write()

    def _write(self) -> None:
        """Write what was set here, beside what another window has set since."""
        with self._writing:
            try:
                ours = self._write_beside(self._theirs())
            except OSError as error:
                if self._fault is None or self._fault.trouble is not Trouble.UNREAD:  # which says it better
                    self._unsaved = self._noted(Trouble.UNSAVED, self._path, error)
                return
            with self._lock:  # what was set again meanwhile is written by the next one
                self._unwritten -= {name for name, value in ours.items() if self._values[name] is value}
            self._unsaved = None

    def _write_beside(self, theirs: dict[str, Any] | None) -> dict[str, Any]:
        """What was set here and is in the file now. Raises OSError."""
        with self._lock:
            if self._fault is not None and self._fault.trouble is Trouble.UNREAD:
                if theirs is None:
                    self._values[_LOST] = True
                    self._unwritten.add(_LOST)
                self._fault = None
            ours = {name: self._values[name] for name in self._unwritten}
            if theirs is not None:
                self._values = theirs | ours
            values = dict(self._values)
        text = _text(values)
        if theirs is None or text != _text(theirs):
            write_whole(self._path, text.encode())
        return ours

    def _theirs(self) -> dict[str, Any] | None:
        """What the file holds now; None where there is none, and all is written anew as it is here.

        Raises OSError where it cannot be read, or not be set aside: then it must not be written over.
        """
        try:
            raw = self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        try:
            return _parse(raw)
        except (ValueError, RecursionError):
            aside = self._path.with_name(self._path.name + ".damaged")
            write_whole(aside, raw)  # beside it: a start in between must not find none, as if nothing had been lost
            noted = self._noted(Trouble.DAMAGED, aside)
            if self._fault is not None and self._fault.trouble is Trouble.DAMAGED:
                self._fault = noted
            return None

    def _noted(self, trouble: Trouble, path: Path, error: OSError | None = None) -> SettingsProblem:
        reason = "" if error is None else error.strerror or str(error)
        _log.warning("settings: %s, %s %s", trouble.name.lower(), path, reason)
        return SettingsProblem(trouble, path, reason)


def _text(values: dict[str, Any]) -> str:
    return json.dumps(values, indent=2, sort_keys=True, ensure_ascii=True) + "\n"


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
