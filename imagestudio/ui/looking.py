"""Looking at pictures: one over the whole window, or some beside each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from imagestudio.core.comparisons import Comparisons
from imagestudio.core.pixels import ReadSmall
from imagestudio.ui.compare.compare_host import CompareHost
from imagestudio.ui.viewer.overlay import overlays_on
from imagestudio.ui.viewer.viewer_host import ViewerHost
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import TaskRunner


class Looking(QObject):
    """Keeps the viewer and the comparison.

    Signals:
        change_requested(Change, list): somebody rates or picks the pictures of these times.
        failed(ImageStudioError): a choice could not be noted.
        view_made(QWidget): the viewer or the comparison is there now, and can hear more keys.
    """

    change_requested = Signal(object, list)
    failed = Signal(object)
    view_made = Signal(object)

    def __init__(self, workspace: Workspace, parts: Parts, comparisons: Comparisons, read_small: ReadSmall) -> None:
        super().__init__(workspace)
        self._window, self._workspace = workspace.window(), workspace
        self._tasks = TaskRunner(2, self)  # of its own: a slow disk keeps nothing else waiting, and nothing else this
        self.viewer_host = ViewerHost(workspace, parts, self._tasks, read_small)
        self.compare_host = CompareHost(workspace, parts, comparisons, self._tasks, read_small)
        for host in (self.viewer_host, self.compare_host):
            host.change_requested.connect(self.change_requested)
            host.view_made.connect(self.view_made)
        self.compare_host.failed.connect(self.failed)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def close(self) -> None:
        """End the threads."""
        self._tasks.close()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Who is led to the prompt, the search or the jobs, by a command or a link, is to see them."""
        if new is None or not self._workspace.isAncestorOf(new) or new is self._workspace.gallery_panel.view:
            return
        if shown := overlays_on(self._window):
            for overlay in reversed(shown):
                overlay.leave()
            new.setFocus()

    def look_again(self) -> None:
        """A change may not have been made: show what is."""
        self.viewer_host.look_again()
        self.compare_host.look_again()
