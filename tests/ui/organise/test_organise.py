"""Organising in the real window with a real library: by keys, undone, and still there after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import LibraryError
from imagestudio.core.organisation import Change, Organisation, Pick
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from imagestudio.studio import Studio
from imagestudio.ui.theme import Theme
from tests.library.helpers import make_job, picture, save
from tests.ui.driving import generate, opened, texts
from tests.ui.test_actions import assert_each_letter_once

NONE, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def filled(folder: Path, pictures: int) -> list[int]:
    """A library of so many pictures; their times, oldest first."""
    library = open_library(folder / "library")
    content = picture()
    records = [save(library, make_job(f"picture {number}"), content=content) for number in range(pictures)]
    library.close()
    return [record.time for record in records]


@contextmanager
def looked_into(folder: Path) -> Iterator[Library]:
    library = open_library(folder / "library")
    try:
        yield library
    finally:
        library.close()


@contextmanager
def at_work(qtbot: QtBot, theme: Theme, folder: Path) -> Iterator[Studio]:
    """The window, with the keyboard in the gallery on its first picture."""
    with opened(qtbot, theme, folder, "", key="", demo=True) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.complete)
        view = studio.workspace.gallery_panel.view
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Home)
        yield studio


def press(qtbot: QtBot, studio: Studio, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key in the gallery, and wait until what it does is done and shown."""
    qtbot.keyClick(studio.workspace.gallery_panel.view, key, modifiers)
    settled(qtbot, studio)


def settled(qtbot: QtBot, studio: Studio) -> None:
    gallery = studio.parts.gallery
    qtbot.waitUntil(lambda: not studio.equipment.organising_desk.busy and gallery.complete)


def organisation(studio: Studio, time: int) -> Organisation:
    return studio.parts.history.page([time])[0].organisation


def listed(studio: Studio) -> list[int]:
    return list(studio.parts.gallery.listed.times)


def test_500_deleted_undone_redone_and_restored_after_a_restart_are_all_there(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    times = filled(tmp_path, 503)
    with at_work(qtbot, theme, tmp_path) as studio:
        view = studio.workspace.gallery_panel.view
        qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
        for row in (0, 10, 400):
            index = studio.parts.gallery.index(row)
            view.scrollTo(index)
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CONTROL, view.visualRect(index).center())
        kept = {listed(studio)[row] for row in (0, 10, 400)}
        press(qtbot, studio, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: set(listed(studio)) == kept)
        press(qtbot, studio, Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(lambda: len(listed(studio)) == 503)
        press(qtbot, studio, Qt.Key.Key_Z, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: set(listed(studio)) == kept)
    with looked_into(tmp_path) as library:
        library.settling.settle()
        assert len(library.organiser.trashed()) == 500
        assert check(library) == []
    with at_work(qtbot, theme, tmp_path) as studio:
        assert set(listed(studio)) == kept
        press(qtbot, studio, Qt.Key.Key_T, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: len(listed(studio)) == 500)
        press(qtbot, studio, Qt.Key.Key_A, CONTROL)
        qtbot.waitUntil(studio.organise.actions["restore"].isEnabled)
        press(qtbot, studio, Qt.Key.Key_R)
        qtbot.waitUntil(lambda: listed(studio) == [])
        press(qtbot, studio, Qt.Key.Key_T, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: listed(studio) == times[::-1])
    with looked_into(tmp_path) as library:
        library.settling.settle()
        assert list(library.history.times()) == times[::-1]
        assert all(library.path_of(record).read_bytes() == picture() for record in library.history.page(times))
        assert check(library) == []


def test_keys_organise_what_is_selected_and_are_undone_one_by_one(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 4)
    with at_work(qtbot, theme, tmp_path) as studio:
        press(qtbot, studio, Qt.Key.Key_Right, SHIFT)
        press(qtbot, studio, Qt.Key.Key_4)
        press(qtbot, studio, Qt.Key.Key_P)
        both = times[:1:-1]
        assert [organisation(studio, time) for time in both] == [Organisation(rating=4, pick=Pick.PICKED)] * 2
        press(qtbot, studio, Qt.Key.Key_X)
        press(qtbot, studio, Qt.Key.Key_U)
        press(qtbot, studio, Qt.Key.Key_0)
        press(qtbot, studio, Qt.Key.Key_0)  # which changes nothing, and is nothing to undo
        assert studio.organising.stack.count() == 5
        for _ in range(3):
            press(qtbot, studio, Qt.Key.Key_Z, CONTROL)
        assert [organisation(studio, time) for time in both] == [Organisation(rating=4, pick=Pick.PICKED)] * 2
        assert organisation(studio, times[0]) == Organisation()
        assert "4" in studio.organising.stack.command(0).text()


def test_letters_that_are_typed_organise_nothing(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    (time,) = filled(tmp_path, 1)
    with at_work(qtbot, theme, tmp_path) as studio:
        workspace = studio.workspace
        search, prompt = workspace.gallery_panel.search_edit, workspace.compose_panel.prompt_edit
        box = workspace.details_panel.page.box
        qtbot.waitUntil(box.note.isVisible)
        for edit in (box.note, box.tags.edit, prompt, search):
            edit.setFocus()
            qtbot.keyClicks(edit, "px5")
            qtbot.keyClick(edit, Qt.Key.Key_Home)
            qtbot.keyClick(edit, Qt.Key.Key_Delete)
        assert prompt.prompt() == "x5"
        assert search.text() == "x5"
        workspace.gallery_panel.view.setFocus()
        settled(qtbot, studio)
        assert organisation(studio, time) == Organisation(note="x5")


def test_delete_offers_a_way_back_and_goes_on_with_the_next_picture(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 3)
    with at_work(qtbot, theme, tmp_path) as studio:
        press(qtbot, studio, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: listed(studio) == times[1::-1])
        panel, toast = studio.workspace.gallery_panel, studio.organise.taking_back.toast
        qtbot.waitUntil(lambda: [cell.time for cell in panel.selected_cells()] == [times[1]])
        assert toast.isVisible()
        assert "1" in toast.text()
        qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: listed(studio) == times[::-1])
        assert not toast.isVisible()


def test_the_picture_that_took_the_place_of_many_is_in_sight(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 470)[::-1]
    with at_work(qtbot, theme, tmp_path) as studio:
        panel = studio.workspace.gallery_panel
        view = panel.view
        view.set_cell_size(256)
        qtbot.keyClick(view, Qt.Key.Key_Right)
        last = studio.parts.gallery.index(440)
        view.scrollTo(last)
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, SHIFT, view.visualRect(last).center())
        press(qtbot, studio, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: listed(studio) == [times[0], *times[441:]])
        qtbot.waitUntil(lambda: view.currentIndex().row() == 1)
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
        view.scrollToBottom()
        press(qtbot, studio, Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(lambda: [cell.time for cell in panel.selected_cells()] == times[1:441])
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
        assert view.currentIndex().row() == 1


def test_keys_pressed_in_a_menu_organise_nothing_behind_it(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 1)
    with at_work(qtbot, theme, tmp_path) as studio:
        workspace = studio.workspace
        menus = [workspace.menu_button.menu(), workspace.gallery_panel.line.arrange_button.menu()]
        for menu in [*menus, studio.organise.collecting.menu]:
            menu.popup(QPoint(10, 10))
            qtbot.waitUntil(menu.isVisible)
            for key in (Qt.Key.Key_X, Qt.Key.Key_3, Qt.Key.Key_Delete):
                QTest.keyClick(menu.windowHandle(), key)
            menu.close()
        settled(qtbot, studio)
        assert organisation(studio, times[0]) == Organisation()
        QTest.keyClick(workspace.window().windowHandle(), Qt.Key.Key_3)
        settled(qtbot, studio)
        assert organisation(studio, times[0]) == Organisation(rating=3)


def test_tags_are_edited_for_all_that_is_selected(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 3)
    with looked_into(tmp_path) as library:
        library.organiser.change(Change(add_tags=("Fox",)), times[:1])
        library.organiser.change(Change(add_tags=("poster",)), times)
    with at_work(qtbot, theme, tmp_path) as studio:
        qtbot.waitUntil(lambda: len(studio.organising.tags) == 2)
        press(qtbot, studio, Qt.Key.Key_A, CONTROL)
        qtbot.keyClick(studio.workspace.gallery_panel.view, Qt.Key.Key_F2)
        editor = studio.organise.tagging.popover.editor
        qtbot.waitUntil(lambda: len(editor.chips.shares) == 2)
        assert [(share.name, share.pictures) for share in editor.chips.shares] == [("poster", 3), ("Fox", 1)]
        qtbot.keyClicks(editor.edit, "fo")
        assert editor.edit.offered() == ["Fox"]
        editor.edit.clear()
        qtbot.keyClicks(editor.edit, "client a, FOX")
        qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
        settled(qtbot, studio)
        assert all(organisation(studio, time).tags == ("client a", "Fox", "poster") for time in times[:1])
        assert all("FOX" in organisation(studio, time).tags for time in times[1:])
        qtbot.waitUntil(lambda: len(editor.chips.shares) == 3)
        chip = next(
            chip for chip in editor.chips.findChildren(type(editor.chips._chips[0])) if chip.share.name == "poster"
        )
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
        settled(qtbot, studio)
        assert not any("poster" in organisation(studio, time).tags for time in times)
        qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)
        assert not studio.organise.tagging.popover.isVisible()


def test_a_collection_is_made_from_the_selection_and_left_again(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 2)
    with at_work(qtbot, theme, tmp_path) as studio:
        press(qtbot, studio, Qt.Key.Key_A, CONTROL)
        qtbot.keyClick(studio.workspace.gallery_panel.view, Qt.Key.Key_N, CONTROL | SHIFT)
        naming = studio.organise.collecting.naming
        qtbot.keyClicks(naming.edit, "Client A & B")
        qtbot.keyClick(naming.edit, Qt.Key.Key_Return)
        settled(qtbot, studio)
        assert all(organisation(studio, time).collections == ("Client A & B",) for time in times)
        qtbot.waitUntil(lambda: [each.pictures for each in studio.organising.collections] == [2])
        qtbot.waitUntil(studio.workspace.window().isActiveWindow)
        qtbot.keyClick(studio.workspace.gallery_panel.view, Qt.Key.Key_B)
        menu = studio.organise.collecting.menu
        entry = menu.actions()[0]
        assert menu.isVisible()
        assert entry.isChecked()
        menu.setActiveAction(entry)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
        settled(qtbot, studio)
        assert all(organisation(studio, time).collections == () for time in times)


def test_details_tell_what_many_share_and_change_all_of_them(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 3)
    with looked_into(tmp_path) as library:
        library.organiser.change(Change(rating=2, note="old"), times[:1])
    with at_work(qtbot, theme, tmp_path) as studio:
        press(qtbot, studio, Qt.Key.Key_A, CONTROL)
        page = studio.workspace.details_panel.page
        qtbot.waitUntil(lambda: page.survey.pictures == 3 and bool(page.survey.facts))
        survey = page.survey
        facts = dict(survey.facts)
        assert facts["Prompts"] == "3 different ones"
        assert facts["Cost"] == "$0.0397 together"
        assert survey.mixed == {"rating", "note"}
        page._marks.marks.stars.rate_requested.emit(5)
        settled(qtbot, studio)
        assert all(organisation(studio, time).rating == 5 for time in times)
        qtbot.waitUntil(lambda: page._marks.marks.stars.rating == 5)
        qtbot.keyClick(studio.workspace.gallery_panel.view, Qt.Key.Key_N)
        assert page.box.note.hasFocus()
        qtbot.keyClicks(page.box.note, "for all")
        studio.workspace.gallery_panel.view.setFocus()
        settled(qtbot, studio)
        assert all(organisation(studio, time).note == "for all" for time in times)


def test_a_note_being_written_is_kept_when_the_window_closes(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    (time,) = filled(tmp_path, 1)
    with at_work(qtbot, theme, tmp_path) as studio:
        qtbot.waitUntil(lambda: studio.workspace.details_panel.record is not None)
        note = studio.workspace.details_panel.page.box.note
        note.setFocus()
        qtbot.keyClicks(note, "the best one")
    with looked_into(tmp_path) as library:
        assert library.history.page([time])[0].organisation.note == "the best one"


def test_the_trash_is_emptied_only_when_that_is_confirmed(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 3)
    with at_work(qtbot, theme, tmp_path) as studio:
        trash, organise = studio.organise.trash, studio.organise
        press(qtbot, studio, Qt.Key.Key_Delete)
        for answer in ("Cancel", "Delete for good"):
            organise.actions["empty_trash"].trigger()
            qtbot.waitUntil(lambda: trash.question is not None)
            assert trash.question is not None
            button = next(each for each in trash.question.buttons() if each.text().replace("&", "") == answer)
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            settled(qtbot, studio)
            assert len(studio.parts.history.page(times)) == (3 if answer == "Cancel" else 2)
        qtbot.waitUntil(lambda: not organise.actions["undo"].isEnabled())  # there is nothing left to bring back
    with looked_into(tmp_path) as library:
        assert check(library) == []
        assert list(library.history.times()) == times[1::-1]


def test_emptying_the_trash_leaves_the_undo_of_what_was_done_to_other_pictures(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    times = filled(tmp_path, 3)
    with at_work(qtbot, theme, tmp_path) as studio:
        actions, view = studio.organise.actions, studio.workspace.gallery_panel.view
        qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
        press(qtbot, studio, Qt.Key.Key_4)  # all three
        view.select_row(0)
        press(qtbot, studio, Qt.Key.Key_P)  # the one that goes
        press(qtbot, studio, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: listed(studio) == times[1::-1])
        press(qtbot, studio, Qt.Key.Key_2)  # one that stays
        press(qtbot, studio, Qt.Key.Key_Z, CONTROL)  # so that this can be done again
        empty(qtbot, studio)
        qtbot.waitUntil(lambda: actions["undo"].text().startswith("Undo: Rate 2 "))
        assert actions["redo"].text().startswith("Redo: Rate 1 ")
        actions["undo"].trigger()
        settled(qtbot, studio)
        assert not actions["undo"].isEnabled()
        assert [organisation(studio, time).rating for time in times[:2]] == [0, 0]
        for _ in range(2):
            actions["redo"].trigger()
        settled(qtbot, studio)
        assert [organisation(studio, time).rating for time in times[:2]] == [4, 2]


def empty(qtbot: QtBot, studio: Studio) -> None:
    """Empty the trash, and confirm it."""
    trash = studio.organise.trash
    studio.organise.actions["empty_trash"].trigger()
    qtbot.waitUntil(lambda: trash.question is not None)
    assert trash.question is not None
    button = next(each for each in trash.question.buttons() if each.text().replace("&", "") == "Delete for good")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settled(qtbot, studio)


def test_undo_survives_pictures_that_come_meanwhile(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 2)
    with at_work(qtbot, theme, tmp_path) as studio:
        press(qtbot, studio, Qt.Key.Key_Delete)
        generate(qtbot, studio, "a new one")
        studio.workspace.gallery_panel.view.setFocus()
        press(qtbot, studio, Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(lambda: len(listed(studio)) == 3)
        assert set(times) < set(listed(studio))


def test_the_rubber_band_selects_what_is_organised(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 3)
    with at_work(qtbot, theme, tmp_path) as studio:
        view = studio.workspace.gallery_panel.view
        first, second = view.visualRect(studio.parts.gallery.index(0)), view.visualRect(studio.parts.gallery.index(1))
        begin, end = first.topLeft() - QPoint(4, 4), second.center()
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=begin)
        qtbot.mouseMove(view.viewport(), begin + QPoint(40, 40))
        qtbot.mouseMove(view.viewport(), end)
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
        press(qtbot, studio, Qt.Key.Key_3)
        assert [organisation(studio, time).rating for time in times] == [0, 3, 3]


def test_keys_alone_select_any_pictures(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    times = filled(tmp_path, 30)
    with at_work(qtbot, theme, tmp_path) as studio:
        view = studio.workspace.gallery_panel.view
        for _ in range(2):
            qtbot.keyClick(view, Qt.Key.Key_Right, CONTROL)
        qtbot.keyClick(view, Qt.Key.Key_Space, CONTROL)
        press(qtbot, studio, Qt.Key.Key_5)
        assert [time for time in times[::-1] if organisation(studio, time).rating] == [times[-1], times[-3]]
        qtbot.keyClick(view, Qt.Key.Key_Home)
        qtbot.keyClick(view, Qt.Key.Key_End, SHIFT)
        press(qtbot, studio, Qt.Key.Key_X)
        assert all(organisation(studio, time).pick is Pick.REJECTED for time in times)
        assert "Rejected" in str(view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def test_what_could_not_be_done_is_told_and_leaves_nothing_to_undo(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (time,) = filled(tmp_path, 1)
    with at_work(qtbot, theme, tmp_path) as studio:
        press(qtbot, studio, Qt.Key.Key_2)

        def refuse(*_: object) -> None:
            raise LibraryError("The disk is full.")

        monkeypatch.setattr(studio._library.organiser, "change", refuse)
        monkeypatch.setattr(studio._library.organiser, "put", refuse)
        press(qtbot, studio, Qt.Key.Key_4)
        press(qtbot, studio, Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(studio.organise.actions["undo"].isEnabled)
        qtbot.waitUntil(lambda: "The disk is full." in texts(studio))
        monkeypatch.undo()
        press(qtbot, studio, Qt.Key.Key_Z, CONTROL)
        assert organisation(studio, time).rating == 0
        press(qtbot, studio, Qt.Key.Key_Z, CONTROL | SHIFT)
        assert organisation(studio, time).rating == 2


def test_no_letter_reaches_two_controls(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    filled(tmp_path, 3)
    with at_work(qtbot, theme, tmp_path) as studio:
        studio.notices.hide("demo")
        press(qtbot, studio, Qt.Key.Key_Delete)
        assert studio.organise.taking_back.toast.isVisible()
        assert_each_letter_once(studio)
        press(qtbot, studio, Qt.Key.Key_A, CONTROL)
        assert_each_letter_once(studio)
        press(qtbot, studio, Qt.Key.Key_T, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: len(listed(studio)) == 1)
        qtbot.keyClick(studio.workspace.gallery_panel.view, Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: "Empt&y the trash" in texts(studio))
        assert_each_letter_once(studio)


def test_a_look_into_the_trash_moves_nothing_and_leads_back_to_where_one_was(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    filled(tmp_path, 60)
    with at_work(qtbot, theme, tmp_path) as studio:
        panel = studio.workspace.gallery_panel
        view = panel.view
        press(qtbot, studio, Qt.Key.Key_Delete)
        view.select_row(40)
        place, top = view.mapTo(panel.window(), QPoint(0, 0)), view.verticalOffset()
        chosen = studio.parts.gallery.cell(40).time
        assert top > 0
        press(qtbot, studio, Qt.Key.Key_T, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: len(listed(studio)) == 1 and panel.line.note.isVisible())
        assert "R restores" in panel.line.note.words
        qtbot.waitUntil(lambda: view.mapTo(panel.window(), QPoint(0, 0)) == place)
        press(qtbot, studio, Qt.Key.Key_T, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: len(listed(studio)) == 59)
        assert not panel.line.note.isVisible()
        assert [cell.time for cell in panel.selected_cells()] == [chosen]
        assert view.verticalOffset() == top
        assert view.mapTo(panel.window(), QPoint(0, 0)) == place


def test_the_trash_leads_back_to_what_was_searched_for(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    filled(tmp_path, 12)
    with at_work(qtbot, theme, tmp_path) as studio:
        panel = studio.workspace.gallery_panel
        press(qtbot, studio, Qt.Key.Key_Delete)
        panel.search_edit.show_search("picture 1")
        qtbot.waitUntil(lambda: studio.parts.gallery.search == "picture 1" and studio.parts.gallery.complete)
        found = listed(studio)
        press(qtbot, studio, Qt.Key.Key_T, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: studio.parts.gallery.search == "is:trashed")
        press(qtbot, studio, Qt.Key.Key_T, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: studio.parts.gallery.search == "picture 1" and listed(studio) == found)
        assert panel.search_edit.text() == "picture 1"
