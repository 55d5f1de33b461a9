"""The bars at the top of the window, and what is said for a moment at its bottom."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import DiskError
from imagestudio.studio import Studio
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import generate, opened, texts

DEMO = "Demo pictures are drawn on this computer; add a key to use the AI models."


def bars(studio: Studio) -> list[str]:
    return [bar.text() for bar in studio.workspace.findChildren(NoticeBar) if bar.isVisibleTo(studio.workspace)]


def test_a_subject_has_one_bar_and_the_newest_is_on_top(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="") as studio:
        notices = studio.notices
        notices.show("failure", "The first.", "warning")
        second = notices.show("failure", "The second.", "warning")
        qtbot.waitUntil(lambda: sorted(bars(studio)) == sorted([DEMO, "The second."]))
        assert studio.workspace.notices.indexOf(second) == 0
        notices.hide("failure")
        notices.hide("failure")
        assert bars(studio) == [DEMO]


def test_a_bar_goes_when_it_was_read(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="") as studio:
        bar = next(bar for bar in studio.workspace.findChildren(NoticeBar) if bar.text() == DEMO)
        qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
        assert bars(studio) == []


def test_the_demo_offers_a_key(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="") as studio:
        button = next(
            b for b in studio.workspace.findChildren(QPushButton) if b.text().replace("&", "") == "Add a key…"
        )
        with qtbot.waitSignal(studio.workspace.actions_of["key"].triggered):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_with_a_key_there_is_no_bar(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        assert bars(studio) == []
        studio.workspace.actions_of["demo"].trigger()
        qtbot.waitUntil(lambda: bars(studio) == [DEMO])
        studio.workspace.actions_of["demo"].trigger()
        qtbot.waitUntil(lambda: bars(studio) == [])


@pytest.mark.parametrize("word", ["error", "invalid", "failed to"])
def test_what_could_not_be_done_is_told_in_plain_words(qtbot: QtBot, theme: Theme, tmp_path: Path, word: str) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.notices.show_failure(DiskError("The disk is full."))
        qtbot.waitUntil(lambda: len(bars(studio)) == 2)
        told = next(text for text in bars(studio) if text != DEMO)
        assert "disk" in told
        assert word not in told.lower()


def test_a_file_that_was_not_written_beside_the_jobs_says_nothing_of_money(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.notices.show_failure(DiskError("The disk is full."))
        qtbot.waitUntil(lambda: any("The disk is full" in text for text in bars(studio)))
        assert not any("charged" in text for text in bars(studio))
        studio.parts.queue.refused.emit(DiskError("The disk is full."))
        qtbot.waitUntil(lambda: any("Nothing was charged." in text for text in bars(studio)))


def test_saying_what_is_done_moves_nothing(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        view = studio.workspace.gallery_panel.view
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: studio.workspace.details_panel.record is not None)
        before = view.mapTo(studio.workspace, QPoint(0, 0)), view.size()
        studio.workspace.actions_of["copy_prompt"].trigger()
        qtbot.waitUntil(lambda: "Prompt copied" in texts(studio))
        assert (view.mapTo(studio.workspace, QPoint(0, 0)), view.size()) == before
