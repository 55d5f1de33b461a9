"""The colours are readable, and everything that is drawn from them is there."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from imagestudio.ui.theme import ICON_SIZE, Theme
from imagestudio.ui.tokens import DARK, LIGHT, Tokens

both = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.mode)


def luminance(color: str) -> float:
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@both
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
@pytest.mark.parametrize("text", ["text", "text2", "text3"])
def test_every_text_can_be_read_on_every_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@both
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_selection_and_focus_can_be_seen(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.accent_edge, getattr(tokens, ground)) >= 3
    assert contrast(tokens.focus, getattr(tokens, ground)) >= 3


@both
def test_the_text_of_the_primary_button_can_be_read(tokens: Tokens) -> None:
    for ground in (tokens.accent, tokens.accent_hover, tokens.accent_pressed):
        assert contrast(tokens.on_accent, ground) >= 4.5


@both
@pytest.mark.parametrize("name", ["danger", "ok", "accent_text"])
def test_coloured_texts_can_be_read(tokens: Tokens, name: str) -> None:
    assert contrast(getattr(tokens, name), tokens.surface) >= 4.5


@both
def test_the_texts_of_a_notice_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.text, tokens.selected) >= 4.5
    assert contrast(tokens.accent_text, tokens.selected) >= 3


@both
def test_signs_on_a_picture_can_be_read_on_the_brightest_one(tokens: Tokens) -> None:
    share = QColor(tokens.scrim).alphaF()
    ground = QColor.fromRgbF(*(1 - share * (1 - part) for part in _parts(tokens.scrim))).name()
    assert contrast(tokens.on_picture, ground) >= 4.5


@both
@pytest.mark.parametrize("ground", ["hover", "pressed", "field"])
@pytest.mark.parametrize("text", ["text", "text2"])
def test_texts_can_be_read_on_what_is_pointed_at_pressed_or_typed_in(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@both
@pytest.mark.parametrize("name", ["danger", "ok", "accent_text", "text3"])
@pytest.mark.parametrize("ground", ["window", "surface", "raised", "field"])
def test_quiet_and_coloured_texts_can_be_read_wherever_they_stand(tokens: Tokens, name: str, ground: str) -> None:
    assert contrast(getattr(tokens, name), getattr(tokens, ground)) >= 4.5


def _parts(color: str) -> tuple[float, float, float]:
    return QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF()


def test_choosing_the_other_mode_changes_the_colours_and_tells(theme: Theme) -> None:
    changes = []
    theme.changed.connect(lambda: changes.append(theme.tokens.mode))
    theme.choose("light")
    theme.choose("dark")
    assert changes == ["light", "dark"]


def test_an_icon_is_drawn_in_the_colour_of_its_token(theme: Theme) -> None:
    image = theme.icon("close", "danger").pixmap(ICON_SIZE, 2.0).toImage()
    strongest = max((image.pixelColor(x, y) for x in range(40) for y in range(40)), key=QColor.alpha)
    assert strongest.name() == DARK.danger
