"""Who is compared with whom: the pictures shown, and those that wait, all of them by their times."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

MOST = 4
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Contest:
    """`seats` is how many pictures are beside each other while there are enough; in a blind one their order is mixed.

    A blind contest is `revealed` from a choice to the next round; `chosen` is the place of the picture that was kept.
    """

    shown: tuple[int, ...]
    waiting: tuple[int, ...] = ()
    seats: int = 2
    blind: bool = False
    seed: int = 0
    round: int = 0
    chosen: int = -1

    @property
    def revealed(self) -> bool:
        """Whether model, price, quality and size may be seen."""
        return not self.blind or self.chosen >= 0

    @property
    def over(self) -> bool:
        """Whether one is left, and nothing to compare it with."""
        return len(self.shown) < 2

    @property
    def seen(self) -> frozenset[int]:
        return frozenset((*self.shown, *self.waiting))

    def with_waiting(self, times: Iterable[int]) -> Contest:
        """More that wait."""
        return replace(self, waiting=(*self.waiting, *times))

    def blinded(self, blind: bool, seed: int) -> Contest:
        """With the facts hidden, or seen; who is where is mixed when they become hidden."""
        hidden = replace(self, blind=blind, seed=seed, chosen=-1)
        return hidden._mixed() if blind else hidden

    def choose(self, place: int) -> Contest:
        """This one is kept: at once without the others, or in a blind contest shown for what it is first."""
        marked = replace(self, chosen=place)
        return marked if self.blind else marked.next_round()

    def next_round(self) -> Contest:
        """The kept one stays where it was, and others come to the places of those that lost."""
        if self.chosen < 0:
            return self
        kept, waiting = self.shown[self.chosen], list(self.waiting)
        seats = min(self.seats, 1 + len(waiting))
        place = min(self.chosen, seats - 1)
        shown = tuple(kept if seat == place else waiting.pop(0) for seat in range(seats))
        following = replace(self, shown=shown, waiting=tuple(waiting), round=self.round + 1, chosen=-1)
        return following._mixed() if self.blind else following

    def leave_out(self, place: int) -> Contest:
        """This one goes, and the next that waits takes its place."""
        if self.over:
            return self
        shown, waiting = list(self.shown), list(self.waiting)
        if waiting:
            shown[place] = waiting.pop(0)
        else:
            del shown[place]
        return replace(self, shown=tuple(shown), waiting=tuple(waiting), chosen=-1)

    def _mixed(self) -> Contest:
        """The same mixing for the same seed and round, so that it can be told afterwards."""
        shown = list(self.shown)
        random.Random(f"{self.seed}:{self.round}").shuffle(shown)  # noqa: S311 - no secret
        return replace(self, shown=tuple(shown))


def begin(times: Iterable[int]) -> Contest:
    """Up to four side by side; of more the first two, and the others wait."""
    all_of_them = tuple(times)
    if len(all_of_them) <= MOST:
        return Contest(all_of_them, seats=max(2, len(all_of_them)))
    return Contest(all_of_them[:2], all_of_them[2:])
