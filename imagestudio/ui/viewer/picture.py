"""A picture ready to be painted at any size: decoded once, with every half of it beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QFile, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from imagestudio.core.errors import DiskError, FileGoneError, FileSpoiltError

_ALLOCATION_MB = 640
_SMALLEST = 256
_EXACT_PIXELS = 16_000_000


class Picture:
    """The levels of a picture, the whole one first and then each half as large; painted from the nearest larger one."""

    def __init__(self, levels: list[QImage]) -> None:
        self._levels = levels
        self._exact = QImage()

    @property
    def size(self) -> QSize:
        return self._levels[0].size()

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


def load_picture(path: Path) -> Picture:
    """Decode a file by what is in it, whatever its name; runs in a worker thread.

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
    image = reader.read()
    file.close()
    if image.isNull():
        raise FileSpoiltError
    return Picture(_levels_of(image))


def _levels_of(image: QImage) -> list[QImage]:
    transparent = image.hasAlphaChannel()
    quick = QImage.Format.Format_ARGB32_Premultiplied if transparent else QImage.Format.Format_RGB32
    levels = [image.convertToFormat(quick)]
    while max(levels[-1].width(), levels[-1].height()) > _SMALLEST:
        last = levels[-1]
        half = QSize(max(1, (last.width() + 1) // 2), max(1, (last.height() + 1) // 2))
        levels.append(
            last.scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
    return levels


def _format_of(head: bytes) -> bytes:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"png"
    if head.startswith(b"\xff\xd8\xff"):
        return b"jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return b"webp"
    return b""
