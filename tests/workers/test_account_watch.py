"""Who makes the pictures: found in the keyring, asked at the service, and never waited for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from imagestudio.api.provider import ApiProvider
from imagestudio.core.account import DEMO_ACCOUNT, Account, Reach
from imagestudio.core.errors import KeyringLockedError, UnreachableError
from imagestudio.core.money import Money
from imagestudio.workers import account_watch
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.task import TaskRunner
from tests.server import ServiceServer

FOUND = Account("aimlapi", "AI/ML API", Reach.CHECKING)
ONLINE = replace(FOUND, reach=Reach.ONLINE, balance=Money.from_usd("9.41"))


@dataclass
class Desk:
    """Finds and answers as it is told to, in the threads of the runner."""

    runner: TaskRunner
    found: Account = FOUND
    locked: bool = False
    door: threading.Event = field(default_factory=threading.Event)
    asked: int = 0
    made: list[AccountWatch] = field(default_factory=list)

    def watch(self, *, demo_only: bool = False, ask: Callable[[Account], Account] | None = None) -> AccountWatch:
        self.made.append(AccountWatch(self.find, ask or self.ask, self.runner, demo_only))
        return self.made[-1]

    def find(self) -> Account:
        self.door.wait()
        if self.locked:
            raise KeyringLockedError("nobody opened it")
        return self.found

    def ask(self, _account: Account) -> Account:
        self.asked += 1
        return ONLINE


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    runner = TaskRunner(2)
    desk = Desk(runner)
    yield desk
    desk.door.set()
    runner.close()
    for watch in desk.made:
        delete(watch)  # here and now: the garbage collector might do it in a worker thread


def reaches(watch: AccountWatch) -> list[Reach]:
    told: list[Reach] = []
    watch.changed.connect(lambda account: told.append(account.reach))
    return told


def test_nothing_is_known_until_the_keyring_answers(qtbot: QtBot, desk: Desk) -> None:
    watch = desk.watch()
    told = reaches(watch)
    watch.look()
    assert watch.account is None
    desk.door.set()
    qtbot.waitUntil(lambda: told == [Reach.CHECKING, Reach.ONLINE])
    assert watch.account == ONLINE


def test_the_balance_is_what_the_service_says(qtbot: QtBot, desk: Desk, service: ServiceServer) -> None:
    service.balance_usd = 3.5
    provider = ApiProvider(service.base_url, lambda: service.key)
    desk.door.set()

    def ask(account: Account) -> Account:
        return replace(account, reach=Reach.ONLINE, balance=asyncio.run(provider.balance()))

    watch = desk.watch(ask=ask)
    watch.look()
    qtbot.waitUntil(lambda: watch.account is not None and watch.account.balance == Money.from_usd("3.5"))


def test_the_demo_looks_nowhere(desk: Desk) -> None:
    watch = desk.watch(demo_only=True)
    told = reaches(watch)
    assert watch.account == DEMO_ACCOUNT
    watch.look()
    watch.ask()
    assert told == [Reach.LOCAL]
    assert desk.asked == 0


def test_a_key_that_is_found_late_does_not_end_the_demo(qtbot: QtBot, desk: Desk) -> None:
    watch = desk.watch()
    watch.look()
    watch.use_demo(True)
    with qtbot.assertNotEmitted(watch.changed, wait=200):
        desk.door.set()
    assert watch.account == DEMO_ACCOUNT
    with qtbot.waitSignal(watch.changed):
        watch.use_demo(False)
    assert watch.account is not None
    assert not watch.account.is_demo


def test_a_keyring_that_stays_locked_leaves_the_demo_and_says_why(qtbot: QtBot, desk: Desk) -> None:
    desk.locked = True
    desk.door.set()
    watch = desk.watch()
    with qtbot.waitSignal(watch.changed):
        watch.look()
    assert watch.account is not None
    assert watch.account.is_demo
    assert watch.account.failure is not None
    assert watch.account.failure.kind == "KeyringLocked"


def test_a_slow_keyring_is_told_of_once_and_still_heard(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_watch, "PATIENCE_MS", 10)
    watch = desk.watch()
    with qtbot.waitSignal(watch.slow):
        watch.look()
    assert watch.is_slow
    with qtbot.waitSignal(watch.changed):
        desk.door.set()
    assert not watch.is_slow


def test_after_a_run_the_balance_is_asked_for_again(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_watch, "_AFTER_RUN_MS", 1)
    desk.door.set()
    watch = desk.watch()
    watch.look()
    qtbot.waitUntil(lambda: desk.asked == 1 and watch.account == ONLINE)
    watch.ask_soon()
    qtbot.waitUntil(lambda: desk.asked == 2)


def test_a_charge_that_comes_late_is_seen_too(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_AFTER_RUN_MS", "_LATE_MS"):
        monkeypatch.setattr(account_watch, name, 1)
    desk.door.set()
    watch = desk.watch()
    watch.look()
    qtbot.waitUntil(lambda: desk.asked == 1 and watch.account == ONLINE)
    watch.ask_soon()
    qtbot.waitUntil(lambda: desk.asked == 3)  # and then only now and then


def test_who_is_cut_off_is_told_soon_when_the_network_is_back(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_watch, "_LATE_MS", 1)
    answers = [replace(FOUND, reach=Reach.OFFLINE, failure=UnreachableError().failure)] * 3
    desk.door.set()
    watch = desk.watch(ask=lambda _account: answers.pop() if answers else ONLINE)
    watch.look()
    qtbot.waitUntil(lambda: watch.account == ONLINE)
    assert not answers
