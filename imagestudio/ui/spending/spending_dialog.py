"""What was spent: by day, model, quality and collection, and beside the service's ledger."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from imagestudio.core.account import Account
from imagestudio.core.catalog import Catalog
from imagestudio.core.limits import SpendingLimits, Spent
from imagestudio.core.spending import SpendingReport
from imagestudio.core.spending_days import Days, Step, buckets, step_of
from imagestudio.ui.dialogs.fitting import open_at
from imagestudio.ui.spending.column_chart import ColumnChart
from imagestudio.ui.spending.compare_page import ComparePage
from imagestudio.ui.spending.limits_line import LimitsLine
from imagestudio.ui.spending.range_row import RangeRow
from imagestudio.ui.spending.row_chart import RowChart
from imagestudio.ui.spending.sums_model import Line
from imagestudio.ui.spending.sums_page import SumsPage
from imagestudio.ui.spending.tiles import Tiles
from imagestudio.ui.spending.words import bar_of_days, bars_of_kinds, kind_name, money_text, share_text
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_SIZE = (1020, 660)


class SpendingDialog(QDialog):
    """A window that stands beside the gallery for as long as one likes; it only shows what it is handed.

    Signals:
        days_changed(): another time is looked at.
        looked_at(): the person came back to it.
        limits_requested(): the limits are to be set.
        hidden(): nobody looks any more.
        export_chosen(str): the numbers are to be saved there.
        findings_chosen(str): what library and ledger do not agree on is to be saved there.
    """

    days_changed = Signal()
    looked_at = Signal()
    limits_requested = Signal()
    hidden = Signal()
    export_chosen = Signal(str)
    findings_chosen = Signal(str)

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.range_row = RangeRow(self)
        self.message = QLabel(self)
        self.progress = QProgressBar(self)
        self.export_button = QPushButton(self.tr("&Export as CSV…"), self)
        self.limits_button = QPushButton(self.tr("Limit&s…"), self)
        self.tiles = Tiles(self._labels(), self)
        self.limits = LimitsLine(self)
        self.tabs = QTabWidget(self)
        self.compare_page = ComparePage(catalog, self)
        nothing = self.tr("Nothing was bought in this time. Demo pictures, and those that were taken in, cost nothing.")
        none_together = self.tr("No picture of this time is in a collection. Press B in the gallery to put some there.")
        self.days = SumsPage(ColumnChart(theme, self.tr("Spent over time")), self.tr("Day"), nothing)
        self.models = self._rows_page(theme, self.tr("Spent by model"), self.tr("Model"), nothing)
        self.qualities = self._rows_page(theme, self.tr("Spent by quality"), self.tr("Quality"), nothing)
        self.collections = self._rows_page(theme, self.tr("Spent by collection"), self.tr("Collection"), none_together)
        self._build_layout()
        self.range_row.changed.connect(self.days_changed)
        self.export_button.clicked.connect(self._on_export)
        self.limits_button.clicked.connect(self.limits_requested)
        self.compare_page.export_requested.connect(self._on_export_findings)

    # what it is handed

    def wait(self) -> None:
        """Nothing is known of this time yet."""
        for page in self._pages():
            page.wait()
        for name in ("spent", "pictures", "average", "per_kept", "error"):
            self.tiles[name].show_value("…", "")
        self.export_button.setEnabled(False)

    def show_progress(self, done: int, parts: int) -> None:
        """So many parts are added up; the bar is gone when all are."""
        self.progress.setRange(0, max(1, parts))
        self.progress.setValue(done)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.setVisible(done < parts)

    def say(self, text: str) -> None:
        self.message.setText(text)

    def show_report(self, report: SpendingReport, days: Days) -> None:
        step = step_of(days)
        spent = buckets(report.days, days)
        bars = [bar_of_days(bucket, step) for bucket in spent]
        self.days.model.name_first(self._title_of(step))
        self.days.show_sums(bars, [Line(bar.title, each.sum) for bar, each in zip(bars, spent, strict=True)])
        for page, by, sums in (
            (self.models, "model", report.models),
            (self.qualities, "quality", report.qualities),
            (self.collections, "collection", report.collections),
        ):
            lines = [Line(kind_name(name, by, self._catalog), each) for name, each in sums.items()]
            page.show_sums(bars_of_kinds(sums, by, self._catalog), lines)
        self.days.table.scrollToBottom()  # the latest days are what one looks for
        self._show_totals(report)
        self.export_button.setEnabled(True)

    def show_account(self, account: Account | None) -> None:
        """The balance, and whether there is a ledger to compare with."""
        if account is None or account.is_demo:
            self.tiles["balance"].show_value("–", self.tr("demo pictures are free"))
        else:
            self.tiles["balance"].show_value(money_text(account.balance), account.name)

    def show_limits(self, limits: SpendingLimits, spent: Spent) -> None:
        self.limits.show_limits(limits, spent)

    def _show_totals(self, report: SpendingReport) -> None:
        total, error, tiles = report.total, report.error, self.tiles
        lost = self.tr("{0} for pictures that never came").format(report.lost) if report.lost.nanos else ""
        tiles["spent"].show_value(str(total.cost + report.lost), lost)
        unknown = total.pictures - total.priced
        told = self.tr("{0} without a known price").format(f"{unknown:,}") if unknown else ""
        tiles["pictures"].show_value(f"{total.pictures:,}", told)
        tiles["average"].show_value(money_text(total.average), self.tr("a picture"))
        kept = self.tr("{0} kept").format(f"{total.kept:,}")
        why = self.tr(
            "All that was spent, divided by the pictures that were kept: those with a star or a pick that are not in "
            "the trash."
        )
        tiles["per_kept"].show_value(money_text(total.per_kept), kept, why)
        over = self.tr("over {0} pictures").format(f"{error.pictures:,}") if error.pictures else ""
        why = self.tr("All differences between estimate and charge, as a part of what was charged.")
        tiles["error"].show_value(share_text(error), over, why)

    # building

    def _labels(self) -> dict[str, str]:
        return {
            "spent": self.tr("Spent"),
            "pictures": self.tr("Pictures"),
            "average": self.tr("Average"),
            "per_kept": self.tr("Per kept picture"),
            "error": self.tr("Estimates off by"),
            "balance": self.tr("Balance"),
        }

    def _rows_page(self, theme: Theme, name: str, title: str, empty: str) -> SumsPage:
        return SumsPage(RowChart(theme, name), title, empty, scrolls=True)

    def _pages(self) -> tuple[SumsPage, ...]:
        return self.days, self.models, self.qualities, self.collections

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Spending"))
        self.tabs.tabBar().setAccessibleName(self.windowTitle())
        open_at(self, *_SIZE)
        set_role(self.message, "hint")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Adding up"))
        self.show_progress(1, 1)
        titles = (self.tr("By d&ate"), self.tr("By &model"), self.tr("By &quality"), self.tr("By &collection"))
        for page, title in zip(self._pages(), titles, strict=True):
            self.tabs.addTab(page, title)
        self.tabs.addTab(self.compare_page, self.tr("Compare with the &ledger"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.range_row)
        row.addWidget(self.message, 1)
        row.addWidget(self.limits_button)
        row.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        layout.addLayout(row)
        layout.addWidget(self.progress)
        layout.addWidget(self.tiles)
        layout.addWidget(self.limits)
        layout.addSpacing(SPACE_S)
        layout.addWidget(self.tabs, 1)

    def _title_of(self, step: Step) -> str:
        return {
            Step.DAY: self.tr("Day"),
            Step.WEEK: self.tr("Week"),
            Step.MONTH: self.tr("Month"),
            Step.YEAR: self.tr("Year"),
        }[step]

    # what happens

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.looked_at.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    def _on_export(self) -> None:
        days = self.range_row.days()
        self._choose_file(f"spending-{days.first}-{days.last}.csv").fileSelected.connect(self.export_chosen)

    def _on_export_findings(self) -> None:
        name = f"ledger-{date.today()}.csv"  # noqa: DTZ011 - the person's own day
        self._choose_file(name).fileSelected.connect(self.findings_chosen)

    def _choose_file(self, name: str) -> QFileDialog:
        dialog = QFileDialog(self, self.tr("Export as CSV"), name, self.tr("Tables (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog
