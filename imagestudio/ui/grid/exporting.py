"""Keeps a grid as a file: asks where, has it written beside the window, and tells how it went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.export import Exporter, ExportReport
from imagestudio.core.grid import MOST_AXES
from imagestudio.core.naming import safe_name
from imagestudio.core.sheet import SIZES, SheetChoices
from imagestudio.ui import desktop
from imagestudio.ui.error_text import describe
from imagestudio.ui.export.giving_away import GivingAway
from imagestudio.ui.export.target_field import default_folder
from imagestudio.ui.grid.grid_host import GridHost
from imagestudio.ui.grid.grid_words import fixed_text, labels_of
from imagestudio.ui.workspace import Parts
from imagestudio.workers.export_desk import Cancelled, Tick
from imagestudio.workers.grid_painter import Words
from imagestudio.workers.grid_writer import Finished, GridWriter

_SETTING = "grid"
_SUFFIXES = {"*.pdf": "pdf", "*.png": "png", "*.jpg": "jpg"}


class Exporting(QObject):
    """Answers Export."""

    def __init__(self, host: GridHost, parts: Parts, giving: GivingAway, make_exporter: Callable[[], Exporter]) -> None:
        super().__init__(host)
        self._host = host
        self._parts = parts
        self._giving = giving
        self._make_exporter = make_exporter
        self._awaited = False
        host.view.bar.export_clicked.connect(self.ask_where)
        giving.desk.ended.connect(self._on_ended)
        giving.desk.refused.connect(self._on_refused)

    def ask_where(self) -> None:
        """The system's own chooser; nothing there is replaced, so it need not ask."""
        if not self._host.model.cells:
            return
        dialog = QFileDialog(self._host.view)
        dialog.setWindowTitle(self.tr("Save the grid"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        names = [self.tr("PDF (*.pdf)"), self.tr("Picture (*.png)"), self.tr("Smaller picture (*.jpg)")]
        dialog.setNameFilters(names)
        dialog.setDefaultSuffix("pdf")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        kept = self._parts.settings.get(_SETTING, {})
        dialog.setDirectory(str(kept.get("folder", "")) or default_folder())
        dialog.selectFile(f"{safe_name(self._host.editing.grid.name)}.pdf")
        dialog.filterSelected.connect(self._on_filter)
        dialog.fileSelected.connect(self._on_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, target: Path) -> None:
        """Write it there, as PDF, PNG or JPEG by its name."""
        finished = self._finished()
        paper = SheetChoices.from_data(self._parts.settings.get("contact_sheet", {})).paper
        self._awaited = True
        self._host.view.foot.say(self.tr("Being written …"))
        self._giving.start(partial(_write, self._make_exporter, finished, target, SIZES[paper]))

    def _finished(self) -> Finished:
        """The grid as one sees it, frozen."""
        grid, catalog, model = self._host.editing.grid, self._parts.catalog, self._host.model
        shown = ((cell.place, self._host.standing.records(cell)) for cell in model.cells)
        labels = [tuple(labels_of(grid, axis, catalog)) for axis in grid.axes]
        labels += [("",)] * (MOST_AXES - len(labels))
        words = Words(grid.name, fixed_text(grid, catalog), *labels)
        return Finished(grid, words, {place: records[0] for place, records in shown if records})

    def _on_filter(self, name: str) -> None:
        chooser = self.sender()
        if isinstance(chooser, QFileDialog):
            chooser.setDefaultSuffix(next(suffix for sign, suffix in _SUFFIXES.items() if sign in name))

    def _on_file(self, path: str) -> None:
        kept = {**self._parts.settings.get(_SETTING, {}), "folder": str(Path(path).parent)}
        self._parts.settings.set(_SETTING, kept)
        self.save(Path(path))

    def _on_ended(self, report: ExportReport) -> None:
        if not self._awaited:
            return
        self._awaited = False
        foot = self._host.view.foot
        if report.cancelled:
            foot.say(self.tr("Nothing was written."))
            return
        said = self.tr("Saved as {0}.").format(report.place.name)
        if report.refused:
            unread = self.tr("%n picture(s) could not be read.", "", len(report.refused))
            said = f"{said} {unread}"
        foot.say(said, self.tr("Show"), partial(desktop.show_in_folder, report.place))

    def _on_refused(self, error: ImageStudioError) -> None:
        if self._awaited:
            self._awaited = False
            told = describe(error.failure)
            self._host.view.foot.say(f"{told.title}. {told.what} {told.remedy}")


def _write(
    make_exporter: Callable[[], Exporter],
    finished: Finished,
    target: Path,
    paper: tuple[float, float],
    progress: Tick,
    cancelled: Cancelled,
) -> ExportReport:
    """Runs in the desk's thread."""
    return GridWriter(finished, make_exporter(), progress, cancelled).write(target, paper)
