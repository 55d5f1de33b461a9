"""Runs what the person does to pictures beside the window: one after the other in the database, then in the files."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.deeds import ChangeDeed, Deed
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.organisation import Organisation
from imagestudio.core.ports import Changed, Collection, Count, Organiser, Settler
from imagestudio.workers.task import TaskRunner

_Names = tuple[list[Count], list[Collection]]


class OrganisingDesk(QObject):
    """Makes, undoes and redoes deeds in the order they are asked for; the files follow when there is time.

    Signals:
        organised(Deed, Changed): it is committed.
        failed(Deed, ImageStudioError): nothing of it was done.
        named(list, list): the tags (Count) and collections (Collection) there are now.
        trash_known(int): so many pictures are in the trash; trash_emptied(list): these were deleted for good.
        refused(ImageStudioError): something else could not be done.
    """

    organised = Signal(object, object)
    failed = Signal(object, object)
    named = Signal(list, list)
    trash_known = Signal(int)
    trash_emptied = Signal(list)
    refused = Signal(object)

    def __init__(self, organiser: Organiser, settler: Settler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._organiser = organiser
        self._settler = settler
        self._changes = TaskRunner(1, self)
        self._files = TaskRunner(1, self)
        self._again = False
        self._leaving = threading.Event()

    @property
    def busy(self) -> bool:
        """Whether anything is on its way to the database or to the files."""
        return self._changes.busy or self._files.busy

    def make(self, deed: Deed) -> None:
        self._run(deed, deed.make)

    def undo(self, deed: Deed) -> None:
        self._run(deed, deed.undo)

    def redo(self, deed: Deed) -> None:
        self._run(deed, deed.redo)

    def settle(self) -> None:
        """Let the files follow the database, once more where they are at it."""
        self._again = self._files.busy
        if not self._again:
            self._files.run(partial(self._settler.settle, self._goes_on), self._on_settled, self._on_unsettled)

    def learn_names(self) -> None:
        """Look which tags and collections there are."""
        self._changes.run(partial(_names, self._organiser), self._on_named, self.refused.emit)

    def count_trash(self) -> None:
        self._changes.run(partial(_trashed, self._organiser), self.trash_known.emit, self.refused.emit)

    def empty_trash(self) -> None:
        """Delete what is in the trash for good, when its files have got there."""
        self._files.run(self._emptied, self._on_emptied, self.refused.emit)

    def close(self) -> None:
        """Write down what was done; files that have not followed do so at the next start."""
        self._leaving.set()
        self._changes.finish()
        self._files.close()

    def _run(self, deed: Deed, step: Callable[[Organiser], Changed]) -> None:
        self._changes.run(partial(_step, deed, step, self._organiser), self._on_made, partial(self.failed.emit, deed))

    def _emptied(self) -> list[int]:
        """Runs in the files' thread."""
        self._settler.settle(self._goes_on)
        return self._organiser.empty_trash() if self._goes_on() else []

    def _on_emptied(self, times: list[int]) -> None:
        self.trash_emptied.emit(times)
        self._on_settled(0)

    def _goes_on(self) -> bool:
        return not self._leaving.is_set()

    def _on_made(self, made: tuple[Deed, Changed, _Names | None]) -> None:
        deed, changed, names = made
        self.organised.emit(deed, changed)
        if names is not None:
            self.named.emit(*names)
        self.settle()

    def _on_named(self, names: _Names) -> None:
        self.named.emit(*names)

    def _on_settled(self, _settled: int) -> None:
        if self._again:
            self.settle()

    def _on_unsettled(self, error: ImageStudioError) -> None:
        """The database says it already; the files are tried again with the next change and at the next start."""
        self._again = False
        self.refused.emit(error)


def _step(
    deed: Deed, step: Callable[[Organiser], Changed], organiser: Organiser
) -> tuple[Deed, Changed, _Names | None]:
    """Do it, and look up the names where it may have made others of them."""
    changed = step(organiser)
    renamed = not isinstance(deed, ChangeDeed) or any(_names_differ(*both) for both in changed.values())
    return deed, changed, _names(organiser) if renamed else None


def _names_differ(before: Organisation, after: Organisation) -> bool:
    """Whether other names are in use then; what is in the trash does not count."""
    return before.tags != after.tags or before.collections != after.collections or before.is_trashed != after.is_trashed


def _names(organiser: Organiser) -> _Names:
    return organiser.tags(), organiser.collections()


def _trashed(organiser: Organiser) -> int:
    return len(organiser.trashed())
