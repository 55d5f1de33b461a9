"""The part of the bottom line that tells how far giving away is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from imagestudio.ui.progress_line import ProgressLine
from imagestudio.ui.theme import Theme
from imagestudio.workers.export_desk import ExportDesk


class ExportLine(ProgressLine):
    """Says how many copies are written, and cancels."""

    def __init__(self, desk: ExportDesk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.name_parts(
            self.tr("Progress of the export"),
            self.tr("Cancel the export"),
            self.tr("Cancel; files that are whole already stay"),
        )
        desk.progressed.connect(self._on_progressed)
        desk.idle.connect(self.hide)
        self.stop_button.clicked.connect(desk.cancel)
        self.stop_button.clicked.connect(self._on_cancelled)

    def start(self) -> None:
        """Be there before the first copy is."""
        self.begin(self.tr("Exporting…"))

    def _on_progressed(self, done: int, total: int) -> None:
        self.show_step(self.tr("Exporting: {0} of {1}").format(f"{done:,}", f"{total:,}"), done, total)

    def _on_cancelled(self) -> None:
        self.show_stopping(self.tr("Cancelling…"))
