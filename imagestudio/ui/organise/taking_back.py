"""Says what was done to pictures, and takes it back or does it again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction

from imagestudio.core.deeds import ChangeDeed, Deed
from imagestudio.ui.notices import Notices
from imagestudio.ui.organise.chosen import Chosen
from imagestudio.ui.organise.organising import Organising
from imagestudio.ui.organise.toast import Toast
from imagestudio.ui.theme import Theme
from imagestudio.ui.workspace import Workspace


class TakingBack(QObject):
    """Keeps the commands for undo and redo, and a few words with a way back where pictures went to the trash."""

    def __init__(
        self,
        workspace: Workspace,
        chosen: Chosen,
        organising: Organising,
        notices: Notices,
        theme: Theme,
        undo_action: QAction,
        redo_action: QAction,
    ) -> None:
        super().__init__(workspace)
        self._panel = workspace.gallery_panel
        self._chosen = chosen
        self._organising = organising
        self._notices = notices
        self._undo_action = undo_action
        self._redo_action = redo_action
        self.toast = Toast(theme, workspace.window())
        undo_action.triggered.connect(organising.undo)
        redo_action.triggered.connect(organising.redo)
        organising.stack_changed.connect(self._on_stack_changed)
        organising.done.connect(self._on_done)
        organising.went.connect(self._on_went)
        organising.brought_back.connect(self._on_brought_back)
        organising.failed.connect(notices.show_failure)
        self.toast.taken_up.connect(organising.undo)
        self._on_stack_changed()

    def _on_stack_changed(self) -> None:
        stack = self._organising.stack
        for action, title, text, can in (
            (self._undo_action, _tr("Undo"), stack.undoText(), stack.canUndo()),
            (self._redo_action, _tr("Redo"), stack.redoText(), stack.canRedo()),
        ):
            action.setText(_tr("{0}: {1}").format(title, text.replace("&", "&&")) if text else title)
            action.setEnabled(can)

    def _on_done(self, deed: Deed, text: str) -> None:
        if isinstance(deed, ChangeDeed) and deed.change.trash:
            count = len(deed.changed)
            moved = QCoreApplication.translate("OrganiseHost", "%n picture(s) moved to the trash", "", count)
            self.toast.say(moved, _tr("Un&do"))
        else:
            self.toast.hide()
            self._notices.say(_tr("Done: {0}").format(text))

    def _on_went(self, text: str) -> None:
        self.toast.hide()
        self._notices.say(text)

    def _on_brought_back(self, times: list[int]) -> None:
        """Show what undoing brought back, as it was before: selected and in sight."""
        if self._chosen.is_in_front:
            self._panel.select_records(times)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrganiseHost", text)
