"""Turns what the compose panel asks for into jobs, and tells the panel what the library knows of its settings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject

from imagestudio.core.account import Account
from imagestudio.core.catalog import Value
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job, new_job
from imagestudio.core.live_price import LivePrice
from imagestudio.core.ports import History
from imagestudio.core.pricing import Paid, PaidFor
from imagestudio.core.request import Request
from imagestudio.core.wording import Asked
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.compose.last_run import LastRun
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.task import Task, TaskRunner

_Known = tuple[Paid | None, float | None]


class Check(Protocol):
    """Who looks at what is asked for before it is sent; made after the first screen."""

    @property
    def cleared(self) -> Any:
        """The signal that this list of Asked is to be made."""

    def ask(self, asked: list[Asked], provider: str) -> None: ...


class Composer(QObject):
    """Between the compose panel on one side and queue, account and history on the other."""

    def __init__(
        self,
        panel: ComposePanel,
        queue: JobQueue,
        watch: AccountWatch,
        history: History,
        paid_for: PaidFor,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._queue = queue
        self._watch = watch
        self._history = history
        self._paid_for = paid_for
        self._tasks = tasks
        self._pending: list[list[Asked]] = []
        self._looking_up: Task | None = None
        self._check: Check | None = None
        LastRun(queue, panel.footer)
        panel.generate_requested.connect(self._on_generate_requested)
        panel.settings_changed.connect(self._on_settings_changed)
        watch.changed.connect(self._on_account_changed)
        queue.records_added.connect(self._on_records_added)

    def look_up(self) -> None:
        """Ask the history what these settings cost and how long they took; what others cost is not wanted any more."""
        if self._looking_up is not None:
            self._looking_up.cancel()
        spec, account = self._panel.spec(), self._watch.account
        if spec is not None and account is not None:
            values = dict(self._panel.options_form.values())
            call = partial(self._known, spec.id, values, account.provider)
            self._looking_up = self._tasks.run(call, self._on_known, self._on_not_known)

    def check_with(self, check: Check) -> None:
        """Let everything that is asked for be looked at first from now on."""
        self._check = check
        check.cleared.connect(self._submit)

    def use_live_prices(self, prices: Mapping[str, LivePrice]) -> None:
        """The service's catalogue was read anew."""
        self._panel.set_live(prices)

    def _known(self, model: str, values: dict[str, Value], provider: str) -> _Known:
        """Runs in a worker thread."""
        history = self._history
        return (
            self._paid_for(Request(model, "", values), provider),
            history.typical_seconds(model, values, provider=provider),
        )

    def _on_generate_requested(self, asked: list[Asked]) -> None:
        account = self._watch.account
        if account is None:  # the keyring has not answered yet; what was asked for is not forgotten
            self._pending.append(asked)
            return
        if self._check is None:
            self._submit(asked)
        else:
            self._check.ask(asked, account.provider)

    def _submit(self, asked: list[Asked]) -> None:
        account = self._watch.account
        if account is None:
            self._pending.append(asked)
        else:
            self._panel.footer.show_last_run("")
            self._queue.submit([self._job(one, account.provider) for one in asked])

    def _job(self, asked: Asked, provider: str) -> Job:
        estimated = self._panel.estimate(asked.request).amount
        return new_job(asked.request, provider, estimated, asked.task, asked.origin)

    def _on_account_changed(self, account: Account) -> None:
        self._panel.set_free(account.is_demo)
        self.look_up()
        pending, self._pending = self._pending, []
        for asked in pending:
            self._on_generate_requested(asked)

    def _on_settings_changed(self, _model: str, _values: object) -> None:
        self._panel.set_known(None, None)
        self.look_up()

    def _on_records_added(self, _records: object) -> None:
        self.look_up()

    def _on_known(self, known: _Known) -> None:
        self._panel.set_known(*known)

    def _on_not_known(self, _error: ImageStudioError) -> None:
        """The price table serves as well; what ails the library is told elsewhere."""
