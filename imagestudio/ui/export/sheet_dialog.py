"""Where the person says how a contact sheet looks, and sees its first page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.sheet import SheetChoices
from imagestudio.ui.error_text import describe
from imagestudio.ui.export.sheet_form import SheetForm
from imagestudio.ui.export.sheet_preview import SheetPreview
from imagestudio.ui.export.target_field import default_folder
from imagestudio.ui.export.tasting_dialog import TastingDialog
from imagestudio.ui.theme import Theme, set_role
from imagestudio.workers.sheet_writer import SheetWriter
from imagestudio.workers.task import TaskRunner

_LEFT = 300
_PAUSE_MS = 150
_NAME = "contact sheet.pdf"


class SheetDialog(TastingDialog):
    """Left what is chosen, right the first page.

    Signals:
        save_chosen(SheetChoices, Path): it is to be written there, as PDF or PNG by its name.
        print_chosen(SheetChoices): it is to be printed.
    """

    save_chosen = Signal(object, object)
    print_chosen = Signal(object)

    def __init__(
        self,
        times: Sequence[int],
        make_writer: Callable[[], SheetWriter],
        tasks: TaskRunner,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, theme, _PAUSE_MS, parent)
        self.times = times
        self._make_writer = make_writer
        self._folder = default_folder()
        self.form = SheetForm(self)
        self.preview = SheetPreview(theme, self)
        self._told = QLabel(self)
        self.close_button = QPushButton(self.tr("Cancel"), self)
        self.print_button = QPushButton(self.tr("Pr&int…"), self)
        self.save_button = QPushButton(self.tr("&Save as PDF or PNG…"), self)
        self._build_layout()
        self._connect_signals()

    def set_choices(self, choices: SheetChoices, folder: str = "") -> None:
        """Show how it was done the last time."""
        self._folder = folder or default_folder()
        self.form.set_choices(choices)
        self.taste_soon()

    def prefer_printing(self) -> None:
        """Whoever came to print finds that button at hand."""
        self.print_button.setDefault(True)
        self.print_button.setFocus()

    def told(self) -> str:
        return self._told.text()

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Contact sheet"))
        set_role(self._told, "label")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch()
        left.addWidget(self._told)
        buttons = self.button_row([], [self.close_button, self.print_button], self.save_button)
        self.place(left, _LEFT, self.preview, buttons)

    def _connect_signals(self) -> None:
        self.form.changed.connect(self.taste_soon)
        self.close_button.clicked.connect(self.reject)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)

    def taste(self) -> None:
        """Ask for the first page."""
        call = partial(_preview, self._make_writer, self.times, self.form.choices(), self.preview.wanted_width)
        self.ask(call, self._on_preview, self._on_refused)

    def _on_preview(self, found: tuple[QImage, int]) -> None:
        image, pages = found
        self.preview.show_page(image)
        pictures = self.tr("%n picture(s)", "", len(self.times))
        self._told.setText(self.tr("{0} on {1}").format(pictures, self.tr("%n page(s)", "", pages)))

    def _on_refused(self, error: ImageStudioError) -> None:
        told = describe(error.failure)
        self._told.setText(f"{told.title}. {told.what}")

    def _on_print(self) -> None:
        self.accept()
        self.print_chosen.emit(self.form.choices())

    def _on_save(self) -> None:
        """The system's own chooser; nothing there is replaced, so it need not ask."""
        dialog = QFileDialog(self)
        dialog.setWindowTitle(self.tr("Save the contact sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF (*.pdf)"), self.tr("PNG, one a page (*.png)")])
        dialog.setDefaultSuffix("pdf")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDirectory(self._folder)
        dialog.selectFile(_NAME)
        dialog.filterSelected.connect(self._on_filter)
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_filter(self, name: str) -> None:
        chooser = self.sender()
        if isinstance(chooser, QFileDialog):
            chooser.setDefaultSuffix("png" if "*.png" in name else "pdf")

    def _on_file(self, path: str) -> None:
        self.accept()
        self.save_chosen.emit(self.form.choices(), Path(path))


def _preview(
    make_writer: Callable[[], SheetWriter], times: Sequence[int], choices: SheetChoices, width: int
) -> tuple[QImage, int]:
    """Runs in a worker thread."""
    return make_writer().preview(times, choices, width)
