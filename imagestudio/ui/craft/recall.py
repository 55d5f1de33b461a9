"""Earlier prompts in the editor: Ctrl+Up and Ctrl+Down walk through them, Ctrl+R finds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from imagestudio.core.keeping import Earlier
from imagestudio.core.templates.escaping import escaped
from imagestudio.core.templates.lists import NO_LISTS, WordLists
from imagestudio.ui.compose.prompt_edit import PromptEdit
from imagestudio.ui.craft.memory import PromptMemory
from imagestudio.ui.theme import Theme

if TYPE_CHECKING:
    from imagestudio.ui.craft.pick_popover import PickPopover

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_WIDTH = 560


class Recall(QObject):
    """Brings earlier prompts back; what stood in the editor before is one step beyond the newest."""

    def __init__(self, edit: PromptEdit, memory: PromptMemory, theme: Theme) -> None:
        super().__init__(edit)
        self._edit = edit
        self._memory = memory
        self._theme = theme
        self.lists: WordLists = NO_LISTS
        self._place = -1  # among the earlier prompts; -1 is what the person writes
        self._draft = ""
        self._shown = ""
        self._pending = 0
        self.popover: PickPopover | None = None
        edit.installEventFilter(self)
        memory.read.connect(self._on_read)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is None or modifiers != Qt.KeyboardModifier.ControlModifier:
            return False
        self.walk(step)
        return True

    def walk(self, step: int) -> None:
        """Show the prompt before (1) or after (-1) the one that is shown."""
        if not self._memory.is_read:
            self._pending += step
            self._memory.want()
            return
        text = self._edit.prompt()
        if self._place < 0 or text != self._shown:
            self._place, self._draft = -1, text
        place = self._place + step
        while 0 <= place < len(self._memory.prompts) and self._text(self._memory.prompts[place]) == text:
            place += step  # what stands there already is no step
        if place >= len(self._memory.prompts) or self._place == place or place < -1:
            return
        self._place = place
        self._show(self._draft if place < 0 else self._text(self._memory.prompts[place]))

    def open(self, anchor: QWidget) -> None:
        """Offer all of them below this widget, to search in."""
        self._memory.want()
        if self.popover is None:
            from imagestudio.ui.craft.pick_popover import PickPopover

            name = self.tr("Earlier prompts")
            self.popover = PickPopover(self._theme, name, self.tr("Search your prompts"), anchor.window(), _WIDTH)
            self.popover.search_sentences()
            self.popover.picked.connect(self._on_picked)
        self._offer()
        self.popover.open_below(anchor)

    def _offer(self) -> None:
        if self.popover is None:
            return
        from imagestudio.ui.finding.choice_list import Choice

        nothing = self.tr("No prompts yet") if self._memory.is_read else self.tr("Reading …")
        choices = [Choice(" ".join(one.text.split()), one) for one in self._memory.prompts]
        self.popover.offer(choices, nothing=nothing)

    def _on_picked(self, earlier: object) -> None:
        if isinstance(earlier, Earlier) and self.popover is not None:
            self.popover.hide()
            self._draft = self._edit.prompt()
            self._place = -1
            self._show(self._text(earlier))
            self._edit.setFocus()

    def _on_read(self) -> None:
        self._offer()
        step, self._pending = self._pending, 0
        for _ in range(abs(step)):
            self.walk(1 if step > 0 else -1)

    def _text(self, earlier: Earlier) -> str:
        """As it is written so that it means the same again."""
        return earlier.text if earlier.is_template else escaped(earlier.text, self.lists)

    def _show(self, text: str) -> None:
        self._shown = text
        self._edit.set_prompt(text)
        self._edit.moveCursor(self._edit.textCursor().MoveOperation.End)
