"""The records the gallery has read so far, a page at a time and not more than needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.ports import Changed, History
from imagestudio.core.record import Record
from imagestudio.workers.task import TaskRunner

PAGE = 200
_CAPACITY = 12_000  # some 18 MB, and more than a selection tells of


class RecordCache(QObject):
    """Records by time; those that are missing are read beside the window.

    Signals:
        loaded: records with these times are there now.
        load_failed: the history could not be read.
    """

    loaded = Signal(list)
    load_failed = Signal(object)

    def __init__(self, history: History, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._runner = runner
        self._records: OrderedDict[int, Record] = OrderedDict()
        self._asked: set[int] = set()

    def get(self, time: int) -> Record | None:
        return self._records.get(time)

    def add(self, records: Iterable[Record]) -> None:
        for record in records:
            self._records[record.time] = record
            self._records.move_to_end(record.time)
        while len(self._records) > _CAPACITY:
            self._records.popitem(last=False)

    def take(self, records: Sequence[Record]) -> None:
        """Add records that somebody else has read."""
        self.add(records)
        self.loaded.emit([record.time for record in records])

    def change(self, record: Record) -> None:
        """More is known of a record by now."""
        if record.time in self._records:
            self._records[record.time] = record
            self.loaded.emit([record.time])

    def organise(self, changed: Changed) -> None:
        """What the person made of these pictures is something else now."""
        known = [time for time in changed if time in self._records]
        for time in known:
            self._records[time] = replace(self._records[time], organisation=changed[time][1])
        if known:
            self.loaded.emit(known)

    def refresh(self, times: Iterable[int]) -> None:
        """Read those of these records again that are known; they stay as they are until then."""
        known = [time for time in times if time in self._records]
        for begin in range(0, len(known), PAGE):
            page = known[begin : begin + PAGE]
            self._runner.run(partial(_page, self._history, page), self._on_page, self._on_failed)

    def clear(self) -> None:
        self._records.clear()
        self._asked.clear()

    def want(self, times: Sequence[int]) -> None:
        """Read what is missing of these, in pages."""
        missing = [time for time in times if time not in self._records and time not in self._asked]
        for begin in range(0, len(missing), PAGE):
            page = missing[begin : begin + PAGE]
            self._asked.update(page)
            self._runner.run(partial(_page, self._history, page), self._on_page, self._on_failed)

    def _on_page(self, result: tuple[list[int], list[Record]]) -> None:
        times, records = result
        self._asked.difference_update(times)
        self.take(records)

    def _on_failed(self, error: ImageStudioError) -> None:
        self._asked.clear()
        self.load_failed.emit(error)


def _page(history: History, times: list[int]) -> tuple[list[int], list[Record]]:
    return times, history.page(times)
