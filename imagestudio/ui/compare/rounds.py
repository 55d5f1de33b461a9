"""The rounds of one comparison: the contest as it stands, the way back, and who comes next from the gallery."""

from __future__ import annotations

import random
from collections.abc import Sequence

from imagestudio.core.record import Record
from imagestudio.ui.compare.contest import MOST, Contest, begin
from imagestudio.ui.gallery.gallery_model import GalleryModel


class Rounds:
    """Goes from one contest to the next, and back; of a few pictures it goes on with those that follow them."""

    def __init__(self, gallery: GalleryModel) -> None:
        self._gallery = gallery
        self._steps: list[tuple[Contest, str]] = []
        self._lost: set[int] = set()
        self._goes_on = False
        self.contest = Contest(())

    @property
    def goes_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    @property
    def records(self) -> list[Record]:
        """Of the pictures beside each other, those that are read."""
        found = (self._gallery.records.get(time) for time in self.contest.shown)
        return [record for record in found if record is not None]

    @property
    def coming(self) -> tuple[int, ...]:
        """Those that may be shown in the next round."""
        return self.contest.waiting[: self.contest.seats]

    def start(self, times: Sequence[int]) -> None:
        """Compare these; of one, with the one that follows it in the gallery, or else the one before it."""
        self.contest = begin(times)
        self._steps, self._lost = [], set()
        self._goes_on = len(times) <= MOST
        self._extend()
        if self.contest.over and not self.contest.waiting and (row := self._gallery.row_of(times[0]) - 1) >= 0:
            self.contest = self.contest.with_waiting([self._gallery.cell(row).time])
        if self.contest.over:
            self.contest = self.contest.choose(0)

    def step(self, following: Contest, choice_id: str = "") -> None:
        """Go on; the id is that of the choice that was written down for it."""
        self._steps.append((self.contest, choice_id))
        self._lost |= set(self.contest.shown)
        self.contest = following
        self._extend()

    def back(self) -> str:
        """Take the last step back; the id of the choice that was written down for it."""
        self.contest, choice_id = self._steps.pop()
        return choice_id

    def toggle_blind(self) -> None:
        seed = random.SystemRandom().randrange(1, 2**31)
        self.contest = self.contest.blinded(not self.contest.blind, seed)

    def end(self) -> tuple[int, bool]:
        """Be over: which picture to go on with (0 where there was none), and whether it won against all others."""
        contest, self.contest = self.contest, Contest(())
        time = contest.shown[max(0, contest.chosen)] if contest.shown else 0
        return time, contest.over and self.goes_back

    def _extend(self) -> None:
        """Let those wait that follow in the gallery, where not a whole selection is compared."""
        if not self._goes_on or len(self.contest.waiting) >= MOST:
            return
        gallery, seen = self._gallery, self.contest.seen | self._lost
        row = max((gallery.row_of(time) for time in seen), default=-1) + 1
        coming: list[int] = []
        while 0 < row < gallery.rowCount() and len(coming) < 2 * MOST:
            coming.append(gallery.cell(row).time)
            row += 1
        self.contest = self.contest.with_waiting(coming)
        gallery.records.want(coming)
