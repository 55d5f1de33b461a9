"""The list of jobs above the bottom line, folded away until it is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imagestudio.core.job import Job
from imagestudio.ui.jobs.another_try import Another, another_try, cost_of
from imagestudio.ui.jobs.job_actions import JobActions
from imagestudio.ui.jobs.job_clock import JobClock
from imagestudio.ui.jobs.job_delegate import JobDelegate
from imagestudio.ui.jobs.jobs_model import JobsModel
from imagestudio.ui.jobs.limit_words import pictures_in, price_text
from imagestudio.ui.menu_keys import guard
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S
from imagestudio.ui.widgets import ElidedLabel
from imagestudio.workers.job_queue import JobQueue

_TICK_MS = 250


class JobsPanel(QWidget):
    """Jobs with state, elapsed and expected time, and Stop, Retry, Dismiss for the chosen one.

    Signals:
        retry_requested(Job), stop_requested(Job), dismiss_requested(Job)
        chosen(Job): the person chose a row.
        close_requested()
    """

    retry_requested = Signal(object)
    stop_requested = Signal(object)
    dismiss_requested = Signal(object)
    chosen = Signal(object)
    close_requested = Signal()

    def __init__(self, queue: JobQueue, clock: JobClock, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("JobsPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._queue = queue
        self._theme = theme
        self._model = JobsModel(queue, self)
        self._view = QListView(self)
        self._empty = ElidedLabel(self.tr("Nothing is on its way, and nothing went wrong."), parent=self)
        self._note = QLabel(self)
        self._stop = QPushButton(self.tr("S&top"), self)
        self._retry = QPushButton(self.tr("Retr&y"), self)
        self._dismiss = QPushButton(self.tr("&Dismiss"), self)
        self._summary = ElidedLabel(parent=self)
        self._pause = QToolButton(self)
        self.more_button = QToolButton(self)
        self._close = QToolButton(self)
        self._ticker = QTimer(self)
        self._soon = QTimer(self, singleShot=True, interval=0)  # many a job changes within a moment
        self._choosing = True
        self._model.rowsAboutToBeRemoved.connect(self._on_rows_going)  # before the view hears of it
        self._view.setModel(self._model)
        self._view.setItemDelegate(JobDelegate(theme, clock, self))
        self.actions_of = JobActions(queue, self.current_job, self._view)
        self._build_layout()
        self._connect_signals()
        self._update()

    def current_job(self) -> Job | None:
        return self._model.job_at(self._view.currentIndex())

    def focus_list(self) -> None:
        """Go to the rows; the first one is current where none is, without being chosen yet."""
        if not self._view.currentIndex().isValid():
            self._show_current(self._model.index(0, 0))
        self._view.scrollTo(self._view.currentIndex())
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_job(self, job_id: str) -> None:
        """Make the row of a job current that was chosen elsewhere."""
        index = self._model.index_of(job_id)
        if index.isValid() and index != self._view.currentIndex():
            self._show_current(index)

    def _show_current(self, index: QModelIndex) -> None:
        self._choosing = False
        self._view.setCurrentIndex(index)
        self._choosing = True

    def show_note(self, text: str) -> None:
        """Say something quietly beneath the list."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _build_layout(self) -> None:
        self._view.setAccessibleName(self.tr("Jobs"))
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setMouseTracking(True)
        self._view.setUniformItemSizes(True)
        self._view.setDragDropMode(QListView.DragDropMode.InternalMove)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for label in (self._empty, self._summary):
            set_role(label, "hint")
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_role(self._note, "hint")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_S)
        self._note.hide()
        for tool in (self._pause, self.more_button, self._close):
            tool.setIconSize(ICON_SIZE)
        self._pause.setCheckable(True)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setAccessibleName(self.tr("More for the jobs"))
        self.more_button.setToolTip(self.tr("More for the jobs"))
        self._show_icons()
        self._close.setAccessibleName(self.tr("Fold the jobs away"))
        self._close.setToolTip(self.tr("Fold away (Ctrl+J)"))
        title = QLabel(self.tr("&Jobs"), self)
        title.setBuddy(self._view)
        set_role(title, "section")
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(title)
        row.addWidget(self._empty)
        row.addWidget(self._summary)
        row.addStretch()
        for widget in (self._stop, self._retry, self._dismiss, self._pause, self.more_button, self._close):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addLayout(row)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._note)
        for button, text in ((self._stop, self.tr("S&top waiting")), (self._retry, self.tr("Fetch agai&n"))):
            button.setText(text)
            button.ensurePolished()
            button.setMinimumWidth(button.sizeHint().width())  # nothing moves when it says something else

    def _connect_signals(self) -> None:
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self._on_tick)
        self._stop.clicked.connect(self._on_stop)
        self._retry.clicked.connect(self._on_retry)
        self._dismiss.clicked.connect(self._on_dismiss)
        self._close.clicked.connect(self.close_requested)
        self._pause.clicked.connect(self._queue.order.pause)
        self._queue.order.pause_changed.connect(self._on_pause_changed)
        self._view.customContextMenuRequested.connect(self._on_context_menu)
        self._view.selectionModel().currentChanged.connect(self._on_current_changed)
        self._model.rowsRemoved.connect(self._on_rows_gone)
        model = self._model
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.dataChanged, model.layoutChanged):
            signal.connect(self._soon.start)
        self._soon.timeout.connect(self._update)
        self._theme.changed.connect(self._on_theme_changed)

    def _update(self) -> None:
        """Only what is possible is offered."""
        self._empty.setVisible(self._model.rowCount() == 0)
        job = self.current_job()
        runs = job is not None and not job.failed and not self._queue.in_background(job.id)
        self._stop.setEnabled(runs)
        self._stop.setText(self.tr("Ca&ncel") if job is not None and job.unsent else self.tr("S&top waiting"))
        held = job is not None and self._queue.is_kept(job)
        triable = job if job is not None and (job.failed or held) else None
        self._retry.setEnabled(triable is not None)
        self._retry.setText(self._retry_text(triable))
        self._retry.setToolTip(cost_of(triable) if triable is not None else "")
        self._dismiss.setEnabled(job is not None and job.failed)
        self.actions_of.offer()
        self._summary.set_text(self._summary_text())
        self._tick_while_seen()

    def _summary_text(self) -> str:
        """How many wait and are kept, and what these would cost."""
        parts = []
        if waiting := self._queue.waiting:
            paused = self.tr("{0} paused, {1}") if self._queue.order.paused else self.tr("{0} waiting, {1}")
            parts.append(paused.format(pictures_in(waiting), price_text(waiting)))
        if kept := self._queue.kept:
            parts.append(self.tr("{0} kept for later, {1}").format(pictures_in(kept), price_text(kept)))
        return "  ·  ".join(parts)

    def offer_for_all(self, actions: Sequence[QAction]) -> None:
        """Give the commands for the whole queue a place, behind those for one job."""
        menu = QMenu(self)
        menu.addActions(list(self.actions_of.all().values()))
        menu.addSeparator()
        menu.addActions(list(actions))
        guard(menu)
        self.more_button.setMenu(menu)

    def _row_menu(self) -> QMenu:
        """What can be done with the current job."""
        menu = QMenu(self)
        for button in (self._retry, self._stop, self._dismiss):
            if button.isEnabled():
                menu.addAction(button.text()).triggered.connect(button.click)
        menu.addSeparator()
        menu.addActions(list(self.actions_of.all().values()))
        guard(menu)
        return menu

    def _retry_text(self, job: Job | None) -> str:
        match another_try(job) if job is not None else Another.RETRY:
            case Another.SEND:
                return self.tr("Sen&d now")
            case Another.FETCH:
                return self.tr("Fetch agai&n")
            case Another.BUY:
                return self.tr("Bu&y again")
        return self.tr("Retr&y")

    def _tick_while_seen(self) -> None:
        if self.isVisible() and self._queue.running_count:
            if not self._ticker.isActive():
                self._ticker.start()
        else:
            self._ticker.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick_while_seen()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.stop()

    def _on_tick(self) -> None:
        self._view.viewport().update()
        self._tick_while_seen()

    def _on_rows_going(self) -> None:
        """The row that becomes current in place of one that goes was not chosen by anybody."""
        self._choosing = False

    def _on_rows_gone(self) -> None:
        self._choosing = True

    def _on_current_changed(self) -> None:
        self._update()
        if self._choosing and (job := self.current_job()) is not None:
            self.chosen.emit(job)

    def _on_pause_changed(self, paused: bool) -> None:
        self._pause.setChecked(paused)
        self._show_icons()
        self._soon.start()

    def _on_context_menu(self, where: QPoint) -> None:
        if self._view.indexAt(where).isValid():
            menu = self._row_menu()
            menu.exec(self._view.viewport().mapToGlobal(where))
            menu.deleteLater()

    def _show_icons(self) -> None:
        paused = self._queue.order.paused
        text = self.tr("Go on sending") if paused else self.tr("Pause: send nothing more")
        self._pause.setIcon(self._theme.icon("play" if paused else "pause"))
        self._pause.setAccessibleName(text)
        self._pause.setToolTip(text)
        self.more_button.setIcon(self._theme.icon("more"))
        self._close.setIcon(self._theme.icon("close"))

    def _on_theme_changed(self) -> None:
        self._show_icons()
        self._view.viewport().update()

    def _on_stop(self) -> None:
        if (job := self.current_job()) is not None:
            self.stop_requested.emit(job)

    def _on_retry(self) -> None:
        if (job := self.current_job()) is not None:
            self.retry_requested.emit(job)

    def _on_dismiss(self) -> None:
        if (job := self.current_job()) is not None:
            self.dismiss_requested.emit(job)
