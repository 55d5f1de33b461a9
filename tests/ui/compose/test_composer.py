"""From what is asked for to jobs, and from the history to price and time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from imagestudio.core.account import DEMO_ACCOUNT, Account, Reach
from imagestudio.core.catalog import Catalog
from imagestudio.core.live_price import LivePrice
from imagestudio.core.money import Money
from imagestudio.core.pricing import Paid
from imagestudio.core.request import Request
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.compose.composer import Composer
from imagestudio.ui.theme import Theme
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.task import TaskRunner
from tests.server import ServiceServer
from tests.workers.conftest import Bench, make_bench

FOUND = Account("aimlapi", "AI/ML API", Reach.ONLINE)


@dataclass
class Desk:
    """The composer with everything around it, and a keyring that answers when its door is opened.

    What was paid for pictures of a quality that is `held` is told when its event is set.
    """

    bench: Bench
    panel: ComposePanel
    watch: AccountWatch
    tasks: TaskRunner
    door: threading.Event
    found: list[Account]
    held: dict[str, threading.Event]

    def generate(self, prompt: str, count: int) -> None:
        self.panel.prompt_edit.setPlainText(prompt)
        self.panel.count_stepper.set_value(count)
        self.panel.generate()

    def said(self) -> str:
        return " ".join(label.text() for label in self.panel.footer.findChildren(QLabel))

    def price(self) -> str:
        return self.panel.footer.generate_button.text().replace("&", "")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, service: ServiceServer, catalog: Catalog, theme: Theme) -> Iterator[Desk]:
    door, found, tasks = threading.Event(), [FOUND], TaskRunner(2)
    held: dict[str, threading.Event] = {}

    def find() -> Account:
        door.wait()
        return found[0]

    with make_bench(tmp_path, service) as bench:
        panel = ComposePanel(catalog, theme)
        qtbot.addWidget(panel)
        panel.choose_model("openai/gpt-image-1-mini")
        panel.options_form.set_values({"quality": "low", "size": "1024x1024"})
        watch = AccountWatch(find, lambda account: account, tasks)

        def paid_for(request: Request, provider: str) -> Paid | None:
            if (event := held.get(str(request.parameters["quality"]))) is not None:
                event.wait()
            return bench.library.exploring.prices.paid(request, provider)

        composer = Composer(panel, bench.queue, watch, bench.library.history, paid_for, tasks)
        watch.look()
        yield Desk(bench, panel, watch, tasks, door, found, held)
        door.set()
        tasks.close()
        for made in (composer, watch):
            delete(made)  # here and now: the garbage collector might do it in a worker thread


def test_each_picture_asked_for_is_a_job_with_its_estimate(qtbot: QtBot, desk: Desk) -> None:
    desk.door.set()
    qtbot.waitUntil(lambda: desk.watch.account is not None)
    with qtbot.waitSignal(desk.bench.queue.idle):
        desk.generate("a fox", 3)
    assert len(desk.bench.service.posts) == 3
    assert {record.prompt for record in desk.bench.records} == {"a fox"}
    assert all(record.estimate is not None for record in desk.bench.records)


def test_what_is_asked_for_before_the_keyring_answers_is_not_forgotten(qtbot: QtBot, desk: Desk) -> None:
    desk.generate("asked for early", 2)
    assert desk.bench.queue.jobs == []
    with qtbot.waitSignal(desk.bench.queue.idle):
        desk.door.set()
    assert [record.prompt for record in desk.bench.records] == ["asked for early"] * 2
    assert len(desk.bench.service.posts) == 2


def test_all_that_is_asked_for_before_the_keyring_answers_is_made(qtbot: QtBot, desk: Desk) -> None:
    desk.generate("first", 1)
    desk.generate("second", 2)
    with qtbot.waitSignal(desk.bench.queue.idle):
        desk.door.set()
    assert sorted(record.prompt for record in desk.bench.records) == ["first", "second", "second"]


def test_it_is_made_once_however_often_the_account_changes(qtbot: QtBot, desk: Desk) -> None:
    desk.generate("once", 1)
    with qtbot.waitSignal(desk.bench.queue.idle):
        desk.door.set()
    desk.found[0] = replace(FOUND, reach=Reach.OFFLINE)
    with qtbot.waitSignal(desk.watch.changed):
        desk.watch.look()
    assert len(desk.bench.service.posts) == 1


def test_the_demo_costs_nothing_and_the_price_comes_back_with_the_key(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.prompt_edit.setPlainText("a fox")
    desk.found[0] = DEMO_ACCOUNT
    desk.door.set()
    qtbot.waitUntil(lambda: desk.price() == "Generate  ·  free demo")
    desk.found[0] = FOUND
    desk.watch.look()
    qtbot.waitUntil(lambda: "$" in desk.price())


def test_after_a_picture_the_price_is_what_was_paid(qtbot: QtBot, desk: Desk) -> None:
    desk.door.set()
    qtbot.waitUntil(lambda: desk.watch.account is not None)
    with qtbot.waitSignal(desk.bench.queue.idle):
        desk.generate("a fox", 1)
    paid = desk.bench.records[0].cost
    assert paid is not None
    qtbot.waitUntil(lambda: desk.price() == f"Generate  ·  {paid}")


def test_a_price_that_comes_late_is_not_shown_for_other_settings(qtbot: QtBot, desk: Desk) -> None:
    desk.door.set()
    qtbot.waitUntil(lambda: desk.watch.account is not None)
    form, prices = desk.panel.options_form, dict[str, str]()
    for quality in ("low", "high"):
        form.set_values({"quality": quality})
        with qtbot.waitSignal(desk.bench.queue.idle):
            desk.generate("a fox", 1)
        qtbot.waitUntil(lambda: "As last paid" in desk.said())
        prices[quality] = desk.price()
    desk.held["low"] = threading.Event()
    for quality in ("low", "high"):
        form.set_values({"quality": quality})
    qtbot.waitUntil(lambda: "As last paid" in desk.said())
    desk.held["low"].set()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert desk.price() == prices["high"] != prices["low"]


def test_after_a_run_its_cost_stands_beside_what_was_estimated(qtbot: QtBot, desk: Desk) -> None:
    desk.door.set()
    qtbot.waitUntil(lambda: desk.watch.account is not None)
    last = desk.panel.footer.last_run
    with qtbot.waitSignal(desk.bench.queue.idle):
        desk.generate("a fox", 2)
    costs = [record.cost for record in desk.bench.records if record.cost is not None]
    assert last.full_text() == f"Last run: {costs[0] + costs[1]}, as estimated"
    desk.panel.set_live({"openai/gpt-image-1-mini": LivePrice(Money.from_usd("0.5"))})
    desk.bench.records.clear()
    with qtbot.waitSignal(desk.bench.queue.idle):
        desk.generate("a fox", 1)
    assert last.full_text() == f"Last run: {desk.bench.records[0].cost}, estimated $0.50"
    assert "demo" not in desk.price()
