"""Places in a text: Python counts characters, Qt counts those beyond the first 65,536 twice."""

from __future__ import annotations

from bisect import bisect_left


class Places:
    """Turns places of one text from Python's into Qt's."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [place for place, letter in enumerate(text) if letter > "\uffff"]

    def of(self, place: int) -> int:
        """Where Qt has this character."""
        return place + bisect_left(self._wide, place)


def length_of(text: str) -> int:
    """How long Qt says a text is."""
    return len(text) + sum(letter > "\uffff" for letter in text)
