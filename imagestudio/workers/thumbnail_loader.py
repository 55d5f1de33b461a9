"""Thumbnails for painting: decoded and shaped beside the window, what is in sight first, kept within a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from imagestudio.core.errors import ImageStudioError, PictureError
from imagestudio.core.ports import Thumbnails
from imagestudio.core.record import Record
from imagestudio.core.thumbnail import ThumbnailSize, size_for
from imagestudio.workers.task import TaskRunner

MIB = 1024 * 1024
_CACHE_BYTES = 256 * MIB
_LEAST_BYTES = 24 * MIB
_KEPT_REQUESTS = 4  # each is of what is in sight and a screen above and below; older ones are back within a moment
_MOST_AT_ONCE = 6  # so that its threads go on while the window paints, and little of it goes stale
_PIXEL_BYTES = 4
_FORMATS = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG", "PNG"))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a thumbnail is made into, so that painting it is a plain copy.

    `side`, `radius` and `checker` (the squares under transparency) are in device pixels; `ratio` is the screen's.
    The whole picture fits the square; otherwise it is cropped to fill it.
    """

    side: int
    ratio: float = 1.0
    radius: float = 8.0
    whole: bool = False
    checker: int = 8
    checker_a: str = "#ffffff"
    checker_b: str = "#eeeeee"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A thumbnail that is there, and the shape it was made for."""

    image: QImage
    shape: Shape


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What a worker thread brings back: the shaped thumbnail, or why there is none."""

    record: Record
    shape: Shape
    image: QImage | Exception


class ThumbnailLoader(QObject):
    """Hands out thumbnails that are there, and fetches those asked for.

    It keeps some of what was asked for last, and never more than `cache_bytes`.

    Signals:
        loaded: the thumbnail of the record with this time is there now, or is known to be broken.
    """

    loaded = Signal(object)

    def __init__(
        self,
        thumbnails: Thumbnails,
        runner: TaskRunner,
        parent: QObject | None = None,
        *,
        cache_bytes: int = _CACHE_BYTES,
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._runner = runner
        self._cache_bytes = cache_bytes
        self._kept_bytes = min(_LEAST_BYTES, cache_bytes)
        self._used = 0
        self._entries: OrderedDict[int, _Entry] = OrderedDict()
        self._broken: set[int] = set()
        self._waiting: list[Record] = []
        self._running: set[int] = set()
        self._shape = Shape(192)

    def set_shape(self, shape: Shape) -> None:
        """Make thumbnails of this shape from now on; those of another are handed out until asked for again."""
        self._shape = shape

    def request(self, records: Sequence[Record]) -> None:
        """Load these, the first ones first; what was asked for before and has not begun is dropped."""
        self._waiting = [record for record in reversed(records) if self._wanted(record)]
        asked_bytes = len(records) * self._shape.side * self._shape.side * _PIXEL_BYTES
        self._kept_bytes = min(max(_KEPT_REQUESTS * asked_bytes, _LEAST_BYTES), self._cache_bytes)
        self._start_next()

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

    def _wanted(self, record: Record) -> bool:
        if record.time in self._broken or record.time in self._running:
            return False
        entry = self._entries.get(record.time)
        return entry is None or entry.shape != self._shape

    def _start_next(self) -> None:
        while self._waiting and len(self._running) < _MOST_AT_ONCE:
            record = self._waiting.pop()
            if self._wanted(record):
                self._running.add(record.time)
                self._runner.run(partial(_load, self._thumbnails.load, record, self._shape), self._on_loaded)

    def _on_loaded(self, result: _Loaded) -> None:
        time = result.record.time
        self._running.discard(time)
        self.forget(time)
        if isinstance(result.image, QImage):
            self._keep(time, _Entry(result.image, result.shape))
            if result.shape != self._shape:  # the size changed meanwhile
                self._waiting.append(result.record)
        else:
            self._broken.add(time)
        self._start_next()
        self.loaded.emit(time)
        if isinstance(result.image, Exception) and not isinstance(result.image, ImageStudioError):
            raise result.image

    def _keep(self, time: int, entry: _Entry) -> None:
        self._entries[time] = entry
        self._used += entry.image.sizeInBytes()
        while self._used > self._kept_bytes and len(self._entries) > 1:
            _oldest, dropped = self._entries.popitem(last=False)
            self._used -= dropped.image.sizeInBytes()


def _load(load: Callable[[Record, ThumbnailSize], bytes], record: Record, shape: Shape) -> _Loaded:
    """The shaped thumbnail, or why there is none; runs in a worker thread."""
    try:
        size = size_for(shape.side, record.width, record.height, whole=shape.whole)
        return _Loaded(record, shape, shaped(decoded(load(record, size)), shape))
    except Exception as error:  # a bug is raised in the GUI thread, after the next one was started
        return _Loaded(record, shape, error)


def decoded(data: bytes) -> QImage:
    """The picture of a thumbnail's bytes. Raises PictureError for anything but a sound JPEG or PNG."""
    kind = next((name for magic, name in _FORMATS if data.startswith(magic)), None)
    # PySide6 takes the format as str only, its stubs say bytes
    image = QImage() if kind is None else QImage.fromData(data, kind)  # type: ignore[arg-type]
    if image.isNull():
        raise PictureError("the thumbnail cannot be read")
    return image


def shaped(image: QImage, shape: Shape) -> QImage:
    """The picture cropped or fitted to the shape, on its checkerboard, with round corners, ready to copy."""
    square = QSize(shape.side, shape.side)
    mode = Qt.AspectRatioMode.KeepAspectRatio if shape.whole else Qt.AspectRatioMode.KeepAspectRatioByExpanding
    size = image.size().scaled(square, mode).expandedTo(QSize(1, 1))
    scaled = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    target = size.boundedTo(square)
    result = QImage(target, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    left, top = (size.width() - target.width()) // 2, (size.height() - target.height()) // 2
    backing = scaled.copy(left, top, target.width(), target.height())
    if image.hasAlphaChannel():
        backing = _on_checkerboard(backing, shape)
    painter.setBrush(QBrush(backing))
    painter.drawRoundedRect(QRectF(result.rect()), shape.radius, shape.radius)
    painter.end()
    result.setDevicePixelRatio(shape.ratio)
    return result


def _on_checkerboard(image: QImage, shape: Shape) -> QImage:
    """The picture over light and dark squares."""
    tile = QImage(shape.checker * 2, shape.checker * 2, QImage.Format.Format_RGB32)
    tile.fill(QColor(shape.checker_a))
    painter = QPainter(tile)
    for corner in (0, shape.checker):
        painter.fillRect(corner, shape.checker - corner, shape.checker, shape.checker, QColor(shape.checker_b))
    painter.end()
    result = QImage(image.size(), QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.fillRect(result.rect(), QBrush(tile))
    painter.drawImage(0, 0, image)
    painter.end()
    return result
