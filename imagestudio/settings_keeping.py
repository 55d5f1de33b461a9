"""No window waits for the disk when a setting changes; and what is wrong with the settings' file is told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from imagestudio.profile.settings import JsonSettings, SettingsProblem, Trouble
from imagestudio.ui.notices import Notices
from imagestudio.workers.task import TaskRunner

_SUBJECT = "settings"


class SettingsKeeping(QObject):
    """Writes the settings in a thread of their own; the last change is on the disk when it is closed."""

    def __init__(self, settings: JsonSettings, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._notices = notices
        self._told: tuple[SettingsProblem | None, bool] = (None, False)
        self._runner = TaskRunner(1, self)
        settings.write_in(self._start)
        settings.flush()
        self._tell()

    def close(self) -> None:
        """Wait until everything is written; what changes afterwards is written at once."""
        self._settings.write_in(None)
        self._runner.finish()
        self._settings.flush()

    def _start(self, write: Callable[[], None]) -> None:
        self._runner.run(write, self._on_written)

    def _on_written(self, _nothing: object) -> None:
        self._tell()

    def _on_agreed(self) -> None:
        self._settings.go_on_without_limits()

    def _tell(self) -> None:
        """What is wrong now, in place of what was."""
        problem, lost = now = (self._settings.problem, self._settings.lost)
        if now == self._told:
            return
        self._told = now
        self._notices.hide(_SUBJECT)
        can_agree = lost and (problem is None or problem.trouble is Trouble.DAMAGED)
        told = self._text(problem, lost)
        if told:
            action = self.tr("Go on &without limits") if can_agree else ""
            bar = self._notices.show(_SUBJECT, told, "warning", action)
            bar.action_clicked.connect(self._on_agreed)

    def _text(self, problem: SettingsProblem | None, lost: bool) -> str:
        """What is wrong, and what becomes of the limits; nothing where all is well, or was settled."""
        limits = ""
        if lost:
            limits = self.tr("Until you set limits for spending again, you are asked before anything is bought.")
        if problem is None:
            lost_before = self.tr("Limits for spending were lost with settings that were damaged.")
            return f"{lost_before} {limits}" if lost else ""
        if problem.trouble is Trouble.DAMAGED:
            anew = self.tr("The settings were damaged and start anew. The damaged file is {0}.").format(problem.path)
            return f"{anew} {limits}" if lost else ""
        if problem.trouble is Trouble.UNREAD:
            text = self.tr(
                "The settings could not be read and stay as they are. Until they can, nothing you change is kept."
                " {0}: {1}"
            )
        else:
            text = self.tr(
                "The settings could not be saved. They hold until the window is closed; the next change tries again."
                " {0}: {1}"
            )
        return f"{limits} {text.format(problem.path, problem.reason)}".strip()
