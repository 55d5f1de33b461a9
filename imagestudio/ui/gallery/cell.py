"""What one row of the gallery is, and the roles that tell more of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt

from imagestudio.core.job import Job
from imagestudio.core.record import Record


@dataclass(frozen=True, slots=True)
class Cell:
    """A job, or a picture; a picture whose record is still being read has only its time.

    An intent is `held`: it was not sent, and is kept for later.
    """

    time: int = 0
    record: Record | None = None
    job: Job | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """When a job was sent (`time.monotonic()`), and how many seconds the like took; None where nobody knows.

    An intent is `held`: it was not sent, and is kept for later. One that is `tried` was not sent either, as the
    service did not answer or asked to wait; nor was one that is `paused` with all others that wait.
    """

    began: float
    expected_s: float | None
    held: bool = False
    tried: bool = False
    paused: bool = False


HELD = Progress(0, None, held=True)
TRIED = Progress(0, None, tried=True)
PAUSED = Progress(0, None, paused=True)


class CellRole(IntEnum):
    """What the gallery model tells beside the accessible text."""

    CELL = Qt.ItemDataRole.UserRole + 1
    THUMBNAIL = Qt.ItemDataRole.UserRole + 2
    BROKEN = Qt.ItemDataRole.UserRole + 3
    PROGRESS = Qt.ItemDataRole.UserRole + 4
