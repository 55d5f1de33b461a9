"""Decodes pictures in workers, keeps the last ones and those that may come next, and never more than so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.pixels import ReadSmall, read_none
from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui.viewer.picture import Picture, load_picture, load_small
from imagestudio.workers.task import Task, TaskRunner

KEPT_BYTES = 128 * 1024 * 1024


class Pictures(QObject):
    """One picture is wanted, its neighbours are welcome: those are decoded one after another when it is there.

    Signals:
        loaded(int, Picture): the wanted picture of this time is decoded, or more of it.
        refused(int, ImageStudioError): it cannot be shown.
    """

    loaded = Signal(object, object)
    refused = Signal(object, object)

    def __init__(
        self,
        tasks: TaskRunner,
        files: Files,
        parent: QObject | None = None,
        kept_bytes: int = KEPT_BYTES,
        read_small: ReadSmall = read_none,
    ) -> None:
        super().__init__(parent)
        self._read_small = read_small
        self._tasks = tasks
        self._files = files
        self._most = kept_bytes
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._wanted: Task | None = None
        self._wanted_time = 0
        self._welcome: list[Record] = []
        self._fetching: Task | None = None
        self._fetched_time = 0
        self._enough = self._view = QSize(1920, 1200)

    def set_sizes(self, screen: QSize, view: QSize) -> None:
        """In device pixels: how large a picture can become when fitted, and how large it will be at first."""
        self._enough, self._view = screen, view

    def get(self, time: int) -> Picture | None:
        """The picture where it is decoded."""
        if time in self._kept:
            self._kept.move_to_end(time)
        return self._kept.get(time)

    def want(self, record: Record) -> Picture | None:
        """The picture at once where it is decoded; else `loaded` tells of it. The one wanted before is let go.

        Where its file is, is looked up in the worker: a folder on the network may take its time to answer.
        """
        self.forget()
        time = self._wanted_time = record.time
        if (kept := self.get(time)) is not None:
            return kept
        if time != self._fetched_time:  # else it is on its way already
            self._wanted = self._tasks.run(self._loading(record), self._on_loaded, partial(self._on_refused, time))
        return None

    def want_whole(self, record: Record) -> None:
        """All of a large picture, which is not kept: it is told of by `loaded` only."""
        if self._wanted is None and record.time == self._wanted_time:
            call = partial(_load_whole, self._files, record)
            self._wanted = self._tasks.run(call, self._on_whole, partial(self._on_refused, record.time))

    def welcome(self, neighbours: Sequence[Record]) -> None:
        """Decode these too, in this order, when nothing more urgent is to be done."""
        self._welcome = [each for each in neighbours if each.time not in self._kept]
        self._fetch_next()

    def forget(self) -> None:
        """Wait for nothing any more; what is decoded stays."""
        self._welcome = []
        self._wanted_time = 0
        if self._wanted is not None:
            self._wanted.cancel()
            self._wanted = None

    def clear(self) -> None:
        """Give the memory back."""
        self.forget()
        self._kept.clear()

    @property
    def kept_bytes(self) -> int:
        return sum(picture.size_bytes for picture in self._kept.values())

    def _loading(self, record: Record) -> Callable[[], tuple[int, Picture]]:
        return partial(_load, self._files, record, self._enough, self._view, self._read_small)

    def _on_loaded(self, result: tuple[int, Picture]) -> None:
        self._wanted = None
        self._keep(*result)
        self.loaded.emit(*result)
        self._fetch_next()

    def _on_whole(self, result: tuple[int, Picture]) -> None:
        self._wanted = None
        self.loaded.emit(*result)

    def _on_refused(self, time: int, error: ImageStudioError) -> None:
        self._wanted = None
        self.refused.emit(time, error)
        self._fetch_next()

    def _fetch_next(self) -> None:
        """One at a time, so that a worker is free for what is wanted."""
        if self._fetching is not None or self._wanted is not None or not self._welcome:
            return
        record = self._welcome.pop(0)
        self._fetched_time = record.time
        self._fetching = self._tasks.run(self._loading(record), self._on_fetched, self._on_not_fetched)

    def _on_fetched(self, result: tuple[int, Picture]) -> None:
        self._fetching, self._fetched_time = None, 0
        self._keep(*result)
        if result[0] == self._wanted_time:
            self.loaded.emit(*result)
        self._fetch_next()

    def _on_not_fetched(self, error: ImageStudioError) -> None:
        """Nobody looks at it yet; if somebody does by now, it is told."""
        time, self._fetching, self._fetched_time = self._fetched_time, None, 0
        if time == self._wanted_time:
            self.refused.emit(time, error)
        self._fetch_next()

    def _keep(self, time: int, picture: Picture) -> None:
        self._kept[time] = picture
        self._kept.move_to_end(time)
        while len(self._kept) > 1 and self.kept_bytes > self._most:
            self._kept.popitem(last=False)


def _load(files: Files, record: Record, enough: QSize, view: QSize, read_small: ReadSmall) -> tuple[int, Picture]:
    """Runs in a worker thread."""
    picture = load_small(files.path_of(record), enough, read_small)
    picture.prepare(view)
    return record.time, picture


def _load_whole(files: Files, record: Record) -> tuple[int, Picture]:
    """Runs in a worker thread."""
    return record.time, load_picture(files.path_of(record))
