"""The part of the bottom line that tells how far taking in is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from imagestudio.ui.progress_line import ProgressLine
from imagestudio.ui.theme import Theme
from imagestudio.workers.taking_desk import TakingDesk


class TakingLine(ProgressLine):
    """Says how many files were looked at, and stops it."""

    def __init__(self, desk: TakingDesk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.name_parts(
            self.tr("Progress of taking in"), self.tr("Stop taking in"), self.tr("Stop; what is taken in stays")
        )
        desk.began.connect(self.start)
        desk.progressed.connect(self._on_progressed)
        desk.idle.connect(self.hide)
        self.stop_button.clicked.connect(desk.stop)
        self.stop_button.clicked.connect(self._on_stopping)

    def start(self) -> None:
        """Be there before the first file is looked at."""
        self.begin(self.tr("Looking what is there…"))

    def _on_progressed(self, done: int, total: int) -> None:
        counted = self.tr("Taking in: {0} of {1}").format(f"{done:,}", f"{total:,}")
        self.show_step(counted if total else self.tr("Looking what is there…"), done, total)

    def _on_stopping(self) -> None:
        self.show_stopping(self.tr("Stopping…"))
