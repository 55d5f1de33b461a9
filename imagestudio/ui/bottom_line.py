"""The bottom line: what is coming and when on the left; provider, balance and spending on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from imagestudio.core.account import Account, Reach
from imagestudio.core.money import ZERO, Money
from imagestudio.core.record import Record
from imagestudio.ui.giving_way import GivingWay
from imagestudio.ui.jobs.job_clock import JobClock
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from imagestudio.ui.widgets import ElidedLabel
from imagestudio.workers.job_queue import JobQueue

_TICK_MS = 500
_SOON_MS = 50
_SAYING_MS = 4000
_PROGRESS_WIDTH = 180
_STEPS = 1000
_LEAST = 20  # something is to be seen from the first moment


class BottomLine(QWidget):
    """A thin line of facts; a click on the left opens the jobs, one on the right the key or what was spent.

    Signals:
        jobs_requested(), account_requested(), spending_requested()
    """

    jobs_requested = Signal()
    account_requested = Signal()
    spending_requested = Signal()

    def __init__(self, queue: JobQueue, clock: JobClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("BottomLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._queue = queue
        self._clock = clock
        self._jobs = QPushButton(self)
        self._progress = QProgressBar(self)
        self._left = QLabel(self)
        self._account = QPushButton(self)
        self._balance = QLabel(self)
        self._spent = QPushButton(self)
        self._said = ElidedLabel(parent=self)
        self._ticker = QTimer(self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._saying = QTimer(self, singleShot=True, interval=_SAYING_MS)
        self._session = ZERO
        self._row = QHBoxLayout(self)
        self._room = GivingWay(self, self._row, (self._progress, self._account, self._left))
        self._build_layout()
        self._connect_signals()
        self.update_jobs()
        self.show_spent(ZERO)

    def minimumSizeHint(self) -> QSize:
        return self._room.least()

    def show_account(self, account: Account) -> None:
        state = {
            Reach.CHECKING: self.tr("checking…"),
            Reach.ONLINE: self.tr("online"),
            Reach.OFFLINE: self.tr("offline"),
            Reach.KEY_REFUSED: self.tr("key not accepted"),
            Reach.LOCAL: self.tr("on this computer"),
        }[account.reach]
        self._account.setText(f"{account.name}  ·  {state}")
        self._account.setAccessibleName(self.tr("Provider: {0}, {1}").format(account.name, state))
        self._balance.setVisible(account.balance is not None)
        if account.balance is not None:
            self._balance.setText(self.tr("Balance {0}").format(account.balance))

    def say(self, text: str) -> None:
        """Say that something is done, for a moment."""
        self._said.set_text(text)
        self._saying.start()

    def _on_said(self) -> None:
        self._said.set_text("")

    def add_progress(self, widget: QWidget) -> None:
        """Give a place to what tells of other work than jobs, before what was done last."""
        self._row.insertWidget(self._row.indexOf(self._said), widget)

    def show_spent(self, spent: Money) -> None:
        """What this session has cost."""
        self._spent.setText(self.tr("Session {0}").format(spent))

    def _on_records_added(self, records: list[Record]) -> None:
        self._session = sum((record.cost for record in records if record.cost is not None), self._session)
        self.show_spent(self._session)

    def _on_jobs_changed(self) -> None:
        """Many a job changes within a moment, and a progress bar that is told something paints at once."""
        if not self._soon.isActive():
            self._soon.start()

    def update_jobs(self) -> None:
        """Show how far the jobs are."""
        summary = self._clock.summary()
        coming = summary.coming > 0
        if coming:
            self._jobs.setText(self.tr("{0} of {1} coming").format(summary.coming, summary.total))
            self._progress.setValue(max(_LEAST, round(summary.fraction * _STEPS)))
            self._left.setText(self.tr("about {0} s left").format(max(1, round(summary.left_s))))
        else:
            self._jobs.setText(self._idle_text())
        for widget in (self._progress, self._left):
            self._room.want(widget, coming)
        if coming != self._ticker.isActive():
            self._ticker.start() if coming else self._ticker.stop()

    def _idle_text(self) -> str:
        failed = sum(1 for job in self._queue.jobs if job.failed)
        paused, kept = len(self._queue.order.waiting), len(self._queue.order.kept)
        background = self._queue.running_count
        if paused:
            return self.tr("Paused: %n picture(s) waiting", "", paused)
        if failed:
            return self.tr("%n job(s) to look at", "", failed)
        if background:
            return self.tr("Still listening for %n picture(s)", "", background)
        return self.tr("%n picture(s) kept for later", "", kept) if kept else self.tr("Ready")

    def _build_layout(self) -> None:
        for button in (self._jobs, self._account, self._spent):
            set_role(button, "status")
        for label in (self._left, self._said, self._balance):
            set_role(label, "label")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._jobs.setToolTip(self.tr("Show the jobs (Ctrl+J)"))
        self._spent.setToolTip(self.tr("What was spent (Ctrl+Shift+B)"))
        self._account.setToolTip(self.tr("Key and account (Ctrl+Shift+K)"))
        self._progress.setRange(0, _STEPS)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(_PROGRESS_WIDTH)
        self._progress.setAccessibleName(self.tr("Progress of the jobs"))
        self._said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = self._row
        layout.setContentsMargins(SPACE_S, SPACE_XS, SPACE_L, SPACE_XS)
        layout.setSpacing(SPACE_M)
        for widget in (self._jobs, self._progress, self._left, self._said):
            layout.addWidget(widget)
        layout.addStretch()
        for widget in (self._account, self._balance, self._spent):
            layout.addWidget(widget)

    def _connect_signals(self) -> None:
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self.update_jobs)
        self._saying.timeout.connect(self._on_said)
        self._jobs.clicked.connect(self.jobs_requested)
        self._account.clicked.connect(self.account_requested)
        self._spent.clicked.connect(self.spending_requested)
        self._queue.records_added.connect(self._on_records_added)
        self._soon.timeout.connect(self.update_jobs)
        for signal in (self._queue.job_added, self._queue.job_changed, self._queue.job_removed):
            signal.connect(self._on_jobs_changed)
        self._queue.idle.connect(self.update_jobs)
