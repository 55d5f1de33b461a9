"""What lies over the window hears the keys the person has chosen, tells them, and still does after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Organisation, Pick
from imagestudio.ui.commands.command_host import CommandHost
from imagestudio.ui.commands.commands import Commands, is_free_to_choose
from imagestudio.ui.commands.overlay_actions import overlay_groups
from imagestudio.ui.compare.compare_host import CompareHost
from imagestudio.ui.compare.compare_keys import CompareKeys
from imagestudio.ui.compare.compare_view import CompareView
from imagestudio.ui.compare.stage import Mode
from imagestudio.ui.edits.mask_keys import MaskKeys
from imagestudio.ui.family.family_keys import FamilyKeys
from imagestudio.ui.first.about_dialog import AboutTexts
from imagestudio.ui.grid.grid_keys import GridKeys
from imagestudio.ui.look import Look
from imagestudio.ui.settings.key_button import KeyButton
from imagestudio.ui.settings.keys_page import key_rows
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.chosen_keys import ChosenKeys, combination_of
from imagestudio.ui.viewer.viewer import Viewer
from imagestudio.ui.viewer.viewer_host import ViewerHost
from imagestudio.ui.viewer.viewer_keys import ViewerKeys
from tests.ui.commands.conftest import Bench, bench
from tests.ui.driving import opened
from tests.ui.stocked import Stocked, stocked

__all__ = ["bench"]
_Key = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_USUAL = ChosenKeys()
_Keys = ViewerKeys | CompareKeys | FamilyKeys | GridKeys | MaskKeys


class Hands(Stocked):
    """Looks at pictures and gives keys away, as a person does."""

    def __init__(self, program: Stocked, host: CommandHost) -> None:
        super().__init__(program.studio, program.qtbot, program.folder)
        self.host = host

    @property
    def commands(self) -> Commands:
        return self.host.commands

    def give(self, name: str, key: Qt.Key) -> None:
        """In the settings: the button of this command, then the key."""
        self.host.show_settings("keys")
        window = self.studio.workspace.window()
        text = next(one.action.text() for one in self.commands.all() if one.name == name)
        buttons = [one for one in window.findChildren(KeyButton) if one.accessibleName() == text]
        group = next(one.group for one in self.commands.all() if one.name == name)
        button = next(one for one in buttons if one.accessibleDescription() == group)
        self.qtbot.waitUntil(button.window().isActiveWindow)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, _Key.Key_Space)
        QTest.keyClick(button, key)
        QTest.keyClick(button.window(), _Key.Key_Escape)
        assert not button.isVisible()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)

    def look(self) -> Viewer:
        self.select(2)
        self.press(_Key.Key_Return)
        host = self.studio.workspace.findChild(ViewerHost)
        assert host is not None
        self.qtbot.waitUntil(lambda: host.viewer is not None and host.viewer.canvas.sharp)
        assert host.viewer is not None
        return host.viewer

    def compare(self) -> CompareView:
        self.select(0, 2)
        self.press(_Key.Key_C)
        host = self.studio.workspace.findChild(CompareHost)
        assert host is not None
        self.qtbot.waitUntil(lambda: host.view is not None and host.view.isVisible())
        assert host.view is not None
        view = host.view
        self.qtbot.waitUntil(lambda: all(canvas.sharp for canvas in view.stage.canvases[:2]))
        return view

    def organisation(self) -> Organisation:
        time = self.studio.parts.gallery.cell(2).time
        return self.studio.parts.history.page([time])[0].organisation


@contextmanager
def working(program: Stocked, theme: Theme) -> Iterator[Hands]:
    """With what the front door adds."""
    studio = program.studio
    look = Look(theme, studio.parts.settings)
    organise = studio.organise.actions.all()
    host = CommandHost(studio.workspace, studio.parts, organise, look, (), lambda: AboutTexts("", ""), QIcon())
    host.begin()
    yield Hands(program, host)


@pytest.fixture
def hands(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Hands]:
    with stocked(qtbot, theme, tmp_path) as program, working(program, theme) as made:
        yield made


def test_another_key_shows_the_facts_and_the_usual_one_no_longer(hands: Hands) -> None:
    hands.give("viewer.info", _Key.Key_K)
    viewer = hands.look()
    hands.press(_Key.Key_I)
    assert not viewer.info.isVisible()
    hands.press(_Key.Key_K)
    assert viewer.info.isVisible()
    assert viewer.controls.info_button.toolTip() == "About this picture (K)"
    hands.press(_Key.Key_Question, _SHIFT)
    assert "K: About this picture" in viewer.keys_card.text()
    assert "I: About this picture" not in viewer.keys_card.text()
    hands.press(_Key.Key_Escape)
    hands.commands.reset("viewer.info")
    assert viewer.controls.info_button.toolTip() == "About this picture (I)"
    hands.press(_Key.Key_I)
    assert not viewer.info.isVisible()


def test_a_chosen_key_is_there_after_a_restart(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with stocked(qtbot, theme, tmp_path) as program, working(program, theme) as hands:
        hands.give("viewer.info", _Key.Key_J)
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.cell(2).record is not None)
        with working(Stocked(studio, qtbot, tmp_path), theme) as hands:
            viewer = hands.look()
            hands.press(_Key.Key_I)
            assert not viewer.info.isVisible()
            hands.press(_Key.Key_J)
            assert viewer.info.isVisible()
            assert viewer.controls.info_button.toolTip() == "About this picture (J)"


def test_the_key_for_a_pick_is_the_same_in_the_gallery_and_over_it(hands: Hands) -> None:
    hands.give("pick", _Key.Key_Y)
    viewer = hands.look()
    assert viewer.controls.marks.pick_button.accessibleName() == "Picked (Y)"
    hands.press(_Key.Key_P)
    hands.press(_Key.Key_3)
    hands.qtbot.waitUntil(lambda: hands.organisation().rating == 3)  # what was pressed before is done by then
    assert hands.organisation().pick is Pick.NONE
    hands.press(_Key.Key_Y)
    hands.qtbot.waitUntil(lambda: hands.organisation().pick is Pick.PICKED)
    hands.press(_Key.Key_Question, _SHIFT)
    assert "Y  X  U: Pick, reject, neither" in viewer.keys_card.text()


def test_pictures_are_kept_by_chosen_keys_and_the_hint_says_so(hands: Hands) -> None:
    assert "A or B keeps that one" in hands.compare().bar.hint_label.full_text()
    hands.press(_Key.Key_Escape)
    hands.give("compare.keep_a", _Key.Key_7)
    view = hands.compare()
    assert "7 or B keeps that one" in view.bar.hint_label.full_text()
    assert view.strip.columns[0].keep_button.toolTip().endswith("(7)")
    hands.press(_Key.Key_A)
    assert view.contest.chosen < 0
    assert not view.contest.over
    first, second = view.contest.shown
    hands.press(_Key.Key_7)
    hands.qtbot.waitUntil(lambda: second not in view.contest.shown)
    assert first in view.contest.shown


def test_two_commands_may_exchange_their_keys(hands: Hands) -> None:
    hands.commands.rebind("compare.wipe", ["L"])
    hands.commands.rebind("compare.flicker", ["W"])
    view = hands.compare()
    seen = []
    for key in (_Key.Key_L, _Key.Key_W):
        hands.press(key)
        seen.append(view.stage.mode)
    assert seen == [Mode.WIPE, Mode.FLICKER]


def test_tips_of_the_window_tell_chosen_keys_too(hands: Hands) -> None:
    window = hands.studio.workspace.window()

    def tips() -> set[str]:
        return {widget.toolTip() for widget in window.findChildren(QWidget)}

    assert "Jump to a month (Ctrl+Shift+M)" in tips()
    hands.commands.rebind("months", ["F7"])
    assert "Jump to a month (F7)" in tips()
    hands.commands.rebind("months", [])
    assert "Jump to a month" in tips()
    hands.commands.reset_all()
    assert "Jump to a month (Ctrl+Shift+M)" in tips()


def _rows(bench: Bench, theme: Theme) -> dict[str, KeyButton]:
    """The buttons of the settings for what lies over the window."""
    for over in overlay_groups(bench.window):
        bench.commands.add(over.title, over.actions, dict.fromkeys(over.actions, over.scopes))
    page = QWidget(bench.window)
    rows = key_rows(bench.commands, theme, page)
    bench.window.show()
    controls = [row.control for row in rows]
    assert all(isinstance(control, KeyButton) for control in controls)
    names = [one.name for one in bench.commands.all()]
    return {name: control for name, control in zip(names, controls, strict=True) if isinstance(control, KeyButton)}


def _press(button: KeyButton, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    if not button.isChecked():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, key, modifier)


def test_only_keys_heard_in_the_same_place_are_in_each_others_way(bench: Bench, theme: Theme) -> None:
    rows = _rows(bench, theme)
    _press(rows["viewer.info"], _Key.Key_P)  # of a command of the window alone, here
    assert rows["viewer.info"].text() == "P"
    _press(rows["compare.blind"], _Key.Key_S)
    assert rows["compare.blind"].text() == "Press the keys…"
    _press(rows["compare.blind"], _Key.Key_S)
    assert (rows["compare.blind"].text(), rows["compare.side"].text()) == ("S", "None")
    assert rows["mask.soften"].text() == "S"


def test_a_sign_is_one_key_with_and_without_the_shift_it_may_need(bench: Bench, theme: Theme) -> None:
    rows = _rows(bench, theme)
    _press(rows["viewer.info"], _Key.Key_Question, _SHIFT)
    assert rows["viewer.info"].text() == "Press the keys…"
    _press(rows["viewer.info"], _Key.Key_Question, _SHIFT)
    assert rows["viewer.info"].text() == "Shift+?"
    assert rows["view.keys"].text() == "F1"


def test_the_palette_offers_nothing_that_is_only_possible_over_the_window(hands: Hands) -> None:
    names = {entry.name for entry in hands.host.entries()}
    assert "jobs" in names or "toggle_jobs" in names
    assert not any(name.startswith(("view.", "viewer.", "compare.", "family.", "grid.", "mask.")) for name in names)


@pytest.mark.parametrize("kind", [ViewerKeys, CompareKeys, FamilyKeys, GridKeys, MaskKeys])
def test_every_key_one_may_choose_belongs_to_a_command(qtbot: QtBot, kind: type[_Keys]) -> None:
    keys = kind.__new__(kind)  # its rows do not depend on what it works
    parent = QObject()
    actions = [
        action for group in overlay_groups(parent) if keys.scope in group.scopes for action in group.actions.values()
    ]
    heard = [[key.toString(QKeySequence.SequenceFormat.PortableText) for key in one.shortcuts()] for one in actions]
    told = {key for row in keys.rows() for key in row.in_force(_USUAL)}
    free = {key for key in told if is_free_to_choose(combination_of(key))}
    fixed = {*"012345PXU"} if kind in (ViewerKeys, CompareKeys, GridKeys) else set()  # commands of the window as well
    fixed |= {"Ctrl+Return", "Ctrl+Enter"} if kind is MaskKeys else set()  # beside Enter, which nobody can take away
    assert free - {key for keys in heard for key in keys} == fixed
    assert [one for one in heard if one[0] not in told] == []
