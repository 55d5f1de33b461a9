"""Works the window as a person who looks for pictures does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.times import now_us
from imagestudio.studio import Studio
from imagestudio.ui.finding.popover import Popover
from imagestudio.ui.finding.search_edit import SearchEdit
from tests.ui.gallery.shelf import Shelf

NOW = now_us()
DAY = 86_400_000_000
Key = Qt.Key


def fill(folder: Path) -> None:
    """Six foxes and three crowns of some months, models, costs and marks."""
    shelf = Shelf(folder / "library")
    for number in range(6):
        marks = Organisation(rating=number, pick=Pick.PICKED if number > 3 else Pick.NONE, tags=("wild",))
        shelf.add(NOW - number * 40 * DAY, prompt="a red fox", cost=f"0.0{number + 1}", organisation=marks)
    shelf.add(NOW - 1, NOW - 2, NOW - 3, prompt="a golden crown", cost="0.2", model="openai/gpt-image-2")
    shelf.close()


class Finding:
    """Works the window as a person does."""

    def __init__(self, studio: Studio, qtbot: QtBot) -> None:
        self.studio = studio
        self.qtbot = qtbot
        self.panel = studio.workspace.gallery_panel
        self.gallery = studio.parts.gallery
        self.edit: SearchEdit = self.panel.search_edit

    def write(self, text: str) -> None:
        self.edit.setFocus()
        QTest.keyClicks(self.edit, text)

    def key(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(self.edit, key)

    def counted(self, pictures: int) -> None:
        text = f"{pictures:,} picture{'' if pictures == 1 else 's'}"
        self.qtbot.waitUntil(lambda: self.panel.line.count_label.text() == text)

    def offered(self) -> list[str]:
        return [choice.text for choice in self.edit.completions.list.choices.choices]

    def popover(self, kind: type[Popover]) -> Popover:
        return next(found for found in self.panel.findChildren(kind))

    def press(self, name: str) -> None:
        self.studio.workspace.actions_of[name].trigger()


def choices_of(popover: Popover) -> list[tuple[str, int | None, bool]]:
    return [(one.text, one.count, one.checked) for one in popover.list.choices.choices]


def choose(popover: Popover, text: str, key: Key = Key.Key_Return) -> None:
    """Go to a row with the arrows, and press a key there."""
    QTest.keyClick(popover.list, Key.Key_Home)
    for _ in range(60):
        choice = popover.list.current_choice()
        if choice is not None and choice.text == text:
            break
        QTest.keyClick(popover.list, Key.Key_Down)
    assert popover.list.current_choice() is not None
    QTest.keyClick(popover.list, key)
