"""Styles: put around the prompt in their order, seen before they are sent, kept with the pictures."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.profile.paths import styles_file
from imagestudio.ui.craft.style_chip import StyleChip
from imagestudio.ui.craft.styles_dialog import StylesDialog
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.craft.hands import ALT, Hands
from tests.ui.driving import opened

pytestmark = pytest.mark.usefixtures("styles")


def chips(hands: Hands) -> list[StyleChip]:
    found = [chip for chip in hands.craft.styles.findChildren(StyleChip) if chip.isVisible()]
    return sorted(found, key=lambda chip: (chip.y(), chip.x()))


def chip(hands: Hands, name: str) -> StyleChip:
    return next(chip for chip in chips(hands) if chip.name == name)


def choose(hands: Hands, *names: str) -> None:
    """By keys alone: find each in the list, Enter, Escape at the end."""
    hands.qtbot.waitUntil(lambda: len(hands.craft.style_shelf.book.styles) == 3)
    hands.studio.workspace.actions_of["style"].trigger()
    popover = hands.craft.pickers.style_popover
    assert popover is not None
    for name in names:
        popover.field.clear()
        hands.qtbot.keyClicks(popover.field, name)
        hands.qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    hands.qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_styles_are_put_around_the_prompt_and_seen_before_they_are_sent(hands: Hands) -> None:
    hands.type("a fox")
    choose(hands, "film", "sketch")
    assert [one.name for one in chips(hands)] == ["Film", "Sketch"]
    assert hands.sent == "Sent: a pencil sketch of a fox, 35 mm film"
    record = hands.generate()[0]
    assert record.prompt == "a pencil sketch of a fox, 35 mm film"
    assert (record.origin.template, record.origin.styles) == ("a fox", ("Film", "Sketch"))


def test_styles_go_around_every_prompt_of_a_template(hands: Hands) -> None:
    hands.type("a {red|blue} fox")
    choose(hands, "warm")
    assert hands.sent == "2 prompts: a red fox, warm light"
    assert {record.prompt for record in hands.generate()} == {"a red fox, warm light", "a blue fox, warm light"}


def test_a_chip_is_switched_off_moved_and_taken_away_by_keys(hands: Hands) -> None:
    hands.type("a fox")
    choose(hands, "film", "sketch")
    chip(hands, "Sketch").setFocus()
    hands.press(Qt.Key.Key_Left, ALT)
    assert [one.name for one in chips(hands)] == ["Sketch", "Film"]
    assert hands.sent == "Sent: a pencil sketch of a fox, 35 mm film"
    assert chip(hands, "Sketch").hasFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.sent == "Sent: a fox, 35 mm film"
    assert not chip(hands, "Sketch").isChecked()
    hands.press(Qt.Key.Key_Space)
    assert chip(hands, "Sketch").isChecked()
    hands.press(Qt.Key.Key_Delete)
    assert [one.name for one in chips(hands)] == ["Film"]
    assert chip(hands, "Film").hasFocus()
    hands.press(Qt.Key.Key_Delete)
    assert chips(hands) == []
    assert hands.sent == ""
    assert hands.craft.styles.more_button.hasFocus()


def test_the_order_of_styles_without_a_place_is_the_order_of_the_chips(hands: Hands) -> None:
    hands.type("a fox")
    choose(hands, "warm", "film")
    assert hands.sent == "Sent: a fox, warm light, 35 mm film"
    chip(hands, "Film").setFocus()
    hands.press(Qt.Key.Key_Left, ALT)
    assert hands.sent == "Sent: a fox, 35 mm film, warm light"


def test_the_cross_of_a_chip_takes_it_away_and_the_rest_of_it_switches(hands: Hands) -> None:
    hands.type("a fox")
    choose(hands, "film")
    film = chip(hands, "Film")
    place = film.rect().center()
    hands.qtbot.mouseClick(film, Qt.MouseButton.LeftButton, pos=place.__class__(8, place.y()))
    assert not film.isChecked()
    hands.qtbot.mouseClick(film, Qt.MouseButton.LeftButton, pos=place.__class__(film.width() - 8, place.y()))
    assert chips(hands) == []


def test_styles_alone_are_no_prompt(hands: Hands, service: ServiceServer) -> None:
    choose(hands, "film")
    assert "Write a prompt first" in hands.footer
    hands.send()
    assert service.posts == []


def test_the_styles_of_a_picture_come_back_with_its_words(hands: Hands) -> None:
    hands.type("a fox")
    choose(hands, "film", "warm")
    record = hands.generate()[0]
    hands.craft.styles.choose([])
    hands.type("x")
    hands.studio.workspace.details_panel.page.use_settings_requested.emit(record)
    assert hands.edit.prompt() == "a fox"
    assert hands.craft.styles.on == ["Film", "Warm"]
    hands.craft.provenance.template_line.button.click()
    assert hands.edit.prompt() == record.prompt
    assert hands.craft.styles.on == []


def test_a_style_of_a_picture_that_is_gone_is_told(hands: Hands) -> None:
    hands.type("a fox")
    choose(hands, "film")
    record = hands.generate()[0]
    hands.craft.style_shelf.edit(lambda book: book.without_style("Film"))
    assert chips(hands) == []
    hands.studio.workspace.details_panel.page.use_settings_requested.emit(record)
    assert "No longer there: Film." in hands.craft.provenance.template_line.text()
    assert hands.panel.request().prompt == "a fox"


def test_chips_and_choice_are_as_they_were_left(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        hands = Hands(qtbot, studio)
        hands.type("a {red|blue} fox")
        choose(hands, "film", "warm")
        chip(hands, "Warm").click()
        hands.craft.choice.choose(1, 77)
        sent = hands.sent
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        hands = Hands(qtbot, studio)
        qtbot.waitUntil(lambda: hands.sent != "")
        assert hands.craft.styles.names == ["Film", "Warm"]
        assert hands.craft.styles.on == ["Film"]
        assert (hands.craft.choice.sample, hands.craft.choice.seed) == (1, 77)
        assert hands.sent == sent


# the dialog


def dialog_of(hands: Hands) -> StylesDialog:
    hands.qtbot.waitUntil(lambda: len(hands.craft.style_shelf.book.styles) == 3)
    hands.studio.workspace.actions_of["styles"].trigger()
    dialog = hands.craft.pickers.styles_dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def kept() -> dict[str, str]:
    data = json.loads(styles_file().read_text(encoding="utf-8"))
    return {style["name"]: style["prompt"] for style in data["styles"]}


def test_a_style_is_written_named_and_seen_with_the_prompt(hands: Hands) -> None:
    hands.type("a fox")
    dialog = dialog_of(hands)
    hands.qtbot.mouseClick(dialog.styles.new_button, Qt.MouseButton.LeftButton)
    hands.qtbot.keyClicks(dialog.styles.name_edit, "Ink")
    hands.qtbot.keyClick(dialog.styles.name_edit, Qt.Key.Key_Return)
    hands.qtbot.keyClicks(dialog.styles.text_edit, "{prompt} in black ink")
    assert dialog.shown.text() == "Sent: a fox in black ink"
    dialog.close()
    hands.qtbot.waitUntil(lambda: kept().get("Ink") == "{prompt} in black ink")
    assert list(kept()) == ["Film", "Sketch", "Warm", "Ink"]


def test_a_style_that_is_changed_changes_what_will_be_sent(hands: Hands) -> None:
    hands.type("a fox")
    choose(hands, "film")
    dialog = dialog_of(hands)
    dialog.styles.text_edit.setPlainText("{prompt}, super 8")
    dialog.close()
    hands.qtbot.waitUntil(lambda: hands.sent == "Sent: a fox, super 8")


def test_a_deleted_style_comes_back(hands: Hands) -> None:
    dialog = dialog_of(hands)
    hands.qtbot.mouseClick(dialog.styles.delete_button, Qt.MouseButton.LeftButton)
    hands.qtbot.waitUntil(lambda: list(kept()) == ["Sketch", "Warm"])
    hands.qtbot.mouseClick(dialog.styles.undo_button, Qt.MouseButton.LeftButton)
    hands.qtbot.waitUntil(lambda: kept().get("Film") == "{prompt}, 35 mm film")


def test_a_name_that_is_taken_is_told(hands: Hands) -> None:
    dialog = dialog_of(hands)
    dialog.styles.name_edit.setText("warm")
    hands.qtbot.keyClick(dialog.styles.name_edit, Qt.Key.Key_Return)
    assert "one of that name already" in dialog.styles.hint.text()
    dialog.close()
    assert list(kept()) == ["Film", "Sketch", "Warm"]


def test_styles_go_to_other_programs_and_come_from_them(hands: Hands, tmp_path: Path) -> None:
    dialog = dialog_of(hands)
    target = tmp_path / "styles.csv"
    with hands.qtbot.waitSignal(hands.craft.style_shelf.given_away):
        dialog.give_away(str(target))
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert [(row["name"], row["prompt"]) for row in rows] == list(kept().items())
    theirs = tmp_path / "theirs.csv"
    theirs.write_text("name,prompt,negative_prompt\nFilm,other film,\nOil,oil on canvas,blurry\n", encoding="utf-8")
    with hands.qtbot.waitSignal(hands.craft.style_shelf.taken_in):
        dialog.take_in(str(theirs))
    assert kept()["Oil"] == "oil on canvas"
    assert kept()["Film"] == "{prompt}, 35 mm film"
    assert kept()["Film (2)"] == "other film"
    assert dialog.told.text() == "New here: 2 styles, 0 snippets."


def test_json_brings_snippets_too(hands: Hands, tmp_path: Path) -> None:
    dialog = dialog_of(hands)
    target = tmp_path / "all.json"
    with hands.qtbot.waitSignal(hands.craft.style_shelf.given_away):
        dialog.give_away(str(target))
    data = json.loads(target.read_text(encoding="utf-8"))
    assert [one["name"] for one in data["snippets"]] == ["House light"]


def test_a_file_that_holds_no_styles_is_told(hands: Hands, tmp_path: Path) -> None:
    dialog = dialog_of(hands)
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    with hands.qtbot.waitSignal(hands.craft.style_shelf.failed):
        dialog.take_in(str(wrong))
    assert dialog.told.text() == "Nothing was taken from wrong.json: it holds no styles."
    assert list(kept()) == ["Film", "Sketch", "Warm"]


# snippets


def test_a_snippet_is_put_in_where_the_cursor_is(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: len(hands.craft.style_shelf.book.snippets) == 1)
    hands.type("a fox, ")
    hands.studio.workspace.actions_of["snippet"].trigger()
    popover = hands.craft.pickers.snippet_popover
    assert popover is not None
    hands.qtbot.keyClicks(popover.field, "house")
    hands.qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    assert hands.edit.prompt() == "a fox, soft window light from the left"
    assert not popover.isVisible()


def test_what_is_selected_becomes_a_snippet(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: len(hands.craft.style_shelf.book.snippets) == 1)
    hands.type("on handmade paper")
    hands.edit.selectAll()
    hands.studio.workspace.actions_of["snippet"].trigger()
    popover = hands.craft.pickers.snippet_popover
    assert popover is not None
    hands.qtbot.keyClick(popover.field, Qt.Key.Key_Down)
    hands.qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    dialog = hands.craft.pickers.styles_dialog
    assert dialog is not None
    assert dialog.snippets.text_edit.toPlainText() == "on handmade paper"
    hands.qtbot.keyClicks(dialog.snippets.name_edit, "Paper")
    dialog.close()

    def is_kept() -> bool:
        data = json.loads(styles_file().read_text(encoding="utf-8"))
        return {"name": "Paper", "text": "on handmade paper"} in data["snippets"]

    hands.qtbot.waitUntil(is_kept)
