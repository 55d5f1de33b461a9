"""Connects what one finds pictures with: the search field, orders and months; filters have a module of their own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.ports import History
from imagestudio.ui.finding.arrange_menu import ArrangeMenu
from imagestudio.ui.finding.filtering import Filtering
from imagestudio.ui.finding.months import MonthPopover
from imagestudio.ui.finding.typing_on import TypingOn
from imagestudio.ui.gallery.arrangement import Arrangement, keep_arrangement, kept_arrangement
from imagestudio.ui.notices import Notices
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task

_RECENT = "recent_searches"
_MOST_RECENT = 12
_PATIENCE_MS = 300


class Finder(QObject):
    """Asks what can be found and shows what was chosen; the gallery does the finding."""

    def __init__(self, workspace: Workspace, parts: Parts, notices: Notices) -> None:
        super().__init__(workspace)
        self._panel = workspace.gallery_panel
        self._gallery, self._history = parts.gallery, parts.history
        self._tasks, self._settings = parts.tasks, parts.settings
        self._notices = notices
        self._trying: Task | None = None
        self._arranging = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        line = self._panel.line
        self._filtering = Filtering(workspace, parts)
        TypingOn(self._panel.search_edit, self._panel.view)
        self._months = MonthPopover(parts.theme, self._panel)
        self._arrange = ArrangeMenu(line.arrange_button)
        line.arrange_button.setMenu(self._arrange)
        self._connect_field()
        self._connect_line(workspace)
        self._restore()

    def _connect_field(self) -> None:
        edit = self._panel.search_edit
        edit.focused.connect(self._on_focused)
        edit.undecided.connect(self._on_undecided)
        edit.entered.connect(self._on_entered)
        self._filtering.failed.connect(self._on_failed)
        self._gallery.reorganised.connect(self.refresh)

    def _connect_line(self, workspace: Workspace) -> None:
        line, actions = self._panel.line, workspace.actions_of
        line.month_button.clicked.connect(self.open_months)
        self._arrange.chosen.connect(self._on_arranged)
        self._arranging.timeout.connect(self._on_arranging)
        self._gallery.load_failed.connect(self._on_not_arranged)
        self._months.month_chosen.connect(self._on_month)
        actions["arrange"].triggered.connect(line.arrange_button.showMenu)
        actions["months"].triggered.connect(self.open_months)

    def _restore(self) -> None:
        """As it was left: order, groups and what was searched for."""
        self._panel.search_edit.set_recent(self._recent())
        arrangement = kept_arrangement(self._settings)
        self._gallery.arrange(arrangement)
        self._show_arrangement(arrangement)

    def refresh(self) -> None:
        """Tags and collections may be other ones; who comes to the field later asks then."""
        if self._panel.search_edit.hasFocus():
            self._on_focused()

    # the field

    def _on_focused(self) -> None:
        self._tasks.run(self._history.known_values, self._on_known, self._on_failed)

    def _on_known(self, known: dict[str, list[str]]) -> None:
        self._panel.search_edit.set_known(known)

    def _on_undecided(self, text: str) -> None:
        if self._trying is not None:
            self._trying.cancel()
        call = partial(_tried, self._history, text, self._panel.whole_search)
        self._trying = self._tasks.run(call, self._on_tried, self._on_failed)

    def _on_tried(self, tried: tuple[str, bool]) -> None:
        self._trying = None
        self._panel.search_edit.search_undecided(*tried)

    def _on_entered(self, text: str) -> None:
        search = " ".join(text.split())
        if search:
            recent = [search, *(one for one in self._recent() if one != search)][:_MOST_RECENT]
            self._settings.set(_RECENT, recent)
            self._panel.search_edit.set_recent(recent)

    def _recent(self) -> list[str]:
        return [one for one in self._settings.get(_RECENT, []) if isinstance(one, str)]

    # order and months

    def _on_arranged(self, arrangement: Arrangement) -> None:
        self._gallery.arrange(arrangement)
        self._arranging.start()
        keep_arrangement(self._settings, arrangement)
        self._show_arrangement(arrangement)

    def _on_arranging(self) -> None:
        """Groups of a million pictures take some seconds; the count stands there again when they are done."""
        if self._gallery.arrangement != self._arrange.arrangement:
            self._panel.line.count_label.setText(self.tr("Arranging …"))

    def _on_not_arranged(self) -> None:
        """The history could not be read: the pictures stand as they did."""
        self._show_arrangement(self._gallery.arrangement)
        self._panel.line.set_count(self._gallery.pictures)

    def _show_arrangement(self, arrangement: Arrangement) -> None:
        self._arrange.show_arrangement(arrangement)
        self._panel.line.show_arrangement(self._arrange.summary())
        self._panel.line.month_button.setEnabled(arrangement.is_by_time)

    def open_months(self) -> None:
        """Offer the months of what is found, where it is in order of time."""
        if not self._gallery.arrangement.is_by_time:
            self._notices.say(self.tr("Months are there when pictures are sorted by time."))
            return
        rows = self._panel.view.visible_rows()
        place = max(0, rows.start - self._gallery.job_rows)
        self._months.show_months(self._gallery.listed, self._gallery.arrangement.order, place)
        self._months.open_below(self._panel.line.month_button)

    def _on_month(self, place: int) -> None:
        row = self._gallery.job_rows + place
        self._panel.view.select_row(row)
        self._panel.view.scrollTo(self._gallery.index(row), QAbstractItemView.ScrollHint.PositionAtTop)
        self._panel.view.setFocus()

    def _on_failed(self, error: ImageStudioError) -> None:
        self._notices.show_failure(error)


def _tried(history: History, text: str, search: str) -> tuple[str, bool]:
    """Runs in a worker: the text, and whether the search with it finds anything."""
    return text, bool(history.first_page(search, limit=1))
