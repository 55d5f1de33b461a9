"""The colours, spaces and radii of the window, named by what they are for."""

from __future__ import annotations

from dataclasses import dataclass

SPACE_XXS, SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 2, 4, 8, 12, 16, 24
RADIUS, RADIUS_LARGE = 6, 8
ANIMATION_MS = 150
TEXT_STEPS = {"small": -1, "large": 1, "title": 4}  # tenths of the system's font size
LEAST_TEXT, MOST_TEXT = 90, 150  # per cent of it


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours as #rrggbb, but for one; every text is at least 4.5 : 1 on window, surface and raised."""

    mode: str
    window: str  # behind the pictures
    surface: str  # panels, bars
    raised: str  # buttons, chips, menus, skeletons
    hover: str  # a raised thing under the pointer
    pressed: str
    field: str  # things one types or chooses in
    line: str  # hairlines
    edge: str  # the outline of a control
    text: str
    text2: str  # labels
    text3: str  # hints
    accent: str  # the one primary button
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_edge: str  # selection and progress lines
    accent_text: str
    selected: str
    focus: str
    danger: str
    ok: str
    checker_a: str  # the two squares under transparency
    checker_b: str
    on_picture: str  # signs and words on pictures
    scrim: str  # the dark ground they have there, which lets the picture through: #aarrggbb


DARK = Tokens(
    mode="dark",
    window="#141517",
    surface="#1b1d20",
    raised="#24272b",
    hover="#2c3035",
    pressed="#1f2226",
    field="#101113",
    line="#2f3338",
    edge="#3a3f46",
    text="#eceef0",
    text2="#a8aeb7",
    text3="#8f96a0",
    accent="#f2a33a",
    accent_hover="#f7b356",
    accent_pressed="#dc9029",
    on_accent="#1c1303",
    accent_edge="#f2a33a",
    accent_text="#f2a33a",
    selected="#3a2c14",
    focus="#8ab8ff",
    danger="#ff7b6e",
    ok="#62c98c",
    checker_a="#202327",
    checker_b="#1a1c1f",
    on_picture="#ffffff",
    scrim="#a5000000",
)

LIGHT = Tokens(
    mode="light",
    window="#eceef1",
    surface="#f7f8fa",
    raised="#ffffff",
    hover="#f0f2f5",
    pressed="#e4e7eb",
    field="#ffffff",
    line="#d9dde3",
    edge="#c9ced6",
    text="#1a1d21",
    text2="#555c67",
    text3="#636973",
    accent="#f0a030",
    accent_hover="#f5ae49",
    accent_pressed="#dd8f22",
    on_accent="#1c1303",
    accent_edge="#b06a00",
    accent_text="#8a5200",
    selected="#fbe8c8",
    focus="#1f5fd0",
    danger="#b3261e",
    ok="#1c7a45",
    checker_a="#ffffff",
    checker_b="#eef0f3",
    on_picture="#ffffff",
    scrim="#a5000000",
)
