"""A keyring that does not answer: the window says so, and a key for this session works at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.account import Reach
from imagestudio.profile.os_keyring import OsKeyring
from imagestudio.ui.dialogs.key_dialog import KeyDialog
from imagestudio.ui.theme import Theme
from imagestudio.workers import account_watch
from tests.server import KEY, ServiceServer
from tests.ui.driving import generate, opened


def test_a_key_for_the_session_is_offered_and_used_while_the_keyring_waits(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()

    def read(_keyring: object, _user: str) -> str:
        answer.wait(60)
        return ""

    monkeypatch.setattr(OsKeyring, "read", read)
    monkeypatch.setattr(account_watch, "PATIENCE_MS", 50)
    try:
        with opened(qtbot, theme, tmp_path, service.base_url, key="", wait=False) as studio:
            window = studio.workspace.window()

            def offer() -> list[QPushButton]:
                return [button for button in window.findChildren(QPushButton) if "this session…" in button.text()]

            qtbot.waitUntil(lambda: any(button.isVisible() for button in offer()))
            assert "does not answer" in "".join(label.text() for label in window.findChildren(QLabel))
            for _ in range(3):  # whoever opens the dialog again and again may not use up what the session needs
                qtbot.mouseClick(offer()[0], Qt.MouseButton.LeftButton)
                dialog = window.findChildren(KeyDialog)[-1]
                qtbot.waitUntil(dialog.session_button.isVisible)
                dialog.reject()
            qtbot.mouseClick(offer()[0], Qt.MouseButton.LeftButton)
            dialog = window.findChildren(KeyDialog)[-1]
            qtbot.waitUntil(dialog.session_button.isVisible)
            qtbot.keyClicks(dialog.key_edit, KEY)
            qtbot.mouseClick(dialog.session_button, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: studio.parts.watch.account is not None)
            qtbot.waitUntil(lambda: studio.parts.watch.account.reach is Reach.ONLINE)  # type: ignore[union-attr]
            dialog.reject()
            qtbot.waitUntil(lambda: not any(button.isVisible() for button in offer()))
            generate(qtbot, studio, "a lighthouse")
            assert len(service.posts) == 1
            answer.set()
    finally:
        answer.set()


def test_a_key_of_the_keyring_is_asked_for_again_when_the_service_is_another(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def read(_keyring: object, user: str) -> str:
        asked.append(user)
        return KEY if user == "https://api.aimlapi.com" else ""

    monkeypatch.setattr(OsKeyring, "read", read)
    with opened(qtbot, theme, tmp_path, service.base_url, key="", wait=False) as studio:
        qtbot.waitUntil(lambda: studio.parts.watch.account is not None)
        assert studio.parts.watch.account is not None
        assert studio.parts.watch.account.is_demo
        generate(qtbot, studio, "a lighthouse")
        assert studio.parts.history.page(studio.parts.history.times())[0].is_demo
    assert asked
    assert set(asked) == {service.base_url}
    assert service.posts == service.queries == []
