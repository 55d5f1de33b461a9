"""Goes to all pictures, the trash, collections and saved searches, and keeps the latter two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.ports import Collection, History
from imagestudio.ui.finding.scope import EVERYTHING, Scope, ScopeKind
from imagestudio.ui.finding.shown_popover import ShownPopover, Survey
from imagestudio.ui.organise.organising import Organising
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task

_COUNTED = (ScopeKind.ALL, ScopeKind.PICKED, ScopeKind.REJECTED, ScopeKind.TRASH)
_MOST_COUNTED = 40  # saved searches; each is a search


class Places(QObject):
    """Works the chooser of what is shown; what it does to collections can be undone, like everything else."""

    def __init__(self, workspace: Workspace, parts: Parts, organising: Organising) -> None:
        super().__init__(workspace)
        self._panel = workspace.gallery_panel
        self._history, self._tasks = parts.history, parts.tasks
        self._organising = organising
        self._survey = Survey()
        self._counting: Task | None = None
        self._moved: tuple[str, str] | None = None
        self._popover = ShownPopover(parts.theme, self._panel)
        self._connect_signals(workspace)
        self._show_place()

    def _connect_signals(self, workspace: Workspace) -> None:
        popover, organising = self._popover, self._organising
        workspace.actions_of["places"].triggered.connect(self.open)
        self._panel.line.shown_button.clicked.connect(self.open)
        self._panel.searched.connect(self._show_place)
        organising.names_changed.connect(self._on_names_changed)
        popover.scope_chosen.connect(self.go_to)
        popover.search_chosen.connect(self._on_search_chosen)
        popover.added.connect(organising.add_collection)
        popover.saved.connect(self._on_saved)
        popover.renamed.connect(self._on_renamed)
        popover.deleted.connect(organising.delete_collection)

    def open(self) -> None:
        """Offer the places, at once as far as they are known, and counted a moment later."""
        self._offer()
        self._count()
        self._popover.open_below(self._panel.line.shown_button)

    def go_to(self, scope: Scope) -> None:
        """Show all pictures of a place."""
        self._panel.show_scope(scope)
        self._panel.view.setFocus()

    @property
    def current(self) -> Scope | Collection:
        """Where one is; a saved search as long as it is as it was saved."""
        text = self._panel.whole_search.strip()
        saved = (one for one in self._survey.collections if one.search and one.search.strip() == text)
        return next(saved, self._panel.scope)

    def _offer(self) -> None:
        self._popover.editable = not self._organising.blocked
        search = self._panel.whole_search if self._panel.search_edit.text().strip() else ""
        self._popover.show_places(self._survey, self.current, search)

    def _show_place(self) -> None:
        place = self.current
        if isinstance(place, Collection):
            self._panel.line.show_place(place.name, "search")
        else:
            self._panel.line.show_place(place.title, place.icon)

    def _count(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        call = partial(_survey, self._history, tuple(self._organising.collections))
        self._counting = self._tasks.run(call, self._on_counted, self._on_failed)

    def _on_counted(self, survey: Survey) -> None:
        self._counting = None
        self._show(survey)

    def _on_failed(self, _error: ImageStudioError) -> None:
        """Places without numbers say nothing wrong; the gallery itself tells of a history it cannot read."""
        self._counting = None

    def _show(self, survey: Survey) -> None:
        self._survey = survey
        self._show_place()
        if self._popover.isVisible() and self._popover.name_edit.isHidden():
            self._offer()

    def _on_names_changed(self) -> None:
        collections = tuple(self._organising.collections)
        if self._moved is not None and any(one.name == self._moved[1] for one in collections):
            scope, self._moved = Scope(ScopeKind.COLLECTION, self._moved[1]), None
            self._panel.show_scope(scope, self._panel.search_edit.text())
        elif self._panel.scope.kind is ScopeKind.COLLECTION and not self._is_there(collections):
            self._panel.show_scope(EVERYTHING, self._panel.search_edit.text())
        self._show(replace(self._survey, collections=collections))
        if self._popover.isVisible() or self._counting is not None:  # which would answer with those of before
            self._count()

    def _is_there(self, collections: Sequence[Collection]) -> bool:
        return any(one.name == self._panel.scope.name for one in collections)

    def _on_search_chosen(self, collection: Collection) -> None:
        self._panel.show_scope(EVERYTHING, collection.search or "")
        self._panel.view.setFocus()

    def _on_saved(self, name: str) -> None:
        self._organising.add_collection(name, self._panel.whole_search.strip())

    def _on_renamed(self, old: str, new: str) -> None:
        if self._panel.scope == Scope(ScopeKind.COLLECTION, old):
            self._moved = old, new
        self._organising.rename_collection(old, new)


def _survey(history: History, collections: tuple[Collection, ...]) -> Survey:
    """Runs in a worker."""
    counts = {kind: history.count(kind.value) for kind in _COUNTED}
    counted = [
        replace(one, pictures=history.count(one.search)) if one.search is not None and place < _MOST_COUNTED else one
        for place, one in enumerate(collections)
    ]
    return Survey(tuple(counted), counts)
