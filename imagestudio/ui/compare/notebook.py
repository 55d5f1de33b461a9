"""Writes choices down, one after the other, beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.comparisons import Comparisons, new_choice
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.record import Record
from imagestudio.workers.task import TaskRunner


class Notebook(QObject):
    """Notes who was kept over whom, and takes it back.

    Signals:
        failed(ImageStudioError): it could not be written; told once until something can be.
    """

    failed = Signal(object)

    def __init__(self, comparisons: Comparisons, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparisons = comparisons
        self._tasks = tasks
        self._told = False

    def note(self, winner: Record, losers: Sequence[Record], blind: bool, seed: int) -> str:
        """The id of what is written down."""
        choice = new_choice(winner, losers, blind, seed)
        self._tasks.run(partial(self._comparisons.add, choice), self._on_written, self._on_failed)
        return choice.id

    def retract(self, choice_id: str) -> None:
        """The person went a step back; an empty id means that nothing was written at that step."""
        if choice_id:
            self._tasks.run(partial(self._comparisons.retract, choice_id), self._on_written, self._on_failed)

    def _on_written(self, _nothing: None) -> None:
        self._told = False

    def _on_failed(self, error: ImageStudioError) -> None:
        if not self._told:
            self.failed.emit(error)
        self._told = True
