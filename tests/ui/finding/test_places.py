"""Going to picked pictures, collections and saved searches, and keeping the latter two."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Change
from imagestudio.core.ports import Collection, History
from imagestudio.ui.finding import places
from imagestudio.ui.finding.shown_popover import ShownPopover, Survey
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import opened
from tests.ui.finding.seeker import Finding, choices_of, choose, fill

Key = Qt.Key


@pytest.fixture
def finding(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Finding]:
    fill(tmp_path)
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        found = Finding(studio, qtbot)
        found.counted(9)
        yield found


def places_of(finding: Finding) -> ShownPopover:
    finding.press("places")
    popover = finding.panel.findChild(ShownPopover)
    assert isinstance(popover, ShownPopover)
    assert popover.isVisible()
    return popover


def names_of(finding: Finding) -> list[tuple[str, str | None]]:
    collections: list[Collection] = finding.studio.organising.collections
    return [(one.name, one.search) for one in collections]


def name(popover: ShownPopover, text: str) -> None:
    popover.name_edit.clear()
    QTest.keyClicks(popover.name_edit, text)
    QTest.keyClick(popover.name_edit, Key.Key_Return)


def make(finding: Finding, text: str) -> None:
    """A new collection, as a person makes one."""
    popover = places_of(finding)
    choose(popover, "New collection…")
    name(popover, text)
    finding.qtbot.waitUntil(lambda: (text, None) in names_of(finding))


def test_places_are_counted_and_gone_to_by_keys(finding: Finding, qtbot: QtBot) -> None:
    popover = places_of(finding)
    qtbot.waitUntil(lambda: ("Picked", 2, False) in choices_of(popover))
    assert ("All pictures", 9, True) in choices_of(popover)
    assert ("Trash", 0, False) in choices_of(popover)
    choose(popover, "Picked")
    finding.counted(2)
    assert finding.panel.line.shown_button.text() == "Picked"
    assert finding.edit.text() == ""
    assert finding.panel.view.hasFocus()
    finding.write("crown")
    finding.counted(0)
    empty = finding.panel.view.empty_state
    assert empty.placard.hint() == "Searched for “crown” in “Picked”."
    QTest.mouseClick(empty._button, Qt.MouseButton.LeftButton)
    finding.counted(2)
    choose(places_of(finding), "Trash")
    qtbot.waitUntil(finding.panel.view.empty_state.isVisible)
    assert finding.panel.view.empty_state.placard.title() == "The trash is empty"
    assert finding.panel.view.empty_state._icon("is:trashed") == "trash"
    QTest.mouseClick(finding.panel.view.empty_state._button, Qt.MouseButton.LeftButton)
    finding.counted(9)
    assert finding.panel.line.shown_button.text() == "All pictures"


def test_a_search_is_kept_under_a_name_and_chosen_again(finding: Finding, qtbot: QtBot) -> None:
    finding.write("fox rating:>=3 ")
    finding.counted(3)
    popover = places_of(finding)
    choose(popover, "Save this search…")
    name(popover, "Good foxes")
    qtbot.waitUntil(lambda: names_of(finding) == [("Good foxes", "fox rating:>=3")])
    qtbot.waitUntil(lambda: finding.panel.line.shown_button.text() == "Good foxes")
    finding.edit.clear_search()
    finding.counted(9)
    assert finding.panel.line.shown_button.text() == "All pictures"
    popover = places_of(finding)
    qtbot.waitUntil(lambda: ("Good foxes", 3, False) in choices_of(popover))
    choose(popover, "Good foxes")
    finding.counted(3)
    assert finding.edit.text() == "fox rating:>=3"
    assert finding.panel.line.shown_button.text() == "Good foxes"


def test_a_name_is_asked_for_until_it_can_be_kept(finding: Finding, qtbot: QtBot) -> None:
    make(finding, "Autumn")
    popover = places_of(finding)
    choose(popover, "New collection…")
    name(popover, "  ")
    assert popover.isVisible()
    assert popover.hint.text() == "It needs a name."
    name(popover, "AUTUMN")
    assert popover.isVisible()
    assert popover.hint.text() == "There is one of that name already."
    QTest.keyClick(popover.name_edit, Key.Key_Escape)
    assert popover.isVisible()
    assert not popover.name_edit.isVisible()
    QTest.keyClick(popover.list, Key.Key_Escape)
    assert not popover.isVisible()
    assert names_of(finding) == [("Autumn", None)]


def test_a_collection_that_is_made_while_the_places_are_counted_is_there(
    finding: Finding, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, survey = threading.Event(), places._survey

    def slow(history: History, collections: tuple[Collection, ...]) -> Survey:
        assert made.wait(60)
        return survey(history, collections)

    monkeypatch.setattr(places, "_survey", slow)
    make(finding, "Autumn")
    made.set()
    qtbot.waitUntil(lambda: not finding.studio.parts.tasks.busy)
    assert "Autumn" in [text for text, _, _ in choices_of(places_of(finding))]


def test_a_collection_is_renamed_deleted_and_brought_back(finding: Finding, qtbot: QtBot) -> None:
    make(finding, "Autumn")
    times = [finding.gallery.cell(row).time for row in range(2)]
    organising = finding.studio.organising
    organising.change(Change(add_to=("Autumn",)), times)
    popover = places_of(finding)
    qtbot.waitUntil(lambda: ("Autumn", 2, False) in choices_of(popover))
    choose(popover, "Autumn")
    finding.counted(2)
    choose(places_of(finding), "Autumn", Key.Key_F2)
    name(popover, "Winter")
    qtbot.waitUntil(lambda: finding.panel.line.shown_button.text() == "Winter")
    finding.counted(2)
    choose(places_of(finding), "Winter", Key.Key_Delete)
    finding.counted(9)
    assert finding.panel.line.shown_button.text() == "All pictures"
    qtbot.waitUntil(lambda: names_of(finding) == [])
    organising.undo()
    qtbot.waitUntil(lambda: names_of(finding) == [("Winter", None)])
    popover = places_of(finding)
    qtbot.waitUntil(lambda: ("Winter", 2, False) in choices_of(popover))
