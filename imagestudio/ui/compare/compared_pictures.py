"""Decodes the pictures that are beside each other, and the one that comes next."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, QSize, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.pixels import ReadSmall
from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui.viewer.picture import Picture, load_picture, load_small
from imagestudio.workers.task import Task, TaskRunner

_MOST_BYTES = 400_000_000  # of all pictures together when one looks closely
_BYTES_A_PIXEL = 5.4  # four, and a third more for the smaller levels


class ComparedPictures(QObject):
    """Keeps each picture for as long as it is wanted.

    Signals:
        loaded(int, Picture): the picture of this time is decoded, or more of it.
        refused(int, ImageStudioError): it cannot be shown.
    """

    loaded = Signal(object, object)
    refused = Signal(object, object)

    def __init__(self, tasks: TaskRunner, files: Files, read_small: ReadSmall, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._files = files
        self._read_small = read_small
        self._kept: dict[int, Picture] = {}
        self._refused: dict[int, ImageStudioError] = {}
        self._under_way: dict[int, Task] = {}
        self._detailed: set[int] = set()

    def get(self, time: int) -> Picture | None:
        return self._kept.get(time)

    def refusal(self, time: int) -> ImageStudioError | None:
        """Why a picture cannot be shown, where that is known."""
        return self._refused.get(time)

    def want(self, record: Record, enough: QSize) -> None:
        """Decode it unless it is here or on its way; sharp as far as it is fitted into `enough`.

        Where its file is, is looked up in the worker: a folder on the network may take its time to answer.
        """
        time = record.time
        if time not in self._kept and time not in self._refused and time not in self._under_way:
            self._run(time, partial(_small, self._files, record, enough, self._read_small))

    def want_detail(self, record: Record, count: int) -> None:
        """All of it, or as much as `count` pictures may have each."""
        time, most_pixels = record.time, round(_MOST_BYTES / _BYTES_A_PIXEL / max(1, count))
        if time in self._kept and time not in self._detailed and time not in self._under_way:
            self._detailed.add(time)
            self._run(time, partial(_detailed, self._files, record, most_pixels))

    def keep_only(self, times: Iterable[int]) -> None:
        """Let go of all others."""
        wanted = set(times)
        for time in [time for time in self._under_way if time not in wanted]:
            self._under_way.pop(time).cancel()
        for time in [time for time in (*self._kept, *self._refused) if time not in wanted]:
            self._kept.pop(time, None)
            self._refused.pop(time, None)
        self._detailed &= wanted

    def _run(self, time: int, call: partial[tuple[int, Picture]]) -> None:
        self._under_way[time] = self._tasks.run(call, self._on_loaded, partial(self._on_refused, time))

    def _on_loaded(self, result: tuple[int, Picture]) -> None:
        self._under_way.pop(result[0], None)
        self._kept[result[0]] = result[1]
        self.loaded.emit(*result)

    def _on_refused(self, time: int, error: ImageStudioError) -> None:
        self._under_way.pop(time, None)
        self._refused[time] = error
        self.refused.emit(time, error)


def _small(files: Files, record: Record, enough: QSize, read_small: ReadSmall) -> tuple[int, Picture]:
    """Runs in a worker thread."""
    picture = load_small(files.path_of(record), enough, read_small)
    picture.prepare(enough)
    return record.time, picture


def _detailed(files: Files, record: Record, most_pixels: int) -> tuple[int, Picture]:
    """Runs in a worker thread."""
    return record.time, load_picture(files.path_of(record), most_pixels=most_pixels)
