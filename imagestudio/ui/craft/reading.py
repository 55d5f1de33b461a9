"""Understands what is typed: a template with the person's lists, the chosen styles, and which prompts are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.styles import Style, Stylebook
from imagestudio.core.templates.lists import WordLists
from imagestudio.core.templates.template import Template
from imagestudio.core.wording import Wording, plainly

_LONG = 6_000  # characters, which take some milliseconds
_PAUSE_MS = 120


class Reading(QObject):
    """Keeps what goes with the text, and makes wordings of it.

    Signals:
        changed(): the same text comes to something else now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lists: WordLists | None = None  # until they are read
        self._book: Stylebook | None = None
        self._names: tuple[str, ...] = ()
        self._sample: int | None = None
        self._seed = 0
        self._template: Template | None = None
        self._wording = Wording()
        self._waiting_for = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    # what it is told

    def set_lists(self, lists: WordLists) -> None:
        if self.lists is None or not same(lists, self.lists):
            self.lists = lists
            self._template = None
            self.changed.emit()

    def set_book(self, book: Stylebook) -> None:
        """The styles there are."""
        if book != self._book:
            self._book = book
            self.changed.emit()

    def choose_styles(self, names: Sequence[str]) -> None:
        """The styles that are put around the prompt, the innermost first."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.changed.emit()

    def choose(self, sample: int | None, seed: int) -> None:
        """All prompts, or so many that are drawn with this seed."""
        if (sample, seed) != (self._sample, self._seed):
            self._sample, self._seed = sample, seed
            self.changed.emit()

    # what it says

    @property
    def styles(self) -> tuple[Style, ...]:
        """Those that are chosen and there."""
        return self._book.named(self._names) if self._book is not None else ()

    def read(self, text: str, now: bool = False) -> Wording:
        """What the text comes to; the very same object as before where nothing has changed."""
        if self._waits_for_the_disk(text):
            return Wording(text, is_waiting=True)
        known = self._template is not None and self._template.text == text
        if not now and not known and len(text) > _LONG and plainly(text).is_waiting:
            self._waiting_for = text
            self._pause.start()
            return Wording(text, is_waiting=True)
        self._pause.stop()
        wording = replace(plainly(text), is_waiting=False, template=self._understood(text), styles=self.styles)
        if wording.has_alternatives:
            wording = replace(wording, sample=self._sample, seed=self._seed)
        if wording != self._wording:
            self._wording = wording
        return self._wording

    def _waits_for_the_disk(self, text: str) -> bool:
        return (self.lists is None and "__" in text) or (self._book is None and bool(self._names))

    def _understood(self, text: str) -> Template | None:
        if not plainly(text).is_waiting:
            return None
        if self._template is None or self._template.text != text:
            self._template = Template(text, self.lists) if self.lists is not None else Template(text)
        return self._template

    def _on_pause(self) -> None:
        self._understood(self._waiting_for)
        self.changed.emit()


def same(lists: WordLists, others: WordLists) -> bool:
    """Whether they hold the same."""
    return lists.names == others.names and all(lists.entries(name) == others.entries(name) for name in lists.names)
