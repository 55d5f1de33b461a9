"""Taking pictures in through the window: dropped, chosen, stopped, reported, gone on with."""

from __future__ import annotations

import threading
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Change
from imagestudio.core.record import Record
from imagestudio.core.taking_in import Fate, Item, Reason, Report
from imagestudio.library.folder import open_library
from imagestudio.library.import_journal import Import
from imagestudio.library.sources import Refusal, Source
from imagestudio.library.taking_in import PictureTaking
from imagestudio.studio import Studio
from imagestudio.ui.finding.scope import EVERYTHING
from imagestudio.ui.taking_in.drop_overlay import DropOverlay
from imagestudio.ui.taking_in.report_dialog import ReportDialog
from imagestudio.ui.taking_in.words import reason_of, summary_of
from imagestudio.ui.theme import Theme
from imagestudio.workers import taking_desk
from tests.library.test_taking_in import A1111, a_picture, ignore, put
from tests.ui.driving import opened, texts

_COPY, _LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
_ANY = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
_NONE = Qt.KeyboardModifier.NoModifier


def held(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(studio: Studio, data: QMimeData) -> QDropEvent:
    """Hold something over the gallery, then let go."""
    panel = studio.workspace.gallery_panel
    QApplication.sendEvent(panel, QDragEnterEvent(QPoint(50, 50), _ANY, data, _LEFT, _NONE))
    event = QDropEvent(QPointF(50, 50), _ANY, data, _LEFT, _NONE)
    QApplication.sendEvent(panel, event)
    return event


def overlay(studio: Studio) -> DropOverlay | None:
    return studio.workspace.gallery_panel.findChild(DropOverlay)


def test_what_is_dropped_on_the_gallery_is_taken_in(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / "in", f"{number}.png", a_picture(number + 1, A1111), 1_500_000_000_000_000)
    put(tmp_path / "in", "words.png", b"no picture at all")
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        with qtbot.waitSignal(studio.taking_in.desk.idle):
            event = drop(studio, held([tmp_path / "in"]))
        assert event.dropAction() == _COPY
        assert studio.parts.gallery.pictures == 3
        assert {record.prompt for record in studio.parts.history.page(studio.parts.history.times())} == {"a fox"}
        assert (tmp_path / "in/0.png").exists()
        qtbot.waitUntil(lambda: "1 not taken in" in texts(studio))
        qtbot.waitUntil(lambda: "3 picture" in texts(studio))


def test_the_gallery_says_what_dropping_will_do(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        panel = studio.workspace.gallery_panel
        data = held([tmp_path / "fox.png"])
        enter = QDragEnterEvent(QPoint(50, 50), _ANY, data, _LEFT, _NONE)
        QApplication.sendEvent(panel, enter)
        assert enter.isAccepted()
        shown = overlay(studio)
        assert shown is not None
        assert shown.isVisible()
        qtbot.waitUntil(lambda: "Take in “fox.png”" in texts(studio))
        assert shown.accessibleName() == "Take in “fox.png”"
        QApplication.sendEvent(panel, QDragLeaveEvent())
        assert not shown.isVisible()


@pytest.mark.parametrize("kind", ["text", "remote"])
def test_what_is_no_file_is_not_taken(qtbot: QtBot, theme: Theme, tmp_path: Path, kind: str) -> None:
    data = QMimeData()
    if kind == "text":
        data.setText("a fox")
    else:
        data.setUrls([QUrl("https://pictures.example/fox.png")])
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        enter = QDragEnterEvent(QPoint(50, 50), _ANY, data, _LEFT, _NONE)
        enter.ignore()
        QApplication.sendEvent(studio.workspace.gallery_panel, enter)
        assert not enter.isAccepted()
        assert overlay(studio) is None
        drop(studio, data)
        assert not studio.taking_in.desk.busy


def test_files_and_folders_are_chosen_without_holding_up_the_window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.png", a_picture(1))
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        for name in ("take_in", "take_in_folder"):
            studio.workspace.actions_of[name].trigger()
            dialog = studio.workspace.findChild(QFileDialog)
            assert dialog is not None
            assert dialog.isVisible()
            with qtbot.waitSignal(studio.taking_in.desk.idle):
                dialog.filesSelected.emit([str(tmp_path / "in")])
            dialog.reject()
            qtbot.waitUntil(lambda: studio.workspace.findChild(QFileDialog) is None)
        assert studio.parts.gallery.pictures == 1


def hold_after_some(monkeypatch: pytest.MonkeyPatch, end: threading.Event) -> None:
    """Some files are taken in, and no more before this: the machine is never quicker than the person."""
    take, begun = PictureTaking._one, count()

    def take_or_wait(
        taking: PictureTaking, opened: Import, found: Source | Refusal, finished: str
    ) -> tuple[Item, Record | None]:
        assert next(begun) < 5 or end.wait(60)
        return take(taking, opened, found, finished)

    monkeypatch.setattr(PictureTaking, "_one", take_or_wait)
    monkeypatch.setattr(taking_desk, "_EVERY_S", 0.0)


def test_stopping_ends_it_for_good(qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        put(tmp_path / "in", f"{number}.png", a_picture(number + 1))
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        desk = studio.taking_in.desk
        hold_after_some(monkeypatch, desk._stopping)
        with qtbot.waitSignal(desk.ended) as ended:
            with qtbot.waitSignal(desk.taken):
                studio.taking_in.take([tmp_path / "in"])
            line = studio.taking_in._line
            assert line is not None
            assert line.isVisible()
            qtbot.mouseClick(line.stop_button, _LEFT)
        qtbot.waitUntil(lambda: not desk.busy)
        report: Report = ended.args[0]
        assert report.stopped
        assert 0 < report.counts[Fate.TAKEN] < 30
        assert studio.parts.gallery.pictures == report.counts[Fate.TAKEN]
        assert not line.isVisible()
        qtbot.waitUntil(lambda: "Stopped" in texts(studio))
    assert _left_in(tmp_path / "library") == 0


def _left_in(folder: Path) -> int:
    library = open_library(folder)
    try:
        return len(library.taking_in.unfinished())
    finally:
        library.close()


def test_leaving_in_the_middle_is_gone_on_with_in_the_next_session(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        put(tmp_path / "in", f"{number}.png", a_picture(number + 1))
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        hold_after_some(monkeypatch, studio.taking_in.desk._leaving)
        with qtbot.waitSignal(studio.taking_in.desk.taken):
            studio.taking_in.take([tmp_path / "in"])
    assert _left_in(tmp_path / "library") == 1
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        qtbot.waitUntil(lambda: "Nothing is taken in twice" in texts(studio))
        before = studio.parts.gallery.pictures
        assert before < 30
        button = next(b for b in studio.workspace.findChildren(QPushButton) if b.text() == "G&o on")
        with qtbot.waitSignal(studio.taking_in.desk.ended) as ended:
            qtbot.mouseClick(button, _LEFT)
        assert ended.args[0].counts == {Fate.TAKEN: 30}
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 30)
        assert "Nothing is taken in twice" not in texts(studio)


def test_what_is_left_can_be_let_go(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    library.taking_in.run(library.taking_in.begin([put(tmp_path, "a.png", a_picture(1))]), ignore, lambda: True)
    library.close()
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        qtbot.waitUntil(lambda: "Nothing is taken in twice" in texts(studio))
        studio.notices._bars["taking-in-left"].close_notice()
    assert _left_in(tmp_path / "library") == 0


def test_the_report_says_what_became_of_each_file(qtbot: QtBot, theme: Theme) -> None:
    report = Report()
    for item in (
        Item("in/here.png", Fate.HERE, time=5),
        Item("in/trashed.png", Fate.IN_TRASH, time=6),
        Item("in/words.png", Fate.REFUSED, Reason.NO_PICTURE),
        Item("in/half.png", Fate.REFUSED, Reason.UNSOUND, said="The picture is cut off: its end is missing."),
        Item("in/new.png", Fate.TAKEN, time=7),
    ):
        report.add(item)
    assert "1 already here, 1 in the trash, 2 not taken in." in summary_of(report)
    dialog = ReportDialog(report)
    qtbot.addWidget(dialog)
    dialog.show()
    model = dialog.table.model()
    rows = [[model.data(model.index(row, column)) for column in (0, 1)] for row in range(model.rowCount())]
    assert rows == [
        ["in/half.png", "The picture is cut off: its end is missing"],
        ["in/words.png", "No PNG, JPEG or WebP picture"],
        ["in/trashed.png", "In the trash: restore it there"],
        ["in/here.png", "Already here"],
    ]
    with qtbot.waitSignal(dialog.show_requested):
        qtbot.mouseClick(dialog.show_button, _LEFT)
    assert not dialog.isVisible()


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason])
def test_every_reason_has_words(qtbot: QtBot, reason: Reason) -> None:
    assert reason_of(Item("a", Fate.REFUSED, reason))
    assert not {"error", "invalid", "failed to"} & {reason_of(Item("a", Fate.REFUSED, reason)).lower()}


def test_a_library_that_is_only_looked_at_takes_nothing(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.taking_in._offer(False)
        for name in ("take_in", "take_in_folder"):
            assert not studio.workspace.actions_of[name].isEnabled()


def test_taking_in_is_undone_and_done_again(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / "in", f"{number}.png", a_picture(number + 1))
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.taking_in.take([tmp_path / "in"])
        qtbot.waitUntil(lambda: studio.organising.stack.canUndo())
        assert studio.parts.gallery.pictures == 3
        studio.organise.actions["undo"].trigger()
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 0)
        studio.organise.actions["redo"].trigger()
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 3)
    assert len(list((tmp_path / "in").iterdir())) == 3


def test_tags_of_another_library_can_be_chosen_at_once(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    other = open_library(tmp_path / "other")
    [time] = other.taking_in.run(other.taking_in.begin([put(tmp_path, "a.png", a_picture(1))]), ignore, _never).times
    other.organiser.change(Change(add_tags=("crown",)), [time])
    other.settling.settle()
    other.close()
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.taking_in.take([tmp_path / "other"])
        qtbot.waitUntil(lambda: [tag.name for tag in studio.organising.tags] == ["crown"])


def test_showing_what_came_leaves_a_search_that_hides_it(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.png", a_picture(1))
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        panel = studio.workspace.gallery_panel
        panel.show_scope(EVERYTHING, "zebra")
        qtbot.waitUntil(lambda: studio.parts.gallery.search == "zebra")
        with qtbot.waitSignal(studio.taking_in.desk.idle):
            studio.taking_in.take([tmp_path / "in"])
        assert studio.parts.gallery.pictures == 0
        button = next(b for b in studio.workspace.findChildren(QPushButton) if b.text() == "Sho&w")
        button.click()
        qtbot.waitUntil(lambda: [cell.record is not None for cell in panel.selected_cells()] == [True])
        assert panel.search_edit.text() == ""


def test_copied_files_are_pasted(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    QApplication.clipboard().setMimeData(held([put(tmp_path, "a.png", a_picture(1))]))
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        view = studio.workspace.gallery_panel.view
        view.setFocus()
        with qtbot.waitSignal(studio.taking_in.desk.idle):
            qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert studio.parts.gallery.pictures == 1
    QApplication.clipboard().clear()


def _never() -> bool:
    return False
