"""Carries out what is asked of the pictures that are selected, and says what was done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from imagestudio.core.deeds import ChangeDeed, Deed
from imagestudio.core.organisation import Change
from imagestudio.core.search_language import parse
from imagestudio.ui.notices import Notices
from imagestudio.ui.organise.chosen import place_of, times_of
from imagestudio.ui.organise.collections_menu import CollectionsMenu
from imagestudio.ui.organise.organise_actions import IN_VIEWER, OrganiseActions
from imagestudio.ui.organise.organising import Organising
from imagestudio.ui.organise.popovers import NamePopover, TagsPopover
from imagestudio.ui.organise.toast import Toast
from imagestudio.ui.organise.trash import Trash
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.organising import OrganisingDesk


class OrganiseHost(QObject):
    """Connects the commands for organising with gallery, details, viewer and menus."""

    def __init__(
        self, workspace: Workspace, parts: Parts, organising: Organising, desk: OrganisingDesk, notices: Notices
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._gallery = parts.gallery
        self._view = workspace.gallery_panel.view
        self._organising = organising
        self._notices = notices
        self.actions = OrganiseActions(workspace.window())
        self.collections = CollectionsMenu(self.actions["new_collection"], workspace)
        self.toast = Toast(parts.theme, workspace.window())
        self.tags = TagsPopover(parts.theme, workspace)
        self.naming = NamePopover(workspace)
        self.trash = Trash(workspace, parts.gallery, self.actions, organising, desk, notices, parts.theme)
        self._named: Sequence[int] = ()
        self._add_to_menu(workspace.menu_button.menu())
        for widget in (self._view, workspace.details_panel):
            self.actions.hear_in(widget)
        self._connect_commands()
        self._connect_editors()
        self._on_stack_changed()
        self._offer()

    def _add_to_menu(self, menu: QMenu) -> None:
        first, where = menu.actions()[0], self._workspace.actions_of["take_in"]
        menu.insertActions(first, [self.actions["undo"], self.actions["redo"]])
        menu.insertSeparator(first)
        menu.insertMenu(where, self.actions.main_menu(menu))
        menu.insertSeparator(where)

    def _connect_commands(self) -> None:
        actions, organising = self.actions, self._organising
        actions.change_requested.connect(self._on_change)
        actions["undo"].triggered.connect(organising.undo)
        actions["redo"].triggered.connect(organising.redo)
        actions["tags"].triggered.connect(self._on_tags)
        actions["collections"].triggered.connect(self._on_collections)
        actions["new_collection"].triggered.connect(self._on_new_collection)
        actions["note"].triggered.connect(self._on_note)
        organising.stack_changed.connect(self._on_stack_changed)
        organising.done.connect(self._on_done)
        organising.went.connect(self._on_went)
        organising.brought_back.connect(self._on_brought_back)
        organising.failed.connect(self._notices.show_failure)
        self.toast.taken_up.connect(organising.undo)
        self._view.selection_changed.connect(self._offer)
        self._workspace.details_panel.page.surveyed.connect(self._on_surveyed)

    def _connect_editors(self) -> None:
        editor, organising = self.tags.editor, self._organising
        editor.add_requested.connect(self._on_add_tags)
        editor.remove_requested.connect(self._on_remove_tags)
        self.collections.aboutToShow.connect(self._fill_collections)
        self.collections.add_requested.connect(self._on_put_into)
        self.collections.remove_requested.connect(self._on_take_out)
        self.naming.named.connect(self._on_named)
        organising.names_changed.connect(self._on_names_changed)
        self._workspace.details_panel.page.change_requested.connect(organising.change)
        self._workspace.details_panel.page.collections_requested.connect(self._on_collections_at)

    def block(self) -> None:
        """Let nothing be changed, since the library is only looked at."""
        self._organising.block()
        self._workspace.details_panel.block_organising()
        self._offer()

    def add_to(self, menu: QMenu) -> None:
        """Add what can be done with the selected pictures to a menu for them."""
        self._offer()
        menu.addSeparator()
        self.actions.add_to(menu, self.collections)

    def hear_in_viewer(self, viewer: QWidget) -> None:
        """The keys in a viewer, beside those it has itself."""
        self.actions.hear_in(viewer, *IN_VIEWER)

    # what can be done

    def _offer(self) -> None:
        """At once, since the next key may come before anything else."""
        pictures = any(rows.stop > self._gallery.job_rows for rows in self._view.selected_rows())
        self.actions.offer(pictures, parse(self._gallery.search).trashed, self._organising.blocked)

    def _on_surveyed(self) -> None:
        if self.tags.isVisible():
            self._show_tags()

    def _place(self) -> QRect:
        """Where a question belongs: at the current picture, or in the middle where another view is open."""
        window = self._workspace.window()
        if self._is_in_front():
            return place_of(self._view)
        return QRect(window.mapToGlobal(window.rect().center()), QSize(1, 1))

    def _is_in_front(self) -> bool:
        """Whether no other view is open over the gallery."""
        focused = QApplication.focusWidget()
        return focused is None or self._workspace.isAncestorOf(focused)

    def _change(self, change: Change) -> None:
        self._organising.change(change, times_of(self._view, self._gallery))

    def _on_change(self, change: Change) -> None:
        self._change(change)

    # tags

    def _on_tags(self) -> None:
        self.tags.editor.set_known([tag.name for tag in self._organising.tags])
        self._show_tags()
        self.tags.open_at(self._place(), self.tags.editor.edit)

    def _show_tags(self) -> None:
        survey = self._workspace.details_panel.survey
        self.tags.show_tags(survey.tags, survey.pictures)

    def _on_add_tags(self, tags: tuple[str, ...]) -> None:
        self._change(Change(add_tags=tags))

    def _on_remove_tags(self, tags: tuple[str, ...]) -> None:
        self._change(Change(remove_tags=tags))

    def _on_names_changed(self) -> None:
        tags = [tag.name for tag in self._organising.tags]
        self.tags.editor.set_known(tags)
        self._workspace.details_panel.set_known_tags(tags)

    # collections

    def _fill_collections(self) -> None:
        self.collections.fill(self._organising.collections, self._workspace.details_panel.survey.collections)

    def _on_collections(self) -> None:
        self.collections.popup(self._place().center())

    def _on_collections_at(self, widget: QWidget) -> None:
        """Below a button of the details."""
        self.collections.popup(widget.mapToGlobal(widget.rect().bottomLeft()))

    def _on_put_into(self, name: str) -> None:
        self._change(Change(add_to=(name,)))

    def _on_take_out(self, name: str) -> None:
        self._change(Change(remove_from=(name,)))

    def _on_new_collection(self) -> None:
        self._named = times_of(self._view, self._gallery)
        self.naming.ask(len(self._named), self._place())

    def _on_named(self, name: str) -> None:
        self._organising.change(Change(add_to=(name,)), self._named)

    def _on_note(self) -> None:
        self._workspace.show_details()
        self._workspace.details_panel.focus_note()

    # what was done

    def _on_stack_changed(self) -> None:
        stack = self._organising.stack
        for name, text, can in (
            ("undo", stack.undoText(), stack.canUndo()),
            ("redo", stack.redoText(), stack.canRedo()),
        ):
            title = self.tr("Undo") if name == "undo" else self.tr("Redo")
            self.actions[name].setText(self.tr("{0}: {1}").format(title, text.replace("&", "&&")) if text else title)
            self.actions[name].setEnabled(can)

    def _on_done(self, deed: Deed, text: str) -> None:
        if isinstance(deed, ChangeDeed) and deed.change.trash:
            moved = self.tr("%n picture(s) moved to the trash", "", len(deed.changed))
            self.toast.say(moved, self.tr("Un&do"))
        else:
            self.toast.hide()
            self._notices.say(self.tr("Done: {0}").format(text))

    def _on_went(self, text: str) -> None:
        self.toast.hide()
        self._notices.say(text)

    def _on_brought_back(self, times: list[int]) -> None:
        """Show what undoing brought back, as it was before: selected and in sight."""
        if self._is_in_front():
            self._workspace.gallery_panel.select_records(times)
