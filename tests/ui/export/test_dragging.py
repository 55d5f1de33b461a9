"""Pictures that are dragged out: all that are selected, or a word on those that are not given."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from imagestudio.ui.export import dragging, giving_away
from imagestudio.ui.export.dragging import Dragging
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.ui.theme import Theme
from tests.ui.stocked import COUNT, Stocked, stocked


def dragging_of(program: Stocked) -> Dragging:
    found = program.studio.workspace.findChild(Dragging)
    assert found is not None
    return found


def copy(program: Stocked) -> None:
    action = program.studio.workspace.actions_of["copy"]
    program.qtbot.waitUntil(action.isEnabled)
    action.trigger()


def told(program: Stocked) -> str:
    return " ".join(label.text() for label in program.studio.workspace.findChildren(QLabel) if label.isVisible())


def test_dragged_pictures_are_their_files_in_the_order_of_the_gallery(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with stocked(qtbot, theme, tmp_path) as program:
        parts = program.studio.parts
        records = [parts.gallery.cell(row).record for row in (0, 1)]
        data = dragging_of(program).dragged([parts.gallery.cell(row).time for row in (0, 1)])
        wanted = [str(parts.files.place_of(record)) for record in records if record is not None]
        assert [url.toLocalFile() for url in data.urls()] == wanted
        assert not data.hasImage()
        assert dragging_of(program).dragged([parts.gallery.cell(0).time]).hasImage()


def test_pictures_whose_records_were_not_read_are_dragged_too(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with stocked(qtbot, theme, tmp_path) as program:
        parts = program.studio.parts
        times = list(parts.gallery.listed.times)
        wanted = [str(parts.files.place_of(record)) for record in parts.history.page(times)]
        parts.gallery.records.clear()
        data = dragging_of(program).dragged(times)
        assert data.hasUrls()
        assert data.hasFormat("x-special/gnome-copied-files")
        assert [url.toLocalFile() for url in data.urls()] == wanted
        assert len(wanted) == COUNT
        assert bytes(data.data("x-special/gnome-copied-files").data()).count(b"file://") == COUNT


def test_what_was_dragged_and_could_not_be_given_is_told(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with stocked(qtbot, theme, tmp_path) as program:
        drag, times = dragging_of(program), list(program.studio.parts.gallery.listed.times)
        drag.tell(drag.dragged(times), COUNT, COUNT)
        assert "not given" not in told(program)
        drag.tell(drag.dragged([*times, 17]), COUNT + 1, COUNT + 1)
        lost = "1 of 9 pictures could not be read and were not given."
        qtbot.waitUntil(lambda: lost in told(program))
        drag.tell(drag.dragged(times), COUNT, 12_000)
        qtbot.waitUntil(lambda: "Only the first 8 of the 12,000 selected pictures were given." in told(program))


def test_who_copies_more_than_others_can_take_is_told(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (giving_away, dragging):
        monkeypatch.setattr(module, "MOST_GIVEN", 3)
    with stocked(qtbot, theme, tmp_path) as program:
        program.select(0, 4)
        copy(program)
        qtbot.waitUntil(lambda: "Only the first 3 of the 4 selected pictures were given." in told(program))
        program.select(0, 2)
        copy(program)
        assert "Only the first" not in told(program)


def test_files_that_are_gone_are_counted_when_the_others_are_copied(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with stocked(qtbot, theme, tmp_path) as program:
        parts, said = program.studio.parts, list[str]()
        record = parts.gallery.cell(1).record
        pictures = program.studio.workspace.findChild(PictureActions)
        assert record is not None
        assert pictures is not None
        pictures.done.connect(said.append)
        parts.files.path_of(record).unlink()
        program.select(0, 3)
        copy(program)
        qtbot.waitUntil(lambda: bool(said))
        assert said[0].startswith("2 files copied; 1 file")
