"""The table of what library and ledger do not agree on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from imagestudio.core.catalog import Catalog
from imagestudio.core.findings import Finding
from imagestudio.ui.details.facts import moment_text
from imagestudio.ui.spending.findings_words import amounts, kind_text, meaning
from imagestudio.ui.tables import NOWHERE, Index, ReadingModel


class FindingsModel(ReadingModel):
    """Rows of what is the matter, when, of which model, and both amounts."""

    def __init__(self, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(3, parent)
        self._catalog = catalog
        self.findings: tuple[Finding, ...] = ()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.beginResetModel()
        self.findings = tuple(findings)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.findings)

    def titles(self) -> tuple[str, ...]:
        return self.tr("What"), self.tr("When"), self.tr("Model"), self.tr("Library"), self.tr("Service")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return meaning(finding)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return (
            kind_text(finding.kind),
            moment_text(finding.time),
            self._catalog.name_of(finding.model),
            *amounts(finding, "–", "–"),
        )[index.column()]
