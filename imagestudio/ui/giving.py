"""Pictures as other programs take them: files, and of a single one what is in it, with its transparency."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMetaType, QMimeData, QUrl
from PySide6.QtGui import QImage, QImageReader

from imagestudio.core.errors import DiskError, FileGoneError, FileSpoiltError
from imagestudio.workers.promise import Promise

_FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg", "image/webp": b"webp"}
_ALLOCATION_MB = 640  # 64 megapixels of 16 bits a channel; Qt's own limit of 256 refuses them
_MOST_RAW_BYTES = 64 * 1024 * 1024
_IMAGE = "application/x-qt-image"
_URLS = "text/uri-list"
_GNOME = "x-special/gnome-copied-files"  # what file managers of its family paste
_PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture in memory, and its file's own bytes with their type, for who takes those."""

    image: QImage
    content: bytes
    media_type: str


NOTHING = Decoded(QImage(), b"", "")


def decode(path: Path, media_type: str) -> Decoded:
    """The picture in memory, whatever its size. Raises FileGoneError, FileSpoiltError, DiskError. Runs in a thread."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_RAW_BYTES + 1)
    except FileNotFoundError as error:
        raise FileGoneError from error
    except OSError as error:
        raise DiskError(error.strerror or "") from error
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    reader = QImageReader(buffer, QByteArray(_FORMATS.get(media_type, b"")))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise FileSpoiltError
    return Decoded(image, content, media_type)


def data_of(paths: Sequence[Path], picture: Decoded = NOTHING) -> QMimeData:
    """Files, and a picture that is in memory."""
    data = QMimeData()
    add_files(data, paths)
    if picture is not NOTHING:
        data.setImageData(picture.image)
        data.setData(picture.media_type, QByteArray(picture.content))
    return data


def add_files(data: QMimeData, paths: Sequence[Path]) -> None:
    urls = [QUrl.fromLocalFile(str(path)) for path in paths]
    data.setUrls(urls)
    lines = ["copy", *(url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in urls)]
    data.setData(_GNOME, QByteArray("\n".join(lines).encode()))


class DraggedData(QMimeData):
    """Files, and one picture that is decoded while it is dragged; who takes it waits for the rest.

    Which files they are may still have to be found out: then that is done meanwhile, too.
    """

    def __init__(self, paths: Sequence[Path] | Callable[[], Sequence[Path]], media_type: str = "") -> None:
        """With a media type, the first file's picture is offered too."""
        super().__init__()
        self._media_type = media_type
        self._promise: Promise[Decoded] | None = None
        self._sought: Promise[Sequence[Path]] | None = None
        self.files = 0
        if callable(paths):
            self._sought = Promise(paths, ())
            return
        self._add(paths)
        if media_type:
            path = paths[0]
            self._promise = Promise(lambda: _decoded_or_nothing(path, media_type), NOTHING)

    def _add(self, paths: Sequence[Path]) -> None:
        self.files = len(paths)
        add_files(self, paths)

    def settle(self) -> None:
        """Wait until it is known which files they are."""
        sought, self._sought = self._sought, None
        if sought is not None:
            self._add(sought.get(_PATIENCE_S))

    def formats(self) -> list[str]:
        more = [_IMAGE, self._media_type] if self._promise is not None else []
        files = [_URLS, _GNOME] if self._sought is not None else []
        return [*super().formats(), *files, *more]

    def hasFormat(self, media_type: str) -> bool:
        return media_type in self.formats()

    def retrieveData(self, media_type: str, preferred: QMetaType | QMetaType.Type) -> Any:
        if media_type in (_URLS, _GNOME):
            self.settle()
        if self._promise is None or media_type not in (_IMAGE, self._media_type):
            return super().retrieveData(media_type, preferred)
        picture = self._promise.get(_PATIENCE_S)
        return picture.image if media_type == _IMAGE else QByteArray(picture.content)


def _decoded_or_nothing(path: Path, media_type: str) -> Decoded:
    """A file that is gone is told when it is looked at; a drag offers its name only."""
    try:
        return decode(path, media_type)
    except (FileGoneError, FileSpoiltError, DiskError):
        return NOTHING
