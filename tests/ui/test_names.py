"""Whoever hears the window instead of seeing it is told what every control is, in every window, dialog and popover."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from imagestudio.profile.licences import licences_text
from imagestudio.profile.report import versions
from imagestudio.ui.commands.command_host import CommandHost
from imagestudio.ui.first.about_dialog import AboutTexts
from imagestudio.ui.look import Look
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.overlay import overlays_on
from tests.ui.stocked import Stocked, stocked

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
_PARTS_OF_OTHERS = (QHeaderView, QScrollBar)


@pytest.fixture
def program(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Stocked]:
    """With what the front door adds."""
    with stocked(qtbot, theme, tmp_path) as stock:
        studio = stock.studio
        look, organise = Look(theme, studio.parts.settings), studio.organise.actions.all()
        host = CommandHost(
            studio.workspace,
            studio.parts,
            organise,
            look,
            [("Library", tmp_path)],
            lambda: AboutTexts(versions(), licences_text()),
            QIcon(),
        )
        host.begin()
        yield stock


def nameless(inside: QWidget) -> list[str]:
    """Every control that can be seen and has no name, by its kind and what it stands in."""
    widgets = [inside, *inside.findChildren(QWidget)]
    labelled = {label.buddy() for label in inside.findChildren(QLabel) if label.text() and label.buddy() is not None}
    found = []
    for widget in widgets:
        above = widget.parentWidget()
        if not widget.isVisible() or not isinstance(widget, _CONTROLS) or isinstance(widget, _PARTS_OF_OTHERS):
            continue
        if isinstance(above, QComboBox | QAbstractSpinBox | QAbstractItemView | QLineEdit):
            continue  # that one has the name; the cross in a field is Qt's own, and keys clear it too
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName().strip() or text.strip() or widget in labelled):
            found.append(f"{type(above).__name__} > {type(widget).__name__} {widget.objectName()}")
    return found


def on_top(program: Stocked) -> QWidget | None:
    """What was opened: a dialog or popover, else what lies over the window."""
    window = program.studio.workspace.window()
    own = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
    lying = overlays_on(window)
    return own[-1] if own else lying[-1] if lying else None


def put_away(program: Stocked) -> None:
    for overlay in overlays_on(program.studio.workspace.window()):
        overlay.leave()
    window = program.studio.workspace.window()
    for one in QApplication.topLevelWidgets():
        if one is not window and one.isVisible():
            one.close()


OPENED = (
    *("as_grid", "recall", "snippet", "style", "styles", "word_lists", "places", "filter", "months", "compare"),
    *("export", "contact_sheet", "limits", "grids", "spending", "wins", "palette", "key", "settings", "shortcuts"),
    *("about", "tags", "new_collection", "extend_picture", "make_final"),
)


def test_every_control_has_a_name(qtbot: QtBot, program: Stocked) -> None:
    studio = program.studio
    studio.workspace.compose_panel.prompt_edit.setPlainText("a {red|blue} fox")
    commands = dict(chain.from_iterable(actions.items() for _group, actions in studio.workspace.actions_of.groups()))
    commands |= studio.organise.actions.all() | studio.equipment.edits.commands.actions.all()
    found = {"window": nameless(studio.workspace.window())}
    for name in OPENED:
        program.select(0, 2 if name == "compare" else 1)
        commands[name].trigger()
        qtbot.waitUntil(lambda: on_top(program) is not None)
        top = on_top(program)
        assert top is not None
        assert any(isinstance(widget, _CONTROLS) for widget in [top, *top.findChildren(QWidget)]), name
        found[name] = nameless(top)
        put_away(program)
        qtbot.waitUntil(lambda: on_top(program) is None)
    assert {name: controls for name, controls in found.items() if controls} == {}
