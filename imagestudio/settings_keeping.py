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
        self._told: SettingsProblem | None = None
        self._runner = TaskRunner(1, self)
        settings.write_in(self._start)
        self._tell()

    def close(self) -> None:
        """Wait until everything is written; what changes afterwards is written at once."""
        self._settings.write_in(None)
        self._runner.finish()

    def _start(self, write: Callable[[], None]) -> None:
        self._runner.run(write, self._on_written)

    def _on_written(self, _nothing: object) -> None:
        self._tell()

    def _tell(self) -> None:
        problem = self._settings.problem
        if problem == self._told:
            return
        self._told = problem
        if problem is None:
            self._notices.hide(_SUBJECT)
        else:
            self._notices.show(_SUBJECT, self._text(problem), "warning")

    def _text(self, problem: SettingsProblem) -> str:
        if problem.trouble is Trouble.DAMAGED:
            text = self.tr(
                "The settings were damaged and start anew. Set your limits for spending again; until then, as long as"
                " this window is open, you are asked before anything is bought. The damaged file is {0}."
            )
        elif problem.trouble is Trouble.UNREAD:
            text = self.tr(
                "The settings could not be read and stay as they are. Until they can, nothing you change is kept, and"
                " you are asked before anything is bought. No picture is concerned. {0}: {1}"
            )
        else:
            text = self.tr(
                "The settings could not be saved. They hold until the window is closed; the next change tries again."
                " {0}: {1}"
            )
        return text.format(problem.path, problem.reason)
