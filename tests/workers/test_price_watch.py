"""Live prices: asked for where the service is reachable, seldom, and never told of another service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from imagestudio.core.account import DEMO_ACCOUNT, Account, Reach
from imagestudio.core.errors import ProviderError
from imagestudio.core.live_price import LivePrice
from imagestudio.core.money import Money
from imagestudio.library.folder import open_library
from imagestudio.parts import credentials_for
from imagestudio.services import ServiceDesk
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.price_watch import PriceWatch
from imagestudio.workers.task import TaskRunner
from tests.server import KEY, ServiceServer

MINI = "openai/gpt-image-1-mini"
PRICE = LivePrice(Money.from_usd("0.011"))
ONLINE = Account("aimlapi", "AI/ML API", Reach.ONLINE)


@dataclass
class Market:
    """A watch over an account that is told by hand, and what it asked and told."""

    account: AccountWatch
    tasks: TaskRunner
    asked: list[Account] = field(default_factory=list)
    told: list[object] = field(default_factory=list)
    refused: bool = False

    def ask(self, account: Account) -> dict[str, LivePrice]:
        self.asked.append(account)
        if self.refused:
            raise ProviderError("The service is not there.")
        return {MINI: PRICE}


@pytest.fixture
def market(qtbot: QtBot) -> Iterator[Market]:
    tasks = TaskRunner(1)
    account = AccountWatch(lambda: ONLINE, lambda one: one, tasks)
    made = Market(account, tasks)
    prices = PriceWatch(account, made.ask, tasks)
    prices.changed.connect(made.told.append)
    yield made
    tasks.close()
    for each in (prices, account):
        delete(each)


def test_prices_are_asked_for_once_however_often_the_balance_is(qtbot: QtBot, market: Market) -> None:
    for _ in range(3):
        market.account.changed.emit(ONLINE)
    qtbot.waitUntil(lambda: market.told[-1:] == [{MINI: PRICE}])
    assert market.asked == [ONLINE]


def test_the_demo_and_a_service_out_of_reach_are_not_asked(qtbot: QtBot, market: Market) -> None:
    market.account.changed.emit(DEMO_ACCOUNT)
    market.account.changed.emit(Account("aimlapi", "AI/ML API", Reach.OFFLINE))
    qtbot.waitUntil(lambda: not market.tasks.busy)
    assert market.asked == []


def test_without_an_answer_there_are_no_live_prices_and_nothing_is_said(qtbot: QtBot, market: Market) -> None:
    market.refused = True
    market.account.changed.emit(ONLINE)
    qtbot.waitUntil(lambda: bool(market.asked) and not market.tasks.busy)
    assert market.told == [{}]


def test_prices_of_one_service_are_not_told_of_another(qtbot: QtBot, market: Market) -> None:
    market.account.changed.emit(ONLINE)
    market.account.changed.emit(DEMO_ACCOUNT)
    qtbot.waitUntil(lambda: bool(market.asked) and not market.tasks.busy)
    assert market.told == [{}, {}]


def test_the_services_catalogue_is_read_by_every_name_of_a_model(tmp_path: Path, service: ServiceServer) -> None:
    service.prices[MINI] = {"kind": "fixed", "currency": "USD", "units": [{"price": "0.011", "per": "image"}]}
    library = open_library(tmp_path / "library")
    base_url, credentials = credentials_for(service.base_url, {"AIMLAPI_API_KEY": KEY})
    desk = ServiceDesk(library, base_url, credentials)
    account = Account(service.base_url.partition("://")[2], "This computer", Reach.ONLINE)
    assert desk.prices(account) == {MINI: PRICE, "gpt-image-1-mini": PRICE}
    library.close()
