"""What is put right when the window opens, and found out while it is open: jobs, lookups and the words about both."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from imagestudio.core.account import Account, Reach
from imagestudio.core.job import Job, JobState
from imagestudio.core.lookup import OPEN
from imagestudio.core.reconcile import Found
from imagestudio.ui.jobs.jobs_panel import JobsPanel
from imagestudio.ui.notices import Notices
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.lookup_watch import LookupWatch

_REST_MS = 700  # asking the service takes httpx, whose import would hold up the first pictures


class Recovery(QObject):
    """Shows the jobs of earlier sessions, has unknown outcomes looked up, and says quietly what came of it."""

    def __init__(
        self,
        queue: JobQueue,
        lookups: LookupWatch,
        watch: AccountWatch,
        notices: Notices,
        panel: JobsPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._queue = queue
        self._lookups = lookups
        self._watch = watch
        self._notices = notices
        self._reach: Reach | None = None
        self._begun = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        queue.job_added.connect(lookups.follow)
        queue.job_changed.connect(lookups.follow)
        queue.job_removed.connect(lookups.forget)
        lookups.settled.connect(queue.settle)
        lookups.surveyed.connect(self._on_surveyed)
        watch.changed.connect(self._on_account_changed)

    def begin(self, jobs: list[Job]) -> None:
        """Show what an earlier session left; `jobs` are settled already, so nothing of them is on its way."""
        if text := self.summary(jobs):
            self._notices.say(text)
        self._queue.show(jobs)
        self._rest.start()

    def _on_rest(self) -> None:
        """The window stands; what is unknown may be looked up from now on."""
        self._begun = True
        if self._watch.account is not None:
            self._look_up(self._watch.account)

    def summary(self, jobs: Iterable[Job]) -> str:
        """What was left, in one line; nothing where nothing was."""
        states = [job.state for job in jobs]
        received = states.count(JobState.RECEIVED)
        unknown = states.count(JobState.UNKNOWN)
        kept = states.count(JobState.INTENT)
        parts = [
            self.tr("%n paid picture(s) being fetched", "", received) if received else "",
            # not all of them are looked up now: that takes a key, and one of long ago was looked up before
            self.tr("%n unknown outcome(s)", "", unknown) if unknown else "",
            self.tr("%n picture(s) kept for later", "", kept) if kept else "",
        ]
        told = self.tr(", ").join(part for part in parts if part)
        return self.tr("From the last session: {0}.").format(told) if told else ""

    def _on_account_changed(self, account: Account) -> None:
        """A key was found or changed, or the service can be reached again: look up what is not known."""
        before, self._reach = self._reach, account.reach
        anew = account.reach in (Reach.CHECKING, Reach.LOCAL)
        back = account.reach is Reach.ONLINE and before in (Reach.OFFLINE, Reach.KEY_REFUSED)
        if self._begun and (anew or back):
            self._look_up(account)

    def _look_up(self, account: Account) -> None:
        providers = {job.provider for job in self._queue.jobs if job.state in OPEN}
        if self._watch.demo_only:  # nothing goes to the network then
            providers &= {account.provider}
        for provider in sorted(providers | {account.provider}):
            self._lookups.look_now(provider, survey=provider == account.provider)

    def _on_surveyed(self, found: Found) -> None:
        if count := len(found.doubled):
            ids = ", ".join(row.inference_id or row.client_request_id for row in found.doubled)
            text = self.tr("%n request(s) charged more than once. Ask the service for the surplus back: {0}", "", count)
            self._notices.show("doubled", text.format(ids), "warning")
        if found.foreign:
            text = self.tr(
                "%n paid request(s) of the last 7 days not in this library: made on another computer, or before the "
                "library was lost. “imagestudio jobs --foreign” lists them.",
                "",
                len(found.foreign),
            )
            self._panel.show_note(text)
