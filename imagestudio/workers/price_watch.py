"""What the service's own catalogue says of prices, asked for now and then beside the window."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.account import Account, Reach
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.live_price import LivePrice
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.task import TaskRunner

_EVERY_S = 3600.0
_AGAIN_S = 600.0  # after a question that was not answered


class PriceWatch(QObject):
    """Asks for live prices where the service is reachable; without them what was paid and the price table serve.

    Signals:
        changed(Mapping[str, LivePrice]): by every name of a model; none where the service is another one now.
    """

    changed = Signal(object)

    def __init__(
        self,
        watch: AccountWatch,
        ask: Callable[[Account], Mapping[str, LivePrice]],
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        """`ask` goes to the network, in a worker thread."""
        super().__init__(parent)
        self._ask = ask
        self._tasks = tasks
        self._provider = ""
        self._due = 0.0
        watch.changed.connect(self._on_account_changed)

    def _on_account_changed(self, account: Account) -> None:
        if account.provider != self._provider:
            self._provider, self._due = account.provider, 0.0
            self.changed.emit({})
        if account.reach is Reach.ONLINE and time.monotonic() >= self._due:
            self._due = time.monotonic() + _EVERY_S
            self._tasks.run(partial(self._asked, account), self._on_prices, self._on_not_asked)

    def _asked(self, account: Account) -> tuple[str, Mapping[str, LivePrice]]:
        """Runs in a worker thread."""
        return account.provider, self._ask(account)

    def _on_prices(self, answer: tuple[str, Mapping[str, LivePrice]]) -> None:
        provider, prices = answer
        if provider == self._provider:
            self.changed.emit(prices)

    def _on_not_asked(self, _error: ImageStudioError) -> None:
        """What was paid and the price table serve as well; that the service is not reachable is told elsewhere."""
        self._due = time.monotonic() + _AGAIN_S
