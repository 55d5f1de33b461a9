"""The log: three files of a megabyte in the state folder; everything secret is taken out as it is written."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from collections import deque
from itertools import pairwise
from pathlib import Path
from typing import IO

from imagestudio.profile.redaction import Secrets

LOG_NAME = "imagestudio.log"
FAULT_NAME = "crash.log"
_MAX_BYTES = 1_000_000
_OLDER_FILES = 2
_RECENT = 200
_LONGEST_LINE = 20_000
_LONGEST_END = 40_000
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_TALKATIVE = ("httpx", "httpcore", "hpack", "asyncio", "PIL", "keyring", "secretstorage", "jeepney")


class SafeFormatter(logging.Formatter):
    """Takes secrets out of the whole line: message, arguments and traceback; what goes on is indented."""

    def __init__(self, secrets: Secrets) -> None:
        super().__init__(_FORMAT)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        kept = record.exc_text
        record.exc_text = None  # another formatter's, which was not cleaned
        try:
            text = super().format(record)
        except Exception as error:  # arguments that do not fit their message must not end in a traceback with both
            text = f"{record.levelname} {record.name}: a message that cannot be formatted ({type(error).__name__})"
        finally:
            record.exc_text = kept
        # Cut only after cleaning: half a key would not be known as one.
        return self._secrets.clean(text)[:_LONGEST_LINE].replace("\n", "\n    ")


class RecentLines(logging.Handler):
    """The last lines of the log, for a report."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[str] = deque(maxlen=_RECENT)

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))

    def lines(self) -> list[str]:
        self.acquire()
        try:
            return list(self._lines)
        finally:
            self.release()


class LogFile(logging.FileHandler):
    """The file of the log, for its owner only; where it cannot be written, the program goes on without.

    When it is full it becomes an older one. The standard library's handler does that too, but its module brings
    sockets and more along, 8 ms of every start.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True, errors="backslashreplace")
        self.lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._is_full(record):
                self._begin_anew()
        except Exception:  # as the usual handlers do: nothing that is logged may end the program
            self.handleError(record)
            return
        super().emit(record)

    def _is_full(self, record: logging.LogRecord) -> bool:
        path = Path(self.baseFilename)
        if path.exists() and not path.is_file():
            return False  # a pipe, a device
        stream = self.stream or self._open()
        self.stream = stream  # type: ignore[assignment]
        stream.seek(0, os.SEEK_END)
        return stream.tell() + len(self.format(record)) + 1 >= _MAX_BYTES

    def _begin_anew(self) -> None:
        if self.stream is not None:
            self.stream.close()
            self.stream = None
        paths = [Path(self.baseFilename + end) for end in ("", *(f".{number + 1}" for number in range(_OLDER_FILES)))]
        for newer, older in reversed(list(pairwise(paths))):
            if newer.exists():
                newer.replace(older)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - the usual one prints the whole record
        self.lost += 1

    def _open(self) -> IO[str]:  # type: ignore[override]
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=_for_owner)


class Log:
    """The log of this process, from `Log(…)` to `close()`."""

    def __init__(self, folder: Path, secrets: Secrets) -> None:
        self.path = folder / LOG_NAME
        self.secrets = secrets
        self._recent = RecentLines()
        self._file = LogFile(self.path)
        self._fault_file: IO[bytes] | None = None
        root = logging.getLogger()
        self._level_before = root.level
        root.setLevel(logging.INFO)
        for handler in (self._file, self._recent):
            handler.setFormatter(SafeFormatter(secrets))
            root.addHandler(handler)
        for name in _TALKATIVE:  # their INFO lines hold whole addresses, signatures included
            logging.getLogger(name).setLevel(logging.WARNING)
        self._watch_for_faults(folder / FAULT_NAME)

    @property
    def is_written(self) -> bool:
        """Whether every line so far came into the file."""
        return not self._file.lost

    def recent(self) -> list[str]:
        """The last lines, without anything secret."""
        return self._recent.lines()

    def take_faults(self) -> str:
        """What ended earlier processes since somebody took it; kept in a file beside it. Nothing where nothing did."""
        if self._fault_file is None:
            return ""
        path = Path(self._fault_file.name)
        try:
            told = _end_of(path)
            if told:
                with open(path.with_name(f"{FAULT_NAME}.1"), "wb", opener=_for_owner) as kept:
                    kept.write(told)
                self._fault_file.truncate(0)  # it is appended to, by other processes as well
        except OSError as error:
            logging.getLogger(__name__).warning("what ended the last process is not known: %s", type(error).__name__)
            return ""
        return told.decode("utf-8", "replace").strip()

    def written(self) -> list[str]:
        """The last lines of the file, those of earlier processes among them, without anything secret."""
        try:
            return _end_of(self.path).decode("utf-8", "replace").splitlines()[-_RECENT:]
        except OSError:
            return []

    def close(self) -> None:
        root = logging.getLogger()
        root.setLevel(self._level_before)
        for handler in (self._file, self._recent):
            root.removeHandler(handler)
            handler.close()
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()
            self._fault_file = None

    def _watch_for_faults(self, path: Path) -> None:
        """Write where every thread stood when the process is ended by a fault; names of functions, no values."""
        if faulthandler.is_enabled():  # by whoever started Python so
            return
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            too_big = path.exists() and path.stat().st_size > _MAX_BYTES
            self._fault_file = open(path, "wb" if too_big else "ab", buffering=0, opener=_for_owner)  # noqa: SIM115
            faulthandler.enable(self._fault_file, all_threads=True)
        except (OSError, ValueError) as error:
            logging.getLogger(__name__).warning("faults are not written down: %s", type(error).__name__)


def keep_memory_private(*, from_debuggers: bool) -> None:
    """No core dump of this process, since it would hold the key.

    `from_debuggers` keeps other programs of the same person out of its memory as well; not for a process with a window,
    whose desktop looks it up in /proc before it opens a file dialog or a link for it.
    """
    try:
        import resource
    except ImportError:  # Windows writes no core files by itself
        return
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (OSError, ValueError) as error:
        logging.getLogger(__name__).warning("core dumps stay on: %s", error)
    if from_debuggers and sys.platform == "linux":
        import ctypes

        pr_set_dumpable = 4
        ctypes.CDLL(None).prctl(pr_set_dumpable, 0, 0, 0, 0)


def _end_of(path: Path) -> bytes:
    """The last part of a file that may be long."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LONGEST_END))
        return file.read()


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
