"""What ended the last session, told at the next start; and what no report of a bug shows."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.bugs import Bugs
from imagestudio.profile.log import Log
from imagestudio.profile.redaction import Secrets
from imagestudio.ui.dialogs.bug_dialog import BugDialog
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import generate, opened, texts

KEY = "Zq7canary-key-0123456789"
PROMPT = "a lighthouse, the keeper's daughter"

pytestmark = pytest.mark.allow_log


@pytest.fixture(autouse=True)
def faults_of_nobody() -> Iterator[None]:
    """The log watches for faults only where nobody else does, as pytest would."""
    was_on = faulthandler.is_enabled()
    faulthandler.disable()
    yield
    if was_on:
        faulthandler.enable(2)


def shown(window: QWidget) -> list[BugDialog]:
    return [dialog for dialog in window.findChildren(BugDialog) if dialog.isVisible()]


def test_a_fault_that_ended_the_last_session_is_told_quietly_with_its_report(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    (state / "crash.log").write_text(f"Fatal Python error: Segmentation fault\n  {Path.home()}/x.py {KEY}\n")
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        window = studio.workspace.window()
        log = Log(state, Secrets())
        log.secrets.add_key(KEY)
        bugs = Bugs(log, window)
        bugs.tell_of_last_end(studio.notices)
        qtbot.waitUntil(lambda: "ended unexpectedly last time" in texts(studio))
        assert shown(window) == []
        (bar,) = (b for b in window.findChildren(NoticeBar) if "unexpectedly" in b.text())
        qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
        (dialog,) = shown(window)
        said = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "ended unexpectedly last time" in said
        assert "paid for is listed under Jobs" in said
        assert "Segmentation fault" in dialog.report()
        assert KEY not in dialog.report()
        assert str(Path.home()) not in dialog.report()
        bugs.tell_of_last_end(studio.notices)
        assert [b for b in window.findChildren(NoticeBar) if b.isVisible() and "unexpectedly" in b.text()] == []
        bugs.close()
        log.close()


def test_prompts_that_are_only_looked_at_do_not_come_into_a_report(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, PROMPT)
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: PROMPT in studio.prompts())
        window = studio.workspace.window()
        log = Log(tmp_path / "state", Secrets())
        bugs = Bugs(log, window)
        bugs.heed_prompts(studio.prompts)
        error = ValueError(PROMPT)
        sys.excepthook(type(error), error, None)
        qtbot.waitUntil(lambda: len(shown(window)) == 1)
        everything = shown(window)[0].report() + (tmp_path / "state" / "imagestudio.log").read_text("utf-8")
        assert "daughter" not in everything
        bugs.close()
        log.close()
