"""Collects Python's garbage in the window's thread only: a QObject in a cycle must not be destroyed in another one."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class GarbageCollection(QObject):
    """Takes over from the automatic collector, which runs in whichever thread happens to allocate.

    What is there at the start is left out of every later collection, so that those stay short.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        gc.freeze()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Hand over to the automatic collector again."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as the automatic collector would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return
