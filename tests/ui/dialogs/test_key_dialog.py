"""The key dialog keeps, tests and removes a key, and never waits for the keyring."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import BadKeyError, ImageStudioError, KeyRefusedError, NoKeyError, NoKeyringError
from imagestudio.core.money import Money
from imagestudio.core.ports import KeyStatus
from imagestudio.ui.dialogs.key_dialog import KeyDialog
from imagestudio.ui.dialogs.key_guide import KEY_PAGE
from imagestudio.ui.theme import Theme
from imagestudio.workers.task import TaskRunner

KEY = "sk-abcdefghijklmnop"


class MemoryCredentials:
    """A keyring of this test; it answers when `open` is set, and with `failure` where there is one."""

    def __init__(self, status: KeyStatus) -> None:
        self.open = threading.Event()
        self.open.set()
        self.failure: ImageStudioError | None = None
        self.key = KEY if status.known else ""
        self._status = status

    def _answer(self) -> None:
        assert self.open.wait(60)
        if self.failure is not None:
            raise self.failure

    def load(self) -> str:
        self._answer()
        if not self.key:
            raise NoKeyError("none")
        return self.key

    def status(self) -> KeyStatus:
        self._answer()
        return self._status

    def store(self, key: str) -> None:
        self._answer()
        self._keep(key, "keyring")

    def keep_for_session(self, key: str) -> None:
        self._keep(key, "session")

    def delete(self) -> None:
        self._answer()
        self.key, self._status = "", KeyStatus(False)

    def _keep(self, key: str, place: str) -> None:
        if not 16 <= len(key) <= 512:
            raise BadKeyError("no")
        self.key, self._status = key, KeyStatus(True, place)


class Room:
    """A dialog and what it works with."""

    def __init__(self, qtbot: QtBot, theme: Theme, tasks: TaskRunner) -> None:
        self.credentials = MemoryCredentials(KeyStatus(False))
        self.tested: list[str] = []
        self.opened: list[str] = []
        self.balance: Money | ImageStudioError = Money.from_usd("9.41")
        self._qtbot, self._theme, self._tasks = qtbot, theme, tasks

    def open(self, patience_ms: int = 60_000) -> KeyDialog:
        dialog = KeyDialog(
            self.credentials, self._test, self._tasks, self._theme, open_url=self._open_url, patience_ms=patience_ms
        )
        self._qtbot.addWidget(dialog)
        with self._qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition)

    def _test(self, key: str) -> Money:
        self.tested.append(key)
        if isinstance(self.balance, ImageStudioError):
            raise self.balance
        return self.balance

    def _open_url(self, url: str) -> bool:
        self.opened.append(url)
        return False


@pytest.fixture
def room(qtbot: QtBot, theme: Theme) -> Iterator[Room]:
    tasks = TaskRunner(2)
    room = Room(qtbot, theme, tasks)
    yield room
    room.credentials.open.set()
    tasks.close()


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def test_a_key_is_trimmed_saved_and_forgotten_by_the_field(qtbot: QtBot, room: Room) -> None:
    dialog = room.open()
    QTest.keyClicks(dialog.key_edit, f"  {KEY} ")
    with qtbot.waitSignal(dialog.key_changed):
        QTest.keyClick(dialog.key_edit, Qt.Key.Key_Return)
    assert room.credentials.key == KEY
    assert dialog.key_edit.text() == ""
    assert "saved in the system's keyring" in dialog.told()
    room.until(lambda: "kept in the system's keyring" in dialog.kept())


def test_what_cannot_be_a_key_is_said_beside_the_field(room: Room) -> None:
    dialog = room.open()
    QTest.keyClicks(dialog.key_edit, "short")
    click(dialog.save_button)
    room.until(lambda: "16 to 512" in dialog.told())
    assert dialog.key_edit.text() == "short"
    assert "short" not in dialog.told()


def test_nothing_can_be_saved_while_the_field_is_empty(room: Room) -> None:
    dialog = room.open()
    room.until(lambda: "demo pictures" in dialog.kept())
    assert not dialog.save_button.isEnabled()
    assert not dialog.test_button.isEnabled()
    assert not dialog.remove_button.isEnabled()


def test_testing_a_typed_key_shows_the_balance(room: Room) -> None:
    dialog = room.open()
    QTest.keyClicks(dialog.key_edit, KEY)
    click(dialog.test_button)
    room.until(lambda: "Balance $9.41" in dialog.told())
    assert room.tested == [KEY]
    assert room.credentials.key == ""


def test_testing_with_an_empty_field_asks_with_the_kept_key(room: Room) -> None:
    room.credentials = MemoryCredentials(KeyStatus(True, "keyring"))
    dialog = room.open()
    room.until(dialog.test_button.isEnabled)
    click(dialog.test_button)
    room.until(lambda: "Balance $9.41" in dialog.told())
    assert room.tested == [KEY]


def test_a_refused_key_is_told_with_what_the_service_said(room: Room) -> None:
    room.balance = KeyRefusedError("No such <b>token</b>", status=401)
    dialog = room.open()
    QTest.keyClicks(dialog.key_edit, KEY)
    click(dialog.test_button)
    room.until(lambda: "does not accept the key" in dialog.told())
    assert "“No such <b>token</b>”" in dialog.told()


def test_what_is_no_key_is_not_sent_anywhere(room: Room) -> None:
    dialog = room.open()
    dialog.key_edit.setText("sk-“curly quotes are no part of a key”")
    click(dialog.test_button)
    room.until(lambda: "does not look like a key" in dialog.told())
    assert room.tested == []


def test_a_key_is_removed(qtbot: QtBot, room: Room) -> None:
    room.credentials = MemoryCredentials(KeyStatus(True, "keyring"))
    dialog = room.open()
    room.until(dialog.remove_button.isEnabled)
    with qtbot.waitSignal(dialog.key_changed):
        click(dialog.remove_button)
    assert room.credentials.key == ""
    assert "removed" in dialog.told()


def test_the_environments_key_cannot_be_removed_here(room: Room) -> None:
    room.credentials = MemoryCredentials(KeyStatus(True, "environment"))
    dialog = room.open()
    room.until(lambda: "AIMLAPI_API_KEY" in dialog.kept())
    assert not dialog.remove_button.isEnabled()


def test_without_a_keyring_the_key_may_serve_this_session(qtbot: QtBot, room: Room) -> None:
    dialog = room.open()
    room.until(lambda: "demo pictures" in dialog.kept())
    room.credentials.failure = NoKeyringError("none")
    QTest.keyClicks(dialog.key_edit, KEY)
    click(dialog.save_button)
    room.until(dialog.session_button.isVisible)
    with qtbot.waitSignal(dialog.key_changed):
        click(dialog.session_button)
    assert room.credentials.key == KEY
    assert "this session only" in dialog.kept()
    assert not dialog.session_button.isVisible()


def test_a_keyring_that_hangs_freezes_nothing(qtbot: QtBot, room: Room) -> None:
    room.credentials.open.clear()
    dialog = room.open(patience_ms=30)
    QTest.keyClicks(dialog.key_edit, KEY)
    click(dialog.save_button)
    room.until(dialog.session_button.isVisible)
    assert "another window" in dialog.told()
    with qtbot.waitSignal(dialog.key_changed):
        click(dialog.session_button)
    assert room.credentials.key == KEY


def test_the_dialog_closes_while_the_keyring_hangs(qtbot: QtBot, room: Room) -> None:
    room.credentials.open.clear()
    dialog = room.open()
    QTest.keyClicks(dialog.key_edit, KEY)
    click(dialog.save_button)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.key_edit.text() == ""


def test_a_keyring_that_answers_late_is_heard(room: Room) -> None:
    room.credentials.open.clear()
    dialog = room.open(patience_ms=30)
    room.until(lambda: "has not said yet" in dialog.kept())
    room.credentials.open.set()
    room.until(lambda: "demo pictures" in dialog.kept())
    assert dialog.told() == ""


def test_the_key_is_hidden_until_it_is_to_be_seen(room: Room) -> None:
    dialog = room.open()
    QTest.keyClicks(dialog.key_edit, KEY)
    assert dialog.key_edit.echoMode() is QLineEdit.EchoMode.Password
    dialog.key_edit.actions()[0].trigger()
    assert dialog.key_edit.echoMode() is QLineEdit.EchoMode.Normal
    assert KEY not in dialog.key_edit.accessibleDescription() + dialog.key_edit.accessibleName()
    assert KEY not in QGuiApplication.clipboard().text()


def test_the_key_page_is_asked_for_and_named_where_no_browser_opens(room: Room) -> None:
    dialog = room.open()
    click(dialog.guide.page_button)
    assert room.opened == [KEY_PAGE]
    assert KEY_PAGE in dialog.told()
