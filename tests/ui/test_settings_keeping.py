"""A slow disk holds up no window that keeps a setting, and what is wrong with the settings' file is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.profile.settings import JsonSettings
from imagestudio.profile.whole_file import write_whole
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.theme import Theme
from tests.server import deserted
from tests.ui.driving import opened, texts


@pytest.fixture
def nobody() -> Iterator[str]:
    with deserted() as port:
        yield f"http://127.0.0.1:{port}"


def test_the_window_goes_on_while_a_setting_is_written_and_closing_waits_for_it(
    qtbot: QtBot, theme: Theme, tmp_path: Path, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def write_slowly(path: Path, content: bytes) -> None:
        begun.set()
        assert go_on.wait(60)
        write_whole(path, content)

    with opened(qtbot, theme, tmp_path, nobody, key="", demo=True) as studio:
        settings = studio.parts.settings
        monkeypatch.setattr("imagestudio.profile.settings.write_whole", write_slowly)
        settings.set("export", {"name": "first"})
        qtbot.waitUntil(begun.is_set)
        settings.set("export", {"name": "last"})
        assert settings.get("export", {}) == {"name": "last"}
        threading.Timer(0.05, go_on.set).start()
    assert json.loads((tmp_path / "settings.json").read_bytes())["export"] == {"name": "last"}


@pytest.mark.allow_log
def test_a_damaged_file_is_told_until_the_person_goes_on_without_limits(
    qtbot: QtBot, theme: Theme, tmp_path: Path, nobody: str
) -> None:
    (tmp_path / "settings.json").write_bytes(b"{")
    with opened(qtbot, theme, tmp_path, nobody, key="", demo=True) as studio:
        qtbot.waitUntil(lambda: str(tmp_path / "settings.json.damaged") in texts(studio))
        assert "The settings were damaged" in texts(studio)
        assert "you are asked before anything is bought" in texts(studio)
    with opened(qtbot, theme, tmp_path, nobody, key="", demo=True) as studio:
        qtbot.waitUntil(lambda: "Limits for spending were lost with settings that were damaged." in texts(studio))
        (bar,) = (bar for bar in studio.workspace.findChildren(NoticeBar) if "Limits for spending" in bar.text())
        qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Limits for spending" not in texts(studio))
    assert not JsonSettings(tmp_path / "settings.json").lost


@pytest.mark.allow_log
def test_what_cannot_be_saved_is_told_until_it_can(
    qtbot: QtBot, theme: Theme, tmp_path: Path, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    with opened(qtbot, theme, tmp_path, nobody, key="", demo=True) as studio:
        with monkeypatch.context() as patched:
            patched.setattr("imagestudio.profile.settings.write_whole", full)
            studio.parts.settings.set("theme", "dark")
            qtbot.waitUntil(lambda: "The settings could not be saved" in texts(studio))
            assert "No space left on device" in texts(studio)
        studio.parts.settings.set("size", 7)
        qtbot.waitUntil(lambda: "The settings could not be saved" not in texts(studio))
        qtbot.waitUntil(lambda: json.loads((tmp_path / "settings.json").read_bytes())["theme"] == "dark")


@pytest.mark.allow_log
def test_that_the_limits_are_lost_is_told_again_when_the_disk_has_room(
    qtbot: QtBot, theme: Theme, tmp_path: Path, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.json").write_bytes(b"{")

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("imagestudio.profile.settings.write_whole", full)
        with opened(qtbot, theme, tmp_path, nobody, key="", demo=True) as studio:
            qtbot.waitUntil(lambda: "The settings could not be saved" in texts(studio))
            patched.undo()
            studio.parts.settings.set("size", 7)
            qtbot.waitUntil(lambda: "The settings were damaged" in texts(studio))
            assert "you are asked before anything is bought" in texts(studio)
