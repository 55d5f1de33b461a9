"""Puts the selected pictures into collections, and takes them out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from imagestudio.core.organisation import Change
from imagestudio.ui.organise.chosen import Chosen
from imagestudio.ui.organise.collections_menu import CollectionsMenu
from imagestudio.ui.organise.organising import Organising
from imagestudio.ui.organise.popovers import NamePopover
from imagestudio.ui.workspace import Workspace


class Collecting(QObject):
    """Keeps the menu of collections, and asks for the name of a new one."""

    def __init__(self, workspace: Workspace, chosen: Chosen, organising: Organising, new_action: QAction) -> None:
        super().__init__(workspace)
        self._details = workspace.details_panel
        self._chosen = chosen
        self._organising = organising
        self._named: Sequence[int] = ()
        self.menu = CollectionsMenu(new_action, workspace)
        self.naming = NamePopover(workspace)
        new_action.triggered.connect(self._on_new)
        self.menu.aboutToShow.connect(self._fill)
        self.menu.add_requested.connect(self._on_put_into)
        self.menu.remove_requested.connect(self._on_take_out)
        self.naming.named.connect(self._on_named)
        self._details.page.collections_requested.connect(self._on_asked_below)

    def open(self) -> None:
        self.menu.popup(self._chosen.place.center())

    def _on_asked_below(self, widget: QWidget) -> None:
        """Below a button of the details."""
        self.menu.popup(widget.mapToGlobal(widget.rect().bottomLeft()))

    def _fill(self) -> None:
        self.menu.fill(self._organising.collections, self._details.survey.collections)

    def _on_put_into(self, name: str) -> None:
        self._organising.change(Change(add_to=(name,)), self._chosen.times)

    def _on_take_out(self, name: str) -> None:
        self._organising.change(Change(remove_from=(name,)), self._chosen.times)

    def _on_new(self) -> None:
        self._named = self._chosen.times
        self.naming.ask(len(self._named), self._chosen.place)

    def _on_named(self, name: str) -> None:
        self._organising.change(Change(add_to=(name,)), self._named)
