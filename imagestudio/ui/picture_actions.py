"""What can be done with pictures of the library: copy them, copy a prompt, show a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import DiskError, FileGoneError, ImageStudioError
from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui import desktop
from imagestudio.workers.task import Task, TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.giving import Decoded


class PictureActions(QObject):
    """Carries out what was asked of pictures; disk and decoding are off the GUI thread.

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
        self._copying: Task | None = None

    def copy_image(self, record: Record) -> None:
        """Copy the picture, with its transparency, and its file for programs that take files."""
        self._forget_copying()
        self._copying = self._tasks.run(partial(_decoded, self._files, record), self._on_decoded, self._on_refused)

    def copy(self, records: Sequence[Record]) -> None:
        """Copy a picture and its file; of several the files only, so that no program takes just one of them."""
        if len(records) == 1:
            self.copy_image(records[0])
        elif records:
            self._forget_copying()
            call = partial(_found, self._files, list(records))
            self._copying = self._tasks.run(call, self._on_found, self._on_refused)

    def copy_these(self, find: Callable[[], Sequence[Record]]) -> None:
        """The same for those that are found in a worker thread."""
        self._forget_copying()
        self._copying = self._tasks.run(find, self.copy, self._on_refused)

    def copy_prompt(self, record: Record) -> None:
        self._forget_copying()
        desktop.copy_text(record.prompt)
        self.done.emit(self.tr("Prompt copied"))

    def show_in_folder(self, record: Record) -> None:
        """Show the file in the file manager, from where it can be shared in every way the desktop knows."""
        self._tasks.run(partial(_found, self._files, [record]), self._on_shown, self._on_refused)

    def _forget_copying(self) -> None:
        """What is copied last is what is pasted, however long what was copied before it takes."""
        if self._copying is not None:
            self._copying.cancel()

    def _on_decoded(self, decoded: tuple[Decoded, Path]) -> None:
        from imagestudio.ui.giving import data_of

        picture, path = decoded
        desktop.copy_data(data_of([path], picture))
        self.done.emit(self.tr("Image copied"))

    def _on_found(self, found: tuple[list[Path], int]) -> None:
        from imagestudio.ui.giving import data_of

        paths, lost = found
        desktop.copy_data(data_of(paths))
        copied = self.tr("%n file(s) copied", "", len(paths))
        gone = self.tr("%n file(s) are not where they should be", "", lost)
        self.done.emit(f"{copied}; {gone}" if lost else copied)

    def _on_shown(self, found: tuple[list[Path], int]) -> None:
        desktop.show_in_folder(found[0][0])

    def _on_refused(self, error: ImageStudioError) -> None:
        self.refused.emit(error)


def _decoded(files: Files, record: Record) -> tuple[Decoded, Path]:
    """Raises FileGoneError, FileSpoiltError, DiskError. Runs in a worker thread."""
    from imagestudio.ui.giving import decode

    path = files.path_of(record)
    return decode(path, record.media_type), path


def _found(files: Files, records: list[Record]) -> tuple[list[Path], int]:
    """Where the files are that are there, and how many are not. Raises FileGoneError where none is, DiskError.

    Runs in a worker thread.
    """
    try:
        paths = [path for record in records if (path := files.path_of(record)).exists()]
    except OSError as error:
        raise DiskError(error.strerror or "") from error
    if not paths:
        raise FileGoneError
    return paths, len(records) - len(paths)
