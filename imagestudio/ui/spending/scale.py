"""Round amounts along the side of a chart."""

from __future__ import annotations

from imagestudio.core.money import Money

_STEPS = (1, 2, 5)
_LEAST = 100_000  # the hundredth of a cent, which is the least that is shown


def ticks(most: Money, at_most: int = 4) -> list[Money]:
    """Amounts from one step to the first above `most`, so many at the most; all of them whole and easy to read."""
    step = _LEAST
    while True:
        for factor in _STEPS:
            count = max(1, -(-most.nanos // (step * factor)))
            if count <= at_most:
                return [Money(step * factor * number) for number in range(1, count + 1)]
        step *= 10
