"""The key dialog's calls beside the window: the keyring, which may take for ever, and the balance."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.errors import BadKeyError, ImageStudioError
from imagestudio.core.money import Money
from imagestudio.core.ports import Credentials, KeyStatus
from imagestudio.workers.task import Task, TaskRunner

PATIENCE_MS = 10_000


class KeyWork(QObject):
    """Runs one call at a time beside the question for the status; an older one that hangs is not heard of any more.

    Signals:
        status_known(KeyStatus): where the key is kept.
        stored(str): the key is kept now: 'keyring' or 'session'.
        deleted: the key is forgotten.
        balance_known(Money): the service accepts the key.
        status_refused(ImageStudioError): the keyring does not say where the key is.
        refused(ImageStudioError): a call did not work.
        slow(bool): no answer for a while, of the keyring (True) or the service; the call goes on.
    """

    status_known = Signal(object)
    stored = Signal(str)
    deleted = Signal()
    balance_known = Signal(object)
    status_refused = Signal(object)
    refused = Signal(object)
    slow = Signal(bool)

    def __init__(
        self,
        credentials: Credentials,
        test: Callable[[str], Money],
        tasks: TaskRunner,
        keyring_tasks: TaskRunner,
        patience_ms: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._credentials = credentials
        self._test = test
        self._tasks = tasks
        self._keyring_tasks = keyring_tasks
        self._memory_tasks = TaskRunner(1, self)  # never behind a keyring that hangs
        self._task: Task | None = None
        self._status_task: Task | None = None
        self._at_keyring = True
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self._on_patience_over)

    @property
    def busy(self) -> bool:
        """Whether anything but the status is being asked for."""
        return self._task is not None

    def ask_status(self) -> None:
        if self._status_task is not None:
            self._status_task.cancel()
        if not self.busy:
            self._at_keyring = True
            self._patience.start()
        call = self._credentials.status
        self._status_task = self._keyring_tasks.run(call, self._on_status, self._on_status_refused)

    def store(self, key: str) -> None:
        self._begin(self._keyring_tasks, partial(self._credentials.store, key), self._on_stored)

    def keep_for_session(self, key: str) -> None:
        self._begin(self._memory_tasks, partial(self._credentials.keep_for_session, key), self._on_kept_for_session)

    def delete(self) -> None:
        self._begin(self._keyring_tasks, self._credentials.delete, self._on_deleted)

    def test(self, key: str) -> None:
        """Ask for the balance with this key, or with the kept one where it is empty."""
        if key:
            self._begin(self._tasks, partial(_balance, self._test, key), self._on_balance, keyring=False)
        else:
            self._begin(self._keyring_tasks, partial(_balance_of_kept, self._test, self._credentials), self._on_balance)

    def give_up(self) -> None:
        """Hear no more of what is under way; it may still come to its end."""
        for task in (self._task, self._status_task):
            if task is not None:
                task.cancel()
        self._status_task = None
        self._end()

    def _begin(
        self, runner: TaskRunner, call: Callable[[], object], done: Callable[[object], None], keyring: bool = True
    ) -> None:
        if self._task is not None:
            self._task.cancel()
        self._at_keyring = keyring
        self._patience.start()
        self._task = runner.run(call, done, self._on_refused)

    def _end(self) -> None:
        self._patience.stop()
        self._task = None

    def _end_status(self) -> None:
        self._status_task = None
        if not self.busy:
            self._patience.stop()

    def _on_patience_over(self) -> None:
        self.slow.emit(self._at_keyring)

    def _on_status(self, status: KeyStatus) -> None:
        self._end_status()
        self.status_known.emit(status)

    def _on_status_refused(self, error: ImageStudioError) -> None:
        self._end_status()
        self.status_refused.emit(error)

    def _on_stored(self, _nothing: object) -> None:
        self._end()
        self.stored.emit("keyring")

    def _on_kept_for_session(self, _nothing: object) -> None:
        self._end()
        self.stored.emit("session")

    def _on_deleted(self, _nothing: object) -> None:
        self._end()
        self.deleted.emit()

    def _on_balance(self, balance: object) -> None:
        self._end()
        self.balance_known.emit(balance)

    def _on_refused(self, error: ImageStudioError) -> None:
        self._end()
        self.refused.emit(error)


def _balance(test: Callable[[str], Money], key: str) -> Money:
    """The balance. A text that cannot be a key is not sent: http libraries put a bad header whole into their texts."""
    if not (key.isascii() and key.isprintable() and " " not in key and 16 <= len(key) <= 512):
        raise BadKeyError("That is no key.")
    return test(key)


def _balance_of_kept(test: Callable[[str], Money], credentials: Credentials) -> Money:
    return _balance(test, credentials.load())
