"""What is being taken in, on the disk: which files were chosen, what became of each, and the picture on its way."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from imagestudio.core.errors import DiskError
from imagestudio.core.taking_in import Fate, Item, Reason, Unfinished
from imagestudio.core.times import now_us, to_datetime
from imagestudio.library.durable import disk_error, make_folder, write_durably
from imagestudio.library.spool import read_json, to_json

_log = logging.getLogger(__name__)

_VERSION = 1
_CHOSEN = "import.json"
_LOG = "log.jsonl"
_OVER = "."  # begins the name of a folder that is being removed
_WHAT = "What is to be taken in"


class Import:
    """One import, open to be gone on with; close it when done."""

    def __init__(self, folder: Path) -> None:
        """Raises DiskError where it cannot be read."""
        self.folder = folder
        self.paths = _chosen(folder)
        self.done: dict[str, Item] = {}
        self._log: TextIOWrapper | None = None
        try:
            self.done = dict(_logged(folder / _LOG))
        except OSError as error:
            raise disk_error(error, _WHAT) from error

    @property
    def picture(self) -> Path:
        """The copy of the picture that is being looked at."""
        return self.folder / "picture"

    @property
    def sidecar(self) -> Path:
        """The record of a picture on its way into its place, so that a crash there makes no second one."""
        return self.folder / "picture.json"

    def note(self, key: str, item: Item) -> None:
        """Put down what became of a file; not flushed, since what is lost of it is only looked at again."""
        line = json.dumps([key, item.name, item.fate.name, item.reason.name, item.said, item.time])
        try:
            if self._log is None:
                self._log = (self.folder / _LOG).open("a", encoding="ascii")
            self._log.write(f"\n{line}")  # behind a line that was cut off, too
            self._log.flush()
        except OSError as error:
            raise disk_error(error, _WHAT) from error

    def forget_pending(self) -> None:
        """The picture that was on its way is in its place and known to be. Raises DiskError."""
        try:
            self.sidecar.unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, _WHAT) from error

    def close(self) -> None:
        if self._log is not None:
            self._log.close()
            self._log = None


class ImportJournal:
    """The folder with all imports that did not come to their end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, paths: Sequence[Path]) -> str:
        """Raises DiskError."""
        id_ = f"{to_datetime(now_us()):%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
        folder = self.folder / id_
        try:
            make_folder(folder)
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        data = {"imagestudio_import": _VERSION, "paths": [os.fspath(path.absolute()) for path in paths]}
        write_durably(folder / _CHOSEN, json.dumps(data).encode(), _WHAT)
        return id_

    def open(self, id_: str) -> Import:
        """Raises DiskError where there is none."""
        return Import(self.folder / id_)

    def unfinished(self) -> list[Unfinished]:
        found = []
        for folder in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            if folder.name.startswith(_OVER) or not (folder / _CHOSEN).is_file():
                shutil.rmtree(folder, ignore_errors=True)  # what a crash left before or after
                continue
            try:
                opened = Import(folder)
            except DiskError as error:
                _log.info("an import cannot be gone on with: %s", error.said)
                continue
            found.append(Unfinished(folder.name, tuple(opened.paths), len(opened.done)))
        return found

    def end(self, id_: str) -> None:
        """Remove an import; its name goes first, so that half of it is never gone on with."""
        folder = self.folder / id_
        over = folder.with_name(f"{_OVER}{id_}")
        try:
            folder.rename(over)
            shutil.rmtree(over)
        except FileNotFoundError:
            return
        except OSError as error:
            _log.warning("the folder of an import stays: %s", error.strerror)


def write_pending(path: Path, data: dict[str, Any]) -> None:
    """Put the record of the picture on its way on the disk. Raises DiskError."""
    write_durably(path, to_json(data), "The picture's record")


def _chosen(folder: Path) -> list[Path]:
    try:
        data = read_json(folder / _CHOSEN)
        return [Path(str(path)) for path in data["paths"]]
    except OSError as error:
        raise disk_error(error, _WHAT) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DiskError(f"{_WHAT} could not be read; choose the files again.") from error


def _logged(path: Path) -> list[tuple[str, Item]]:
    """What the log tells; a line that a crash cut off tells nothing."""
    if not path.exists():
        return []
    with path.open(encoding="ascii", errors="replace") as file:
        return [entry for line in file if (entry := _entry(line)) is not None]


def _entry(line: str) -> tuple[str, Item] | None:
    try:
        key, name, fate, reason, said, time = json.loads(line)
        return str(key), Item(str(name), Fate[fate], Reason[reason], str(said), int(time))
    except (ValueError, TypeError, KeyError):
        return None
