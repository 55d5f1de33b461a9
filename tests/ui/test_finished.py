"""The desktop is told once of all that is done, and only where the person looks elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.studio import Studio
from imagestudio.ui import finished
from imagestudio.ui.finished import NOTIFY, NOTIFY_PROMPT, Finished
from imagestudio.ui.theme import Theme
from tests.faults import vendor_error
from tests.server import ServiceServer
from tests.ui.driving import ask, opened


class Told:
    """A desktop that writes down what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.withdrawn = 0

    def notify(self, title: str, text: str) -> None:
        self.said.append((title, text))

    def withdraw(self) -> None:
        self.withdrawn += 1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finished, "_GATHER_MS", 1)


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Studio]:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.options_form.set_values({"quality": "low"})
        yield studio


def watched(studio: Studio) -> tuple[Finished, Told]:
    told = Told()
    return Finished(studio.parts.queue, studio.parts.settings, lambda: told, studio), told


def look_away(qtbot: QtBot, studio: Studio) -> None:
    studio.workspace.window().hide()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is None)


def make(qtbot: QtBot, studio: Studio, service: ServiceServer, count: int) -> None:
    """Ask while the window is in front, look away, and let the pictures come."""
    service.hold()
    ask(qtbot, studio, "a secret fox", count)
    qtbot.waitUntil(lambda: len(service.posts) >= min(count, 4))
    look_away(qtbot, studio)
    with qtbot.waitSignal(studio.parts.queue.idle):
        service.release()


def test_a_batch_is_told_once_with_its_cost_and_without_the_prompt(
    qtbot: QtBot, studio: Studio, service: ServiceServer
) -> None:
    _finished, told = watched(studio)
    make(qtbot, studio, service, 6)
    qtbot.waitUntil(lambda: bool(told.said))
    assert len(told.said) == 1
    assert told.said[0][0].startswith("6 picture")
    records = studio.parts.history.page(studio.parts.history.times())
    cost = records[0].cost
    assert cost is not None
    assert told.said[0][1] == f"Cost: {cost * 6}."


def test_the_prompt_is_told_only_where_that_is_wanted(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    studio.parts.settings.set(NOTIFY_PROMPT, True)
    _finished, told = watched(studio)
    make(qtbot, studio, service, 1)
    qtbot.waitUntil(lambda: bool(told.said))
    assert told.said[0][0].startswith("1 picture")
    assert told.said[0][1].endswith("a secret fox")


def test_what_did_not_come_is_told_too(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    service.script(vendor_error(400, "Your request was rejected by the safety system"))
    _finished, told = watched(studio)
    make(qtbot, studio, service, 1)
    qtbot.waitUntil(lambda: bool(told.said))
    assert "did not come" in told.said[0][0]
    assert "to look at" in told.said[0][1]


@pytest.mark.parametrize("switched_off", [True, False])
def test_nothing_is_told_where_it_is_switched_off_or_the_window_is_in_front(
    qtbot: QtBot, studio: Studio, service: ServiceServer, switched_off: bool
) -> None:
    finished, told = watched(studio)
    if switched_off:
        studio.parts.settings.set(NOTIFY, False)
        make(qtbot, studio, service, 1)
    else:
        with qtbot.waitSignal(studio.parts.queue.idle):
            ask(qtbot, studio, "a fox")
    qtbot.waitUntil(lambda: not finished._soon.isActive())
    assert told.said == []


def test_coming_back_takes_the_notification_away(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    _finished, told = watched(studio)
    make(qtbot, studio, service, 1)
    qtbot.waitUntil(lambda: bool(told.said))
    dialog = QWidget()  # any window of ours; the offscreen platform gives the same one its focus only once
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: told.withdrawn == 1)
