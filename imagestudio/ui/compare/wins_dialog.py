"""Who wins how often where pictures were compared."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from imagestudio.core.catalog import Catalog
from imagestudio.core.comparisons import Choice, Comparisons
from imagestudio.core.errors import DiskError, ImageStudioError
from imagestudio.ui.compare.wins_model import WinsModel, csv_of, rows_of
from imagestudio.ui.dialogs.fitting import open_at
from imagestudio.ui.error_text import describe
from imagestudio.ui.tables import make_readable
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.workers.task import TaskRunner

_SIZE = (520, 560)
_NUMBERS = 84


class WinsDialog(QDialog):
    """A table that stands beside the window for as long as one likes."""

    def __init__(self, comparisons: Comparisons, catalog: Catalog, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._comparisons = comparisons
        self._catalog = catalog
        self._tasks = tasks
        self._choices: list[Choice] = []
        self._model = WinsModel(self)
        self.table = QTableView(self)
        self.blind_check = QCheckBox(self.tr("Only &blind comparisons"), self)
        self.message = QLabel(self)
        self.export_button = QPushButton(self.tr("&Export as CSV…"), self)
        self._close_button = QPushButton(self.tr("&Close"), self)
        self._build_layout()
        self._connect_signals()

    def open_anew(self) -> None:
        """Show what is known now."""
        self._tasks.run(self._comparisons.choices, self._on_choices, self._on_failed)
        self.show()
        self.activateWindow()

    def save(self, path: str) -> None:
        """Write the table there."""
        self._tasks.run(partial(_write, Path(path), csv_of(self._model.rows)), self._on_saved, self._on_failed)

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Wins"))
        open_at(self, *_SIZE)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.message, "note")
        self._build_table()
        self.blind_check.setChecked(True)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.export_button)
        row.addStretch()
        row.addWidget(self._close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        for widget in (self.message, self.blind_check):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)

    def _build_table(self) -> None:
        table = self.table
        make_readable(table, self._model, self.tr("Wins by model, quality and price"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.resizeSection(column, _NUMBERS)

    def _connect_signals(self) -> None:
        self.blind_check.toggled.connect(self._fill)
        self.export_button.clicked.connect(self._on_export)
        self._close_button.clicked.connect(self.close)

    def _on_choices(self, choices: list[Choice]) -> None:
        self._choices = choices
        blind = any(choice.blind for choice in choices)
        self.blind_check.setChecked(self.blind_check.isChecked() and (blind or not choices))
        self._fill()

    def _fill(self) -> None:
        only_blind = self.blind_check.isChecked()
        choices = [choice for choice in self._choices if choice.blind or not only_blind]
        rows = rows_of(choices, self._catalog)
        self._model.show_rows(rows)
        self.table.clearSpans()
        for number, row in enumerate(rows):
            if row.score is None:
                self.table.setSpan(number, 0, 1, 4)
        self.export_button.setEnabled(bool(rows))
        self.table.setVisible(bool(rows))  # without it the message has all the room
        self.blind_check.setVisible(bool(self._choices))
        self.message.setAlignment(Qt.AlignmentFlag.AlignLeft if rows else Qt.AlignmentFlag.AlignCenter)
        self.message.setText(self._said(choices, bool(rows)))

    def _said(self, choices: list[Choice], scored: bool) -> str:
        if not self._choices:
            return self.tr("Nothing was compared yet. Select two to four pictures, press C, and keep the better one.")
        if not choices:
            return self.tr("Nothing was compared blind yet. Press H while you compare.")
        if not scored:
            return self.tr("The pictures compared so far were of the same model, quality and price.")
        return self.tr("How often pictures of a kind were kept over pictures of another kind.")

    def _on_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export as CSV"), "wins.csv", self.tr("Tables (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def _on_saved(self, name: str) -> None:
        self.message.setText(self.tr("Saved as {0}.").format(name))

    def _on_failed(self, error: ImageStudioError) -> None:
        told = describe(error.failure)
        self.message.setText(f"{told.title}. {told.what} {told.remedy}")


def _write(path: Path, text: str) -> str:
    """The file's name; runs in a worker thread. Raises DiskError."""
    try:
        path.write_text(text, encoding="utf-8-sig", newline="")  # so that spreadsheets take it for UTF-8
    except OSError as error:
        raise DiskError(f"The table could not be saved: {error.strerror or type(error).__name__}.") from error
    return path.name
