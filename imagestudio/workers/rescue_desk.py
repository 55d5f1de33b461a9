"""Where jobs bring what was paid for and the disk refuses: tried again and again, and saved elsewhere when asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from imagestudio.core.sinks import PatientSink

Write = Callable[[Path, PatientSink], Path]

_PAUSE_S = 2.0


class RescueDesk(QObject):
    """Keeps every refused file in memory until the disk takes it; jobs call `save` in their own threads.

    Signals:
        changed: other files are in memory only, or one was saved elsewhere.
    """

    changed = Signal()
    _refused = Signal(object)
    _over = Signal(object)

    def __init__(self, write: Write, parent: QObject | None = None, *, pause_s: float = _PAUSE_S) -> None:
        """`write` puts a file into a folder under a free name. Raises DiskError."""
        super().__init__(parent)
        self._write = write
        self._pause_s = pause_s
        self._held: list[PatientSink] = []
        self._refused.connect(self._on_refused)
        self._over.connect(self._on_over)

    @property
    def held(self) -> list[PatientSink]:
        """The files that wait for the disk, oldest first."""
        return list(self._held)

    @property
    def unsaved(self) -> list[PatientSink]:
        """Those of them that are nowhere else."""
        return [file for file in self._held if not file.saved_to]

    async def save(self, unwritten: PatientSink) -> None:
        """Try again until the disk takes it; ends otherwise only by being cancelled, when the person leaves."""
        import asyncio

        self._refused.emit(unwritten)
        try:
            while not unwritten.try_again():  # noqa: ASYNC110 - it is the disk that changes
                await asyncio.sleep(self._pause_s)
        finally:
            self._over.emit(unwritten)

    def save_elsewhere(self, folder: Path) -> list[tuple[PatientSink, str]]:
        """Write every unsaved file into a folder, replacing nothing; for a worker thread. Raises DiskError."""
        return [(file, str(self._write(folder, file))) for file in self.unsaved]

    def note_saved(self, saved: list[tuple[PatientSink, str]]) -> None:
        """Remember where files are; for the thread the desk lives in."""
        for file, place in saved:
            file.saved_to = place
        self.changed.emit()

    def _on_refused(self, unwritten: PatientSink) -> None:
        self._held.append(unwritten)
        self.changed.emit()

    def _on_over(self, unwritten: PatientSink) -> None:
        if unwritten in self._held:
            self._held.remove(unwritten)
            self.changed.emit()
