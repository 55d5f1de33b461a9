"""What can be done with pictures that were made with a mask: see what drifted, and keep the rest as it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from imagestudio.core.editing import Locking
from imagestudio.core.errors import ImageStudioError, PictureError
from imagestudio.core.record import Record
from imagestudio.ui.looking import Looking
from imagestudio.ui.notices import Notices
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.edits.drift_view import DriftView


class LockHost(QObject):
    """Makes the drift view when the viewer is there, and brings locked pictures into the gallery."""

    def __init__(
        self,
        workspace: Workspace,
        parts: Parts,
        notices: Notices,
        looking: Looking,
        locking: Locking,
        tasks: TaskRunner,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._notices = notices
        self._looking = looking
        self._locking = locking
        self._tasks = tasks
        self._under_way: set[str] = set()
        self.view: DriftView | None = None
        looking.view_made.connect(self._on_view_made)

    def lock(self, record: Record) -> None:
        """Make a picture of it that is the source's own outside the mask; once at a time."""
        if record.id not in self._under_way:
            self._under_way.add(record.id)
            call = partial(_locked, self._locking, record)
            self._tasks.run(call, self._on_locked, self._on_failed)

    def show_drift(self, record: Record) -> None:
        """Show what drifted, over the whole window; or no longer."""
        viewer = self._looking.viewer_host.viewer
        if viewer is None or not viewer.isVisible():
            self._looking.viewer_host.show_record(record)
        if self.view is not None:
            self.view.toggle()

    def leave_views(self) -> None:
        """Let the window be seen again."""
        viewer = self._looking.viewer_host.viewer
        if viewer is not None:
            viewer.leave()

    def _on_view_made(self, widget: QWidget) -> None:
        from imagestudio.ui.viewer.viewer import Viewer

        if isinstance(widget, Viewer):
            from imagestudio.ui.edits.drift_view import DriftView

            parts = self._parts
            self.view = DriftView(widget, self._locking, parts.files, self._tasks, parts.theme)
            self.view.lock_requested.connect(self.lock)
            self.view.failed.connect(self._show_failure)

    def _on_locked(self, made: tuple[Record, Record]) -> None:
        edit, locked = made
        self._under_way.discard(edit.id)
        self._parts.gallery.add_records([locked])
        self._notices.say(self.tr("A version was added that is as it was outside the mask."))
        viewer = self._looking.viewer_host.viewer
        if viewer is not None and viewer.isVisible():
            self._looking.viewer_host.show_record(locked)
        else:
            self._workspace.gallery_panel.select_record(locked.time)

    def _on_failed(self, error: ImageStudioError) -> None:
        self._under_way.clear()
        self._show_failure(error)

    def _show_failure(self, error: ImageStudioError) -> None:
        """Of a picture in its own words, since the usual ones are about what the service sends."""
        if isinstance(error, PictureError):
            text = self.tr("The edit cannot be laid over its source. {0} Nothing was changed, and it costs nothing.")
            self._notices.show("failure", text.format(error.said), "warning")
        else:
            self._notices.show_failure(error)


def _locked(locking: Locking, record: Record) -> tuple[Record, Record]:
    """Runs in a worker thread."""
    return record, locking.lock(record)
