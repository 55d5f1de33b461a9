"""Remembers what the next edit starts from over the end of the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.editing import Kept, Preparing, ReferenceKeeping
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.origin import Task
from imagestudio.ui.edits.gathering import Read, looked_at
from imagestudio.ui.edits.references import Reference, References
from imagestudio.workers.task import TaskRunner


class ReferenceMemory(QObject):
    """Keeps the references whenever they change, one state after the other, and brings back those of last time.

    Signals:
        restored(): what was there is there again, as far as it is wanted.
    """

    restored = Signal()

    def __init__(
        self, references: References, preparing: Preparing, keeping: ReferenceKeeping, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._references = references
        self._preparing = preparing
        self._keeping = keeping
        self._tasks = TaskRunner(1, self)  # of its own: a later state never comes before an earlier one
        self._is_writing = False
        self._is_stale = False
        self._is_restored = False

    @property
    def busy(self) -> bool:
        """Whether something is still being read or written."""
        return self._tasks.busy

    def begin(self) -> None:
        """Bring back what was there, unless somebody was quicker, and keep everything from now on."""
        self._references.changed.connect(self._on_changed)
        call = partial(_restored, self._preparing, self._keeping)
        self._tasks.run(call, self._on_restored, self._on_not_restored)

    def close(self) -> None:
        """Wait until the last state is kept."""
        if self._is_stale:
            self._write()
        self._tasks.finish()

    def _on_restored(self, read: Read) -> None:
        if read.items and not self._references.items and not self._is_stale and not self._is_writing:
            self._is_restored = True  # nothing to write
            self._references.set_items(read.items, read.task or Task.EDIT)
            self._is_restored = False
        self.restored.emit()

    def _on_not_restored(self, _error: ImageStudioError) -> None:
        self.restored.emit()

    def _on_changed(self) -> None:
        if self._is_restored:
            return
        if self._is_writing:
            self._is_stale = True
        else:
            self._write()

    def _write(self) -> None:
        self._is_writing, self._is_stale = True, False
        kept = [Kept(item.source, item.painted) for item in self._references.items]
        call = partial(self._keeping.keep, kept, self._references.task)
        self._tasks.run(call, self._on_written, self._on_failed)

    def _on_written(self, _nothing: object) -> None:
        self._is_writing = False
        if self._is_stale:
            self._write()

    def _on_failed(self, _error: ImageStudioError) -> None:
        """A source that went away is told when it is sent; what ails the disk is told by everything else."""
        self._on_written(None)


def _restored(preparing: Preparing, keeping: ReferenceKeeping) -> Read:
    """Runs in a worker thread."""
    kept, task = keeping.kept()
    known = Task(task) if task in (Task.VARIATION, Task.EXTENSION) else Task.EDIT
    return Read(tuple(_looked_at(preparing, kept)), task=known)


def _looked_at(preparing: Preparing, kept: Sequence[Kept]) -> list[Reference]:
    items = []
    for one in kept:
        try:
            items.append(replace(looked_at(preparing, one.source), painted=one.painted))
        except ImageStudioError:  # it cannot be read any more
            continue
    return items
