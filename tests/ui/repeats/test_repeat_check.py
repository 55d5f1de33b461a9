"""“You already have this”: shown before anything is paid for again, gone through by the same keys, or never shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.origin import Task as Purpose
from imagestudio.studio import Studio
from imagestudio.ui.repeats.repeat_card import RepeatCard
from imagestudio.ui.repeats.repeat_check import ASK_REPEATS
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import ask, generate, opened

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Studio]:
    with opened(qtbot, theme, tmp_path, service.base_url) as opened_studio:
        yield opened_studio


def card_of(qtbot: QtBot, studio: Studio) -> RepeatCard:
    repeats = studio.equipment.money.repeats
    qtbot.waitUntil(lambda: repeats.card is not None and repeats.card.isVisible())
    assert repeats.card is not None
    return repeats.card


def press_generate(qtbot: QtBot, studio: Studio) -> None:
    qtbot.keyClick(studio.workspace.compose_panel.prompt_edit, Qt.Key.Key_Return, CTRL)


def asked_again(qtbot: QtBot, studio: Studio, prompt: str = "a red fox", count: int = 1) -> RepeatCard:
    generate(qtbot, studio, prompt)
    ask(qtbot, studio, prompt, count)
    return card_of(qtbot, studio)


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_new_is_made_without_a_question(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    generate(qtbot, studio, "a red fox")
    generate(qtbot, studio, "a red fox in the snow")
    assert studio.equipment.money.repeats.card is None
    assert len(service.posts) == 2


def test_what_is_there_is_shown_with_its_cost_before_anything_is_sent(
    qtbot: QtBot, studio: Studio, service: ServiceServer
) -> None:
    card = asked_again(qtbot, studio)
    (record,) = studio.parts.history.page([studio.parts.gallery.cell(0).time])
    assert len(service.posts) == 1
    assert f"{record.cost}" in card.text()
    assert [picture.record for picture in card.pictures] == [record]
    assert card.again_button.text() == "Make another"
    assert not card.missing_button.isVisible()
    assert "exactly this" in card.accessibleName()
    assert studio.workspace.compose_panel.prompt_edit.hasFocus()


def test_the_same_keys_once_more_make_another(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    card = asked_again(qtbot, studio)
    with qtbot.waitSignal(studio.parts.queue.idle):
        press_generate(qtbot, studio)
    assert not card.isVisible()
    assert len(service.posts) == 2


def test_what_is_made_again_is_linked_to_the_first_of_its_kind(qtbot: QtBot, studio: Studio) -> None:
    gallery, history = studio.parts.gallery, studio.parts.history
    card = asked_again(qtbot, studio)
    (first,) = history.page(history.times())
    with qtbot.waitSignal(studio.parts.queue.idle):
        click(qtbot, card.again_button)
    press_generate(qtbot, studio)
    qtbot.waitUntil(card.isVisible)
    with qtbot.waitSignal(studio.parts.queue.idle):
        press_generate(qtbot, studio)
    qtbot.waitUntil(lambda: gallery.pictures == 3)
    made = history.page(history.times())[:2]
    assert [(record.task, record.origin.parents) for record in made] == [(Purpose.AGAIN, (first.id,))] * 2


def test_the_button_of_the_card_makes_as_many_as_were_asked_for(
    qtbot: QtBot, studio: Studio, service: ServiceServer
) -> None:
    card = asked_again(qtbot, studio, count=2)
    assert card.again_button.text() == "Make 2 more"
    with qtbot.waitSignal(studio.parts.queue.idle):
        click(qtbot, card.again_button)
    assert len(service.posts) == 3


def test_escape_goes_back_and_nothing_is_sent(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    card = asked_again(qtbot, studio)
    qtbot.keyClick(studio.workspace.compose_panel.prompt_edit, Qt.Key.Key_Escape)
    assert not card.isVisible()
    press_generate(qtbot, studio)
    qtbot.waitUntil(card.isVisible)  # asked for again, it is shown again
    assert len(service.posts) == 1


def test_another_wish_puts_the_card_away(qtbot: QtBot, studio: Studio) -> None:
    card, panel = asked_again(qtbot, studio), studio.workspace.compose_panel
    panel.count_stepper.set_value(3)
    assert not card.isVisible()
    press_generate(qtbot, studio)
    qtbot.waitUntil(card.isVisible)
    qtbot.keyClicks(panel.prompt_edit, "y")
    assert not card.isVisible()


def test_a_click_on_a_picture_shows_it_in_the_gallery(qtbot: QtBot, studio: Studio) -> None:
    card, panel = asked_again(qtbot, studio), studio.workspace.gallery_panel
    time = card.pictures[0].record.time
    panel.search_edit.show_search("rating:5")
    qtbot.waitUntil(lambda: studio.parts.gallery.ready and studio.parts.gallery.row_of(time) < 0)
    qtbot.mouseClick(card.pictures[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.view.currentIndex().isValid())
    assert studio.parts.gallery.cell(panel.view.currentIndex().row()).time == time
    assert card.isVisible()  # one may still go on


def test_of_a_template_it_is_told_how_much_is_there_and_only_the_rest_is_made(
    qtbot: QtBot, studio: Studio, service: ServiceServer
) -> None:
    generate(qtbot, studio, "a red fox")
    ask(qtbot, studio, "a {red|blue|green} fox")
    card = card_of(qtbot, studio)
    assert card.text().startswith("1 of these 3 prompts")
    assert card.again_button.text() == "Make all 3"
    with qtbot.waitSignal(studio.parts.queue.idle):
        click(qtbot, card.missing_button)
    assert len(service.posts) == 3
    assert not any(b"red" in seen.body for seen in service.posts[1:])


def test_who_does_not_want_to_be_asked_is_not(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    card = asked_again(qtbot, studio)
    click(qtbot, card.never_button)
    assert not card.isVisible()
    assert studio.parts.settings.get(ASK_REPEATS, True) is False
    generate(qtbot, studio, "a red fox")
    assert len(service.posts) == 2


def test_pictures_in_the_trash_are_not_shown(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    generate(qtbot, studio, "a red fox")
    studio.workspace.gallery_panel.view.setFocus()
    studio.workspace.gallery_panel.view.select_row(0)
    qtbot.keyClick(studio.workspace.gallery_panel.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: studio.parts.gallery.rowCount() == 0)
    generate(qtbot, studio, "a red fox")
    assert len(service.posts) == 2


def test_what_is_asked_for_in_a_row_is_made_in_that_row(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    added: list[str] = []
    studio.parts.queue.job_added.connect(lambda job: added.append(job.request.prompt))
    service.hold()
    for prompt in ("first", "second", "third"):
        ask(qtbot, studio, prompt)
    qtbot.waitUntil(lambda: len(added) == 3)
    assert added == ["first", "second", "third"]
    with qtbot.waitSignal(studio.parts.queue.idle):
        service.release()


def test_an_edit_is_known_by_the_pictures_it_is_given(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    generate(qtbot, studio, "a lighthouse")
    (source,) = studio.parts.history.page(list(studio.parts.history.times()))
    edits = studio.equipment.edits
    studio.workspace.compose_panel.choose_model("openai/gpt-image-1")
    with qtbot.waitSignal(edits.gathering.gathered):
        edits.gathering.add_records([source])
    generate(qtbot, studio, "a hat")
    press_generate(qtbot, studio)
    card = card_of(qtbot, studio)
    assert [picture.record.prompt for picture in card.pictures] == ["a hat"]
    with qtbot.waitSignal(studio.parts.queue.idle):
        press_generate(qtbot, studio)
    assert len(service.posts) == 3
    edits.references.clear()
    generate(qtbot, studio, "a hat")  # words alone are another request
    assert len(service.posts) == 4
