"""Tells the details what the picture they show continues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from imagestudio.core.catalog import Catalog
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.lineage import Lineage
from imagestudio.core.ports import Thumbnails
from imagestudio.core.record import Record
from imagestudio.core.thumbnail import ThumbnailSize
from imagestudio.ui.details.facts import task_text
from imagestudio.ui.family.step import Step, step_between
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task, TaskRunner

_NAME = 80


@dataclass(frozen=True)
class _Found:
    """What is next to a picture: the one it continues with its thumbnail, if that is here."""

    of: str
    parent: Record | None
    image: QImage | None
    step: Step | None
    children: int


class ParentNote(QObject):
    """Looks up what is next to the picture in the details, beside the window.

    Signals:
        show_requested(Record): the person wants to see the parent.
        family_requested(Record): the person wants to see the family of this picture.
    """

    show_requested = Signal(object)
    family_requested = Signal(object)

    def __init__(self, workspace: Workspace, parts: Parts, lineage: Lineage, tasks: TaskRunner) -> None:
        super().__init__(workspace)
        self._page = workspace.details_panel.page
        self._box = self._page.made_from
        self._catalog = parts.catalog
        self._thumbnails = parts.thumbnails
        self._lineage = lineage
        self._tasks = tasks
        self._parent: Record | None = None
        self._shown = ""
        self._asking: Task | None = None
        self._page.surveyed.connect(self._on_surveyed)
        self._box.parent_clicked.connect(self._on_parent)
        self._box.family_clicked.connect(self._on_family)

    def look_again(self) -> None:
        """More may have been made of it."""
        self._ask()

    def _on_surveyed(self, _survey: object) -> None:
        record = self._page.record
        if record is None or record.id != self._shown:
            self._shown, self._parent = "", None
            self._box.hide()
        if record is None:
            return
        if record.id != self._shown and record.origin.parents:
            self._box.await_parent(_made_text(record))
        self._shown = record.id
        self._ask()

    def _ask(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        if (record := self._page.record) is not None:
            call = partial(_look, self._lineage, self._thumbnails, self._catalog, record)
            self._asking = self._tasks.run(call, self._on_found, self._on_failed)

    def _on_found(self, found: _Found) -> None:
        record, self._asking = self._page.record, None
        if record is None or record.id != found.of:
            return
        self._parent = found.parent
        if not record.origin.parents:
            self._box.setVisible(found.children > 0)
            if found.children:
                self._box.await_parent("")
        elif found.parent is None:
            self._box.show_no_parent()
        else:
            self._box.show_parent(found.image, " ".join(found.parent.prompt.split())[:_NAME])
        if found.step is not None:
            self._box.show_step(found.step)
        self._box.show_children(found.children)

    def _on_failed(self, _error: ImageStudioError) -> None:
        """What ails the library is told elsewhere; nothing wrong is said here."""
        self._asking = None

    def _on_parent(self) -> None:
        if self._parent is not None:
            self.show_requested.emit(self._parent)

    def _on_family(self) -> None:
        if self._page.record is not None:
            self.family_requested.emit(self._page.record)


def _made_text(record: Record) -> str:
    """What it is to the picture it continues."""
    return QCoreApplication.translate("Family", "{0} of this picture").format(
        task_text(record.task) or QCoreApplication.translate("Family", "Made")
    )


def _look(lineage: Lineage, thumbnails: Thumbnails, catalog: Catalog, record: Record) -> _Found:
    """Runs in a worker thread. Raises LibraryError."""
    next_to = lineage.relatives(record)
    first = record.origin.parents[0] if record.origin.parents else ""
    parent = next((one for one in next_to.parents if one.id == first), None)
    if parent is None:
        return _Found(record.id, None, None, None, next_to.children)
    try:
        image: QImage | None = QImage.fromData(thumbnails.load(parent, ThumbnailSize.SMALL))
    except ImageStudioError:  # its file is missing, which it says itself when it is looked at
        image = None
    return _Found(record.id, parent, image, step_between(parent, record, catalog), next_to.children)
