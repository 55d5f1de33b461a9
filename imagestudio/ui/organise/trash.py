"""The trash in the window: looked into like any place, and emptied only on purpose."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from imagestudio.core.search_language import parse
from imagestudio.ui.finding.scope import EVERYTHING, Scope, ScopeKind
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.notices import Notices
from imagestudio.ui.organise.organise_actions import OrganiseActions
from imagestudio.ui.organise.organising import Organising
from imagestudio.ui.theme import Theme
from imagestudio.ui.workspace import Workspace
from imagestudio.workers.organising import OrganisingDesk

_ICON = 32


class Trash(QObject):
    """Shows what is in the trash, and asks before it is emptied: the one thing here that cannot be undone."""

    def __init__(
        self,
        workspace: Workspace,
        gallery: GalleryModel,
        actions: OrganiseActions,
        organising: Organising,
        desk: OrganisingDesk,
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._gallery = gallery
        self._actions = actions
        self._organising = organising
        self._desk = desk
        self._notices = notices
        self._theme = theme
        self._told = False
        self._came_from = EVERYTHING, ""
        self.question: QMessageBox | None = None
        actions["show_trash"].triggered.connect(self.show)
        actions["empty_trash"].triggered.connect(desk.count_trash)
        desk.trash_known.connect(self._on_trash_known)
        desk.trash_emptied.connect(self._on_emptied)
        workspace.gallery_panel.line.note.clicked.connect(desk.count_trash)
        gallery.completed.connect(self._on_listed)
        gallery.modelReset.connect(self._on_listed)

    @property
    def _is_shown(self) -> bool:
        return parse(self._gallery.search).trashed

    def show(self) -> None:
        """Look into the trash, and then again at what was there before."""
        panel = self._workspace.gallery_panel
        if self._is_shown:
            panel.show_scope(*self._came_from)
        else:
            self._came_from = panel.scope, panel.search_edit.text()
            panel.show_scope(Scope(ScopeKind.TRASH))
        panel.view.setFocus()

    def _on_listed(self) -> None:
        """What can be done here is said as long as one looks into it, in a line that is there anyhow."""
        wanted = self._is_shown and self._gallery.pictures > 0
        if wanted and not self._told:
            text = self.tr("R restores what you select; pictures stay until the trash is emptied.")
            offered = "" if self._organising.blocked else self.tr("Empt&y the trash…")
            self._workspace.gallery_panel.line.show_note(text, offered)
        elif self._told and not wanted:
            self._workspace.gallery_panel.line.show_note("")
        self._told = wanted

    def _on_trash_known(self, pictures: int) -> None:
        if pictures == 0:
            self._notices.say(self.tr("The trash is empty"))
            return
        box = QMessageBox(self._workspace.window())
        box.setIconPixmap(self._theme.icon("trash", "text2").pixmap(_ICON, _ICON))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Empty the trash"))
        box.setText(self.tr("Delete %n picture(s) in the trash for good?", "", pictures))
        box.setInformativeText(self.tr("The files go, and all that is known of them. This cannot be undone."))
        box.addButton(self.tr("&Delete for good"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(self.tr("&Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.accepted.connect(self._desk.empty_trash)
        box.finished.connect(self._on_answered)
        self.question = box
        box.open()

    def _on_answered(self) -> None:
        self.question = None

    def _on_emptied(self, times: list[int]) -> None:
        self._organising.forget(times)
        self._gallery.ask_again()
        self._notices.say(self.tr("%n picture(s) deleted for good", "", len(times)))
