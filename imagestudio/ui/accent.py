"""Makes a set of colours out of an accent of the system's, so that everything drawn in it can be seen and read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from imagestudio.ui.tokens import Tokens

READABLE, VISIBLE = 4.5, 3.0  # the ratios WCAG 2.2 AA asks for: of text, and of what is no text
_STANDS_OUT = 2.0  # of the primary button, whose text is readable anyhow
_STEP = 0.02
_BLACK, _WHITE = "#000000", "#ffffff"
_COLOR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def with_accent(tokens: Tokens, color: str) -> Tokens:
    """The tokens with another accent: its hue, as light or dark as it must be. What is no #rrggbb changes nothing."""
    if not _COLOR.fullmatch(color):
        return tokens
    grounds = (tokens.window, tokens.surface, tokens.raised)
    away = _WHITE if tokens.mode == "dark" else _BLACK
    accent = _until(color, _WHITE, lambda c: contrast(_ink(c), _pressed(c)) >= READABLE)
    if tokens.mode == "light":
        accent = _as_dark_as_may_be(accent, tokens.surface)
    text = _until(color, away, lambda c: _least(c, grounds) >= READABLE)
    selected = _selected(tokens, color, text)
    return replace(
        tokens,
        accent=accent,
        accent_hover=mixed(accent, _WHITE, 0.14),
        accent_pressed=_pressed(accent),
        on_accent=_ink(accent),
        accent_edge=_until(color, away, lambda c: _least(c, grounds) >= VISIBLE),
        accent_text=_until(text, away, lambda c: contrast(c, selected) >= READABLE),
        selected=selected,
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(color: str, other: str, share: float) -> str:
    """The colour with so much of another one in it."""
    pairs = zip(_parts(color), _parts(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02x}" for a, b in pairs)


def _selected(tokens: Tokens, color: str, text: str) -> str:
    """A ground with a touch of the accent, on which every text can still be read."""
    share = 0.22
    while share > 0:
        ground = mixed(tokens.surface, color, share)
        if contrast(tokens.text2, ground) >= READABLE and contrast(text, ground) >= VISIBLE:
            return ground
        share -= _STEP
    return tokens.raised


def _as_dark_as_may_be(accent: str, ground: str) -> str:
    """A button as light as its ground is none; but its own text must stay readable."""
    darker = _until(accent, _BLACK, lambda c: contrast(c, ground) >= _STANDS_OUT)
    return darker if contrast(_ink(darker), _pressed(darker)) >= READABLE else accent


def _ink(accent: str) -> str:
    """The text on the accent: nearly black, with its hue."""
    return mixed(accent, _BLACK, 0.93)


def _pressed(accent: str) -> str:
    return mixed(accent, _BLACK, 0.1)


def _until(color: str, toward: str, good: Callable[[str], bool]) -> str:
    """The first colour on the way to another one that is good; that other one where none is."""
    share = 0.0
    while share < 1:
        if good(found := mixed(color, toward, share)):
            return found
        share += _STEP
    return toward


def _least(color: str, grounds: Sequence[str]) -> float:
    return min(contrast(color, ground) for ground in grounds)


def _luminance(color: str) -> float:
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue
