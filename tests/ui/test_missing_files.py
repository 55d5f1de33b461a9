"""Pictures whose files are gone, are back, or were damaged, as the person meets them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.core.record import Record
from imagestudio.studio import Studio
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.gallery.cell import CellRole
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import generate, opened, texts

_GONE = "The picture's file is not there"


def look_at(qtbot: QtBot, studio: Studio, record: Record) -> None:
    """Select it as the person does, after nothing was selected."""
    panel = studio.workspace.gallery_panel
    panel.view.clearSelection()
    qtbot.waitUntil(lambda: studio.workspace.details_panel.record is None)
    panel.select_record(record.time)
    qtbot.waitUntil(lambda: studio.workspace.details_panel.record is not None)


def only_record(studio: Studio) -> Record:
    (record,) = studio.parts.history.page(studio.parts.history.times())
    return record


def spoken(studio: Studio) -> str:
    gallery = studio.parts.gallery
    return str(gallery.index(0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_file_that_is_gone_is_told_in_the_gallery_and_the_details_until_it_is_back(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        record = only_record(studio)
        path = tmp_path / "library" / record.path
        path.rename(tmp_path / "moved.png")
        look_at(qtbot, studio, record)
        qtbot.waitUntil(lambda: only_record(studio).missing)
        qtbot.waitUntil(lambda: "File missing" in spoken(studio))
        assert not studio.workspace.gallery_panel.view.grab().isNull()
        (tmp_path / "moved.png").rename(path)
        look_at(qtbot, studio, record)
        qtbot.waitUntil(lambda: not only_record(studio).missing)
        qtbot.waitUntil(lambda: "File missing" not in spoken(studio))
        qtbot.waitUntil(lambda: _GONE not in texts(studio))


def test_a_file_without_a_thumbnail_that_is_gone_is_marked_when_it_comes_in_sight_and_never_dropped(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        record = only_record(studio)
    path = tmp_path / "library" / record.path
    path.rename(tmp_path / "moved.png")
    (tmp_path / "library" / "thumbnails.sqlite3").unlink()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: "File missing" in spoken(studio))
        look_at(qtbot, studio, record)
        qtbot.waitUntil(lambda: _GONE in texts(studio))
        shown = texts(studio)
        assert "Put the file back" in shown
        assert "disk is full" not in shown
        studio.workspace.actions_of["copy_image"].trigger()
        qtbot.waitUntil(lambda: "No money was spent." in texts(studio))
        assert "disk is full" not in texts(studio)
        for bar in studio.workspace.findChildren(NoticeBar):
            bar.close_notice()
        assert only_record(studio).missing
        (tmp_path / "moved.png").rename(path)
        look_at(qtbot, studio, record)
        thumbnail = partial(studio.parts.gallery.index(0).data, CellRole.THUMBNAIL)
        qtbot.waitUntil(lambda: "File missing" not in spoken(studio))
        qtbot.waitUntil(lambda: thumbnail() is not None)
        qtbot.waitUntil(lambda: _GONE not in texts(studio))


def test_a_file_that_goes_while_it_is_selected_is_noticed_by_the_viewer(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        record = only_record(studio)
        look_at(qtbot, studio, record)
        (tmp_path / "library" / record.path).unlink()
        studio.workspace.actions_of["open"].trigger()
        qtbot.waitUntil(lambda: only_record(studio).missing)
        qtbot.waitUntil(lambda: "File missing" in spoken(studio))


def test_a_file_that_was_damaged_is_called_that(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        record = only_record(studio)
    (tmp_path / "library" / record.path).write_bytes(b"no picture at all")
    (tmp_path / "library" / "thumbnails.sqlite3").unlink()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 1)
        look_at(qtbot, studio, record)
        qtbot.waitUntil(lambda: "changed or damaged outside Image Studio" in texts(studio))
        assert not only_record(studio).missing
