"""Numbers that look random and are the same for a seed on every computer and under every Python, for ever."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15


class Dice:
    """SplitMix64 (https://prng.di.unimi.it/splitmix64.c), since a record's seed must draw the same prompts in years."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def _next(self) -> int:
        self._state = (self._state + _STEP) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """A whole number from 0 to less than `limit`, all equally likely, however large it is."""
        bits = (limit - 1).bit_length()
        while True:
            drawn = 0
            for _ in range(-(-bits // 64)):
                drawn = drawn << 64 | self._next()
            drawn >>= -bits % 64
            if drawn < limit:
                return drawn

    def of(self, sums: Sequence[int]) -> int:
        """A place, each as likely as it adds to these running sums."""
        return bisect_right(sums, self.below(sums[-1]))
