"""Answers the commands for contact sheets and printing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from imagestudio.core.export import Exporter, ExportReport
from imagestudio.core.sheet import SheetChoices
from imagestudio.ui.workspace import Parts
from imagestudio.workers.export_desk import Cancelled, Tick, Work

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from imagestudio.workers.sheet_writer import SheetWriter

_SETTING = "contact_sheet"
_MOST_DPI = 300
_MM = 25.4
_PNG = ".png"


class Sheets(QObject):
    """Opens the dialogs for sheets and the printer, and says what is to be written.

    Signals:
        work_ready(Work): this is to be written.
    """

    work_ready = Signal(object)

    def __init__(self, parts: Parts, make_exporter: Callable[[], Exporter], window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._make_exporter = make_exporter
        self._window = window
        self._choices = SheetChoices()
        self._times: Sequence[int] = ()
        self._printer: QPrinter | None = None

    def open_sheet(self, times: Sequence[int]) -> None:
        self._open(times, printing=False)

    def open_print(self, times: Sequence[int]) -> None:
        self._open(times, printing=True)

    def _open(self, times: Sequence[int], *, printing: bool) -> None:
        from imagestudio.ui.export.sheet_dialog import SheetDialog

        parts = self._parts
        self._times = times
        dialog = SheetDialog(self._times, self._make_writer, parts.tasks, parts.theme, self._window)
        kept = parts.settings.get(_SETTING, {})
        choices = SheetChoices.from_data(kept)
        if len(self._times) == 1:  # whoever prints one picture wants it large
            choices = replace(choices, columns=1)
        dialog.set_choices(choices, str(kept.get("folder", "")))
        dialog.save_chosen.connect(self._on_save)
        dialog.print_chosen.connect(self._on_print)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        if printing:
            dialog.prefer_printing()

    def _make_writer(self) -> SheetWriter:
        """Runs in a worker thread."""
        from imagestudio.workers.sheet_writer import SheetWriter

        return SheetWriter(self._parts.history, self._make_exporter())

    def _keep(self, choices: SheetChoices, **more: Any) -> None:
        kept = self._parts.settings.get(_SETTING, {})
        chosen = choices.to_data()
        if len(self._times) == 1:
            del chosen["columns"]
        self._parts.settings.set(_SETTING, {**kept, **chosen, **more})

    def _on_save(self, choices: SheetChoices, target: Path) -> None:
        self._keep(choices, folder=str(target.parent))
        self.work_ready.emit(partial(_write, self._make_writer, self._times, choices, target))

    def _on_print(self, choices: SheetChoices) -> None:
        """Let the system ask for the printer."""
        from PySide6.QtGui import QPageLayout, QPageSize
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._keep(choices)
        self._choices = choices
        printer = self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setResolution(min(printer.resolution(), _MOST_DPI))
        printer.setDocName(choices.title or self.tr("Contact sheet"))
        size = QPageSize.PageSizeId.A4 if choices.paper.value == "a4" else QPageSize.PageSizeId.Letter
        printer.setPageSize(QPageSize(size))
        turned = QPageLayout.Orientation.Landscape if choices.landscape else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(turned)
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(self._on_printer)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _on_printer(self) -> None:
        if self._printer is not None:
            work: Work = partial(_print, self._make_writer, self._printer, self._times, self._choices)
            self.work_ready.emit(work)


def _write(
    make_writer: Callable[[], SheetWriter],
    times: Sequence[int],
    choices: SheetChoices,
    target: Path,
    progress: Tick,
    cancelled: Cancelled,
) -> ExportReport:
    """Runs in the desk's thread."""
    writer = make_writer()
    write = writer.png if target.suffix.casefold() == _PNG else writer.pdf
    return write(times, choices, target, progress, cancelled)


def _print(
    make_writer: Callable[[], SheetWriter],
    printer: QPrinter,
    times: Sequence[int],
    choices: SheetChoices,
    progress: Tick,
    cancelled: Cancelled,
) -> ExportReport:
    """Runs in the desk's thread."""
    dots = printer.resolution()
    paper = printer.paperRect(printer.Unit.Millimeter)
    size = paper.width(), paper.height()
    return make_writer().onto(printer, dots, size, times, choices, progress, cancelled)
