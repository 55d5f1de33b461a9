"""What the person wrote before: earlier prompts, and the phrases in them, read when they are first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.keeping import Earlier
from imagestudio.core.phrases import Phrases
from imagestudio.workers.task import TaskRunner

MOST = 500


class PromptMemory(QObject):
    """The latest different prompts, newest first.

    Signals:
        read(): they are there.
        failed(ImageStudioError): the library cannot tell.
    """

    read = Signal()
    failed = Signal(object)

    def __init__(
        self, earlier: Callable[[int], list[Earlier]], tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._earlier = earlier
        self._tasks = tasks
        self._wanted = False
        self.is_read = False
        self.prompts: list[Earlier] = []
        self.phrases = Phrases()

    def want(self) -> None:
        """Read them, if nobody has wanted them yet."""
        if not self._wanted:
            self._wanted = True
            self._tasks.run(partial(_remembered, self._earlier), self._on_read, self._on_failed)

    def add(self, text: str, is_template: bool) -> None:
        """This was just asked for."""
        if not (text := text.strip()):
            return
        self.prompts = [Earlier(text, is_template), *(one for one in self.prompts if one.text != text)][:MOST]
        if self.is_read:
            self._tasks.run(partial(_phrases, tuple(self.prompts)), self._on_phrases)

    def _on_read(self, remembered: tuple[list[Earlier], Phrases]) -> None:
        prompts, self.phrases = remembered
        since = {one.text for one in self.prompts}  # asked for while they were read
        self.prompts = [*self.prompts, *(one for one in prompts if one.text not in since)][:MOST]
        self.is_read = True
        self.read.emit()

    def _on_phrases(self, phrases: Phrases) -> None:
        self.phrases = phrases

    def _on_failed(self, error: ImageStudioError) -> None:
        self._wanted = False
        self.failed.emit(error)


def _remembered(earlier: Callable[[int], list[Earlier]]) -> tuple[list[Earlier], Phrases]:
    """Runs in a worker thread."""
    prompts = earlier(MOST)
    return prompts, _phrases(prompts)


def _phrases(prompts: Sequence[Earlier]) -> Phrases:
    """Runs in a worker thread."""
    return Phrases(one.text for one in prompts)
