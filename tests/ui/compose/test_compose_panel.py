"""The compose panel, used with keys and mouse."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from imagestudio.core.catalog import Catalog
from imagestudio.core.live_price import LivePrice
from imagestudio.core.money import Money
from imagestudio.core.origin import UNKNOWN_ORIGIN
from imagestudio.core.pricing import Bought, Estimate, Paid, PriceSource, text_tokens
from imagestudio.core.request import Request
from imagestudio.core.wording import Asked, Quote
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.theme import Theme


@pytest.fixture
def panel(qtbot: QtBot, catalog: Catalog, theme: Theme) -> ComposePanel:
    panel = ComposePanel(catalog, theme)
    panel.resize(340, 800)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def button_of(panel: ComposePanel) -> QPushButton:
    return panel.footer.generate_button


def texts_of(panel: ComposePanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def option(panel: ComposePanel, name: str) -> Any:
    return panel.options_form.findChild((QComboBox, QSpinBox)[name == "output_compression"], name)


def test_nothing_can_be_sent_before_a_prompt_is_written(qtbot: QtBot, panel: ComposePanel) -> None:
    assert not button_of(panel).isEnabled()
    assert "Write a prompt first" in texts_of(panel)
    qtbot.keyClicks(panel.prompt_edit, "a fox")
    assert button_of(panel).isEnabled()
    assert "5 / 32,000" in texts_of(panel)


def test_ctrl_enter_asks_for_as_many_pictures_as_are_chosen(qtbot: QtBot, panel: ComposePanel) -> None:
    qtbot.keyClicks(panel.prompt_edit, "a fox")
    panel.count_stepper.spin.setFocus()
    qtbot.keyClick(panel.count_stepper.spin, Qt.Key.Key_Up)
    qtbot.keyClick(panel.count_stepper.spin, Qt.Key.Key_Up)
    with qtbot.waitSignal(panel.generate_requested) as asked:
        qtbot.keyClick(panel.prompt_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wanted: list[Asked] = asked.args[0]
    assert [one.request.prompt for one in wanted] == ["a fox"] * 3
    assert {one.origin for one in wanted} == {UNKNOWN_ORIGIN}


def test_a_key_that_is_held_down_asks_once(qtbot: QtBot, panel: ComposePanel) -> None:
    qtbot.keyClicks(panel.prompt_edit, "a fox")
    asked: list[object] = []
    panel.generate_requested.connect(asked.append)
    control = Qt.KeyboardModifier.ControlModifier
    for repeats in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, control, "\r", repeats)
        QCoreApplication.sendEvent(panel.prompt_edit, press)
    assert len(asked) == 1


def test_the_button_says_the_price_of_all_pictures(qtbot: QtBot, panel: ComposePanel) -> None:
    qtbot.keyClicks(panel.prompt_edit, "a fox")
    panel.options_form.set_values({"size": "1536x1024"})
    panel.count_stepper.set_value(4)
    assert "$0.0528" in button_of(panel).text()
    assert "4 × about $0.0132" in texts_of(panel)
    assert "By the price list  ·  Ctrl + Enter" in texts_of(panel)
    panel.set_known(Paid((Bought(Money.from_usd("0.02"), text_tokens("a fox")),)), 12.4)
    assert "$0.08" in button_of(panel).text()
    assert "≈ 12 s each" in texts_of(panel)
    assert "As last paid  ·  Ctrl + Enter" in texts_of(panel)
    assert "latest pictures" in button_of(panel).toolTip()
    assert button_of(panel).accessibleDescription().startswith("$0.08. What the latest")
    panel.set_free(True)
    assert "free demo" in button_of(panel).text()
    assert "Ctrl + Enter" in texts_of(panel)


def test_the_live_catalogue_comes_first_and_is_found_by_any_name_of_the_model(
    qtbot: QtBot, panel: ComposePanel, catalog: Catalog
) -> None:
    qtbot.keyClicks(panel.prompt_edit, "a fox")
    spec = panel.spec()
    assert spec is not None
    for name in (spec.id, *spec.aliases):
        panel.set_live({name: LivePrice(Money.from_usd("0.0321"))})
        assert "$0.0321" in button_of(panel).text()
        assert "Live price  ·  Ctrl + Enter" in texts_of(panel)
    panel.set_live({})
    assert "$0.0321" not in button_of(panel).text()


def test_a_price_that_is_not_certain_is_told_as_a_range(qtbot: QtBot, panel: ComposePanel) -> None:
    qtbot.keyClicks(panel.prompt_edit, "a fox")
    panel.set_known(Paid(tuple(Bought(Money.from_usd(usd), text_tokens("a fox")) for usd in ("0.02", "0.03"))), None)
    panel.count_stepper.set_value(3)
    assert "$0.06 – $0.09" in button_of(panel).text()
    assert "differed in price" in button_of(panel).toolTip()


def test_a_long_price_never_widens_the_panel(panel: ComposePanel) -> None:
    low, high = Money.from_usd("120.3461"), Money.from_usd("140.1234")
    total = Estimate(low, PriceSource.TABLE, low, high)
    panel.footer.show_quote(Quote(1_000, 10, total, total), 30)
    assert "= 1,000 prompts × 10 · $120.3461 – $140.1234" in texts_of(panel)
    assert button_of(panel).text() == "&Generate  ·  $120.3461 – $140.1234"
    footer = panel.footer.layout()
    assert footer is not None
    footer.activate()
    assert panel.footer.minimumSizeHint().width() <= 300


def test_the_form_is_drawn_from_the_models_data(panel: ComposePanel, catalog: Catalog) -> None:
    for spec in catalog.models:
        panel.choose_model(spec.id)
        assert panel.options_form.values() == spec.defaults()
    offered = [option(panel, "size").itemText(index) for index in range(3)]
    assert offered == ["Square", "Portrait", "Landscape"]
    assert not option(panel, "size").itemIcon(0).isNull()


def test_values_a_model_offers_too_are_kept_when_the_model_changes(panel: ComposePanel) -> None:
    panel.options_form.set_values({"size": "1024x1536", "quality": "high"})
    panel.choose_model("openai/gpt-image-2")
    assert panel.options_form.values()["size"] == "1024x1536"
    assert panel.options_form.values()["quality"] == "high"


def test_what_is_folded_away_is_named_in_one_line(qtbot: QtBot, panel: ComposePanel) -> None:
    fold = next(b for b in panel.findChildren(QPushButton) if b.accessibleName().startswith("More"))
    assert fold.text().replace("&", "") == "Background, format, moderation"
    assert not option(panel, "background").isVisible()
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert option(panel, "background").isVisible()
    option(panel, "background").setCurrentIndex(2)
    assert fold.text().replace("&", "") == "Background: Transparent"


def test_compression_is_offered_only_where_it_means_something(panel: ComposePanel) -> None:
    panel.options_form.show_more(True)
    assert not option(panel, "output_compression").isVisible()
    panel.options_form.set_values({"output_format": "webp"})
    assert option(panel, "output_compression").isVisible()


def test_what_is_not_offered_leaves_no_hole(qtbot: QtBot, panel: ComposePanel) -> None:
    panel.options_form.show_more(True)
    background, moderation = option(panel, "background"), option(panel, "moderation")
    qtbot.waitUntil(lambda: moderation.x() == background.x())
    panel.options_form.set_values({"output_format": "webp"})
    compression = option(panel, "output_compression")
    qtbot.waitUntil(lambda: compression.x() == background.x() and moderation.x() > compression.x())
    assert abs(compression.geometry().center().y() - moderation.geometry().center().y()) <= 1


def test_what_does_not_go_together_says_why_next_to_it(qtbot: QtBot, panel: ComposePanel) -> None:
    qtbot.keyClicks(panel.prompt_edit, "a fox")
    panel.options_form.set_values({"background": "transparent", "output_format": "jpeg"})
    assert "A transparent background needs PNG or WebP." in texts_of(panel)
    assert not button_of(panel).isEnabled()
    panel.options_form.set_values({"background": "transparent", "output_format": "webp"})
    assert button_of(panel).isEnabled()


def test_a_prompt_that_is_too_long_says_so(panel: ComposePanel) -> None:
    panel.prompt_edit.setPlainText("x" * 32_001)
    assert any("32,001 characters long" in text for text in texts_of(panel))
    assert not button_of(panel).isEnabled()


def test_the_editor_grows_with_its_text(panel: ComposePanel) -> None:
    before = panel.prompt_edit.sizeHint().height()
    panel.prompt_edit.setPlainText("line\n" * 12)
    assert panel.prompt_edit.sizeHint().height() > before


def test_settings_of_an_earlier_picture_come_back_and_undo_brings_the_old_text(panel: ComposePanel) -> None:
    panel.prompt_edit.setPlainText("mine")
    values = {
        "size": "1024x1536",
        "quality": "low",
        "background": "opaque",
        "output_format": "png",
        "moderation": "low",
    }
    panel.use(Request("openai/gpt-image-1", "theirs\nin two lines", values))
    request = panel.request()
    assert (request.model, request.prompt, dict(request.parameters)) == (
        "openai/gpt-image-1",
        "theirs\nin two lines",
        values,
    )
    panel.prompt_edit.undo()
    assert panel.prompt_edit.prompt() == "mine"


def test_every_control_has_a_name(panel: ComposePanel) -> None:
    assert panel.prompt_edit.accessibleName() == "Prompt"
    assert panel.count_stepper.spin.accessibleName() == "Count"
    assert button_of(panel).accessibleName() == "Generate"
    buddies = {label.buddy(): label.text().replace("&", "") for label in panel.findChildren(QLabel) if label.buddy()}
    names = {buddies[combo] for combo in panel.findChildren(QComboBox)}
    assert names >= {"Model", "Size", "Quality", "Background", "Format", "Moderation"}


def test_a_blocked_panel_says_why_and_sends_nothing(qtbot: QtBot, panel: ComposePanel) -> None:
    qtbot.keyClicks(panel.prompt_edit, "a fox")
    panel.block("This library can only be looked at now")
    assert not button_of(panel).isEnabled()
    with qtbot.assertNotEmitted(panel.generate_requested):
        qtbot.keyClick(panel.prompt_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "This library can only be looked at now" in texts_of(panel)
