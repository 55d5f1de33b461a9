"""The whole program in a test: opened, used as a person does, and read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import imagestudio.studio
from imagestudio import parts
from imagestudio.library.folder import open_library
from imagestudio.profile.settings import JsonSettings
from imagestudio.services import ServiceDesk
from imagestudio.studio import Studio
from imagestudio.ui.details.prompt_text import PromptText
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.theme import Theme
from tests.server import KEY


@contextmanager
def opened(
    qtbot: QtBot,
    theme: Theme,
    folder: Path,
    base_url: str,
    *,
    key: str = KEY,
    demo: bool = False,
    wait: bool = True,
    look: bool = False,
) -> Iterator[Studio]:
    """The program from the first paint to the last thread; with `look`, the library may only be looked at."""
    settings = JsonSettings(folder / "settings.json")
    environ = {"AIMLAPI_API_KEY": key} if key else {}
    chosen, credentials = parts.credentials_for(base_url, environ)
    library = open_library(folder / "library", read_only=look)
    window = MainWindow(settings, theme.tokens)
    window.resize(1280, 800)  # the screen of the tests is smaller, and a window that comes back keeps to it
    desk = ServiceDesk(library, chosen, credentials)
    studio = Studio(window, library, settings, theme, desk, demo, "It is looked at." if look else "")
    with qtbot.waitActive(window):  # as in life: the first paint comes before the rest
        window.show()
    studio.begin()
    qtbot.waitUntil(lambda: (studio.parts.watch.account is not None or not wait) and studio.parts.gallery.ready)
    qtbot.waitUntil(lambda: not studio.writing)
    try:
        yield studio
    finally:
        window.leave()
        # A question after the balance may be under way, and takes as long as the machine lets it.
        with patch.object(imagestudio.studio, "_KEYRING_PATIENCE_MS", 60_000):
            ended = studio.close()
        window.deleteLater()  # here, or the garbage collector does it in any thread of the next window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert ended


def generate(qtbot: QtBot, studio: Studio, prompt: str, count: int = 1) -> None:
    """As a person does: ask, and wait until all is over."""
    with qtbot.waitSignal(studio.parts.queue.idle):
        ask(qtbot, studio, prompt, count)


def ask(qtbot: QtBot, studio: Studio, prompt: str, count: int = 1) -> None:
    """Type, choose how many, press Ctrl+Enter."""
    panel = studio.workspace.compose_panel
    panel.prompt_edit.setFocus()
    panel.prompt_edit.selectAll()
    qtbot.keyClicks(panel.prompt_edit, prompt)
    panel.count_stepper.set_value(count)
    qtbot.keyClick(panel.prompt_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def texts(studio: Studio) -> str:
    """Everything that can be read in the window."""
    labels = [label.text() for label in studio.workspace.findChildren(QLabel) if label.isVisible()]
    labels += [prompt.text() for prompt in studio.workspace.findChildren(PromptText) if prompt.isVisible()]
    buttons = [button.text() for button in studio.workspace.findChildren(QPushButton) if button.isVisible()]
    return "\n".join(labels + buttons)


def double_click(widget: QWidget, place: QPoint) -> None:
    """As a hand does it, the last release included, which QTest.mouseDClick leaves out: Qt would keep the button."""
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(widget, left, pos=place)
    QTest.mouseDClick(widget, left, pos=place)
    QTest.mouseRelease(widget, left, pos=place)
