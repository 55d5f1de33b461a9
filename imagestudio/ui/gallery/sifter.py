"""Finds very many pictures again in a list that was filled anew, with the window answering in between."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_layout import joined

_STEP = 5_000  # ids at once: half a millisecond
_AT_ONCE_S = 0.004


class Sifter(QObject):
    """Looks for ids in steps: some 50,000 at once, a million within half a second.

    Signals:
        sifted: these are the rows (a list of first and last) of what is still there.
    """

    sifted = Signal(list)

    def __init__(self, gallery: GalleryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gallery = gallery
        self._wanted: array[int] = array("q")
        self._steps: Iterator[list[tuple[int, int]] | None] = iter(())
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._on_next)
        gallery.rowsInserted.connect(self._on_moved)
        gallery.rowsRemoved.connect(self._on_moved)

    @property
    def busy(self) -> bool:
        return self._next.isActive()

    def start(self, wanted: array[int]) -> None:
        """Look for these, as far as there is time at once; the rest follows."""
        self._wanted = wanted
        self._steps = self._sift()
        self._on_next()

    def stop(self) -> None:
        self._next.stop()

    def _on_moved(self) -> None:
        if self.busy:
            self.start(self._wanted)

    def _on_next(self) -> None:
        until = perf_counter() + _AT_ONCE_S
        for rows in self._steps:
            if rows is not None:
                self.sifted.emit(rows)
            elif perf_counter() > until:
                self._next.start()
                return

    def _sift(self) -> Iterator[list[tuple[int, int]] | None]:
        """None after each step, and all rows after the last."""
        wanted: set[int] = set()
        for begin in range(0, len(self._wanted), _STEP):
            wanted.update(self._wanted[begin : begin + _STEP])
            yield None
        times, first = self._gallery.listed.times, self._gallery.job_rows
        rows: list[tuple[int, int]] = []
        for begin in range(0, len(times), _STEP):
            some = times[begin : begin + _STEP]
            rows += joined((row, row) for row, time in enumerate(some, first + begin) if time in wanted)
            yield None
        yield joined(rows)
