"""Templates in the editor: what they come to is said before anything is made of them, and kept with every picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from imagestudio.core.record import Record
from imagestudio.core.templates.template import Template
from imagestudio.core.wording import Asked
from imagestudio.studio import Studio
from tests.server import ServiceServer
from tests.ui.craft.hands import Hands

TEN = "{" + "|".join(f"w{number}" for number in range(10)) + "}"


def test_count_and_price_of_all_prompts_are_said_before_one_is_made(hands: Hands, service: ServiceServer) -> None:
    hands.type("a fox")
    single = hands.button
    hands.type("a {red|blue|green} fox in the {snow|rain}")
    assert "= 6 prompts · $" in hands.footer
    assert hands.button.startswith("Generate  ·  $")
    assert hands.button != single
    assert hands.sent.startswith("6 prompts: a red fox in the snow")
    assert service.posts == []


def test_the_price_is_that_of_all_the_jobs_together(hands: Hands, service: ServiceServer) -> None:
    hands.type("{a fox|a crown of gold on a cushion of velvet, in the light of many candles}")
    hands.panel.count_stepper.set_value(2)
    said = hands.button.rpartition("$")[2]
    assert "= 2 prompts × 2 · $" in hands.footer
    records = hands.generate()
    estimates = [record.estimate for record in records if record.estimate is not None]
    assert len(service.posts) == len(estimates) == 4
    total = estimates[0] + estimates[1] + estimates[2] + estimates[3]
    assert total.text() == said


def test_every_combination_is_sent_once_and_its_picture_knows_the_template(hands: Hands) -> None:
    template = "a {red|blue} fox, {2$$snow|rain}"
    hands.type(template)
    records = hands.generate()
    assert sorted(record.prompt for record in records) == sorted(Template(template).prompts())
    assert {record.origin.template for record in records} == {template}
    assert {(record.origin.sample, record.origin.seed) for record in records} == {(None, None)}


def test_plain_words_keep_no_template_and_mean_themselves(hands: Hands) -> None:
    hands.type("50% off {ACME} for $5 #1")
    assert hands.sent == ""
    record = hands.generate()[0]
    assert record.prompt == "50% off {ACME} for $5 #1"
    assert record.origin.to_data() == {}


def test_a_mistake_is_underlined_where_it_is_and_told_below(hands: Hands, service: ServiceServer) -> None:
    hands.insert("🦊 a {red|blue fox")
    assert hands.note.startswith("Character 5: this brace has alternatives but no end.")
    assert ("{", True) in hands.marked()
    assert not hands.panel.footer.generate_button.isEnabled()
    hands.send()
    assert service.posts == []
    hands.insert("🦊 a {red|blue} fox")
    assert hands.note == ""
    assert hands.marked() == [("{", False), ("|", False), ("}", False)]


@pytest.mark.parametrize("text", ["{1-2$$ and $$a|b}", "{2::c|{3::d|e}}", "{{f|g}|h"])
def test_signs_that_touch_each_other_are_all_in_colour(hands: Hands, text: str) -> None:
    hands.type(text)
    edit, cursor = hands.edit, hands.edit.textCursor()
    image, ratio = edit.viewport().grab().toImage(), edit.devicePixelRatioF()
    for selection in edit.extraSelections():
        places = []
        for place in (selection.cursor.selectionStart(), selection.cursor.selectionEnd()):
            cursor.setPosition(place)
            places.append(edit.cursorRect(cursor).center())
        first, last = places
        across = range(round((first.x() + 1) * ratio), round(last.x() * ratio))
        down = range(round((first.y() - 8) * ratio), round((first.y() + 8) * ratio))
        colors = [image.pixelColor(x, y) for x in across for y in down]
        assert max(abs(color.red() - color.blue()) for color in colors) > 40, selection.cursor.selectedText()


def test_a_list_that_is_not_there_is_told_and_sent_as_it_stands(hands: Hands) -> None:
    hands.type("a __colour__ fox")
    assert "there is no list “colour”" in hands.note
    assert hands.panel.footer.generate_button.isEnabled()
    assert hands.panel.request().prompt == "a __colour__ fox"


def test_a_very_long_template_is_understood_when_one_pauses_and_marked_in_sight_only(hands: Hands) -> None:
    text = "{a|b} " * 5_000
    hands.edit.setPlainText(text)
    assert "One moment" in hands.footer
    hands.qtbot.waitUntil(lambda: "very many prompts" in hands.footer)
    assert 0 < len(hands.marked()) < 1_600
    hands.edit.moveCursor(hands.edit.textCursor().MoveOperation.End)
    assert 0 < len(hands.marked()) < 1_600


def test_a_prompt_of_a_template_that_could_be_too_long_is_told(hands: Hands) -> None:
    hands.edit.setPlainText("{a|" + "x" * 32_001 + "}")
    hands.qtbot.waitUntil(lambda: "32,001 characters long" in hands.note)
    assert not hands.panel.footer.generate_button.isEnabled()


def test_an_empty_prompt_among_others_is_told_and_nothing_is_sent(hands: Hands, service: ServiceServer) -> None:
    hands.type("{|a fox}")
    assert "The prompt is empty" in hands.note
    hands.send()
    assert service.posts == []


def test_the_first_prompts_can_be_read_with_what_differs(hands: Hands) -> None:
    hands.type("a {red|blue} fox")
    hands.qtbot.mouseClick(hands.craft.prompts_line, Qt.MouseButton.LeftButton)
    popover = hands.craft.prompts_line.popover
    assert popover is not None
    assert popover.windowTitle() == "The 2 prompts"
    assert popover.text.toPlainText() == "a red fox\n\na blue fox"
    marked = [selection.cursor.selectedText().strip() for selection in popover.text.extraSelections()]
    assert marked == ["red", "blue"]
    hands.press(Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_only_the_first_of_very_many_are_listed(hands: Hands) -> None:
    hands.type(f"{TEN} {TEN} {TEN} {TEN}")
    hands.qtbot.mouseClick(hands.craft.prompts_line, Qt.MouseButton.LeftButton)
    popover = hands.craft.prompts_line.popover
    assert popover is not None
    assert popover.windowTitle() == "The first 200 of 10,000 prompts"
    popover.hide()


# the question above the cap


@pytest.fixture
def cap(studio: Studio) -> int:
    studio.parts.settings.set("template_cap", 3)
    return 3


def test_above_the_cap_no_enter_however_often_sends_anything(hands: Hands, cap: int, service: ServiceServer) -> None:
    hands.type("a {red|blue|green|grey} fox")
    question = hands.panel.footer.question
    assert question is not None
    assert question.isVisible()
    assert "4 pictures for $" in question.text()
    assert f"you are asked above {cap}" in question.text()
    assert not hands.panel.footer.generate_button.isEnabled()
    with hands.qtbot.assertNotEmitted(hands.panel.generate_requested):
        for _ in range(3):
            hands.send()
            hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert service.posts == []


def test_who_allows_it_sends_it_by_the_next_click_and_only_once(hands: Hands, cap: int, service: ServiceServer) -> None:
    hands.type("a {red|blue|green|grey} fox")
    question = hands.panel.footer.question
    assert question is not None
    question.allow_button.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Space)  # pressed twice: the second is a space in the editor
    assert service.posts == []
    hands.press(Qt.Key.Key_Backspace)
    assert question.isVisible() or hands.panel.footer.generate_button.isEnabled()
    if question.isVisible():  # the text was another for a moment, so what was said is void
        question.allow_button.click()
    assert hands.panel.footer.generate_button.isEnabled()
    assert len(hands.generate()) == 4
    assert question.isVisible()
    hands.send()
    assert len(service.posts) == 4


def test_what_was_allowed_is_void_when_it_comes_to_something_else(hands: Hands, cap: int) -> None:
    hands.type("a {red|blue|green|grey} fox")
    question = hands.panel.footer.question
    assert question is not None
    question.allow_button.click()
    assert hands.panel.footer.generate_button.isEnabled()
    hands.panel.options_form.set_values({"quality": "high"})
    assert question.isVisible()
    assert not hands.panel.footer.generate_button.isEnabled()


def test_ten_thousand_cannot_be_bought_at_once_but_some_be_drawn(hands: Hands, service: ServiceServer) -> None:
    hands.type(f"{TEN} {TEN} {TEN} {TEN}")
    question = hands.panel.footer.question
    assert question is not None
    assert "10,000 pictures for $" in question.text()
    assert not question.allow_button.isVisible()
    assert "= 10,000 prompts · $" in hands.footer
    question.sample_button.click()
    assert not question.isVisible()
    assert "= 100 prompts · $" in hands.footer
    assert service.posts == []


# a random sample


def asked(hands: Hands) -> list[str]:
    with hands.qtbot.waitSignal(hands.panel.generate_requested) as signal:
        hands.send()
    wanted: list[Asked] = signal.args[0]
    return [one.request.prompt for one in wanted]


def test_a_seed_draws_the_same_prompts_again_and_another_draws_others(hands: Hands) -> None:
    hands.type(f"a {TEN} {TEN} fox")
    choice = hands.craft.choice
    assert choice.isVisible()
    choice.kind_combo.setCurrentIndex(1)
    choice.size_spin.setValue(2)
    seed = choice.seed
    first = asked(hands)
    assert len(first) == 2
    choice.roll_button.click()
    assert choice.seed != seed
    others = asked(hands)
    choice.seed_spin.setValue(seed)
    assert asked(hands) == first
    assert others != first


def test_the_number_and_the_seed_are_kept_with_the_pictures(hands: Hands) -> None:
    hands.type(f"a {TEN} {TEN} fox")
    hands.craft.choice.choose(2, 4711)
    records = hands.generate()
    assert [(record.origin.sample, record.origin.seed) for record in records] == [(2, 4711)] * 2
    template = Template(records[0].origin.template)
    assert sorted(record.prompt for record in records) == sorted(template.sample(2, 4711))


# and back


def use(hands: Hands, record: Record) -> None:
    hands.studio.workspace.details_panel.page.use_settings_requested.emit(record)


def test_the_settings_of_a_picture_are_its_template_or_only_its_prompt(hands: Hands) -> None:
    template = f"a {TEN} fox on {{ice|\\{{sand\\}}}}"
    hands.edit.setPlainText(template)
    hands.craft.choice.choose(1, 12)
    record = hands.generate()[0]
    hands.type("something else")
    hands.craft.choice.choose(None)
    use(hands, record)
    line = hands.craft.provenance.template_line
    assert hands.edit.prompt() == template
    assert (hands.craft.choice.sample, hands.craft.choice.seed) == (1, 12)
    assert line.text() == "What this picture was made of."
    hands.qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert hands.panel.request().prompt == record.prompt
    assert not hands.craft.choice.isVisible()
    hands.qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert hands.edit.prompt() == template
    hands.edit.moveCursor(hands.edit.textCursor().MoveOperation.End)
    hands.qtbot.keyClicks(hands.edit, "!")
    assert not line.isVisible()


def test_a_prompt_with_braces_comes_back_as_itself(hands: Hands) -> None:
    hands.edit.setPlainText(r"a \{red|blue\} fox")
    record = hands.generate()[0]
    assert record.prompt == "a {red|blue} fox"
    hands.type("x")
    use(hands, record)
    assert hands.sent == ""
    assert hands.panel.request().prompt == "a {red|blue} fox"


def test_a_variation_knows_its_picture_until_one_says_otherwise(hands: Hands) -> None:
    hands.type("a red fox")
    parent = hands.generate()[0]
    view = hands.studio.workspace.gallery_panel.view
    view.setFocus()
    hands.press(Qt.Key.Key_Home)
    hands.qtbot.waitUntil(lambda: hands.studio.workspace.details_panel.record is not None)
    hands.type("")
    hands.studio.workspace.actions_of["vary"].trigger()
    assert hands.edit.prompt() == "a red fox"
    assert hands.craft.provenance.variation_line.text().startswith("Varies the picture of ")
    hands.type("a blue fox")
    child = hands.generate()[0]
    assert (child.prompt, child.origin.parents, child.task) == ("a blue fox", (parent.id,), "variation")
    hands.craft.provenance.variation_line.button.click()
    hands.type("a green fox")
    assert hands.generate()[0].origin.parents == ()


def test_the_clipboards_template_is_pasted_as_text(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("a {red|blue} fox")
    hands.edit.selectAll()
    hands.edit.paste()
    assert "= 2 prompts" in hands.footer
