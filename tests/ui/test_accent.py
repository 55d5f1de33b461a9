"""Whatever accent a system has, what is drawn in it can be seen and read."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from imagestudio.ui.accent import contrast, mixed, with_accent
from imagestudio.ui.tokens import DARK, LIGHT, Tokens

both = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.mode)
GROUNDS = ("window", "surface", "raised")
STEPS = (0, 51, 102, 153, 204, 255)
EVERY = [f"#{red:02x}{green:02x}{blue:02x}" for red in STEPS for green in STEPS for blue in STEPS]
OF_DESKTOPS = ["#3584e4", "#9141ac", "#e66100", "#3daee9", "#0078d4", "#007aff", "#ffb900", "#000000", "#ffffff"]


@both
def test_every_colour_there_is_gives_texts_and_edges_that_can_be_read(tokens: Tokens) -> None:
    for color in (*EVERY, *OF_DESKTOPS):
        made = with_accent(tokens, color)
        for button in (made.accent, made.accent_hover, made.accent_pressed):
            assert contrast(made.on_accent, button) >= 4.5, color
        for name in GROUNDS:
            ground = getattr(made, name)
            assert contrast(made.accent_text, ground) >= 4.5, color
            assert contrast(made.accent_edge, ground) >= 3, color
        for text in ("text", "text2", "accent_text"):
            assert contrast(getattr(made, text), made.selected) >= 4.5, (color, text)


@both
def test_the_hue_stays_where_it_can_be_read_as_it_is(tokens: Tokens) -> None:
    asked, made = QColor("#3584e4"), QColor(with_accent(tokens, "#3584e4").accent)
    assert abs(asked.hslHueF() - made.hslHueF()) < 0.01
    assert abs(asked.lightnessF() - made.lightnessF()) < 0.03
    assert with_accent(DARK, DARK.accent).accent == DARK.accent


@both
def test_only_the_colours_of_the_accent_change(tokens: Tokens) -> None:
    made = with_accent(tokens, "#9141ac")
    changed = {name for name in tokens.__slots__ if getattr(made, name) != getattr(tokens, name)}
    of_accent = {name for name in tokens.__slots__ if "accent" in name}
    assert changed == of_accent | {"selected"}


@both
@pytest.mark.parametrize("color", ["", "blue", "#fff", "#12345g", "#1234567", "url(x)", "$text"])
def test_what_is_no_colour_changes_nothing(tokens: Tokens, color: str) -> None:
    assert with_accent(tokens, color) is tokens


def test_black_on_white_is_as_much_contrast_as_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
