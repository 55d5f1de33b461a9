"""Works the filters: chips one click away, chips that can be taken away, and lists of all there are, with counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.ports import Facets, GoesOn, History
from imagestudio.ui.finding.filter_popover import FilterPopover
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task

_REST_MS = 150  # who types on wants the next counts, not these


class Filtering(QObject):
    """Lets every filter edit the search, and asks in workers how many pictures each finds.

    Chips have no numbers until somebody begins to look for something; from then on they are kept right.

    Signals:
        failed: the history could not be read (an ImageStudioError).
    """

    failed = Signal(object)

    def __init__(self, workspace: Workspace, parts: Parts) -> None:
        super().__init__(workspace)
        self._panel = panel = workspace.gallery_panel
        self._history, self._tasks = parts.history, parts.tasks
        self._quick, self._chips = panel.line.quick, panel.chips
        self._all = FilterPopover(parts.theme, parts.catalog.name_of, panel)
        self._models = FilterPopover(parts.theme, parts.catalog.name_of, panel, ("model",))
        self._listing: Task | None = None
        self._counting: Task | None = None
        self._counted = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._quick.name_of = self._chips.name_of = parts.catalog.name_of
        self._chips.leave_out(self._quick.shows)
        self._connect_signals(workspace, parts)

    def _connect_signals(self, workspace: Workspace, parts: Parts) -> None:
        panel, show_search = self._panel, self._panel.search_edit.show_search
        panel.searched.connect(self._on_searched)
        panel.search_edit.focused.connect(self._count)
        panel.bar.filter_button.clicked.connect(self.open)
        workspace.actions_of["filter"].triggered.connect(self.open)
        parts.gallery.completed.connect(self._on_completed)
        parts.gallery.reorganised.connect(self._on_completed)
        self._rest.timeout.connect(self._count)
        self._quick.list_wanted.connect(self._on_list_wanted)
        self._quick.fitted.connect(self._on_fitted)
        for source in (self._all, self._models, self._quick):
            source.changed.connect(show_search)

    def open(self) -> None:
        """Offer all filters, with the counts of what is found now."""
        self._open(self._all, self._panel.bar.filter_button)

    def _on_list_wanted(self, _key: str, chip: QWidget) -> None:
        self._open(self._models, chip)

    def _open(self, popover: FilterPopover, below: QWidget) -> None:
        popover.show_search(self._panel.search_edit.text())
        self._list()
        popover.open_below(below)

    def _on_searched(self, text: str) -> None:
        self._quick.show_search(text)
        self._counted = self._counted or bool(self._panel.whole_search.strip())
        for popover in (self._all, self._models):
            if popover.isVisible():
                popover.show_search(text)

    def _on_fitted(self) -> None:
        self._chips.show_search(self._panel.search_edit.text())

    def _on_completed(self) -> None:
        if self._all.isVisible() or self._models.isVisible():
            self._list()
        if self._counted:
            self._rest.start()

    # what the lists offer

    def _list(self) -> None:
        if self._listing is not None:
            self._listing.cancel()
        call = partial(self._history.facets, self._panel.whole_search)
        self._listing = self._tasks.run_while_wanted(call, self._on_listed, self._on_failed)

    def _on_listed(self, facets: Facets) -> None:
        self._listing = None
        for popover in (self._all, self._models):
            popover.show_facets(facets)

    # what the chips find

    def _count(self) -> None:
        """Those one click away tell what they would leave, the others what they find alone in this place."""
        self._counted = True
        if self._counting is not None:
            self._counting.cancel()
        with_text = self._panel.scope.with_text
        quick = {key: with_text(text) for key, text in self._quick.searches(self._panel.search_edit.text()).items()}
        alone = {term.text: with_text(term.text) for term in self._chips.terms}
        call = partial(_counts, self._history, quick, alone)
        self._counting = self._tasks.run_while_wanted(call, self._on_counted, self._on_failed)

    def _on_counted(self, counts: tuple[dict[str, int], dict[str, int]]) -> None:
        self._counting = None
        quick, alone = counts
        self._quick.show_counts(quick)
        self._chips.show_counts(alone)

    def _on_failed(self, error: ImageStudioError) -> None:
        self._listing = self._counting = None
        self.failed.emit(error)


def _counts(
    history: History, quick: Mapping[str, str], alone: Mapping[str, str], goes_on: GoesOn
) -> tuple[dict[str, int], dict[str, int]]:
    """Runs in a worker."""
    return _of(history, quick, goes_on), _of(history, alone, goes_on)


def _of(history: History, searches: Mapping[str, str], goes_on: GoesOn) -> dict[str, int]:
    return {name: history.count(search, goes_on) for name, search in searches.items()}
