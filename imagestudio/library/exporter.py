"""Gives copies of pictures away, one or thousands, into a folder or a ZIP; two threads write at a time."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import closing, suppress
from pathlib import Path
from typing import IO

from imagestudio.core.errors import DiskError, Failure, FileGoneError, ImageStudioError, RequestError
from imagestudio.core.export import Choices, ExportReport, Listing, Progress, Refused, plan_names
from imagestudio.core.naming import Names
from imagestudio.core.record import Record
from imagestudio.library.copies import LIST_NAMES, copy_of, list_head, list_of, small_copy_of
from imagestudio.library.export_places import Cancelled, CancelledError, Place, PlaceError, open_place
from imagestudio.library.history import SqliteHistory

_log = logging.getLogger(__name__)

_THREADS = 2
_NICE = 10
_PAGE = 200
_MOST_TOLD = 1000
_LIST_IN_MEMORY = 4 * 1024 * 1024
_LIST_PIECE = 256 * 1024


class LibraryExporter:
    """Writes copies of the pictures of one library."""

    def __init__(self, folder: Path, history: SqliteHistory, path_of: Callable[[Record], Path]) -> None:
        """`folder` is the library's, in which no copies may lie."""
        self._folder = folder
        self._history = history
        self._path_of = path_of

    def run(
        self, times: Sequence[int], choices: Choices, target: Path, progress: Progress, cancelled: Cancelled
    ) -> ExportReport:
        """Write the copies and tell how it went. Raises RequestError, LibraryError where nothing could begin."""
        self._check_target(target)
        place = open_place(target)
        work = _Work(place, choices, len(times), progress, cancelled, self._path_of)
        with closing(work):
            return work.run(self._pages(times))

    def small_copy(self, record: Record, longest_edge: int) -> bytes:
        return small_copy_of(self._path_of(record), longest_edge)

    def taken_names(self, target: Path) -> frozenset[str]:
        try:
            return frozenset(path.name for path in target.iterdir())
        except OSError:  # no folder, or none that may be looked at: then it is told when something is written
            return frozenset()

    def _pages(self, times: Sequence[int]) -> Iterator[list[Record]]:
        """The records in the order they were asked for."""
        for first in range(0, len(times), _PAGE):
            some = times[first : first + _PAGE]
            found = {record.time: record for record in self._history.page(some)}
            yield [found[time] for time in some if time in found]

    def _check_target(self, target: Path) -> None:
        if target.absolute().resolve().is_relative_to(self._folder.resolve()):
            raise RequestError("target", target.name, "a place outside of the library")


class _Work:
    """One giving away under way."""

    def __init__(
        self,
        place: Place,
        choices: Choices,
        total: int,
        progress: Progress,
        cancelled: Cancelled,
        path_of: Callable[[Record], Path],
    ) -> None:
        self._place = place
        self._choices = choices
        self._total = total
        self._progress = progress
        self._cancelled = cancelled
        self._path_of = path_of
        self._pool = ThreadPoolExecutor(_THREADS, "export", give_way)
        self._list: IO[bytes] = tempfile.SpooledTemporaryFile(_LIST_IN_MEMORY)  # noqa: SIM115  # closed by close()
        self._stop: PlaceError | None = None
        self._over = False
        self._done = 0
        self._refused: list[Refused] = []
        self._first: Path | None = None

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._list.close()

    def run(self, pages: Iterator[list[Record]]) -> ExportReport:
        names = Names([*self._place.taken(), *LIST_NAMES.values()])
        number = 1
        try:
            self._list.write(list_head(self._choices.listing).encode())
            for records in pages:
                planned = plan_names(self._choices, records, number, self._total, names)
                self._write_page(records, planned)
                number += len(records)
                if self._over:
                    break
            else:
                self._total = number - 1  # what was deleted for good meanwhile is asked for no more
            return self._end()
        except BaseException:
            self._place.give_up()
            raise

    def _end(self) -> ExportReport:
        """Finish the place; a ZIP that is not whole leaves nothing behind."""
        cancelled = self._over and self._stop is None
        if self._over and self._place.path.suffix.casefold() == ".zip":
            self._done = 0
        if self._over:
            self._place.give_up()
        else:
            self._finish()
        stop = self._stop
        return ExportReport(
            self._place.path,
            self._total,
            self._done,
            tuple(self._refused[:_MOST_TOLD]),
            cancelled,
            None if stop is None else Failure("Disk", stop.said, stop.charge),
            self._first,
            full=stop is not None and stop.full,
        )

    def _finish(self) -> None:
        try:
            if self._choices.listing is not Listing.NONE and self._done:
                self._write_list()
            self._place.close()
        except PlaceError as error:
            self._stop = error
            self._done = 0 if self._place.path.suffix.casefold() == ".zip" else self._done
        except CancelledError:
            _log.info("cancelled when all copies were written")

    def _write_list(self) -> None:
        self._list.seek(0)
        pieces = iter(lambda: self._list.read(_LIST_PIECE), b"")
        moment = int(self._place.path.parent.stat().st_mtime * 1_000_000)
        self._place.write(LIST_NAMES[self._choices.listing], pieces, moment, _never)

    def _write_page(self, records: list[Record], names: list[str]) -> None:
        written: dict[int, str] = {}
        futures: dict[Future[Path], tuple[Record, str]] = {}
        for record, name in zip(records, names, strict=True):
            futures[self._pool.submit(self._write, record, name)] = record, name
        for future in as_completed(futures):
            record, name = futures[future]
            if (path := self._outcome(future, name)) is not None:
                written[record.time] = path.name if path != self._place.path else name
        if self._choices.listing is not Listing.NONE:
            done = [record for record in records if record.time in written]
            lines = list_of(
                done, [written[record.time] for record in done], self._choices.listing, personal=self._choices.personal
            )
            self._list.write(lines.encode("utf-8", "replace"))

    def _write(self, record: Record, name: str) -> Path:
        """Runs in one of our threads."""
        if self._over or self._cancelled():
            raise CancelledError
        pieces = list(
            copy_of(self._path_of(record), record, self._choices)
        )  # what cannot be read shows before it is written
        return self._place.write(name, pieces, record.time, self._cancelled)

    def _outcome(self, future: Future[Path], name: str) -> Path | None:
        """Where the copy is, if it is."""
        try:
            path = future.result()
        except CancelledError:
            self._over = True
            return None
        except PlaceError as error:
            self._over, self._stop = True, self._stop or error
            return None
        except ImageStudioError as error:
            self._refuse(name, error)
            return None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._refuse(name, DiskError(f"A file of this name cannot be written there: {reason}."))
            return None
        self._done += 1
        self._first = self._first or path
        self._progress(self._done + len(self._refused), self._total)
        return path

    def _refuse(self, name: str, error: ImageStudioError) -> None:
        said = error.said or ("Its file is gone." if isinstance(error, FileGoneError) else "It cannot be read.")
        self._refused.append(Refused(name, Failure(error.failure.kind, said, error.charge)))
        self._progress(self._done + len(self._refused), self._total)


def give_way() -> None:
    """Let the window go first, where threads have a priority of their own."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


def _never() -> bool:
    return False
