"""The buttons of a grid that spend money: all holes, a row, a cell; and what is tried again or let go."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt

from imagestudio.core.admission import Held
from imagestudio.core.grid_cells import GridCell
from imagestudio.core.job import Job
from imagestudio.core.pricing import Estimate
from imagestudio.ui.grid.buying import Buying
from imagestudio.ui.grid.editing import Editing
from imagestudio.ui.grid.grid_view import GridView
from imagestudio.ui.grid.sheet_model import SheetModel
from imagestudio.ui.jobs.limit_words import limit_lines, pictures_in


class Checkout(QObject):
    """Between the buttons and what buys."""

    def __init__(
        self,
        view: GridView,
        model: SheetModel,
        buying: Buying,
        editing: Editing,
        reason: Callable[[bool], str],
        change_limits: Callable[[], object],
        parent: QObject,
    ) -> None:
        """`reason` says why nothing can be bought now, empty where something can."""
        super().__init__(parent)
        self._view = view
        self._model = model
        self._buying = buying
        self._editing = editing
        self._reason = reason
        self._change_limits = change_limits
        foot = view.foot
        foot.make_clicked.connect(self._on_make)
        foot.retry_clicked.connect(self._on_retry)
        foot.release_clicked.connect(self._on_release)
        foot.question.allowed.connect(self._on_allowed)
        view.row_requested.connect(self._on_row)
        view.sheet.delegate.make_requested.connect(self._on_cell)
        buying.asked.connect(self._on_asked)
        buying.had.connect(self._on_had)

    def make(self, cells: Sequence[GridCell]) -> None:
        """Buy what is missing of these."""
        self._view.foot.say("")
        self._view.foot.question.hide()
        if not self._reason(False):
            self._editing.keep(always=True)  # what is bought for it must find its grid again, whatever comes
            self._buying.make(cells)

    def _on_make(self) -> None:
        self._view.setup.flush()
        self.make(self._model.cells)
        self._leave_buttons()

    def _on_row(self, row: int) -> None:
        self.make(self._model.row_cells(row))

    def _on_cell(self, index: QModelIndex) -> None:
        cell = self._model.cell(index)
        self.make([cell] if cell is not None else [])

    def _on_retry(self) -> None:
        self._buying.retry(self._model.cells)
        self._leave_buttons()

    def _on_release(self) -> None:
        self._buying.release(self._model.cells)
        self._leave_buttons()

    def _on_asked(self, count: int, total: Estimate) -> None:
        self._view.foot.ask_first(count, total, self._buying.cap)

    def _on_allowed(self) -> None:
        self._view.foot.question.hide()
        self._buying.go_on()
        self._leave_buttons()

    def _leave_buttons(self) -> None:
        """The keys go to the cells: Qt would lead them from a button that has done its work to the prompt."""
        if not self._view.foot.question.isVisible():
            self._view.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_had(self, count: int) -> None:
        said = self.tr("Not bought again: %n picture(s), here or on the way already.", "", count)
        self._view.foot.say(said)

    def show_held(self, held: Held) -> None:
        """What the limits or a missing network held back; where the person is asked, that is another's question."""
        if held.asks or not self._view.isVisible():
            return
        why = limit_lines(held.decision) if held.decision else [self.tr("The service cannot be reached.")]
        kept = held.jobs if held.decision else self._kept_of_grid(held)
        pictures = self.tr("%n picture(s) kept for later.", "", pictures_in(kept))
        said = " ".join([*why, pictures, self.tr("Nothing was sent or charged.")])
        if held.decision is None:
            self._view.foot.say(said)
        else:
            self._view.foot.say(said, self.tr("Change the limits…"), self._change_limits)

    def _kept_of_grid(self, held: Held) -> Sequence[Job]:
        """All that wait of this grid where these are some of them: without a network they come one by one."""
        kept = self._buying.held_of(self._model.cells)
        ids = {job.id for job in kept}
        return kept if all(job.id in ids for job in held.jobs) else held.jobs
