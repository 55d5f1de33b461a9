"""What can be done with a picture of the library: copy it, copy its prompt, show its file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QImageReader

from imagestudio.core.errors import FileGoneError, FileSpoiltError, ImageStudioError
from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui import desktop
from imagestudio.workers.task import TaskRunner

_FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg", "image/webp": b"webp"}


class PictureActions(QObject):
    """Carries out what was asked of a picture; decoding is off the GUI thread.

    Signals:
        done(str): what was done, for the person.
        refused(ImageStudioError): it could not be done.
    """

    done = Signal(str)
    refused = Signal(object)

    def __init__(self, files: Files, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._tasks = tasks

    def copy_image(self, record: Record) -> None:
        path = self._files.path_of(record)
        self._tasks.run(partial(_decoded, path, record.media_type), self._on_decoded, self._on_refused)

    def copy_prompt(self, record: Record) -> None:
        desktop.copy_text(record.prompt)
        self.done.emit(self.tr("Prompt copied"))

    def show_in_folder(self, record: Record) -> None:
        path = self._files.path_of(record)
        if path.exists():
            desktop.show_in_folder(path)
        else:
            self.refused.emit(FileGoneError())

    def _on_decoded(self, decoded: tuple[QImage, Path]) -> None:
        desktop.copy_image(*decoded)
        self.done.emit(self.tr("Image copied"))

    def _on_refused(self, error: ImageStudioError) -> None:
        self.refused.emit(error)


def _decoded(path: Path, media_type: str) -> tuple[QImage, Path]:
    """The picture in memory. Raises FileGoneError, FileSpoiltError. Runs in a worker thread."""
    if not path.exists():
        raise FileGoneError
    reader = QImageReader(str(path), _FORMATS.get(media_type, b""))
    image = reader.read()
    if image.isNull():
        raise FileSpoiltError
    return image, path
