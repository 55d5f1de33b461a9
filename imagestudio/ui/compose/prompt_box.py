"""The upper part of the compose panel: the editor, what it comes to, what is wrong with it, and the tools beside it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from imagestudio.core.origin import Origin
from imagestudio.core.wording import Wording, plainly
from imagestudio.ui.compose.prompt_edit import PromptEdit
from imagestudio.ui.compose.prompt_note import PromptNote
from imagestudio.ui.tab_order import tab_stops
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_S


class Reader(Protocol):
    """Who understands templates and styles; made after the first screen, so that this need not wait for it."""

    def read(self, text: str, now: bool = False) -> Wording:
        """What this text comes to. A very long one is understood when the person pauses, or `now`."""

    def bring_back(self, prompt: str, origin: Origin) -> None:
        """Put into the editor what a picture was made of."""

    def lineage(self) -> tuple[tuple[str, ...], str]:
        """The pictures that are continued, and what for (core/origin.py)."""


class PromptBox(QWidget):
    """Where one writes; others put their controls into `tools` and `below`.

    Signals:
        changed(): what is written comes to something else.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader: Reader | None = None
        self._waits = False
        self.prompt_edit = PromptEdit(self)
        self.note = PromptNote(self)
        self.tools = QHBoxLayout()
        self.below = QVBoxLayout()
        self._characters = QLabel(self)
        self._build_layout()
        self.prompt_edit.textChanged.connect(self.changed)

    def wording(self, now: bool = False) -> Wording:
        """What is typed, as far as it is understood."""
        text = self.prompt_edit.prompt()
        if self._reader is not None:
            return self._reader.read(text, now)
        return Wording(text, is_waiting=True) if self._waits else plainly(text)

    def read_with(self, reader: Reader) -> None:
        """Understand from now on what only this reader can."""
        self._reader, self._waits = reader, False
        self.changed.emit()

    def wait_for_reader(self) -> None:
        """There are styles to what is written, so that only a reader knows what it comes to."""
        self._waits = self._reader is None

    def bring_back(self, prompt: str, origin: Origin) -> None:
        """Show what a picture was made of; Ctrl+Z brings back what stands here."""
        if self._reader is None:
            self.prompt_edit.set_prompt(prompt)
        else:
            self._reader.bring_back(prompt, origin)

    def lineage(self) -> tuple[tuple[str, ...], str]:
        """The pictures that are continued, and what for."""
        return self._reader.lineage() if self._reader is not None else ((), "")

    def show_length(self, length: int, limit: int) -> None:
        """How many characters there are at most, of how many that can be sent."""
        self._characters.setText(f"{length:,} / {limit:,}")
        set_role(self._characters, "danger" if length > limit else "label")

    def tab_stops(self) -> list[QWidget]:
        """The controls from top to bottom."""
        items = [layout.itemAt(place) for layout in (self.tools, self.below) for place in range(layout.count())]
        widgets = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        return [self.prompt_edit, *(stop for widget in widgets for stop in _stops(widget))]

    def _build_layout(self) -> None:
        label = QLabel(self.tr("&Prompt"), self)
        set_role(label, "label")
        label.setBuddy(self.prompt_edit)
        set_role(self._characters, "label")
        self._characters.setTextFormat(Qt.TextFormat.PlainText)
        self.tools.setSpacing(0)
        self.below.setSpacing(SPACE_S)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addStretch()
        row.addLayout(self.tools)
        row.addWidget(self._characters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(row)
        column.addWidget(self.prompt_edit)
        column.addWidget(self.note)
        column.addLayout(self.below)


def _stops(widget: QWidget) -> list[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return [widget]
    return [stop for stop in tab_stops(widget) if stop.window() is widget.window()]  # not what is in a combo's list
