"""The family of a picture over the whole window: where it comes from, what came of it, and what can be done there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.core.family_tree import FamilyTree, Place
from imagestudio.core.lineage import Family
from imagestudio.core.money import Money
from imagestudio.core.organisation import Change
from imagestudio.core.origin import Origin
from imagestudio.ui.family.card import CardPainter, Look
from imagestudio.ui.family.edges import EdgePainter, area
from imagestudio.ui.theme import Theme
from tests.ui.driving import double_click, opened
from tests.ui.family.conftest import Home, five_steps

_Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def plural(text: str) -> str:
    """With the plurals of English, which a translation makes."""
    return text.replace("(s)", "s")


def summary(home: Home) -> str:
    return plural(home.view.bar.summary_label.full_text())


def middle_of(home: Home, theme: Theme, name: str) -> QPointF:
    """Where a card is in the view."""
    canvas = home.view.canvas
    assert canvas.tree is not None
    card = area(EdgePainter(theme, canvas.tree, canvas.cards.size).corner(name), canvas.cards.size)
    return canvas.zoom.shift + card.center() * canvas.zoom.scale


def test_the_key_shows_all_that_belongs_to_a_picture_and_nothing_else(home: Home) -> None:
    tree = home.open("edit").canvas.tree
    assert tree is not None
    assert tree.columns == [["draft"], ["edit"], ["left", "right"], ["final"]]
    assert summary(home) == "5 pictures · $0.05"
    assert set(home.view.canvas.in_sight()) == {"draft", "edit", "left", "right", "final"}
    home.press(_Key.Key_Escape)
    assert not home.view.isVisible()
    assert home.studio.workspace.gallery_panel.view.hasFocus()


def test_each_edge_says_which_words_and_settings_became_different(home: Home) -> None:
    home.open("draft")
    home.wait_steps("edit", "left", "right", "final")
    said = {name: home.host.book.get(name) for name in ("edit", "left", "right", "final")}
    spoken = {name: step.spoken for name, step in said.items() if step is not None}
    assert spoken["edit"] == "Added: with a hat."
    assert spoken["left"] == "Added: blue."
    assert spoken["right"] == "Added: tall; at night. Removed: in the snow."
    assert spoken["final"] == "The same words. Quality: Low → High."


def test_arrows_walk_through_the_tree_and_back_where_one_came_from(home: Home) -> None:
    home.open("final")
    walked = []
    for key in (_Key.Key_Left, _Key.Key_Up, _Key.Key_Left, _Key.Key_Right, _Key.Key_Down, _Key.Key_Right,
                _Key.Key_Right, _Key.Key_Home, _Key.Key_End, _Key.Key_PageUp):  # fmt: skip
        home.press(key)
        walked.append(home.current)
    assert walked == ["right", "left", "edit", "left", "right", "final", "final", "draft", "final", "final"]


def test_what_is_meant_is_said_and_selected_in_the_gallery(home: Home) -> None:
    home.open("draft")
    home.wait_steps("edit")
    home.press(_Key.Key_Right)
    canvas, details = home.view.canvas, home.studio.workspace.details_panel
    assert canvas.accessibleDescription().startswith("Edit. $0.01. ")
    assert "Branch: 4 pictures, $0.04" in plural(canvas.accessibleDescription())
    assert canvas.accessibleDescription().endswith("Added: with a hat")
    home.wait_for(lambda: details.record is not None and details.record.id == "edit")


def test_a_click_means_a_picture_and_two_open_it(home: Home, theme: Theme) -> None:
    canvas = home.open("draft").canvas
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(canvas, left, pos=middle_of(home, theme, "left").toPoint())
    assert home.current == "left"
    QTest.mouseClick(canvas, left, pos=(middle_of(home, theme, "left") + QPointF(0, 400)).toPoint())
    assert home.current == "left"
    double_click(canvas, middle_of(home, theme, "right").toPoint())
    viewer = home.studio.equipment.looking.viewer_host.viewer
    assert viewer is not None
    assert viewer.record is not None
    assert viewer.record.id == "right"
    home.press(_Key.Key_Escape)  # the viewer is left, the family has the keys again
    assert home.view.isVisible()
    home.press(_Key.Key_Right)
    assert home.current == "final"


def test_from_the_viewer_too(home: Home) -> None:
    home.select("edit")
    home.press(_Key.Key_Return)
    home.press(_Key.Key_L)
    home.wait_for(lambda: home.host.view is not None and home.view.isVisible() and home.current == "edit")
    home.press(_Key.Key_Escape)
    viewer = home.studio.equipment.looking.viewer_host.viewer
    assert viewer is not None
    assert viewer.isVisible()
    home.press(_Key.Key_Escape)
    assert not viewer.isVisible()


def test_c_compares_with_the_parent_and_comes_back(home: Home) -> None:
    home.open("right")
    home.press(_Key.Key_C)
    compare = home.studio.equipment.looking.compare_host
    home.wait_for(lambda: compare.view is not None and compare.view.isVisible())
    assert compare.view is not None
    assert list(compare.view.contest.shown[:2]) == [home.time_of("edit"), home.time_of("right")]
    home.press(_Key.Key_Escape)
    assert home.view.isVisible()
    home.press(_Key.Key_Home)
    assert not home.view.side.compare_button.isEnabled()  # the draft continues nothing


def test_an_earlier_state_becomes_the_current_settings(home: Home) -> None:
    home.open("final")
    home.press(_Key.Key_Left)
    home.press(_Key.Key_U, CTRL)
    panel = home.studio.workspace.compose_panel
    assert not home.view.isVisible()
    assert panel.prompt_edit.prompt() == "a red fox with a tall hat, at night"
    assert panel.options_form.values()["quality"] == "low"


def test_g_shows_it_in_the_gallery_even_where_the_search_did_not_find_it(home: Home) -> None:
    panel, gallery = home.studio.workspace.gallery_panel, home.studio.parts.gallery
    panel.search_edit.show_search("tall")
    home.wait_for(lambda: gallery.complete and gallery.pictures == 2)
    home.open("final")
    home.press(_Key.Key_Home)
    assert home.current == "draft"
    assert not home.studio.workspace.gallery_panel.view.selected_rows()  # commands mean no other picture
    home.press(_Key.Key_G)
    details = home.studio.workspace.details_panel
    home.wait_for(lambda: details.record is not None and details.record.id == "draft")
    assert panel.search_edit.text() == ""


def test_a_picture_the_search_does_not_find_can_be_varied_but_not_put_in_the_trash(home: Home) -> None:
    gallery = home.studio.parts.gallery
    home.studio.workspace.gallery_panel.search_edit.show_search("tall")
    home.wait_for(lambda: gallery.complete and gallery.pictures == 2)
    home.open("final")
    home.press(_Key.Key_Home)
    edits, organise = home.studio.equipment.edits, home.studio.equipment.organise
    home.wait_for(edits.commands.actions["vary_picture"].isEnabled)
    assert not organise.actions["trash"].isEnabled()
    home.press(_Key.Key_V)
    home.wait_for(lambda: edits.references.parents == ("draft",))
    home.wait_for(lambda: not home.view.isVisible())  # there is something to be written now
    assert home.studio.workspace.compose_panel.prompt_edit.hasFocus()


def test_leaving_on_a_picture_the_search_does_not_find_selects_the_one_one_came_with(home: Home) -> None:
    panel, gallery = home.studio.workspace.gallery_panel, home.studio.parts.gallery
    panel.search_edit.show_search("tall")
    home.wait_for(lambda: gallery.complete and gallery.pictures == 2)
    home.open("final")
    home.press(_Key.Key_Home)
    home.press(_Key.Key_Escape)
    assert [cell.time for cell in panel.selected_cells()] == [home.time_of("final")]


def test_a_picture_that_is_put_in_the_trash_stays_in_its_family_and_is_marked(home: Home) -> None:
    home.open("left")
    home.studio.organising.change(Change(trash=True), [home.time_of("left")])

    def marked() -> bool:
        tree = home.view.canvas.tree
        record = tree.places["left"].record if tree is not None else None
        return record is not None and record.organisation.is_trashed

    home.wait_for(marked)
    assert home.current == "left"
    home.wait_for(lambda: "In the trash" in home.view.canvas.accessibleDescription())


def test_a_parent_that_is_gone_is_shown_as_gone(home: Home) -> None:
    home.studio.organising.change(Change(trash=True), [home.time_of("draft")])
    home.wait_for(lambda: home.studio.parts.gallery.pictures == 5)
    desk = home.studio.equipment.organising_desk
    with home.qtbot.waitSignal(desk.trash_emptied):
        desk.empty_trash()
    home.open("edit")
    tree = home.view.canvas.tree
    assert tree is not None
    assert tree.places["draft"].record is None
    assert summary(home) == "4 pictures · 1 gone · $0.04"
    home.press(_Key.Key_Left)
    assert home.current == "draft"
    assert home.view.canvas.accessibleDescription().startswith("No longer here. Gone from the library")
    home.press(_Key.Key_Return)  # there is nothing to open
    home.press(_Key.Key_C)
    assert home.view.isVisible()
    assert home.view.canvas.hasFocus()


def test_keys_and_wheel_zoom_and_shift_moves(home: Home) -> None:
    canvas = home.open("draft").canvas
    canvas.to_actual_size()
    begin = canvas.zoom.scale
    home.press(_Key.Key_Plus)
    assert canvas.zoom.scale == begin * 1.25
    home.press(_Key.Key_Z)
    assert canvas.zoom.scale == 1.0
    home.press(_Key.Key_Plus)
    home.press(_Key.Key_Plus)
    home.press(_Key.Key_Plus)
    before = canvas.zoom.shift.x()
    home.press(_Key.Key_Right, SHIFT)
    assert canvas.zoom.shift.x() < before
    home.press(_Key.Key_F)
    assert home.view.bar.zoom_label.text() == f"{canvas.zoom.scale * 100:.0f} %"


def test_a_picture_without_a_family_says_what_will_be_here(home: Home) -> None:
    home.open("stranger")
    assert home.view.bar.summary_label.full_text().startswith("No family yet")
    home.press(_Key.Key_Right)
    home.press(_Key.Key_Down)
    assert home.current == "stranger"


def test_the_details_say_what_a_picture_continues_and_lead_there(home: Home) -> None:
    box = home.studio.workspace.details_panel.page.made_from
    home.select("left")
    home.wait_for(lambda: "blue" in box.text())
    assert box.text().splitlines() == ["Variation of this picture", "a red fox with a +blue hat in the snow"]
    assert plural(box.family_button.text()) == "Family…"
    box.parent_button.click()
    details = home.studio.workspace.details_panel
    home.wait_for(lambda: details.record is not None and details.record.id == "edit")
    home.wait_for(lambda: plural(box.family_button.text()) == "Family… 2 pictures made of it")
    home.select("stranger")
    home.wait_for(lambda: box.isHidden())
    home.select("draft")
    home.wait_for(lambda: not box.isHidden())
    assert box.parent_button.isHidden()
    box.family_button.click()
    home.wait_for(lambda: home.host.view is not None and home.view.isVisible() and home.current == "draft")
    assert Money.from_usd("0.05") == (home.view.canvas.tree and home.view.canvas.tree.cost)


def test_of_thousands_only_what_is_seen_is_painted(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    view = home.open("draft")
    first = home.view.record
    assert first is not None
    many = [
        replace(first, id=f"p{number}", time=number, origin=Origin((f"p{number // 3}",))) for number in range(3_000)
    ]
    view.show_tree(FamilyTree(Family(many)), "p1500")
    painted: list[str] = []
    paint = CardPainter.paint

    def counted(self: CardPainter, painter: QPainter, corner: QPointF, place: Place, step: object, look: Look) -> None:
        painted.append(place.id)
        paint(self, painter, corner, place, None, look)

    monkeypatch.setattr(CardPainter, "paint", counted)
    view.canvas.grab()
    assert "p1500" in painted
    assert len(painted) < 60
    assert set(painted) <= set(view.canvas.in_sight())
    walked = len(painted)
    home.press(_Key.Key_Left)
    assert home.current == "p500"
    view.canvas.grab()
    assert "p500" in painted[walked:]


def test_a_library_that_is_only_looked_at_shows_its_families_too(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    five_steps(tmp_path / "library")
    with opened(qtbot, theme, tmp_path, "", key="", demo=True, look=True) as studio:
        home = Home(studio, qtbot)
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 6)
        home.open("right")
        home.wait_steps("right")
        home.press(_Key.Key_U, CTRL)
        assert studio.workspace.compose_panel.prompt_edit.prompt() == "a red fox with a tall hat, at night"
        assert studio.workspace.compose_panel.blocked  # nothing can be made here, before or after
