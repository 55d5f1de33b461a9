"""Which of the selected pictures are given away at once, by copying or dragging."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

MOST_GIVEN = 10_000  # of more, other programs choke on the names alone; exporting gives any number


def left_behind(given: int, selected: int) -> str:
    """What is told where more are selected than are given."""
    text = QCoreApplication.translate(
        "GivingAway", "Only the first {0} of the {1} selected pictures were given. Export gives all of them (Ctrl+E)."
    )
    return text.format(f"{given:,}", f"{selected:,}")
