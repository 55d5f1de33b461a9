"""Brings pictures among the references: read beside the window, in the order in which they were given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from imagestudio.core.editing import Margins, Painted, Preparing, Source
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.inputs import MOST_IMAGES
from imagestudio.core.origin import Task
from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui.edits.references import Reference, References
from imagestudio.ui.viewer.picture import image_of
from imagestudio.workers.task import Task as Work
from imagestudio.workers.task import TaskRunner

SMALL_PIXELS = 160 * 160
_NAME = 60


@dataclass(frozen=True)
class Read:
    """What became of some sources: pictures, and how many were none; with a task they stand in place of all others."""

    items: tuple[Reference, ...]
    unread: int = 0
    task: Task | None = None


class Gathering(QObject):
    """Adds to the references.

    Signals:
        told(str): what could not be done.
        failed(ImageStudioError): why nothing could be done.
        gathered(): the references are there.
        awaited(bool): others are to stand in place of all there are, and are being read; or not any more.
    """

    told = Signal(str)
    failed = Signal(object)
    gathered = Signal()
    awaited = Signal(bool)

    def __init__(
        self, references: References, preparing: Preparing, files: Files, tasks: TaskRunner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._references = references
        self._preparing = preparing
        self._files = files
        self._tasks = tasks
        self._adding = TaskRunner(1, self)  # one after the other, in the order in which they were given
        self._replacing: Work | None = None

    def close(self) -> None:
        """End the thread; what is being read counts no more."""
        self._adding.close()

    def add_files(self, paths: Sequence[Path]) -> None:
        self._add([Source(path, name=path.name) for path in paths])

    def add_content(self, content: bytes) -> None:
        self._add([Source(content=content, name=self.tr("From the clipboard"))])

    def add_image(self, image: QImage) -> None:
        """A picture that was only in memory."""
        call = partial(_read_image, self._preparing, image, self.tr("From the clipboard"))
        self._adding.run(call, self._on_read, self._on_failed)

    def add_records(self, records: Sequence[Record]) -> None:
        """Pictures of the library."""
        self._add([self.source_of(record) for record in records])

    def replace_by(self, sources: Sequence[Source], painted: Painted | None, task: Task) -> None:
        """These and no others; the first is painted like that."""
        self._replace(partial(_read, self._preparing, tuple(sources[:MOST_IMAGES]), painted, task))

    def extend(self, source: Source, margins: Margins) -> None:
        """The picture on a larger canvas, and no others."""
        self._replace(partial(_extended, self._preparing, source, margins))

    def repeat(self, record: Record) -> None:
        """What a picture was made of; nothing where it was words alone."""
        if record.images:
            self._replace(partial(_given, self._preparing, record))
        else:
            self._end_replacing()
            self._references.clear()

    @property
    def is_replacing(self) -> bool:
        """Whether others are about to stand in place of all there are."""
        return self._replacing is not None

    def source_of(self, record: Record) -> Source:
        """A picture of the library; looked for when it is read. Raises LibraryError."""
        return Source(self._files.place_of(record), name=" ".join(record.prompt.split())[:_NAME], parent=record.id)

    def _replace(self, call: Callable[[], Read]) -> None:
        """What is asked for last counts; until it is there nothing may be made of what it replaces."""
        if self._replacing is not None:
            self._replacing.cancel()
        self._replacing = self._tasks.run(call, self._on_replaced, self._on_not_replaced)
        self.awaited.emit(True)

    def _end_replacing(self) -> None:
        if self._replacing is not None:
            self._replacing.cancel()
            self._replacing = None
            self.awaited.emit(False)

    def _on_replaced(self, read: Read) -> None:
        self._on_read(read)
        self._end_replacing()

    def _on_not_replaced(self, error: ImageStudioError) -> None:
        self._end_replacing()
        self._on_failed(error)

    def _add(self, sources: Sequence[Source]) -> None:
        room = MOST_IMAGES - len(self._references.items)
        if room > 0:
            call = partial(_read, self._preparing, tuple(sources[: room + 1]))  # one more tells that there are more
            self._adding.run(call, self._on_read, self._on_failed)
        else:
            self._tell_full()

    def _on_read(self, read: Read) -> None:
        if read.task is not None:
            self._references.set_items(read.items, read.task)
        elif self._references.add(read.items):
            self._tell_full()
        if read.unread:
            self.told.emit(self.tr("%n file(s) could not be used: no picture, damaged, or too large.", "", read.unread))
        self.gathered.emit()

    def _tell_full(self) -> None:
        self.told.emit(self.tr("At most {0} pictures can be given; the others were left out.").format(MOST_IMAGES))

    def _on_failed(self, error: ImageStudioError) -> None:
        self.failed.emit(error)


def _read(
    preparing: Preparing, sources: Sequence[Source], painted: Painted | None = None, task: Task | None = None
) -> Read:
    """Runs in a worker thread. Of several those that cannot be read are left out. Raises what ails a single one."""
    items: list[Reference] = []
    for source in sources:
        try:
            items.append(looked_at(preparing, source))
        except ImageStudioError:
            if len(sources) == 1:
                raise
    if items and painted is not None:
        items[0] = replace(items[0], painted=painted)
    return Read(tuple(items), len(sources) - len(items), task)


def looked_at(preparing: Preparing, source: Source) -> Reference:
    """Raises PictureError, DiskError."""
    pixels = preparing.read(source, SMALL_PIXELS)
    return Reference(source, pixels.whole_width, pixels.whole_height, image_of(pixels))


def _read_image(preparing: Preparing, image: QImage, name: str) -> Read:
    """Runs in a worker thread: a large picture takes a while to be encoded."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return _read(preparing, [Source(content=bytes(buffer.data().data()), name=name)])


def _extended(preparing: Preparing, source: Source, margins: Margins) -> Read:
    """Runs in a worker thread. Raises PictureError, DiskError."""
    larger, painted = preparing.extend(source, margins)
    return Read((replace(looked_at(preparing, larger), painted=painted),), task=Task.EXTENSION)


def _given(preparing: Preparing, record: Record) -> Read:
    """Runs in a worker thread. Raises FileGoneError, PictureError, DiskError."""
    sources, painted = preparing.given(record)
    task = Task(record.task) if record.task in (Task.VARIATION, Task.EXTENSION) else Task.EDIT
    return _read(preparing, sources, painted, task)
