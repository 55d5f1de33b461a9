"""Opens the comparison over the window, brings challengers from the selection or the gallery, and notes choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imagestudio.core.comparisons import Comparisons
from imagestudio.core.organisation import Change, Pick
from imagestudio.core.pixels import ReadSmall, read_none
from imagestudio.core.times import now_us
from imagestudio.ui.compare.compare_offer import CompareOffer
from imagestudio.ui.compare.contest import Contest
from imagestudio.ui.compare.notebook import Notebook
from imagestudio.ui.compare.rounds import Rounds
from imagestudio.ui.viewer.held_selection import HeldSelection
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.compare.compare_view import CompareView
    from imagestudio.ui.compare.feed import Feed
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
        self._decoders = decoders
        self._read_small = read_small
        self._held = HeldSelection(workspace.gallery_panel, parts.gallery, self)
        self._notebook = Notebook(comparisons, parts.tasks, self)
        self._offer = CompareOffer(workspace, parts.gallery)
        self._rounds = Rounds(parts.gallery)
        self._awaited = False
        self._view: CompareView | None = None
        self._feed: Feed | None = None
        self._wins: WinsDialog | None = None
        self._offer.asked.connect(self.compare)
        self._notebook.failed.connect(self.failed)
        self._gallery.records.loaded.connect(self._on_records_loaded)
        self._gallery.rowsRemoved.connect(self._on_rows_gone)
        self._gallery.modelReset.connect(self._on_rows_gone)
        workspace.actions_of["wins"].triggered.connect(self.show_wins)

    @property
    def view(self) -> CompareView | None:
        return self._view

    def compare(self, times: Sequence[int]) -> None:
        """Compare these; of one, with the one that follows it in the gallery."""
        self._rounds.start(times)
        if not self._rounds.contest.over:
            self._held.hold(times[0])
            self._show()

    def show_wins(self) -> None:
        """The table of who wins how often."""
        from imagestudio.ui.compare.wins_dialog import WinsDialog

        if self._wins is None:
            parts = self._parts
            self._wins = WinsDialog(self._comparisons, parts.catalog, parts.tasks, self._workspace.window())
        self._wins.open_anew()

    def look_again(self) -> None:
        """A change may not have been made: show what is."""
        if self._view is not None and self._view.isVisible():
            for place, record in enumerate(self._rounds.records):
                self._view.show_record(place, record)

    # showing

    def _show(self) -> None:
        """Show the contest as it stands, as soon as the records of its pictures are read."""
        contest, records = self._rounds.contest, self._rounds.records
        self._awaited = len(records) < len(contest.shown)
        if self._awaited:
            self._gallery.records.want(contest.shown)
            return
        view, feed = self._made()
        view.show_contest(contest, records, self._rounds.goes_back)
        feed.begin(records)

    def _made(self) -> tuple[CompareView, Feed]:
        if self._view is None or self._feed is None:
            from imagestudio.ui.compare.compare_view import CompareView
            from imagestudio.ui.compare.feed import Feed

            self._view = CompareView(self._parts.theme, self._workspace.window())
            self._feed = Feed(self._view, self._rounds, self._parts, self._decoders, self._read_small)
            self._hear(self._view)
            self.view_made.emit(self._view)
        return self._view, self._feed

    def _hear(self, view: CompareView) -> None:
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

    # steps

    def _step(self, following: Contest, choice_id: str = "") -> None:
        self._rounds.step(following, choice_id)
        self._show()

    def _on_kept(self, place: int) -> None:
        contest, records = self._rounds.contest, self._rounds.records
        if contest.over or contest.chosen >= 0 or not place < len(records):
            return
        losers = [record for seat, record in enumerate(records) if seat != place]
        choice_id = self._notebook.note(records[place], losers, contest.blind, contest.seed)
        self._step(contest.choose(place), choice_id)

    def _on_next(self) -> None:
        self._step(self._rounds.contest.next_round())

    def _on_left_out(self, place: int) -> None:
        if not self._rounds.contest.over:
            self._step(self._rounds.contest.leave_out(place))

    def _on_back(self) -> None:
        if self._rounds.goes_back:
            self._notebook.retract(self._rounds.back())
            self._show()

    def _on_blind(self) -> None:
        if not self._rounds.contest.over:
            self._rounds.toggle_blind()
            self._show()

    # what happens

    def _on_activated(self, place: int) -> None:
        if place < len(self._rounds.contest.shown):
            self._held.show(self._rounds.contest.shown[place])

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

    def _on_records_loaded(self, times: list[int]) -> None:
        if self._awaited:
            self._show()
        elif self._view is not None and self._feed is not None and self._view.isVisible():
            if not set(times).isdisjoint(self._rounds.contest.shown):
                self.look_again()
            self._feed.look_ahead()

    def _on_rows_gone(self) -> None:
        """What was put in the trash leaves the comparison."""
        while self._view is not None and self._view.isVisible() and (gone := self._gone()):
            if self._rounds.contest.over:
                self._view.leave()  # it was the last one
            else:
                self._on_left_out(self._rounds.contest.shown.index(gone[0]))

    def _gone(self) -> list[int]:
        """Which of the pictures beside each other are in the trash, unless one looks into that."""
        trashed = [record.time for record in self._rounds.records if record.organisation.is_trashed]
        return [time for time in trashed if self._gallery.row_of(time) < 0]

    def _on_closed(self) -> None:
        """The winner is selected where one was found; else what was."""
        self._awaited = False
        time, alone = self._rounds.end()
        if time:
            self._held.give_back(time, alone=alone)
        self._workspace.gallery_panel.view.setFocus()
