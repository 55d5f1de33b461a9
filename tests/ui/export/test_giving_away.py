"""Giving pictures away from the window: with keys, a preview of names, progress and a word at the end."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from imagestudio.core.export import Kind
from imagestudio.core.record import Record
from imagestudio.library.folder import open_library
from imagestudio.studio import Studio
from imagestudio.ui.export.export_dialog import ExportDialog
from imagestudio.ui.theme import Theme
from tests.library.helpers import make_job, picture, save
from tests.ui.driving import opened, texts

_DEAD = "http://127.0.0.1:9"
COUNT = 12


@pytest.fixture
def made(tmp_path: Path) -> list[Record]:
    library = open_library(tmp_path / "library")
    try:
        return [save(library, make_job(f"fox {index}"), picture(color=(index, 9, 9, 80))) for index in range(COUNT)]
    finally:
        library.close()


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path, made: list[Record]) -> Iterator[Studio]:
    with opened(qtbot, theme, tmp_path, _DEAD) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == COUNT)
        yield studio


def open_dialog(qtbot: QtBot, studio: Studio) -> ExportDialog:
    studio.workspace.actions_of["export"].trigger()
    return shown(qtbot, studio)


def shown(qtbot: QtBot, studio: Studio) -> ExportDialog:
    found = studio.workspace.window().findChildren(ExportDialog)
    dialog = found[-1]
    qtbot.waitUntil(lambda: bool(dialog.foretaste_view.names()))
    return dialog


def files(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_what_is_selected_is_exported_as_it_was_chosen(
    qtbot: QtBot, studio: Studio, tmp_path: Path, made: list[Record]
) -> None:
    view = studio.workspace.gallery_panel.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    dialog = open_dialog(qtbot, studio)
    dialog.kind_choice.buttons[Kind.AS_RECEIVED].setChecked(True)
    dialog.name_field.set_text("{prompt}-{n}")
    dialog.target_field.set_target(str(tmp_path / "out"))
    qtbot.waitUntil(lambda: dialog.foretaste_view.names() == ["fox 11-1.png", "fox 10-2.png", "fox 9-3.png"])
    with qtbot.waitSignal(studio.equipment.giving.desk.ended):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert files(tmp_path / "out") == {
        f"{record.prompt}-{number}.png": record.sha256 for number, record in enumerate(reversed(made[-3:]), 1)
    }
    qtbot.waitUntil(lambda: "3 pictures are now in" in texts(studio))


def test_all_that_is_found_goes_into_a_zip_where_nothing_is_selected(
    qtbot: QtBot, studio: Studio, tmp_path: Path
) -> None:
    studio.workspace.gallery_panel.view.clearSelection()
    dialog = open_dialog(qtbot, studio)
    dialog.target_field.set_target(str(tmp_path / "all"))
    dialog.target_field.kind_combo.setCurrentIndex(1)
    assert dialog.target_field.edit.text() == str(tmp_path / "all" / "pictures.zip")
    with qtbot.waitSignal(studio.equipment.giving.desk.ended):
        dialog.export_button.click()
    with zipfile.ZipFile(tmp_path / "all" / "pictures.zip") as archive:
        assert len(archive.namelist()) == COUNT


def test_how_it_was_done_is_remembered(qtbot: QtBot, theme: Theme, tmp_path: Path, made: list[Record]) -> None:
    with opened(qtbot, theme, tmp_path, _DEAD) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == COUNT)
        dialog = open_dialog(qtbot, studio)
        dialog.kind_choice.set_kind(Kind.CLEAN)
        dialog.picture_form.size_combo.setCurrentIndex(1)
        dialog.picture_form.number_spin.setValue(24)
        dialog.name_field.set_text("kept {n}")
        dialog.target_field.set_target(str(tmp_path / "kept"))
        with qtbot.waitSignal(studio.equipment.giving.desk.ended):
            dialog.export_button.click()
    with opened(qtbot, theme, tmp_path, _DEAD) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == COUNT)
        dialog = open_dialog(qtbot, studio)
        choices = dialog.choices()
        assert choices is not None
        assert (choices.kind, choices.longest_edge, choices.name) == (Kind.CLEAN, 24, "kept {n}")
        assert dialog.target_field.target() == tmp_path / "kept"
        assert dialog.foretaste_view.names()[0] == "kept 01-2.png"
        dialog.reject()


def test_the_details_offer_it_too(qtbot: QtBot, studio: Studio) -> None:
    view = studio.workspace.gallery_panel.view
    view.selectAll()
    details = studio.workspace.details_panel
    qtbot.waitUntil(lambda: details.isVisible() and details.page.isVisible())
    button = next(button for button in details.findChildren(QPushButton) if button.text() == "Export…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = shown(qtbot, studio)
    assert len(dialog.times) == COUNT
    dialog.reject()


def test_a_wrong_character_is_told_where_it_is_written(qtbot: QtBot, studio: Studio) -> None:
    dialog = open_dialog(qtbot, studio)
    dialog.name_field.set_text("{n}/{prompt}")
    assert "character 4" in dialog.name_field.told()
    assert not dialog.export_button.isEnabled()
    dialog.name_field.set_text("{n}")
    assert "character" not in dialog.name_field.told().replace("40 characters", "")
    assert dialog.export_button.isEnabled()
    dialog.reject()


def test_what_was_received_has_no_other_format(qtbot: QtBot, studio: Studio) -> None:
    dialog = open_dialog(qtbot, studio)
    dialog.kind_choice.set_kind(Kind.AS_RECEIVED)
    assert not dialog.picture_form.format_combo.isEnabled()
    assert not dialog.kind_choice.personal_box.isEnabled()
    dialog.kind_choice.set_kind(Kind.CLEAN)
    assert dialog.picture_form.format_combo.isEnabled()
    dialog.reject()


def test_cancelling_stops_and_says_so(
    qtbot: QtBot, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagestudio.library.exporter._PAGE", 1)
    dialog = open_dialog(qtbot, studio)
    dialog.target_field.set_target(str(tmp_path / "out"))
    desk = studio.equipment.giving.desk
    desk.progressed.connect(desk.cancel)
    with qtbot.waitSignal(desk.ended) as heard:
        dialog.export_button.click()
    report = heard.args[0]
    if report.cancelled:  # else it was quicker than the word
        assert report.done < COUNT
        qtbot.waitUntil(lambda: "Cancelled" in texts(studio))
    assert len(list((tmp_path / "out").iterdir())) == report.done


def test_a_place_in_the_library_is_refused(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    dialog = open_dialog(qtbot, studio)
    dialog.target_field.set_target(str(tmp_path / "library" / "originals"))
    with qtbot.waitSignal(studio.equipment.giving.desk.refused):
        dialog.export_button.click()
    qtbot.waitUntil(lambda: "cannot lie in the library" in texts(studio))


def test_leaving_stops_an_export(qtbot: QtBot, theme: Theme, tmp_path: Path, made: list[Record]) -> None:
    with opened(qtbot, theme, tmp_path, _DEAD) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == COUNT)
        dialog = open_dialog(qtbot, studio)
        dialog.target_field.set_target(str(tmp_path / "out.zip"))
        dialog.export_button.click()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_copying_one_gives_picture_and_file_and_several_their_files(qtbot: QtBot, studio: Studio) -> None:
    view = studio.workspace.gallery_panel.view
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: studio.workspace.actions_of["copy"].isEnabled())
    studio.workspace.actions_of["copy"].trigger()
    qtbot.waitUntil(lambda: clipboard.mimeData().hasImage() and clipboard.mimeData().hasUrls())
    assert clipboard.image().pixelColor(3, 3).alpha() == 80
    view.selectAll()
    studio.workspace.actions_of["copy"].trigger()
    qtbot.waitUntil(lambda: len(clipboard.mimeData().urls()) == COUNT)
    assert not clipboard.mimeData().hasImage()


def test_every_control_of_the_dialog_has_a_name(qtbot: QtBot, studio: Studio) -> None:
    dialog = open_dialog(qtbot, studio)
    for button in dialog.findChildren(QRadioButton):
        assert button.accessibleDescription()
    dialog.reject()
