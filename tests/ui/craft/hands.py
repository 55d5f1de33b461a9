"""What a person does in the compose panel, and what is read there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from imagestudio.core.record import Record
from imagestudio.studio import Studio
from imagestudio.ui.craft.craft import Craft

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """Types, presses, and reads."""

    def __init__(self, qtbot: QtBot, studio: Studio) -> None:
        self.qtbot = qtbot
        self.studio = studio
        self.panel = studio.workspace.compose_panel
        self.edit = self.panel.prompt_edit
        self.edit.setFocus()
        qtbot.waitUntil(lambda: self.craft.reading.lists is not None)

    @property
    def craft(self) -> Craft:
        return self.studio.equipment.craft

    def type(self, text: str) -> None:
        """In place of what stands there."""
        self.edit.selectAll()
        self.qtbot.keyClicks(self.edit, text)

    def insert(self, text: str) -> None:
        """The same with what keys of a test cannot type."""
        self.edit.selectAll()
        self.edit.insertPlainText(text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """There where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def send(self) -> None:
        QTest.keyClick(self.edit, Qt.Key.Key_Return, CTRL)

    def generate(self) -> list[Record]:
        """Ask, wait until all is over; the records, newest first."""
        with self.qtbot.waitSignal(self.studio.parts.queue.idle):
            self.send()
        return self.records()

    def records(self) -> list[Record]:
        history = self.studio.parts.history
        return history.page(history.times())

    @property
    def button(self) -> str:
        return self.panel.footer.generate_button.text().replace("&", "")

    @property
    def footer(self) -> str:
        return "\n".join(label.text() for label in self.panel.footer.findChildren(QLabel) if label.isVisible())

    @property
    def note(self) -> str:
        note = self.panel.prompt_box.note
        return note.text() if note.isVisible() else ""

    @property
    def sent(self) -> str:
        """The folded line that names what will be sent."""
        line = self.craft.prompts_line
        return line.accessibleName() if line.isVisible() else ""

    def marked(self) -> list[tuple[str, bool]]:
        """What is marked in the editor, and whether as a mistake."""
        found = []
        for selection in self.edit.extraSelections():
            style = selection.format.underlineStyle()
            found.append((selection.cursor.selectedText(), style is selection.format.UnderlineStyle.WaveUnderline))
        return found
