"""The window of a grid: names, keys, looking, files, and a library that may only be looked at."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from imagestudio.core.grid import Axis
from imagestudio.core.grid_paper import in_one
from imagestudio.core.sheet import Box
from imagestudio.core.styles import Style
from imagestudio.ui.grid.exporting import Exporting
from imagestudio.ui.grid.grid_commands import GridCommands
from imagestudio.ui.grid.grid_host import GridHost
from imagestudio.ui.grid.standing import Stand
from imagestudio.ui.theme import Theme
from tests.ui.driving import opened
from tests.ui.grid.hands import MINI, ONE, host_of, make, open_grid, press_in, settle, stands, until


def told(host: GridHost, text: str) -> bool:
    return host.view.foot.told() == text


def test_grids_are_there_after_a_restart_renamed_removed_and_brought_back(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        press_in(qtbot, host, Axis.MODEL, MINI, ONE)
        bar = host.view.bar
        until(qtbot, bar.rename_button.isEnabled)
        QTest.keyClick(host.view.sheet, Qt.Key.Key_F2)
        assert bar.naming
        qtbot.keyClicks(bar.name_edit, "Foxes")
        QTest.keyClick(bar.name_edit, Qt.Key.Key_Return)
        assert bar.grid_combo.currentText() == "Foxes"
        QTest.keyClick(host.view.sheet, Qt.Key.Key_Escape)
        assert not host.view.isVisible()
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.actions_of["grids"].trigger()
        host = host_of(studio)
        settle(qtbot, host)
        assert (host.editing.grid.name, host.editing.grid.count) == ("Foxes", 6)
        bar, foot = host.view.bar, host.view.foot
        qtbot.mouseClick(bar.remove_button, Qt.MouseButton.LeftButton)
        assert host.shelf.grids == []
        assert "Foxes" in foot.told()
        qtbot.mouseClick(foot.told_button, Qt.MouseButton.LeftButton)
        settle(qtbot, host)
        assert host.editing.grid.name == "Foxes"
        assert [grid.name for grid in host.shelf.grids] == ["Foxes"]


@pytest.mark.allow_log
def test_a_grid_that_cannot_be_read_is_told_and_its_file_shown(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        press_in(qtbot, host, Axis.MODEL, MINI, ONE)
    (kept,) = (tmp_path / "library" / "grids").iterdir()
    kept.write_text("{", encoding="utf-8")
    shown: list[Path] = []
    monkeypatch.setattr("imagestudio.ui.desktop.show_in_folder", shown.append)
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.actions_of["grids"].trigger()
        host = host_of(studio)
        until(qtbot, lambda: host.view.foot.told().startswith("Not every grid can be read."))
        qtbot.mouseClick(host.view.foot.told_button, Qt.MouseButton.LeftButton)
        assert shown == [kept]
        assert kept.read_text(encoding="utf-8") == "{"


def test_grids_of_earlier_sessions_are_there_beside_the_one_that_is_begun(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        press_in(qtbot, open_grid(qtbot, studio), Axis.MODEL, MINI, ONE)
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        begun = host.editing.grid.id
        until(qtbot, lambda: len(host.shelf.grids) == 1)
        assert host.editing.grid.id == begun
        assert host.shelf.grids[0].id != begun
        assert host.view.bar.grid_combo.count() == 2


def test_esc_leaves_a_name_as_it_was_and_the_grid_open(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        bar = host.view.bar
        until(qtbot, bar.rename_button.isEnabled)
        bar.begin_naming()
        qtbot.keyClicks(bar.name_edit, "Owls")
        QTest.keyClick(bar.name_edit, Qt.Key.Key_Escape)
        assert not bar.naming
        assert host.view.isVisible()
        assert host.editing.grid.name == "a red fox"


def test_enter_opens_the_picture_and_esc_comes_back_to_its_cell(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        sheet = host.view.sheet
        until(qtbot, sheet.hasFocus)  # the button there is nothing left for keeps no keys
        sheet.setCurrentIndex(host.model.index_of(host.model.cells[0]))
        QTest.keyClick(sheet, Qt.Key.Key_Return)
        viewer = studio.equipment.looking.viewer_host.viewer
        assert viewer is not None
        until(qtbot, viewer.isVisible)
        assert viewer.record == host.standing.records(host.model.cells[0])[0]
        QTest.keyClick(viewer, Qt.Key.Key_Right)
        until(qtbot, lambda: viewer.record == host.standing.records(host.model.cells[1])[0])
        QTest.keyClick(viewer, Qt.Key.Key_Escape)
        assert not viewer.isVisible()
        assert sheet.hasFocus()
        assert host.model.cell(sheet.currentIndex()) == host.model.cells[1]


def test_selected_cells_are_compared_and_the_grid_is_there_again_after_it(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        sheet = host.view.sheet
        sheet.setFocus()
        sheet.setCurrentIndex(host.model.index_of(host.model.cells[0]))
        QTest.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        wanted = [record.time for record in sheet.selected_records()]
        assert len(wanted) == 2
        QTest.keyClick(sheet, Qt.Key.Key_C)
        compare = studio.equipment.looking.compare_host
        until(qtbot, lambda: compare.view is not None and compare.view.isVisible())
        assert compare.view is not None
        assert list(compare.view.contest.shown) == wanted
        QTest.keyClick(compare.view, Qt.Key.Key_Escape)
        assert host.view.isVisible()
        assert sheet.hasFocus()


def test_the_finished_grid_is_a_pdf_with_its_labels_and_a_picture(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        press_in(qtbot, host, Axis.QUALITY, "low", "medium")
        press_in(qtbot, host, Axis.SIZE, "1024x1024", "1024x1536")
        until(qtbot, host.view.foot.make_button.isEnabled)
        host.checkout.make(host.model.cells[:6])
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 6, Stand.HOLE: 6})
        exporting = host.findChild(Exporting)
        assert exporting is not None
        for name in ("grid.pdf", "grid.png", "grid.jpg"):
            host.view.foot.say("")
            exporting.save(tmp_path / name)
            said = f"Saved as {name}."
            qtbot.waitUntil(partial(told, host, said))
    pdf = (tmp_path / "grid.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 2  # one a section
    for name in ("grid.png", "grid.jpg"):
        image = QImage(str(tmp_path / name))
        page = in_one(host.editing.grid, 1.0)
        assert abs(image.width() / image.height() - page.width / page.height) < 0.4
        assert image.width() > 1000
        part = page.parts[0].cells[0]
        dots = image.width() / page.width
        middle = image.pixelColor(
            round((part.left + part.width / 2) * dots), round((part.top + part.height / 2) * dots)
        )
        assert middle.name() != "#ffffff"  # a picture is there
        labels = (page.title, page.note, page.parts[0].title, *page.parts[0].row_labels, *page.parts[0].column_labels)
        assert all(_is_written_on(image, box, dots) for box in labels)
        assert image.pixelColor(2, 2).name() == "#ffffff"


def _is_written_on(image: QImage, box: Box, dots: float) -> bool:
    """Whether there is anything dark within this box."""
    place = QRect(*(round(length * dots) for length in (box.left, box.top, box.width, box.height)))
    part = image.copy(place).convertToFormat(QImage.Format.Format_Grayscale8)
    return min(bytes(part.constBits())) < 128


def test_a_library_that_is_looked_at_shows_its_grids_and_buys_nothing(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        host.checkout.make(host.model.cells[:2])
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 2, Stand.HOLE: 1})
    with opened(qtbot, theme, tmp_path, "", key="", demo=True, look=True) as studio:
        studio.workspace.actions_of["grids"].trigger()
        host = host_of(studio)
        settle(qtbot, host)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 2, Stand.HOLE: 1})
        assert host.view.foot.make_button.text() == "This library can only be looked at now"
        assert not host.view.foot.make_button.isEnabled()
        host.checkout.make(host.model.cells)
        chip = host.view.setup.boxes[Axis.MODEL].chip(ONE)
        assert not chip.isEnabled()
        assert host.view.setup.prompt_edit.isReadOnly()


def test_a_mistake_in_the_prompt_is_told_where_it_is_and_changes_no_cell(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        edit = host.view.setup.prompt_edit
        edit.setPlainText("a {red|blue fox")
        until(qtbot, lambda: "Character 3" in host.view.setup.said())
        assert host.editing.grid.count == 3
        edit.setPlainText("a {red|blue} fox")
        until(qtbot, lambda: host.editing.grid.count == 2)
        edit.setPlainText("")
        until(qtbot, lambda: not host.view.shows_cells)
        assert host.view.placard.title() == "Write a prompt"


def test_a_digit_rates_what_is_selected(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        sheet = host.view.sheet
        sheet.setFocus()
        sheet.setCurrentIndex(host.model.index_of(host.model.cells[1]))
        QTest.keyClick(sheet, Qt.Key.Key_4)
        until(qtbot, lambda: host.standing.records(host.model.cells[1])[0].organisation.rating == 4)
        assert host.standing.records(host.model.cells[0])[0].organisation.rating == 0


def test_what_the_editor_cannot_understand_is_no_prompt_of_a_grid(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        edit = studio.workspace.compose_panel.prompt_edit
        edit.set_prompt("a {red|blue fox")
        studio.workspace.actions_of["as_grid"].trigger()
        host = host_of(studio)
        assert "Character 3" in host.view.setup.said()
        assert host.view.setup.prompt_edit.toPlainText() == "a {red|blue fox"
        assert stands(host) == {Stand.IMPOSSIBLE: 1}
        assert not host.view.foot.make_button.isEnabled()


def test_styles_are_columns_and_their_texts_are_sent(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        shelf = studio.equipment.craft.style_shelf
        shelf.edit(lambda book: book.with_style(Style("Ink", "{prompt}, black ink")))
        until(qtbot, lambda: shelf.book.style("Ink") is not None)
        host = open_grid(qtbot, studio)
        press_in(qtbot, host, Axis.STYLE, "", "Ink")
        prompts = [cell.request.prompt for cell in host.model.cells[:2] if cell.request is not None]
        assert prompts == ["a red fox", "a red fox, black ink"]
        head = [host.model.headerData(column, Qt.Orientation.Horizontal) for column in range(2)]
        assert head == ["No style", "Ink"]
        combo = host.view.setup.boxes[Axis.STYLE].head.place_combo
        assert combo.currentText() == "Columns"
        combo.activated.emit(0)
        assert host.editing.grid.axes == (Axis.STYLE, Axis.PROMPT)


def test_whoever_goes_on_to_write_sees_the_prompt_and_not_the_grid(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        host.view.sheet.trigger(host.model.index_of(host.model.cells[2]))
        viewer = studio.equipment.looking.viewer_host.viewer
        assert viewer is not None
        until(qtbot, viewer.isVisible)
        studio.workspace.actions_of["focus_prompt"].trigger()
        until(qtbot, lambda: not viewer.isVisible() and not host.view.isVisible())
        assert studio.workspace.compose_panel.prompt_edit.hasFocus()


def test_the_picture_of_a_cell_is_found_in_the_gallery(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        wanted = host.standing.records(host.model.cells[1])[0].time
        panel = studio.workspace.gallery_panel
        panel.search_edit.show_search("nothing like it")
        until(qtbot, lambda: studio.parts.gallery.search == "nothing like it" and not studio.parts.gallery.pictures)
        host.view.sheet.setFocus()
        host.view.sheet.setCurrentIndex(host.model.index_of(host.model.cells[1]))
        QTest.keyClick(host.view.sheet, Qt.Key.Key_G)
        assert not host.view.isVisible()
        until(qtbot, lambda: [cell.time for cell in panel.selected_cells()] == [wanted])


def test_a_menu_offers_what_a_cell_is_good_for(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        host.checkout.make(host.model.cells[:1])
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 1, Stand.HOLE: 2})
        commands = host.findChild(GridCommands)
        assert commands is not None
        offered = []
        for cell in host.model.cells[:2]:
            host.view.sheet.setCurrentIndex(host.model.index_of(cell))
            menu = QMenu(host.view)
            commands.fill(menu)
            offered.append([action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()])
        assert offered[0] == [
            "Open",
            "Compare",
            "Show in the gallery",
            "Use these settings",
            "Copy image",
            "Copy prompt",
            "Show in folder",
            "Make one more  ·  free demo",
        ]
        assert [text.replace("(s)", "") for text in offered[1]] == ["Make 1 picture  ·  free demo"]
