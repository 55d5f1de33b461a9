"""A link fills the editor of the whole window, says so, and never sends anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.arguments import WindowArguments
from imagestudio.arrivals import Arrivals
from imagestudio.core.hand_over import HandOver
from imagestudio.studio import Studio
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import ask, generate, opened

FULL = "imagestudio://generate?prompt=a+blue+whale&model=openai/gpt-image-1&size=1024x1536&quality=high&n=4"


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Studio]:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        yield studio
    assert service.posts == []


def arrivals(studio: Studio, arguments: WindowArguments | None = None, read_only: bool = False) -> Arrivals:
    window = studio.workspace.window()
    assert isinstance(window, MainWindow)
    return Arrivals(window, studio, arguments or WindowArguments(), read_only)


def told(studio: Studio) -> str:
    """What stands in the bars that can be seen; one that is new is shown by the layout, a turn later."""
    return " ".join(bar.text() for bar in studio.workspace.findChildren(NoticeBar) if bar.isVisible())


def test_it_fills_everything_it_names_and_the_button_says_the_price(qtbot: QtBot, studio: Studio) -> None:
    panel = studio.workspace.compose_panel
    panel.prompt_edit.setPlainText("half a thought")
    before = panel.options_form.values()
    arrivals(studio).receive(HandOver((FULL,)))
    assert panel.prompt_edit.prompt() == "a blue whale"
    assert panel.request().model == "openai/gpt-image-1"
    assert {**before, **panel.options_form.values()} == {**before, "size": "1024x1536", "quality": "high"}
    assert panel.count_stepper.value() == 4
    assert panel.prompt_edit.hasFocus()
    qtbot.waitUntil(lambda: "Nothing is sent until you press Generate." in told(studio))
    qtbot.keyClick(panel.prompt_edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel.prompt_edit.prompt() == "half a thought"


def test_undo_brings_back_all_that_stood_there(qtbot: QtBot, studio: Studio) -> None:
    panel = studio.workspace.compose_panel
    panel.prompt_edit.setPlainText("half a thought")
    panel.count_stepper.set_value(2)
    before = (panel.model_combo.currentData(), panel.options_form.values())
    arrivals(studio).open([FULL])
    qtbot.waitUntil(lambda: "A link" in told(studio))
    bar = next(bar for bar in studio.workspace.findChildren(NoticeBar) if "A link" in bar.text())
    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert panel.prompt_edit.prompt() == "half a thought"
    assert panel.count_stepper.value() == 2
    assert (panel.model_combo.currentData(), panel.options_form.values()) == before
    assert "A link" not in told(studio)


def test_what_is_left_out_is_told_and_the_rest_stays_as_it_stood(qtbot: QtBot, studio: Studio) -> None:
    panel = studio.workspace.compose_panel
    before = (panel.model_combo.currentData(), panel.options_form.values(), panel.count_stepper.value())
    link = "imagestudio://generate?prompt=a&model=none/such&size=7x7&n=lots&base_url=https://evil.example&x\u202ey=1"
    arrivals(studio).open([link, FULL, FULL])
    assert panel.prompt_edit.prompt() == "a"
    assert (panel.model_combo.currentData(), panel.options_form.values(), panel.count_stepper.value()) == before
    qtbot.waitUntil(lambda: "A link" in told(studio))
    for text in ("model “none/such”", "size “7x7”", "n “lots”", "base_url", "xy", "2 more link"):
        assert text in told(studio)
    assert "evil" not in told(studio)
    assert "\u202e" not in told(studio)


def test_a_link_of_which_nothing_can_be_used_changes_nothing(qtbot: QtBot, studio: Studio) -> None:
    panel = studio.workspace.compose_panel
    panel.prompt_edit.setPlainText("half a thought")
    arrivals(studio).open(["imagestudio://send?prompt=a"])
    assert panel.prompt_edit.prompt() == "half a thought"
    qtbot.waitUntil(lambda: "nothing of it can be used" in told(studio))


def test_a_library_that_is_only_looked_at_says_that_nothing_was_opened(
    qtbot: QtBot, studio: Studio, tmp_path: Path
) -> None:
    arrivals(studio, read_only=True).open([FULL, str(tmp_path)])
    assert studio.workspace.compose_panel.prompt_edit.prompt() == ""
    qtbot.waitUntil(lambda: "2 thing" in told(studio))


@pytest.mark.parametrize("message", [HandOver(demo=True), HandOver(base_url="https://other.example")])
def test_other_options_are_told_and_not_taken_over(qtbot: QtBot, studio: Studio, message: HandOver) -> None:
    assert studio.parts.watch.account is not None
    provider = studio.parts.watch.account.provider
    arrivals(studio).receive(message)
    qtbot.waitUntil(lambda: "other options" in told(studio))
    assert studio.parts.watch.account.provider == provider


def test_the_same_options_are_nothing_to_tell(studio: Studio) -> None:
    url = "https://other.example"
    arrivals(studio, WindowArguments(demo=True, base_url=url)).receive(HandOver(demo=True, base_url=url))
    assert not [bar for bar in studio.workspace.findChildren(NoticeBar) if "options" in bar.text()]


def test_a_link_while_a_picture_is_made_disturbs_nothing(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        service.hold()
        ask(qtbot, studio, "slow")
        qtbot.waitUntil(lambda: len(service.posts) == 1)
        arrivals(studio).open([FULL])
        with qtbot.waitSignal(studio.parts.queue.idle):
            service.release()
    assert len(service.posts) == 1


def test_who_looks_at_a_picture_is_led_back_to_what_the_link_has_written(
    qtbot: QtBot, studio: Studio, service: ServiceServer
) -> None:
    generate(qtbot, studio, "a fox")
    service.posts.clear()  # that was no link
    view = studio.workspace.gallery_panel.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    looking = studio.equipment.looking.viewer_host
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: looking.viewer is not None and looking.viewer.isVisible())
    arrivals(studio).open([FULL])
    assert looking.viewer is not None
    assert not looking.viewer.isVisible()
    assert studio.workspace.compose_panel.prompt_edit.hasFocus()
    assert studio.workspace.compose_panel.prompt_edit.prompt() == "a blue whale"
