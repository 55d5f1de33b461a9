"""Thumbnails for painting: decoded and shaped beside the window, what is in sight first, kept within a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.ports import Thumbnails
from imagestudio.core.record import Record
from imagestudio.workers.decode_desk import Decoded, DecodeDesk, Read, Wanted
from imagestudio.workers.shaping import Shape
from imagestudio.workers.task import TaskRunner

MIB = 1024 * 1024
_CACHE_BYTES = 256 * MIB
_LEAST_BYTES = 24 * MIB
_KEPT_REQUESTS = 4  # each is of what is in sight and a screen above and below; older ones are back within a moment
_THREADS = 2
_PIXEL_BYTES = 4


@dataclass(frozen=True, slots=True)
class _Entry:
    """A thumbnail that is there, and the shape it was made for."""

    image: QImage
    shape: Shape


class ThumbnailLoader(QObject):
    """Hands out thumbnails that are there, and fetches those asked for.

    It keeps some of what was asked for last, and never more than `cache_bytes`.

    Signals:
        loaded: the thumbnails of the records with these times (a list) are there now, or are known to be broken.
        records_read: these records (a list) were read on the way.
        read_failed: records that are needed for it could not be read.
        _told: there is something to collect; emitted in a worker thread, heard in ours.
    """

    loaded = Signal(object)
    records_read = Signal(object)
    read_failed = Signal(object)
    _told = Signal()

    def __init__(
        self,
        thumbnails: Thumbnails,
        read: Read,
        runner: TaskRunner,
        parent: QObject | None = None,
        *,
        cache_bytes: int = _CACHE_BYTES,
    ) -> None:
        """`read` gives the records of those that are asked for by their times only, in a worker thread."""
        super().__init__(parent)
        self._runner = runner
        self._desk = DecodeDesk(thumbnails, read, self._told.emit)
        self._told.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._cache_bytes = cache_bytes
        self._kept_bytes = min(_LEAST_BYTES, cache_bytes)
        self._used = 0
        self._entries: OrderedDict[int, _Entry] = OrderedDict()
        self._broken: set[int] = set()
        self._working = 0
        self._shape = Shape(192)

    def set_shape(self, shape: Shape) -> None:
        """Make thumbnails of this shape from now on; those of another are handed out until asked for again."""
        self._shape = shape

    def request(self, wanted: Sequence[Wanted], urgent: Collection[int] | None = None) -> None:
        """Load these, the first ones first; what was asked for before and has not begun is dropped.

        Somebody looks at the `urgent` ones, by their times; at all of them where nothing is said of it.
        """
        asked_bytes = len(wanted) * self._shape.side * self._shape.side * _PIXEL_BYTES
        self._kept_bytes = min(max(_KEPT_REQUESTS * asked_bytes, _LEAST_BYTES), self._cache_bytes)
        urgent = [one if isinstance(one, int) else one.time for one in wanted] if urgent is None else urgent
        self._desk.put(filter(self._lacks, wanted), self._shape, urgent)
        self._start()

    def image(self, time: int) -> QImage | None:
        """The thumbnail of the record with this time, if it is there."""
        entry = self._entries.get(time)
        if entry is None:
            return None
        self._entries.move_to_end(time)
        return entry.image

    def is_broken(self, time: int) -> bool:
        """Whether the original cannot be read; it is not tried again before `forget`."""
        return time in self._broken

    def forget(self, time: int) -> None:
        """Drop what is known of a thumbnail, so that it is loaded anew."""
        self._broken.discard(time)
        entry = self._entries.pop(time, None)
        if entry is not None:
            self._used -= entry.image.sizeInBytes()

    def _lacks(self, one: Wanted) -> bool:
        time = one.time if isinstance(one, Record) else one
        entry = self._entries.get(time)
        return time not in self._broken and (entry is None or entry.shape != self._shape)

    def _start(self) -> None:
        while self._working < min(_THREADS, self._desk.useful):
            self._working += 1
            self._runner.run(self._desk.work, self._on_ended)

    def _on_ended(self, _nothing: None) -> None:
        self._working -= 1
        self._start()

    def _collect(self) -> None:
        """Take what the threads brought, all of it at once, so that the window paints it at once."""
        done = self._desk.collect()
        if done.records:
            self.records_read.emit(done.records)
        for decoded in done.decoded:
            self._take(decoded)
        self._start()
        if done.decoded:
            self.loaded.emit([decoded.record.time for decoded in done.decoded])
        for error in done.errors:
            if isinstance(error, ImageStudioError):
                self.read_failed.emit(error)
        self._raise([*done.errors, *(one.image for one in done.decoded if isinstance(one.image, Exception))])

    def _take(self, decoded: Decoded) -> None:
        time = decoded.record.time
        self.forget(time)
        if isinstance(decoded.image, QImage):
            self._keep(time, _Entry(decoded.image, decoded.shape))
            if decoded.shape != self._shape:  # the size changed meanwhile
                self._desk.again(decoded.record, self._shape)
        else:
            self._broken.add(time)

    def _raise(self, errors: Sequence[Exception]) -> None:
        bugs = [error for error in errors if not isinstance(error, ImageStudioError)]
        if bugs:
            raise bugs[0]

    def _keep(self, time: int, entry: _Entry) -> None:
        self._entries[time] = entry
        self._used += entry.image.sizeInBytes()
        while self._used > self._kept_bytes and len(self._entries) > 1:
            _oldest, dropped = self._entries.popitem(last=False)
            self._used -= dropped.image.sizeInBytes()
