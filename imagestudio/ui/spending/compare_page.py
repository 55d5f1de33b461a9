"""The library beside the service's ledger: asked for by a button, and told in plain words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from imagestudio.core.catalog import Catalog
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.findings import Finding, findings_of
from imagestudio.core.ledger import Comparison
from imagestudio.ui.spending.findings_model import FindingsModel
from imagestudio.ui.spending.findings_words import meaning, refusal, summary
from imagestudio.ui.tables import make_readable
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S

_AMOUNTS = 84


class ComparePage(QWidget):
    """A sentence, a button, and below them what came of it.

    Signals:
        compare_requested(): now, for the time that is chosen.
        stop_requested(): it takes too long.
        picture_requested(Finding): the picture of this is to be seen.
        export_requested(): as a table for other programs.
    """

    compare_requested = Signal()
    stop_requested = Signal()
    picture_requested = Signal(object)
    export_requested = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self.model = FindingsModel(catalog, self)
        self.message = QLabel(self)
        self.compare_button = QPushButton(self.tr("Com&pare now"), self)
        self.table = QTableView(self)
        self.meaning = QLabel(self)
        self.picture_button = QPushButton(self.tr("Sho&w the picture"), self)
        self.copy_button = QPushButton(self.tr("Copy the &inference id"), self)
        self.export_button = QPushButton(self.tr("E&xport the list…"), self)
        self._build_layout()
        self._build_table()
        self._connect_signals()
        self.offer(True)

    def offer(self, possible: bool) -> None:
        """Say what can be done here, before it is done; nothing with the demo, which costs nothing."""
        self._busy = False
        self.compare_button.setText(self.tr("Com&pare now"))
        self.compare_button.setEnabled(possible)
        text = self.tr(
            "Compares what this library noted with what the service's ledger says was charged, for the time above. "
            "That costs nothing and changes nothing."
        )
        demo = self.tr("Demo pictures cost nothing, so there is no ledger to compare with.")
        self.message.setText(text if possible else demo)
        self._fill(())

    def show_busy(self, entries: int = 0) -> None:
        """The ledger is being read."""
        self._busy = True
        self.compare_button.setText(self.tr("St&op"))
        read = self.tr("Reading the ledger… {0} entries so far.").format(f"{entries:,}")
        self.message.setText(read if entries else self.tr("Reading the ledger…"))

    def show_comparison(self, comparison: Comparison) -> None:
        findings = findings_of(comparison)
        matters = sum(each.kind.is_matter for each in findings)
        self.offer(True)
        self._fill(tuple(findings))
        self.message.setText(summary(comparison, matters, len(findings) - matters))
        if findings:
            self.table.selectRow(0)

    def show_failure(self, error: ImageStudioError) -> None:
        self.offer(True)
        self.message.setText(refusal(error))

    def _fill(self, findings: tuple[Finding, ...]) -> None:
        self.model.show_findings(findings)
        for widget in (self.table, self.picture_button, self.copy_button, self.export_button):
            widget.setVisible(bool(findings))
        self._offer_row(None)

    def _offer_row(self, finding: Finding | None) -> None:
        self.meaning.setText("" if finding is None else meaning(finding))
        self.picture_button.setEnabled(finding is not None and bool(finding.job_id))
        self.copy_button.setEnabled(finding is not None and bool(finding.inference_id))

    def _build_layout(self) -> None:
        for label, role in ((self.message, "note"), (self.meaning, "value")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.meaning.setMinimumHeight(self.meaning.fontMetrics().lineSpacing() * 2)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.message, 1)
        head.addWidget(self.compare_button, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        for button in (self.picture_button, self.copy_button):
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.meaning)
        layout.addLayout(foot)
        layout.addStretch()

    def _build_table(self) -> None:
        table = self.table
        make_readable(table, self.model, self.tr("What library and ledger do not agree on"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in (3, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, _AMOUNTS)

    def _connect_signals(self) -> None:
        self.compare_button.clicked.connect(self._on_compare)
        self.export_button.clicked.connect(self.export_requested)
        self.picture_button.clicked.connect(self._on_picture)
        self.copy_button.clicked.connect(self._on_copy)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    def _current(self) -> Finding | None:
        row = self.table.currentIndex().row()
        return self.model.findings[row] if 0 <= row < len(self.model.findings) else None

    def _on_compare(self) -> None:
        (self.stop_requested if self._busy else self.compare_requested).emit()

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.row()
        self._offer_row(self.model.findings[row] if row >= 0 else None)

    def _on_picture(self) -> None:
        if (finding := self._current()) is not None:
            self.picture_requested.emit(finding)

    def _on_copy(self) -> None:
        if (finding := self._current()) is not None:
            QGuiApplication.clipboard().setText(finding.inference_id)
            self.message.setText(self.tr("Copied: {0}").format(finding.inference_id))
