"""The ways to the grids: commands, and a line below a prompt that has alternatives; the rest is made when wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy

from imagestudio.core.grid_keeping import GridKeeping
from imagestudio.core.organisation import Change
from imagestudio.core.wording import Wording
from imagestudio.ui.craft.craft import Craft
from imagestudio.ui.looking import Looking
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.ui.theme import set_role
from imagestudio.ui.workspace import Parts, Workspace

if TYPE_CHECKING:
    from imagestudio.ui.export.giving_away import GivingAway
    from imagestudio.ui.grid.grid_host import GridHost


class GridDoor(QObject):
    """Opens the grids.

    Signals:
        change_requested(Change, list): somebody rates or picks the pictures of these times.
    """

    change_requested = Signal(object, list)

    def __init__(
        self,
        workspace: Workspace,
        parts: Parts,
        craft: Craft,
        looking: Looking,
        giving: GivingAway,
        pictures: PictureActions,
        keeping: GridKeeping,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._craft = craft
        self._looking = looking
        self._giving = giving
        self._pictures = pictures
        self._keeping = keeping
        self._host: GridHost | None = None
        self.as_grid_button = QPushButton(self.tr("Open as a grid"))
        self._place()
        actions = workspace.actions_of
        actions["grids"].triggered.connect(self._on_grids)
        actions["as_grid"].triggered.connect(self._on_as_grid)

    @property
    def host(self) -> GridHost:
        """What shows the grids; imported and made when it is first wanted."""
        if self._host is None:
            from imagestudio.ui.grid.exporting import Exporting
            from imagestudio.ui.grid.grid_commands import GridCommands
            from imagestudio.ui.grid.grid_host import GridHost

            workspace, parts = self._workspace, self._parts
            self._host = GridHost(workspace, parts, self._craft, self._keeping)
            GridCommands(self._host, workspace, self._looking, self._pictures)
            self._host.view.change_requested.connect(self._on_change)
            Exporting(self._host, parts, self._giving, self._keeping.exporter)
        return self._host

    def close(self) -> None:
        """Keep what was changed, and end the threads."""
        if self._host is not None:
            self._host.close()

    def _place(self) -> None:
        button, panel = self.as_grid_button, self._workspace.compose_panel
        set_role(button, "unfold")
        button.setToolTip(self.tr("Every prompt in a grid, by model, size or style (Ctrl+Alt+Enter)"))
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        panel.prompt_box.below.addWidget(button)
        button.clicked.connect(self._workspace.actions_of["as_grid"].trigger)
        panel.worded.connect(self._on_worded)
        self._on_worded(panel.prompt_box.wording())

    def _on_worded(self, wording: Wording) -> None:
        if not wording.is_waiting:
            self.as_grid_button.setVisible(wording.has_alternatives and wording.is_sound)

    def _on_change(self, change: Change) -> None:
        if records := self.host.view.sheet.selected_records():
            self.change_requested.emit(change, [record.time for record in records])

    def _on_grids(self) -> None:
        self.host.show_grids()

    def _on_as_grid(self) -> None:
        self.host.begin()
