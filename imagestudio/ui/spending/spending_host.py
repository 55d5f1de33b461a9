"""Opens the window of what was spent, and reads for it beside the window."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.account import Account
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.findings import Finding
from imagestudio.core.findings import to_csv as findings_csv
from imagestudio.core.ledger import Comparison
from imagestudio.core.limits import Spent, read_limits
from imagestudio.core.ports import GoesOn
from imagestudio.core.spending import SpendingReport, to_csv
from imagestudio.ui.error_text import describe
from imagestudio.ui.finding.scope import EVERYTHING
from imagestudio.ui.spending.bookkeeping import Bookkeeping, Statement, read_statement, write_table
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task, TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.spending.spending_dialog import SpendingDialog

_SOON_MS = 1_000  # pictures that come one after the other are added up together


class SpendingHost(QObject):
    """Answers the command, and keeps the numbers up to date while the window is seen.

    Signals:
        _progressed: how far adding up is, with the number of the run; emitted in a worker thread, heard in ours.
        _counted: how many entries of the ledger are read; likewise.
    """

    _progressed = Signal(int, int, int)
    _counted = Signal(int, int)

    def __init__(self, workspace: Workspace, parts: Parts, keeping: Bookkeeping) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._keeping = keeping
        self._tasks = TaskRunner(2, self)  # of its own: what takes long here keeps nothing else waiting
        self._adding: Task | None = None
        self._comparing: Task | None = None
        self._run = 0
        self._offered: str | None = None  # whose ledger can be compared; empty for nobody's
        self._report: SpendingReport | None = None
        self.dialog: SpendingDialog | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._add_up)
        workspace.actions_of["spending"].triggered.connect(self.open)
        parts.queue.records_added.connect(self._on_records)
        parts.watch.changed.connect(self._on_account_changed)
        self._progressed.connect(self._on_progress)
        self._counted.connect(self._on_counted)

    def close(self) -> None:
        """End the threads."""
        self._stop()
        self._tasks.close()

    def open(self) -> None:
        """Show what is known now."""
        dialog = self._made_dialog()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        self._on_account_changed(self._parts.watch.account)
        self._add_up()

    def _made_dialog(self) -> SpendingDialog:
        if self.dialog is None:
            from imagestudio.ui.spending.spending_dialog import SpendingDialog

            dialog = self.dialog = SpendingDialog(self._parts.catalog, self._parts.theme, self._workspace.window())
            dialog.wait()
            dialog.days_changed.connect(self._on_days_changed)
            dialog.hidden.connect(self._stop)
            dialog.looked_at.connect(self._on_looked_at)
            dialog.limits_requested.connect(self._workspace.actions_of["limits"].trigger)
            dialog.export_chosen.connect(self.save)
            dialog.findings_chosen.connect(self.save_findings)
            page = dialog.compare_page
            page.compare_requested.connect(self._on_compare)
            page.stop_requested.connect(self._on_stop_comparing)
            page.picture_requested.connect(self._on_picture)
        return self.dialog

    def _stop(self) -> None:
        for task in (self._adding, self._comparing):
            if task is not None:
                task.cancel()
        if self._comparing is not None:
            self._on_stop_comparing()

    # adding up

    def _add_up(self) -> None:
        dialog = self.dialog
        if dialog is None or not dialog.isVisible():
            return
        if self._adding is not None:
            self._adding.cancel()
        self._run += 1
        row = dialog.range_row
        call = partial(
            read_statement, self._keeping, row.chosen, row.custom(), date.today(),  # noqa: DTZ011 - the person's day
            partial(self._progressed.emit, self._run),
        )  # fmt: skip
        self._adding = self._tasks.run_while_wanted(call, self._on_added, self._on_failed)

    def _on_days_changed(self) -> None:
        self._report = None
        if self.dialog is not None:
            self.dialog.say("")
            self.dialog.wait()
        self._forget_comparison()
        self._add_up()

    def _on_progress(self, run: int, done: int, parts: int) -> None:
        if self.dialog is not None and run == self._run:
            self.dialog.show_progress(done, parts)

    def _on_added(self, statement: Statement) -> None:
        self._adding = None
        self._report = statement.report
        if (dialog := self.dialog) is not None:
            dialog.range_row.know_first(statement.first)
            dialog.show_progress(1, 1)
            dialog.show_report(statement.report, statement.days)
            self._on_spent(statement.spent)

    def _on_looked_at(self) -> None:
        """Limits may be other ones now."""
        if self._report is not None:
            self._tasks.run(self._keeping.spent, self._on_spent, self._on_failed)

    def _on_spent(self, spent: Spent) -> None:
        if self.dialog is not None:
            self.dialog.show_limits(read_limits(self._parts.settings.get), spent)

    def _on_failed(self, error: ImageStudioError) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(1, 1)
            told = describe(error.failure)
            self.dialog.say(f"{told.what} {told.remedy}")

    def _on_records(self, _records: object) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            self._soon.start()

    # beside the ledger

    def _on_account_changed(self, account: Account | None) -> None:
        if (dialog := self.dialog) is None:
            return
        dialog.show_account(account)
        provider = "" if account is None or account.is_demo else account.provider
        if provider != self._offered:
            self._offered = provider
            self._forget_comparison()

    def _forget_comparison(self) -> None:
        if self._comparing is not None:
            self._comparing.cancel()
            self._comparing = None
        if self.dialog is not None:
            self.dialog.compare_page.offer(bool(self._offered))

    def _on_compare(self) -> None:
        if (dialog := self.dialog) is not None and self._offered:
            self._run += 1
            start, end = dialog.range_row.days().moments()
            call = partial(self._compared, self._offered, start, end, self._run)
            self._comparing = self._tasks.run_while_wanted(call, self._on_compared, self._on_not_compared)
            dialog.compare_page.show_busy()

    def _compared(self, provider: str, start: int, end: int, run: int, goes_on: GoesOn) -> Comparison:
        """Runs in a worker thread."""
        return self._keeping.compare(provider, start, end, goes_on, partial(self._counted.emit, run))

    def _on_counted(self, run: int, entries: int) -> None:
        if self.dialog is not None and run == self._run and self._comparing is not None:
            self.dialog.compare_page.show_busy(entries)

    def _on_compared(self, comparison: Comparison) -> None:
        self._comparing = None
        if self.dialog is not None:
            self.dialog.compare_page.show_comparison(comparison)

    def _on_not_compared(self, error: ImageStudioError) -> None:
        self._comparing = None
        if self.dialog is not None:
            self.dialog.compare_page.show_failure(error)

    def _on_stop_comparing(self) -> None:
        self._forget_comparison()

    def _on_picture(self, finding: Finding) -> None:
        call = partial(self._keeping.picture, finding.time, finding.inference_id)
        self._tasks.run(call, self._on_found, self._on_failed)

    def _on_found(self, time: int | None) -> None:
        if time is None:
            if self.dialog is not None:
                self.dialog.compare_page.message.setText(self.tr("There is no picture of this in the library."))
            return
        panel = self._workspace.gallery_panel
        if self._parts.gallery.row_of(time) < 0:  # what is searched for hides it
            panel.show_scope(EVERYTHING)
        panel.select_record(time)
        self._workspace.window().activateWindow()

    # giving away

    def save(self, path: str) -> None:
        """Write the numbers there."""
        if self._report is not None:
            self._tasks.run(partial(write_table, Path(path), to_csv(self._report)), self._on_saved, self._on_not_saved)

    def save_findings(self, path: str) -> None:
        """Write what library and ledger do not agree on there."""
        if self.dialog is not None:
            text = findings_csv(self.dialog.compare_page.model.findings)
            self._tasks.run(partial(write_table, Path(path), text), self._on_saved, self._on_not_saved)

    def _on_not_saved(self, error: ImageStudioError) -> None:
        if self.dialog is not None:
            self.dialog.say(self.tr("{0} Choose another folder.").format(error.said))

    def _on_saved(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.say(self.tr("Saved as {0}.").format(name))
