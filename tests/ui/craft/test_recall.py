"""Earlier prompts come back by keys, are searched in, and offer their phrases while one types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Change
from imagestudio.studio import Studio
from imagestudio.ui.repeats.repeat_check import ASK_REPEATS
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.craft.hands import CTRL, Hands
from tests.ui.driving import opened

PROMPTS = ["a crown on velvet, golden hour", "a {red|blue} fox, golden hour", "a lighthouse, golden hour"]


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Studio]:
    """Opened a second time, so that the prompts are those of the library."""
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        hands = Hands(qtbot, studio)
        studio.parts.settings.set(ASK_REPEATS, False)
        for prompt in (*PROMPTS, PROMPTS[0], "a note in \\{braces|bars\\}"):
            hands.type(prompt)
            hands.generate()
        hands.type("")
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        yield studio


def test_ctrl_up_walks_through_different_prompts_and_ctrl_down_back_to_what_was_written(hands: Hands) -> None:
    hands.type("half a thought")
    seen = []
    hands.press(Qt.Key.Key_Up, CTRL)
    hands.qtbot.waitUntil(lambda: hands.edit.prompt() != "half a thought")
    for _ in range(5):
        seen.append(hands.edit.prompt())
        hands.press(Qt.Key.Key_Up, CTRL)
    assert seen == ["a note in \\{braces|bars\\}", PROMPTS[0], PROMPTS[2], PROMPTS[1], PROMPTS[1]]
    assert hands.panel.request().prompt == "a red fox, golden hour"
    for _ in range(5):
        hands.press(Qt.Key.Key_Down, CTRL)
    assert hands.edit.prompt() == "half a thought"
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.edit.prompt() == "a note in \\{braces|bars\\}"


def test_a_prompt_that_meant_its_braces_still_means_them(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Up, CTRL)
    hands.qtbot.waitUntil(lambda: hands.edit.prompt() != "")
    assert hands.panel.request().prompt == "a note in {braces|bars}"


def test_what_was_just_asked_for_is_the_newest(hands: Hands) -> None:
    hands.type("quite new")
    hands.generate()
    hands.type("x")
    hands.press(Qt.Key.Key_Up, CTRL)
    hands.qtbot.waitUntil(lambda: hands.edit.prompt() == "quite new")


def test_an_earlier_prompt_is_found_by_its_words(hands: Hands) -> None:
    hands.type("mine")
    hands.studio.workspace.actions_of["recall"].trigger()
    popover = hands.craft.recall.popover
    assert popover is not None
    hands.qtbot.waitUntil(lambda: popover.list.current_choice() is not None)
    hands.qtbot.keyClicks(popover.field, "hour velv")
    hands.qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    assert hands.edit.prompt() == PROMPTS[0]
    assert not popover.isVisible()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.edit.prompt() == "mine"


def test_a_picture_in_the_trash_leaves_no_prompt(hands: Hands) -> None:
    velvet = [record.time for record in hands.records() if "velvet" in record.prompt]
    with hands.qtbot.waitSignal(hands.studio.equipment.organising_desk.organised):
        hands.studio.organising.change(Change(trash=True), velvet)
    hands.press(Qt.Key.Key_Up, CTRL)
    hands.qtbot.waitUntil(lambda: hands.craft.memory.is_read)
    assert PROMPTS[0] not in [one.text for one in hands.craft.memory.prompts]


def offered(hands: Hands) -> list[str]:
    popup = hands.craft.completing.popup
    return [choice.text for choice in popup.list.choices.choices] if popup.isVisible() else []


@pytest.fixture
def remembered(hands: Hands) -> None:
    hands.craft.memory.want()
    hands.qtbot.waitUntil(lambda: hands.craft.memory.is_read)


@pytest.mark.usefixtures("remembered")
def test_ones_own_phrases_are_offered_after_three_letters(hands: Hands) -> None:
    hands.type("a boat, go")
    assert offered(hands) == []
    hands.qtbot.keyClicks(hands.edit, "l")
    assert offered(hands) == ["golden hour"]
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Tab)
    assert hands.edit.prompt() == "a boat, golden hour"
    assert hands.edit.hasFocus()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.edit.prompt() == "a boat, gol"


@pytest.mark.usefixtures("remembered")
def test_what_is_offered_is_never_in_the_way(hands: Hands, service: ServiceServer) -> None:
    hands.type("a boat, gol")
    assert offered(hands) == ["golden hour"]
    hands.press(Qt.Key.Key_Return)
    assert hands.edit.prompt() == "a boat, gol\n"
    assert offered(hands) == []
    hands.type("a boat, gol")
    hands.press(Qt.Key.Key_Escape)
    assert offered(hands) == []
    hands.type("a boat, gol")
    hands.press(Qt.Key.Key_Left)
    assert offered(hands) == []
    hands.type("a boat, gol")
    hands.press(Qt.Key.Key_Tab)
    assert not hands.edit.hasFocus()
    assert offered(hands) == []


@pytest.mark.usefixtures("remembered")
def test_who_mends_a_word_in_the_middle_is_left_alone_until_he_asks(hands: Hands) -> None:
    hands.type("a boat, glden hour")
    for _ in range(len("lden hour")):
        hands.press(Qt.Key.Key_Left)
    hands.qtbot.keyClicks(hands.edit, "ol")
    assert offered(hands) == []
    hands.type("a boat, g")
    hands.press(Qt.Key.Key_Space, CTRL)
    assert offered(hands) == ["golden hour"]
    hands.press(Qt.Key.Key_Return)
    assert hands.edit.prompt() == "a boat, golden hour"


@pytest.mark.usefixtures("remembered")
def test_characters_beyond_the_first_plane_before_the_cursor_do_no_harm(hands: Hands) -> None:
    hands.insert("🦊🦊 a boat, ")
    hands.qtbot.keyClicks(hands.edit, "gol")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert hands.edit.prompt() == "🦊🦊 a boat, golden hour"
