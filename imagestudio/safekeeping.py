"""What keeps the library safe while the window is open: checks and backups, and what the disk refuses."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from imagestudio.library.care import Care
from imagestudio.library.mending import Mended
from imagestudio.ui.dialogs.rescue_dialog import RescueDialog
from imagestudio.ui.notices import Notices
from imagestudio.ui.workspace import Workspace
from imagestudio.workers.rescue_desk import RescueDesk
from imagestudio.workers.task import TaskRunner

_FIRST_MS = 3_000  # when the window stands still
_EVERY_MS = 3_600_000  # a window may be open for days


class Safekeeping(QObject):
    """Has the database looked after, and shows what could not be written."""

    def __init__(self, care: Care, desk: RescueDesk, tasks: TaskRunner, workspace: Workspace, notices: Notices) -> None:
        super().__init__(workspace)
        self._care = care
        self._desk = desk
        self._tasks = tasks
        self._workspace = workspace
        self._notices = notices
        self._dialog: RescueDialog | None = None
        self._known = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tend)
        desk.changed.connect(self._on_changed)

    def begin(self, mended: Mended | None) -> None:
        """Say what opening mended, and look after the database from now on."""
        if mended is not None:
            text = self.tr(
                "The library's database was damaged and has been replaced; no picture was touched, and you need not do "
                "anything. The damaged one is kept as {0}."
            )
            self._notices.show("mended", text.format(mended.aside), "warning")
        self._timer.start(_FIRST_MS)

    def _tend(self) -> None:
        self._tasks.run(self._care.tend, self._on_tended, self._notices.show_failure)
        self._timer.start(_EVERY_MS)

    def _on_tended(self, _nothing: object) -> None:
        """All is well, and nobody needs to hear of it."""

    def _on_changed(self) -> None:
        unsaved = len(self._desk.unsaved)
        if not unsaved:
            self._notices.hide("unsaved")
        elif unsaved > self._known and self._dialog is None:
            self._ask()
        self._known = unsaved

    def _ask(self) -> None:
        self._notices.hide("unsaved")
        self._dialog = RescueDialog(self._desk, self._tasks, self._workspace.window())
        self._dialog.saved_elsewhere.connect(self._on_saved_elsewhere)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()

    def _remind(self, unsaved: int) -> None:
        """What is only in memory stays in sight when the dialog is put away."""
        text = self.tr(
            "%n paid picture(s) only in memory so far, as the library's disk refuses to take more. Make room on it: "
            "Image Studio goes on trying.",
            "",
            unsaved,
        )
        bar = self._notices.show("unsaved", text, "warning", self.tr("Save to &another folder…"))
        bar.action_clicked.connect(self._ask)

    def _on_saved_elsewhere(self, folder: str) -> None:
        text = self.tr("What could not be written is safe in {0}. Image Studio goes on trying to write it here too.")
        self._notices.show("rescued", text.format(folder), "warning")

    def _on_dialog_finished(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        if unsaved := len(self._desk.unsaved):
            self._remind(unsaved)
