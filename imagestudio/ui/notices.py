"""What the window says in a bar at its top: the demo, what is wrong with a model's file, what could not be done."""

from __future__ import annotations

from PySide6.QtCore import QObject

from imagestudio.core.account import Account
from imagestudio.core.errors import ImageStudioError
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.error_text import describe
from imagestudio.ui.workspace import Parts, Workspace

_DISK = "Disk"


class Notices(QObject):
    """Keeps one bar a subject; the newest on top."""

    def __init__(self, workspace: Workspace, parts: Parts) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._theme = parts.theme
        self._bars: dict[str, NoticeBar] = {}
        parts.watch.changed.connect(self._on_account_changed)
        parts.queue.refused.connect(self._on_refused)
        for problem in parts.catalog.problems:
            self.show(
                problem, self.tr("A model's file cannot be used, the others work. {0}").format(problem), "warning"
            )

    def show(self, subject: str, text: str, kind: str = "info", action: str = "") -> NoticeBar:
        """Show a bar, in place of an older one of the same subject."""
        self.hide(subject)
        bar = NoticeBar(self._theme, text, kind=kind, action=action, parent=self._workspace)
        bar.closed.connect(self._on_closed)
        self._bars[subject] = bar
        self._workspace.notices.insertWidget(0, bar)
        return bar

    def hide(self, subject: str) -> None:
        bar = self._bars.pop(subject, None)
        if bar is not None:
            self._workspace.notices.removeWidget(bar)
            bar.hide()
            bar.deleteLater()

    def say(self, text: str) -> None:
        """Say that something is done, for a moment."""
        self._workspace.bottom_line.say(text)

    def show_failure(self, error: ImageStudioError) -> None:
        """What went wrong beside the jobs.

        A file that could not be written says nothing of money: a picture it concerns, too, may have been paid for.
        """
        self._tell(error, with_money=error.failure.kind != _DISK)

    def _on_refused(self, error: ImageStudioError) -> None:
        """Jobs could not even be written down, so nothing was sent."""
        self._tell(error, with_money=True)

    def _tell(self, error: ImageStudioError, *, with_money: bool) -> None:
        told = describe(error.failure)
        said = (f"{told.title}.", told.what, told.money if with_money else "", told.remedy)
        self.show("failure", " ".join(text for text in said if text), "warning")

    def _on_closed(self) -> None:
        """The person has read one."""
        for subject, bar in list(self._bars.items()):
            if bar is self.sender():
                self.hide(subject)

    def _on_account_changed(self, account: Account) -> None:
        if not account.is_demo:
            self.hide("demo")
            return
        text = self.tr("Demo pictures are drawn on this computer; add a key to use the AI models.")
        if account.failure is not None:
            told = describe(account.failure)
            text = self.tr("{0} {1} Until then demo pictures are drawn on this computer.").format(
                told.what, told.remedy
            )
        bar = self.show("demo", text, action=self.tr("Add a &key…"))
        bar.action_clicked.connect(self._workspace.actions_of["key"].trigger)
