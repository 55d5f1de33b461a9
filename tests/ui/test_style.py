"""All style comes from the tokens, the theme and the style sheet, which knows every state of every control."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

import pytest

import imagestudio.ui
from imagestudio.profile.paths import resources_dir
from imagestudio.ui.tokens import DARK, LIGHT, TEXT_STEPS

UI = Path(imagestudio.ui.__file__).parent
SHEET = (resources_dir() / "styles" / "window.qss").read_text(encoding="utf-8")
# Where a colour is no style: those of the look itself, and those a picture is given.
COLORED = {"tokens.py", "accent.py", "export/picture_form.py"}
SIZED = {"theme.py", "text_size.py"}
_COLOR = re.compile(r"#[0-9a-f]{6}([0-9a-f]{2})?", re.IGNORECASE)
_SPACED = {"setSpacing", "setHorizontalSpacing", "setVerticalSpacing", "addSpacing", "setContentsMargins"}
_LOOKS = {"setStyleSheet", "setFamily", "setFamilies", "setPointSize", "setPointSizeF", "setPixelSize", "setPalette"}
_HAIRLINE = 1
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(UI.rglob("*.py")):
        yield path.relative_to(UI).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                yield name, called, node


def _rules() -> list[tuple[list[str], str]]:
    bare = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    return [([part.strip() for part in head.split(",")], body) for head, body in _RULE.findall(bare)]


SELECTORS = {selector for selectors, _body in _rules() for selector in selectors}


def test_no_widget_has_colours_of_its_own() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _COLOR.fullmatch(node.value)
    ]
    assert [place for place in found if place.split(":")[0] not in COLORED] == []
    of_numbers = [
        f"{name}:{call.lineno}"
        for name, called, call in _calls()
        if called == "QColor" and any(isinstance(given, ast.Constant) for given in call.args)
    ]
    assert of_numbers == []


def test_no_widget_is_painted_in_a_colour_qt_has_a_name_for() -> None:
    used = {
        (name, node.attr)
        for name, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "GlobalColor"
    }
    assert used - {("edits/drift_picture.py", "black")} <= {(name, "transparent") for name, _color in used}


def test_no_widget_has_a_style_sheet_or_a_font_of_its_own() -> None:
    found = [f"{name}:{call.lineno}" for name, called, call in _calls() if called in _LOOKS and name not in SIZED]
    assert found == []


def test_all_spaces_are_of_the_tokens() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, called, call in _calls()
        if called in _SPACED
        for given in call.args
        for part in ast.walk(given)
        if isinstance(part, ast.Constant) and isinstance(part.value, int) and part.value > 2 * _HAIRLINE
    ]
    assert found == []


def test_the_sheet_names_only_tokens_there_are_and_no_colour_of_its_own() -> None:
    assert _COLOR.search(SHEET) is None
    known = {*DARK.__dataclass_fields__, *TEXT_STEPS, "images"}
    assert set(Template(SHEET).get_identifiers()) <= known


@pytest.mark.parametrize("mode", [DARK.mode, LIGHT.mode])
def test_every_picture_of_the_sheet_is_there(mode: str) -> None:
    names = re.findall(r"url\(\$images/([\w-]+\.svg)\)", SHEET)
    assert names
    assert [name for name in names if not (resources_dir() / "styles" / mode / name).is_file()] == []


_PRESSED = (
    "QPushButton",
    "QToolButton",
    "QCheckBox::indicator",
    "QRadioButton::indicator",
    "QSlider::handle",
    "QScrollBar",
)


def test_what_answers_the_pointer_answers_a_press() -> None:
    """A rule for “hover” is stronger than a general one for “pressed”, which would then never be seen."""
    hovered = {one.removesuffix(":hover") for one in SELECTORS if one.endswith(":hover")}
    pushed = {one for one in hovered if any(kind in one for kind in _PRESSED)}
    assert sorted(one for one in pushed if f"{one}:pressed" not in SELECTORS) == []


@pytest.mark.parametrize("control", ["QCheckBox::indicator", "QRadioButton::indicator", "QSlider::handle:horizontal"])
def test_what_is_clicked_without_a_button_looks_otherwise_when_it_is_disabled(control: str) -> None:
    assert f"{control}:disabled" in SELECTORS


def test_what_has_a_colour_of_its_own_has_one_when_it_is_disabled() -> None:
    """The rule of a role is as strong as the general one for “disabled” and stands behind it."""
    colored = {
        selector
        for selectors, body in _rules()
        for selector in selectors
        if re.search(r"(^|[;\s])color:", body) and re.fullmatch(r'Q(PushButton|ToolButton)\[role="[\w-]+"\]', selector)
    }
    assert colored
    assert sorted(one for one in colored if f"{one}:disabled" not in SELECTORS) == []
