"""Other libraries open in windows of their own; folders that are none say so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from imagestudio.library.folder import open_library
from imagestudio.other_windows import OtherWindows, command
from imagestudio.studio import Studio
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.recent_libraries import RecentLibraries, name_of
from imagestudio.ui.theme import Theme
from tests.ui.driving import opened


class Windows(OtherWindows):
    """Looks at folders as the program does, and writes down which windows it would open."""

    started: list[Path]

    def open_window(self, folder: Path) -> bool:
        self.started.append(folder)
        return folder.name != "refused"


@pytest.fixture
def windows() -> Windows:
    windows = Windows()
    object.__setattr__(windows, "started", [])
    return windows


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Studio]:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        yield studio


def libraries(studio: Studio, windows: Windows, current: Path) -> RecentLibraries:
    parts, workspace = studio.parts, studio.workspace
    menu = workspace.menu_button.menu()
    return RecentLibraries(current, windows, parts.settings, workspace.actions_of, menu, studio.notices, parts.tasks)


def is_said(studio: Studio, *words: str) -> bool:
    bars = studio.workspace.findChildren(NoticeBar)
    return any(all(word in bar.text() for word in words) for bar in bars)


def recent_menu(studio: Studio) -> QMenu:
    menus = studio.workspace.menu_button.menu().findChildren(QMenu)
    menu = next(menu for menu in menus if "Recent" in menu.title())
    menu.aboutToShow.emit()
    return menu


def test_recent_ones_stand_in_the_menu_and_open_in_a_window_of_their_own(
    qtbot: QtBot, studio: Studio, windows: Windows, tmp_path: Path
) -> None:
    for name in ("client & x", "client y"):
        open_library(tmp_path / name).close()
        studio.parts.settings.set(
            "recent_libraries", [str(tmp_path / name), *studio.parts.settings.get("recent_libraries", [])]
        )
    made = libraries(studio, windows, tmp_path / "library")
    made.remember()
    actions = recent_menu(studio).actions()
    assert [action.text() for action in actions] == ["client y", "client && x"]
    actions[1].trigger()
    qtbot.waitUntil(lambda: windows.started == [tmp_path / "client & x"])
    assert studio.parts.settings.get("recent_libraries", [])[0] == str(tmp_path / "library")


def test_without_any_the_menu_says_so(studio: Studio, windows: Windows, tmp_path: Path) -> None:
    libraries(studio, windows, tmp_path / "library").remember()
    actions = recent_menu(studio).actions()
    assert len(actions) == 1
    assert not actions[0].isEnabled()


def test_an_empty_folder_can_become_one_and_another_cannot(
    qtbot: QtBot, studio: Studio, windows: Windows, tmp_path: Path
) -> None:
    made = libraries(studio, windows, tmp_path / "library")
    for name in ("empty", "full", "refused"):
        (tmp_path / name).mkdir()
    (tmp_path / "full" / "thesis.doc").touch()
    studio.parts.settings.set("recent_libraries", [str(tmp_path / "gone")])
    made.open(tmp_path / "empty")
    qtbot.waitUntil(lambda: windows.started == [tmp_path / "empty"] and not studio.parts.tasks.busy)
    for name, said in (("full", "is no library"), ("gone", "not there now"), ("refused", "could not be started")):
        made.open(tmp_path / name)
        qtbot.waitUntil(partial(is_said, studio, str(tmp_path / name), said))  # both: each answer has its own thread
    assert made.recent == []
    assert sorted(path.name for path in (tmp_path / "full").iterdir()) == ["thesis.doc"]


def test_the_library_that_is_open_here_is_not_opened_again(studio: Studio, windows: Windows, tmp_path: Path) -> None:
    libraries(studio, windows, tmp_path / "library").open(tmp_path / "library")
    assert windows.started == []


def test_a_folder_is_chosen_with_the_systems_dialog(
    qtbot: QtBot, studio: Studio, windows: Windows, tmp_path: Path
) -> None:
    libraries(studio, windows, tmp_path / "library")
    studio.workspace.actions_of["open_library"].trigger()
    dialog = studio.workspace.window().findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    (tmp_path / "new").mkdir()
    dialog.fileSelected.emit(str(tmp_path / "new"))
    dialog.reject()
    qtbot.waitUntil(lambda: windows.started == [tmp_path / "new"])


def test_another_window_is_started_as_this_one_was(tmp_path: Path) -> None:
    line = command(tmp_path, demo=True, base_url="https://example.org")
    assert line[1:3] == ["-m", "imagestudio"]
    assert line[3:] == ["--library", str(tmp_path), "--demo", "--base-url", "https://example.org"]


@pytest.mark.parametrize(
    ("folder", "name"), [("/a/library", "a/library"), ("/a/client x", "client x"), ("/library", "library")]
)
def test_a_library_is_called_by_its_folder(folder: str, name: str) -> None:
    assert name_of(Path(folder)) == name
