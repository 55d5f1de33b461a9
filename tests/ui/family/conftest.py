"""The whole program with a family of pictures in its library, and hands on its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.core.origin import Origin, Task
from imagestudio.core.record import Record
from imagestudio.studio import Studio
from imagestudio.ui.family.family_host import FamilyHost
from imagestudio.ui.family.family_view import FamilyView
from imagestudio.ui.theme import Theme
from tests.ui.driving import opened
from tests.ui.gallery.shelf import Shelf

BEGAN = 1_763_000_000_000_000
STEPS = (
    ("draft", "a red fox in the snow", Task.DRAFT, ()),
    ("edit", "a red fox with a hat in the snow", Task.EDIT, ("draft",)),
    ("left", "a red fox with a blue hat in the snow", Task.VARIATION, ("edit",)),
    ("right", "a red fox with a tall hat, at night", Task.EDIT, ("edit", "draft")),
    ("final", "a red fox with a tall hat, at night", Task.FINAL, ("right",)),
    ("stranger", "a lighthouse", Task.WORDS, ()),
)
_COLORS = ("#aa3333", "#33aa33", "#3333aa", "#aaaa33", "#33aaaa", "#888888")
_Key = Qt.Key


def five_steps(folder: Path) -> None:
    """A draft, its edit, two branches and a final; and a picture that has nothing to do with them."""
    shelf = Shelf(folder)
    for number, (name, prompt, task, parents) in enumerate(STEPS):
        quality = "high" if task is Task.FINAL else "low"
        made = shelf.add(
            BEGAN + number * 1_000_000,
            id=name,
            path=f"originals/2026/11/{name}.png",
            prompt=prompt,
            task=task.value,
            origin=Origin(tuple(parents)),
            parameters={"size": "1024x1024", "quality": quality},
            width=300,
            height=200,
        )
        shelf.draw(made[0], _COLORS[number])
    shelf.close()


class Home:
    """Works the program as a person does; pictures are told by their names."""

    def __init__(self, studio: Studio, qtbot: QtBot) -> None:
        self.studio = studio
        self.qtbot = qtbot

    @property
    def host(self) -> FamilyHost:
        return self.studio.equipment.family

    @property
    def view(self) -> FamilyView:
        assert self.host.view is not None
        return self.host.view

    @property
    def current(self) -> str:
        return self.view.canvas.current

    def time_of(self, name: str) -> int:
        return BEGAN + [step[0] for step in STEPS].index(name) * 1_000_000

    def select(self, name: str) -> Record:
        panel = self.studio.workspace.gallery_panel
        panel.view.setFocus()
        panel.select_record(self.time_of(name))
        details = self.studio.workspace.details_panel
        self.qtbot.waitUntil(lambda: details.record is not None and details.record.id == name)
        assert details.record is not None
        return details.record

    def open(self, name: str) -> FamilyView:
        """Select it and press L."""
        self.select(name)
        self.press(_Key.Key_L)
        self.wait_for(lambda: self.host.view is not None and self.view.isVisible() and self.current == name)
        return self.view

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def wait_for(self, truth: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(truth)

    def wait_steps(self, *names: str) -> None:
        """Until it is known what became different on the way to these."""
        self.wait_for(lambda: all(self.host.book.get(name) is not None for name in names))


@pytest.fixture
def home(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Home]:
    five_steps(tmp_path / "library")
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == len(STEPS))
        yield Home(studio, qtbot)
