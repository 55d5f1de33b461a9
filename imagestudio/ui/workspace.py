"""What fills the window: places the panels and connects them; decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.job import Job
from imagestudio.core.money import Money
from imagestudio.core.ports import Credentials, Files, History, Settings, Thumbnails
from imagestudio.core.reckoning import Reckoning
from imagestudio.ui.actions import QUEUE, Actions
from imagestudio.ui.bottom_line import BottomLine
from imagestudio.ui.columns import Columns
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.details.details_panel import DetailsPanel
from imagestudio.ui.error_text import short_reason
from imagestudio.ui.gallery.cell import HELD, PAUSED, TRIED, Progress
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.gallery_panel import GalleryPanel
from imagestudio.ui.jobs.job_clock import JobClock
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.theme import ICON_SIZE, Theme
from imagestudio.ui.window_state import WindowState
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.jobs.jobs_panel import JobsPanel


@dataclass(frozen=True)
class Parts:
    """What the window is made of, built once by the composition root."""

    catalog: Catalog
    reckoning: Reckoning
    theme: Theme
    settings: Settings
    history: History
    thumbnails: Thumbnails
    gallery: GalleryModel
    files: Files
    credentials: Credentials
    test_key: Callable[[str], Money]
    queue: JobQueue
    watch: AccountWatch
    tasks: TaskRunner
    keyring_tasks: TaskRunner


class Workspace(QWidget):
    """Compose on the left, gallery in the middle, details on the right, jobs and facts below.

    What is not seen at first is made by `make_menu` and `complete`, or (the jobs) when it is first asked for.
    """

    def __init__(self, parts: Parts, window: MainWindow, compose_panel: ComposePanel) -> None:
        super().__init__(window)
        self._window = window
        self._queue = parts.queue
        self._gallery = parts.gallery
        self._theme = parts.theme
        self.clock = JobClock(parts.queue, parts.history, parts.catalog, parts.tasks, self)
        self.compose_panel = compose_panel
        self.gallery_panel = GalleryPanel(parts.gallery, parts.theme, short_reason, self)
        self.details_panel = DetailsPanel(parts.catalog, parts.theme, self)
        self.bottom_line = BottomLine(parts.queue, self.clock, self)
        self.actions_of = Actions(window)
        self._columns = Columns(self.compose_panel, self.gallery_panel, self.details_panel, self)
        self._rows = QSplitter(Qt.Orientation.Vertical, self)
        self.notices = QVBoxLayout()
        self._left_toggle = QToolButton(self)
        self._right_toggle = QToolButton(self)
        self.menu_button = QToolButton(self)
        self._build_layout()
        self._connect_signals()
        self._feed_gallery(parts.queue, parts.gallery)
        self._restore(window.state)
        window.keeping.connect(self._on_keeping)

    # what is not seen at first

    def make_menu(self) -> None:
        self.menu_button.setMenu(self.actions_of.menu(self))

    def complete(self) -> None:
        """Lead the keys through everything that is there now, and show where they are."""
        from imagestudio.ui.dialog_rings import DialogRings
        from imagestudio.ui.focus_ring import FocusRing

        self._order_tabs()
        self.focus_ring = FocusRing(self._theme, self._window)
        self._dialog_rings = DialogRings(self._theme, self)

    @cached_property
    def jobs_panel(self) -> JobsPanel:
        from imagestudio.ui.jobs.jobs_panel import JobsPanel

        panel = JobsPanel(self._queue, self.clock, self._theme, self)
        panel.setVisible(self.actions_of["toggle_jobs"].isChecked())
        self._rows.addWidget(panel)
        self._rows.setSizes([10_000, self._window.state.jobs_height])
        panel.offer_for_all([self.actions_of[name] for name in QUEUE])
        panel.close_requested.connect(self.actions_of["toggle_jobs"].trigger)
        return panel

    # building

    def _build_layout(self) -> None:
        self._rows.addWidget(self._columns)
        self._rows.setStretchFactor(0, 1)
        self._rows.setChildrenCollapsible(False)
        self._rows.setHandleWidth(1)
        self.notices.setContentsMargins(0, 0, 0, 0)
        self.notices.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.notices)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self.bottom_line)
        self._build_bar_buttons()

    def _build_bar_buttons(self) -> None:
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        names = (
            (self._left_toggle, self.tr("Fold the compose panel (Ctrl+[)")),
            (self._right_toggle, self.tr("Fold the details panel (Ctrl+])")),
            (self.menu_button, self.tr("Menu (F10)")),
        )
        for button, name in names:
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setIconSize(ICON_SIZE)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu_button.setShortcut("F10")
        self._left_toggle.clicked.connect(self.actions_of["toggle_compose"].trigger)
        self._right_toggle.clicked.connect(self.actions_of["toggle_details"].trigger)
        self.gallery_panel.add_bar_widget_left(self._left_toggle)
        self.gallery_panel.add_bar_widget_right(self.menu_button)
        self.gallery_panel.add_bar_widget_right(self._right_toggle)
        self._on_theme_changed()

    def _order_tabs(self) -> None:
        from imagestudio.ui.tab_order import put_in_order, tab_stops

        stops = [*self.compose_panel.tab_stops(), *self.gallery_panel.tab_stops()]
        for panel in (self.details_panel, self.jobs_panel, self.bottom_line):
            stops += tab_stops(panel)
        put_in_order(stops)

    def _connect_signals(self) -> None:
        actions = self.actions_of
        connections: dict[str, Callable[..., object]] = {
            "generate": self.compose_panel.generate,
            "focus_prompt": self._on_focus_prompt,
            "search": self.gallery_panel.focus_search,
            "focus_gallery": self.gallery_panel.view.setFocus,
            "toggle_compose": self._on_toggle_compose,
            "toggle_details": self._on_toggle_details,
            "toggle_panels": self._on_toggle_panels,
            "toggle_jobs": self._on_toggle_jobs,
            "quit": self._window.close,
        }
        for name, slot in connections.items():
            actions[name].triggered.connect(slot)
        self.bottom_line.jobs_requested.connect(actions["toggle_jobs"].trigger)
        self.bottom_line.account_requested.connect(actions["key"].trigger)
        self.bottom_line.spending_requested.connect(actions["spending"].trigger)
        self._theme.changed.connect(self._on_theme_changed)
        self._columns.folded.connect(self._on_folded)

    def _feed_gallery(self, queue: JobQueue, gallery: GalleryModel) -> None:
        queue.job_added.connect(self._on_job)
        queue.job_changed.connect(self._on_job)
        queue.job_removed.connect(gallery.remove_job)
        queue.records_added.connect(gallery.add_records)
        self.clock.timing_changed.connect(self._on_timing_changed)

    def _on_job(self, job: Job) -> None:
        self._gallery.update_job(job)
        if job.unsent:
            self._gallery.set_progress(job.id, self._progress_of(job))

    def _progress_of(self, job: Job) -> Progress | None:
        """What is to be seen of a job that was not sent."""
        if self._queue.is_kept(job):
            return HELD
        if self._queue.is_trying(job):
            return TRIED
        return None if self._queue.will_run(job.id) else PAUSED

    def _on_timing_changed(self, job_id: str, began: float, expected_s: float) -> None:
        self._gallery.set_progress(job_id, Progress(began, expected_s))

    # how it was left

    def _restore(self, state: WindowState) -> None:
        left, right = (state.compose_width, state.compose_shown), (state.details_width, state.details_shown)
        self._columns.restore(left, right)
        self._on_folded()
        self.actions_of["toggle_jobs"].setChecked(state.jobs_shown)
        if state.jobs_shown:
            self.jobs_panel.show()
        self.gallery_panel.set_thumbnail_size(state.thumbnail_size)
        self.gallery_panel.set_whole(state.whole_pictures)
        styled = bool(state.styles)
        styles = self.compose_panel.prompt_tools.styles
        styles.choose([str(name) for name in state.styles], [str(name) for name in state.styles_off])
        self.compose_panel.restore(state.model, state.values, state.prompt, state.count, state.more_shown, styled)
        if state.references:  # nobody may send the words without them
            self.compose_panel.block(self.tr("One moment: the pictures are being read…"))

    def _on_keeping(self) -> None:
        """The window is about to close: hand over how everything stands."""
        self.details_panel.keep_note()
        left, right = self._columns.left, self._columns.right
        old, compose, rows = self._window.state, self.compose_panel, self._rows.sizes()
        self._window.state = replace(
            old,
            compose_width=left.width,
            details_width=right.width,
            jobs_height=sum(rows[1:]) or old.jobs_height,
            compose_shown=left.wanted,
            details_shown=right.wanted,
            jobs_shown=self.actions_of["toggle_jobs"].isChecked(),
            more_shown=compose.options_form.more_shown,
            thumbnail_size=self.gallery_panel.thumbnail_size,
            whole_pictures=self.gallery_panel.whole,
            prompt=compose.prompt_edit.prompt(),
            model=str(compose.model_combo.currentData() or ""),
            values=compose.options_form.values(),
            count=compose.count_stepper.value(),
        )

    # what happens

    def _on_focus_prompt(self) -> None:
        if not self.compose_panel.isVisible():
            self.actions_of["toggle_compose"].trigger()
        self.compose_panel.prompt_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_toggle_compose(self, shown: bool) -> None:
        self._columns.ask(self.compose_panel, shown)
        self._on_folded()

    def _on_toggle_details(self, shown: bool) -> None:
        self._columns.ask(self.details_panel, shown)
        self._on_folded()

    def _on_folded(self) -> None:
        """Let the commands say what is seen."""
        for name, panel in (("toggle_compose", self.compose_panel), ("toggle_details", self.details_panel)):
            self.actions_of[name].setChecked(self._columns.shows(panel))

    def show_details(self) -> None:
        """Unfold the details where they are folded away."""
        if not self.details_panel.isVisible():
            self.actions_of["toggle_details"].trigger()

    def _on_toggle_panels(self) -> None:
        self._columns.ask_both(not (self.compose_panel.isVisible() or self.details_panel.isVisible()))
        self._on_folded()

    def _on_toggle_jobs(self, shown: bool) -> None:
        self.jobs_panel.setVisible(shown)
        if shown:
            self.jobs_panel.focus_list()

    def _on_theme_changed(self) -> None:
        for button, icon in (
            (self._left_toggle, "panel-left"),
            (self._right_toggle, "panel-right"),
            (self.menu_button, "menu"),
        ):
            button.setIcon(self._theme.icon(icon))
