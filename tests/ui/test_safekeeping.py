"""What the window says of a library that was mended, and of pictures its disk refuses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.studio import Studio
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.dialogs.rescue_dialog import RescueDialog
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.dialogs.refusing import refused
from tests.ui.driving import opened, texts


def asked(studio: Studio) -> RescueDialog | None:
    dialogs = studio.workspace.window().findChildren(RescueDialog)
    return next((dialog for dialog in dialogs if dialog.isVisible()), None)


def test_a_picture_only_in_memory_stays_in_sight_when_its_dialog_is_put_away(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        with refused(qtbot, studio.equipment.rescue, tmp_path / "refusing"):
            qtbot.waitUntil(lambda: asked(studio) is not None)
            dialog = asked(studio)
            assert dialog is not None
            assert "It was paid for" in dialog._meaning.text()
            qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: asked(studio) is None)
            qtbot.waitUntil(lambda: "1 paid picture only in memory so far" in texts(studio))
            bar = next(b for b in studio.workspace.findChildren(NoticeBar) if "only in memory" in b.text())
            qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: asked(studio) is not None)
        qtbot.waitUntil(lambda: asked(studio) is None)
        assert "only in memory" not in texts(studio)
