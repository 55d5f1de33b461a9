"""Who makes the pictures right now, found out and kept up to date without the window waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.account import DEMO_ACCOUNT, Account
from imagestudio.core.errors import ImageStudioError
from imagestudio.workers.task import Task, TaskRunner

PATIENCE_MS = 10_000
_EVERY_MS = 5 * 60 * 1000
_AFTER_RUN_MS = 3000  # a charge appears after the answer
_LATE_MS = 30_000  # and some charges later than that; a network that comes back is waited for


class AccountWatch(QObject):
    """Looks for the key, then asks the service for the balance now and then.

    Signals:
        changed(Account)
        slow(): the keyring has not answered for a while; it is still waited for.
    """

    changed = Signal(object)
    slow = Signal()

    def __init__(
        self,
        find: Callable[[], Account],
        ask: Callable[[Account], Account],
        tasks: TaskRunner,
        demo_only: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`find` looks for a key and may block as long as the keyring does; `ask` goes to the network."""
        super().__init__(parent)
        self._find = find
        self._ask = ask
        self._tasks = tasks
        self._demo_only = demo_only
        self._account: Account | None = DEMO_ACCOUNT if demo_only else None
        self._task: Task | None = None
        self._after_run = False
        self.is_slow = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_over)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.ask)

    @property
    def account(self) -> Account | None:
        """None while the keyring has not answered yet."""
        return self._account

    @property
    def demo_only(self) -> bool:
        return self._demo_only

    def look(self) -> None:
        """Look for a key (again), and then ask for the balance."""
        if self._demo_only:
            self._set(DEMO_ACCOUNT)
        else:
            self._patience.start()
            self._newest(self._tasks.run(self._find, self._on_found, self._on_not_found))

    def use_demo(self, demo_only: bool) -> None:
        """Draw demo pictures although there may be a key, or go back to the service."""
        self._demo_only = demo_only
        self.look()

    def ask_soon(self) -> None:
        """Ask for the balance when a run is over, and once more when late charges must be there."""
        self._after_run = True
        self._timer.start(_AFTER_RUN_MS)

    def ask(self) -> None:
        """Ask for the balance now."""
        if self._account is not None and not self._account.is_demo:
            self._newest(self._tasks.run(partial(self._ask, self._account), self._on_asked, self._on_not_asked))

    def _newest(self, task: Task) -> None:
        """What was asked before may know of an older key only, and is not listened to any more."""
        if self._task is not None:
            self._task.cancel()
        self._task = task

    def _on_patience_over(self) -> None:
        self.is_slow = True
        self.slow.emit()

    def _on_found(self, account: Account) -> None:
        if not self._demo_only:
            self._set(account)
            self.ask()

    def _on_not_found(self, error: ImageStudioError) -> None:
        if not self._demo_only:
            self._set(Account(DEMO_ACCOUNT.provider, DEMO_ACCOUNT.name, DEMO_ACCOUNT.reach, failure=error.failure))

    def _on_asked(self, account: Account) -> None:
        if self._account is not None and account.provider == self._account.provider:
            self._set(account)
            self._timer.start(self._pause())

    def _on_not_asked(self, _error: ImageStudioError) -> None:
        """`ask` answers with an account that says it is not reachable, so this is left to the log of the runner."""
        self._timer.start(self._pause())

    def _pause(self) -> int:
        """Until the balance is asked for again: soon after a run or while cut off, else now and then."""
        after_run, self._after_run = self._after_run, False
        cut_off = self._account is not None and self._account.is_cut_off
        return _LATE_MS if after_run or cut_off else _EVERY_MS

    def _set(self, account: Account) -> None:
        self._patience.stop()
        self.is_slow = False
        self._account = account
        self.changed.emit(account)
