"""Opens the comparison over the window, brings challengers from the selection or the gallery, and notes choices."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imagestudio.core.comparisons import Comparisons
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.organisation import Change, Pick
from imagestudio.core.pixels import ReadSmall, read_none
from imagestudio.core.record import Record
from imagestudio.core.times import now_us
from imagestudio.ui.compare.compared_pictures import ComparedPictures
from imagestudio.ui.compare.contest import MOST, Contest, begin
from imagestudio.ui.compare.differing import Differing, differing_of
from imagestudio.ui.compare.notebook import Notebook
from imagestudio.ui.viewer.held_selection import HeldSelection
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task, TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.compare.compare_view import CompareView
    from imagestudio.ui.compare.wins_dialog import WinsDialog


class CompareHost(QObject):
    """Keeps the comparison, the gallery and the list of choices together.

    Signals:
        change_requested(Change, list): somebody rates or picks the pictures of these times.
        failed(ImageStudioError): a choice could not be noted.
        view_made(QWidget): it is there now, and can hear more keys.
    """

    change_requested = Signal(object, list)
    failed = Signal(object)
    view_made = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        parts: Parts,
        comparisons: Comparisons,
        decoders: TaskRunner,
        read_small: ReadSmall = read_none,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._gallery = parts.gallery
        self._comparisons = comparisons
        self._held = HeldSelection(workspace.gallery_panel, parts.gallery, self)
        self._pictures = ComparedPictures(decoders, parts.files, read_small, self)
        self._notebook = Notebook(comparisons, parts.tasks, self)
        self._contest = Contest(())
        self._steps: list[tuple[Contest, str]] = []
        self._lost: set[int] = set()
        self._goes_on = self._awaited = False
        self._differing: Task | None = None
        self._view: CompareView | None = None
        self._wins: WinsDialog | None = None
        self._connect()

    def _connect(self) -> None:
        actions = self._workspace.actions_of
        actions["compare"].triggered.connect(self._on_compare)
        actions["wins"].triggered.connect(self.show_wins)
        self._workspace.details_panel.compare_requested.connect(self._on_compare)
        self._workspace.gallery_panel.view.selection_changed.connect(self._offer)
        self._offer()
        self._gallery.records.loaded.connect(self._on_records_loaded)
        self._gallery.rowsRemoved.connect(self._on_rows_gone)
        self._pictures.loaded.connect(self._on_loaded)
        self._pictures.refused.connect(self._on_refused)
        self._notebook.failed.connect(self.failed)

    @property
    def view(self) -> CompareView | None:
        return self._view

    def compare(self, times: Sequence[int]) -> None:
        """Compare these; of one, with the one that follows it in the gallery."""
        self._contest = begin(times)
        self._steps, self._lost = [], set()
        self._goes_on = len(times) <= MOST
        self._extend()
        if self._contest.over and not self._contest.waiting and (row := self._gallery.row_of(times[0]) - 1) >= 0:
            self._contest = self._contest.with_waiting([self._gallery.cell(row).time])
        if self._contest.over:
            self._contest = self._contest.choose(0)
        if not self._contest.over:
            self._held.hold(times[0])
            self._show()

    def show_wins(self) -> None:
        """The table of who wins how often."""
        from imagestudio.ui.compare.wins_dialog import WinsDialog

        if self._wins is None:
            parts = self._parts
            self._wins = WinsDialog(self._comparisons, parts.catalog, parts.tasks, self._workspace.window())
        self._wins.open_anew()

    # showing

    def _made_view(self) -> CompareView:
        if self._view is None:
            from imagestudio.ui.compare.compare_view import CompareView

            self._view = view = CompareView(self._parts.theme, self._workspace.window())
            view.closed.connect(self._on_closed)
            view.kept.connect(self._on_kept)
            view.left_out.connect(self._on_left_out)
            view.next_requested.connect(self._on_next)
            view.back_requested.connect(self._on_back)
            view.blind_toggled.connect(self._on_blind)
            view.wins_requested.connect(self.show_wins)
            view.activated.connect(self._on_activated)
            view.rate_requested.connect(self._on_rate)
            view.pick_requested.connect(self._on_pick)
            view.detail_wanted.connect(self._on_detail_wanted)
            self.view_made.emit(view)
        return self._view

    def _show(self) -> None:
        """Show the contest as it stands, as soon as the records of its pictures are read."""
        times, records = self._contest.shown, self._records()
        self._awaited = len(records) < len(times)
        if self._awaited:
            self._gallery.records.want(times)
            return
        view = self._made_view()
        view.show_contest(self._contest, records, bool(self._steps))
        self._fetch(view)
        if self._differing is not None:
            self._differing.cancel()
        self._differing = self._parts.tasks.run(partial(differing_of, records, self._parts.catalog), self._on_differing)

    def _records(self) -> list[Record]:
        found = (self._gallery.records.get(time) for time in self._contest.shown)
        return [record for record in found if record is not None]

    def _fetch(self, view: CompareView) -> None:
        """What is decoded is shown, the rest is decoded; then those that come next."""
        shown, coming = self._contest.shown, self._contest.waiting[: self._contest.seats]
        self._pictures.keep_only((*shown, *coming))
        for place, time in enumerate(shown):
            picture, refusal = self._pictures.get(time), self._pictures.refusal(time)
            if picture is not None:
                view.show_picture(place, picture)
            elif refusal is not None:
                view.refuse(place, refusal)
        self._gallery.records.want(coming)
        for time in (*shown, *coming):
            self._fetch_one(view, time)

    def _fetch_one(self, view: CompareView, time: int) -> None:
        if (record := self._gallery.records.get(time)) is not None:
            self._pictures.want(record, view.view_size())

    def _extend(self) -> None:
        """Let those wait that follow in the gallery, where not a whole selection is compared."""
        if not self._goes_on or len(self._contest.waiting) >= MOST:
            return
        gallery, seen = self._gallery, self._contest.seen | self._lost
        row = max((gallery.row_of(time) for time in seen), default=-1) + 1
        coming: list[int] = []
        while 0 < row < gallery.rowCount() and len(coming) < 2 * MOST:
            coming.append(gallery.cell(row).time)
            row += 1
        self._contest = self._contest.with_waiting(coming)
        gallery.records.want(coming)

    # steps

    def _step(self, following: Contest, choice_id: str = "") -> None:
        self._steps.append((self._contest, choice_id))
        self._lost |= set(self._contest.shown)
        self._contest = following
        self._extend()
        self._show()

    def _on_kept(self, place: int) -> None:
        contest, records = self._contest, self._records()
        if contest.over or contest.chosen >= 0 or not place < len(records):
            return
        losers = [record for seat, record in enumerate(records) if seat != place]
        choice_id = self._notebook.note(records[place], losers, contest.blind, contest.seed)
        self._step(contest.choose(place), choice_id)

    def _on_next(self) -> None:
        self._step(self._contest.next_round())

    def _on_left_out(self, place: int) -> None:
        if not self._contest.over:
            self._step(self._contest.leave_out(place))

    def _on_back(self) -> None:
        if self._steps:
            self._contest, choice_id = self._steps.pop()
            self._notebook.retract(choice_id)
            self._show()

    def _on_blind(self) -> None:
        if not self._contest.over:
            seed = random.SystemRandom().randrange(1, 2**31)
            self._contest = self._contest.blinded(not self._contest.blind, seed)
            self._show()

    # what happens

    def _on_compare(self) -> None:
        cells = [cell for cell in self._workspace.gallery_panel.selected_cells() if cell.job is None]
        if cells:
            self.compare([cell.time for cell in cells])

    def _offer(self) -> None:
        """At once, since the next key may come before anything else."""
        spans = self._workspace.gallery_panel.view.selected_rows()
        some = any(rows.stop > self._gallery.job_rows for rows in spans)
        self._workspace.actions_of["compare"].setEnabled(some and self._gallery.pictures > 1)

    def _on_activated(self, place: int) -> None:
        if place < len(self._contest.shown):
            self._held.show(self._contest.shown[place])

    def _on_rate(self, place: int, stars: int) -> None:
        self._change(place, Change(rating=stars))

    def _on_pick(self, place: int, pick: Pick) -> None:
        self._change(place, Change(pick=pick))

    def _change(self, place: int, change: Change) -> None:
        """Show it at once; the gallery tells later what really became of it."""
        if self._view is None or not place < self._view.count:
            return
        record = self._view.records[place]
        organisation = change.applied(record.organisation, now_us())
        self._view.show_record(place, replace(record, organisation=organisation))
        self.change_requested.emit(change, [record.time])

    def look_again(self) -> None:
        """A change may not have been made: show what is."""
        if self._view is not None and self._view.isVisible():
            for place, record in enumerate(self._records()):
                self._view.show_record(place, record)

    def _on_records_loaded(self, times: list[int]) -> None:
        view = self._view
        if self._awaited:
            self._show()
        elif view is not None and view.isVisible():
            if not set(times).isdisjoint(self._contest.shown):
                self.look_again()
            for time in self._contest.waiting[: self._contest.seats]:
                self._fetch_one(view, time)

    def _on_rows_gone(self) -> None:
        """What was put in the trash leaves the comparison."""
        if self._view is None or not self._view.isVisible():
            return
        for place, record in enumerate(self._records()):
            if record.organisation.is_trashed and self._gallery.row_of(record.time) < 0:
                self._on_left_out(place)
                return

    def _on_loaded(self, time: int, picture: Picture) -> None:
        if self._view is not None and time in self._contest.shown:
            self._view.show_picture(self._contest.shown.index(time), picture)

    def _on_refused(self, time: int, error: ImageStudioError) -> None:
        if self._view is not None and time in self._contest.shown:
            self._view.refuse(self._contest.shown.index(time), error)

    def _on_detail_wanted(self, place: int) -> None:
        if place < len(records := self._records()):
            self._pictures.want_detail(records[place], len(records))

    def _on_differing(self, differing: Differing) -> None:
        self._differing = None
        if self._view is not None:
            self._view.show_differing(differing)

    def _on_closed(self) -> None:
        """The winner is selected where one was found; else what was."""
        contest, self._contest = self._contest, Contest(())
        self._awaited = False
        self._pictures.keep_only(())
        place = max(0, contest.chosen)
        if contest.shown:
            self._held.give_back(contest.shown[place], alone=contest.over and bool(self._steps))
        self._workspace.gallery_panel.view.setFocus()
