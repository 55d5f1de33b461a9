"""A picture ready to be painted at any size: decoded once, with every half of it beside it."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QByteArray, QFile, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter

from imagestudio.core.errors import DiskError, FileGoneError, FileSpoiltError
from imagestudio.core.pixels import Pixels, ReadSmall
from imagestudio.ui.viewer.zoom import Zoom

_ALLOCATION_MB = 640
_SMALLEST = 256
_EXACT_PIXELS = 8_500_000  # a 4K screen; beyond it nobody sees the difference, and the window would wait
_AT_ONCE_PIXELS, _BAND_PIXELS = 4_000_000, 1_000_000
_READ_WHOLE_PIXELS = 9_000_000  # up to here the whole picture is as quick to have as a small copy of it


class Picture:
    """The levels of a picture, the largest first and then each half as large; painted from the nearest larger one.

    `size` is the picture's own; the largest level may be smaller where a copy was enough.
    """

    def __init__(self, levels: list[QImage], size: QSize | None = None) -> None:
        self._levels = levels
        self._size = levels[0].size() if size is None else size
        self._exact = QImage()

    @property
    def size(self) -> QSize:
        return self._size

    @property
    def detail(self) -> float:
        """The scale up to which it is sharp: 1 where the whole picture is here."""
        return self._levels[0].width() / max(1, self._size.width())

    @property
    def size_bytes(self) -> int:
        """How much memory it takes."""
        return sum(level.sizeInBytes() for level in self._levels) + self._exact.sizeInBytes()

    @property
    def transparent(self) -> bool:
        return self._levels[0].hasAlphaChannel()

    def level_for(self, scale: float) -> QImage:
        """The smallest level that need not be enlarged; quick, for painting while the scale changes."""
        best = self._levels[0]
        for level in self._levels[1:]:
            if level.width() < self.size.width() * scale:
                break
            best = level
        return best

    def exact(self, width: int, height: int) -> QImage | None:
        """The picture at exactly this size in the best quality, kept until another is asked for; None if too large."""
        if width * height > _EXACT_PIXELS:
            return None
        if self._exact.size() != QSize(width, height):
            mode, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._exact = self.level_for(width / self.size.width()).scaled(width, height, mode, smooth)
        return self._exact

    def prepare(self, view: QSize) -> None:
        """Make the copy that is fitted into a view (in device pixels), else the window would wait for it."""
        width, height = Zoom(view=(view.width(), view.height())).of_picture(self.size.width(), self.size.height()).size
        self.exact(max(1, round(width)), max(1, round(height)))


def load_small(path: Path, enough: QSize, read_small: ReadSmall) -> Picture:
    """A picture that is sharp when fitted into `enough`, with as little memory as may be; runs in a worker thread.

    Raises as `load_picture` does.
    """
    pixels = read_small(path, enough.width(), enough.height())
    if pixels is None:
        return load_picture(path, enough)
    return Picture(_levels_of(image_of(pixels)), QSize(pixels.whole_width, pixels.whole_height))


def picture_of(pixels: Pixels) -> Picture:
    """A copy as a picture of its own size; runs in a worker thread."""
    return picture_of_image(image_of(pixels))


def picture_of_image(image: QImage) -> Picture:
    """The same of what Qt has; runs in a worker thread."""
    return Picture(_levels_of(image))


def image_of(pixels: Pixels) -> QImage:
    """The same as Qt has it."""
    form = QImage.Format.Format_RGBA8888 if pixels.transparent else QImage.Format.Format_RGBX8888
    return QImage(pixels.rgba, pixels.width, pixels.height, 4 * pixels.width, form).copy()


def load_picture(path: Path, enough: QSize | None = None, most_pixels: int = 0) -> Picture:
    """Decode a file by what is in it, whatever its name; runs in a worker thread.

    Of a large picture only a copy is kept that is sharp when fitted into `enough`, or that has `most_pixels`; JPEG
    and WebP are never there as a whole then. None and 0 read all of it.
    Raises FileGoneError, FileSpoiltError, and DiskError where the file is there and cannot be read.
    """
    file = QFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        if not file.exists():
            raise FileGoneError
        raise DiskError(file.errorString())
    form = _format_of(bytes(file.peek(16).data()))
    if not form:
        raise FileSpoiltError
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    reader = QImageReader(file, QByteArray(form))
    reader.setAutoTransform(True)
    size = reader.size()
    if (smaller := _smaller(size, _upright(reader, enough), most_pixels)).isValid():
        reader.setScaledSize(smaller)
    image = reader.read()
    turned = _is_turned(reader)
    file.close()
    if image.isNull():
        raise FileSpoiltError
    whole = size.transposed() if turned else size
    return Picture(_levels_of(image), whole if smaller.isValid() else image.size())


def _smaller(size: QSize, enough: QSize | None, most_pixels: int) -> QSize:
    """The size at which a picture of this size is read; none where that is all of it."""
    pixels = size.width() * size.height()
    if not size.isValid() or pixels <= _READ_WHOLE_PIXELS:
        return QSize()
    scale = 1.0 if enough is None else min(enough.width() / size.width(), enough.height() / size.height())
    if most_pixels:
        scale = min(scale, (most_pixels / pixels) ** 0.5)
    return QSize(math.ceil(size.width() * scale), math.ceil(size.height() * scale)) if scale < 1 else QSize()


def _upright(reader: QImageReader, enough: QSize | None) -> QSize | None:
    """What is enough for the picture as it lies in the file."""
    return enough.transposed() if enough is not None and _is_turned(reader) else enough


def _is_turned(reader: QImageReader) -> bool:
    turn = QImageIOHandler.Transformation.TransformationRotate90
    return bool(reader.transformation().value & turn.value)


def _levels_of(image: QImage) -> list[QImage]:
    transparent = image.hasAlphaChannel()
    quick = QImage.Format.Format_ARGB32_Premultiplied if transparent else QImage.Format.Format_RGB32
    image.convertTo(quick)  # where it lies: a large one must not be there twice
    levels = [image]
    while max(levels[-1].width(), levels[-1].height()) > _SMALLEST:
        levels.append(_halved(levels[-1]))
    return levels


def _halved(image: QImage) -> QImage:
    """Half as large; a large one in bands, since Qt keeps Python, and with it the window, waiting meanwhile."""
    mode, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    size = QSize((image.width() + 1) // 2, (image.height() + 1) // 2)
    if image.width() * image.height() <= _AT_ONCE_PIXELS:
        return image.scaled(size, mode, smooth)
    half = QImage(size, image.format())
    rows = max(2, _BAND_PIXELS // image.width() // 2 * 2)
    painter = QPainter(half)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for top in range(0, image.height(), rows):
        band = image.copy(0, top, image.width(), min(rows, image.height() - top))
        painter.drawImage(0, top // 2, band.scaled(size.width(), (band.height() + 1) // 2, mode, smooth))
    painter.end()
    return half


def _format_of(head: bytes) -> bytes:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"png"
    if head.startswith(b"\xff\xd8\xff"):
        return b"jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return b"webp"
    return b""
