"""What the commands for edits do with the picture that is selected."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from imagestudio.core.origin import Task
from imagestudio.core.record import Record
from imagestudio.ui.edits.adding import Adding
from imagestudio.ui.edits.edit_actions import EditActions
from imagestudio.ui.edits.edit_tools import EditTools
from imagestudio.ui.edits.gathering import Gathering
from imagestudio.ui.edits.starting import Starting
from imagestudio.ui.menu_keys import guard
from imagestudio.ui.workspace import Parts, Workspace


class EditCommands(QObject):
    """Hears keys, menus and the buttons of the details.

    Signals:
        lock_requested(Record), drift_requested(Record): of a picture that was made with a mask.
        finals_requested(): of the pictures that are selected.
    """

    lock_requested = Signal(object)
    drift_requested = Signal(object)
    finals_requested = Signal()

    def __init__(
        self, workspace: Workspace, parts: Parts, adding: Adding, gathering: Gathering, starting: Starting
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._gallery = parts.gallery
        self._view = workspace.gallery_panel.view
        self._gathering = gathering
        self._starting = starting
        self._blocked = False
        self.actions = EditActions(workspace.window())
        self._connect(adding)
        self.hear_in(self._view)
        self.hear_in(workspace.details_panel)
        workspace.details_panel.page.add_tools(EditTools(self.actions))
        self._add_to_menu(workspace.menu_button.menu())
        self._offer()

    def hear_in(self, widget: QWidget) -> None:
        """The keys in a viewer, too."""
        self.actions.hear_in(widget)

    def add_to(self, menu: QMenu) -> None:
        """Add what can be made of the selected pictures to a menu for them, before what asks for one like them."""
        self._offer()
        edits = QMenu(self.tr("Make of &this"), menu)
        self.actions.add_to(edits)
        guard(edits)
        menu.insertMenu(self._workspace.actions_of["use_settings"], edits)

    def _add_to_menu(self, menu: QMenu) -> None:
        """In the window's own menu, below what organises pictures."""
        edits = QMenu(self.tr("&Edits"), menu)
        edits.addActions(list(self.actions.all().values()))
        guard(edits)
        commands = menu.actions()
        end = commands.index(self._workspace.actions_of["take_in"]) - 1  # the line below what organises
        menu.insertMenu(commands[end], edits)

    def block(self) -> None:
        """Nothing can be made, since the library is only looked at."""
        self._blocked = True
        self._offer()

    def _connect(self, adding: Adding) -> None:
        actions, page = self.actions, self._workspace.details_panel.page
        actions["edit_picture"].triggered.connect(self._on_edit)
        actions["vary_picture"].triggered.connect(self._on_vary)
        actions["extend_picture"].triggered.connect(self._on_extend)
        actions["use_reference"].triggered.connect(adding.add_selected)
        actions["make_final"].triggered.connect(self._on_make_final)
        actions["lock_pixels"].triggered.connect(self._on_lock)
        actions["show_drift"].triggered.connect(self._on_drift)
        self._workspace.actions_of["use_settings"].triggered.connect(self._on_use_settings)
        page.use_settings_requested.connect(self._gathering.repeat)
        page.surveyed.connect(self._offer)
        self._view.selection_changed.connect(self._offer)

    @property
    def _record(self) -> Record | None:
        return self._workspace.details_panel.record

    def _offer(self, _news: object = None) -> None:
        record = self._record
        some = any(rows.stop > self._gallery.job_rows for rows in self._view.selected_rows())
        masked = record is not None and record.mask is not None
        lockable = masked and record is not None and record.task != Task.LOCKED
        self.actions.offer(record is not None, some, masked, lockable, self._blocked)

    def _on_edit(self) -> None:
        if (record := self._record) is not None:
            self._starting.edit(record)

    def _on_vary(self) -> None:
        if (record := self._record) is not None:
            self._starting.vary(record)

    def _on_extend(self) -> None:
        if (record := self._record) is not None:
            self._starting.extend(record)

    def _on_make_final(self) -> None:
        self.finals_requested.emit()

    def _on_lock(self) -> None:
        if (record := self._record) is not None:
            self.lock_requested.emit(record)

    def _on_drift(self) -> None:
        if (record := self._record) is not None:
            self.drift_requested.emit(record)

    def _on_use_settings(self) -> None:
        if (record := self._record) is not None:
            self._gathering.repeat(record)
