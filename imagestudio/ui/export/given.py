"""Which of the selected pictures are given away at once, by copying or dragging."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from imagestudio.core.ports import History
from imagestudio.core.record import Record

MOST_GIVEN = 10_000  # of more, other programs choke on the names alone; exporting gives any number


def in_order(history: History, times: Sequence[int]) -> list[Record]:
    """The records in the order of their times as given. Raises LibraryError. Runs in a worker thread."""
    found = {record.time: record for record in history.page(times)}
    return [found[time] for time in times if time in found]


def left_behind(given: int, selected: int) -> str:
    """What is told where more are selected than are given."""
    text = QCoreApplication.translate(
        "GivingAway", "Only the first {0} of the {1} selected pictures were given. Export gives all of them (Ctrl+E)."
    )
    return text.format(f"{given:,}", f"{selected:,}")
