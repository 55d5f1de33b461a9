"""Connects the commands that organise pictures with the window, and offers what is possible now."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from imagestudio.core.organisation import Change
from imagestudio.core.search_language import parse
from imagestudio.ui.notices import Notices
from imagestudio.ui.organise.chosen import Chosen
from imagestudio.ui.organise.collecting import Collecting
from imagestudio.ui.organise.organise_actions import IN_VIEWER, OrganiseActions
from imagestudio.ui.organise.organising import Organising
from imagestudio.ui.organise.tagging import Tagging
from imagestudio.ui.organise.taking_back import TakingBack
from imagestudio.ui.organise.trash import Trash
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.organising import OrganisingDesk


class OrganiseHost(QObject):
    """Keeps what carries the commands out: tags, collections, trash, and the way back."""

    def __init__(
        self, workspace: Workspace, parts: Parts, organising: Organising, desk: OrganisingDesk, notices: Notices
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._gallery = parts.gallery
        self._view = workspace.gallery_panel.view
        self._organising = organising
        self._chosen = chosen = Chosen(workspace, parts.gallery)
        self.actions = actions = OrganiseActions(workspace.window())
        self.tagging = Tagging(workspace, chosen, organising, parts.theme)
        self.collecting = Collecting(workspace, chosen, organising, actions["new_collection"])
        self.taking_back = TakingBack(
            workspace, chosen, organising, notices, parts.theme, actions["undo"], actions["redo"]
        )
        self.trash = Trash(workspace, parts.gallery, actions, organising, desk, notices, parts.theme)
        self._add_to_menu(workspace.menu_button.menu())
        for widget in (self._view, workspace.details_panel):
            actions.hear_in(widget)
        self._connect()
        self._offer()

    def _add_to_menu(self, menu: QMenu) -> None:
        first, where = menu.actions()[0], self._workspace.actions_of["take_in"]
        menu.insertActions(first, [self.actions["undo"], self.actions["redo"]])
        menu.insertSeparator(first)
        menu.insertMenu(where, self.actions.main_menu(menu))
        menu.insertSeparator(where)

    def _connect(self) -> None:
        actions = self.actions
        actions.change_requested.connect(self._on_change)
        actions["tags"].triggered.connect(self.tagging.open)
        actions["collections"].triggered.connect(self.collecting.open)
        actions["note"].triggered.connect(self._on_note)
        self._view.selection_changed.connect(self._offer)
        self._workspace.details_panel.page.change_requested.connect(self._organising.change)

    def block(self) -> None:
        """Let nothing be changed, since the library is only looked at."""
        self._organising.block()
        self._workspace.details_panel.block_organising()
        self._offer()

    def add_to(self, menu: QMenu) -> None:
        """Add what can be done with the selected pictures to a menu for them."""
        self._offer()
        menu.addSeparator()
        self.actions.add_to(menu, self.collecting.menu)

    def hear_in_viewer(self, viewer: QWidget) -> None:
        """The keys in a viewer, beside those it has itself."""
        self.actions.hear_in(viewer, *IN_VIEWER)

    def _offer(self) -> None:
        """At once, since the next key may come before anything else."""
        pictures = any(rows.stop > self._gallery.job_rows for rows in self._view.selected_rows())
        self.actions.offer(pictures, parse(self._gallery.search).trashed, self._organising.blocked)

    def _on_change(self, change: Change) -> None:
        self._organising.change(change, self._chosen.times)

    def _on_note(self) -> None:
        self._workspace.show_details()
        self._workspace.details_panel.focus_note()
