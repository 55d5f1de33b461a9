"""The person's own phrases: what is offered to go on with while a prompt is typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_PARTED = re.compile(r"[,.;:!?()\n{}|]+")
_SHORTEST, _LONGEST = 5, 80
_MOST = 20_000
LEAST_LETTERS = 3
_LAST_PART = re.compile(r"[^,.;:!?()\n{}|]*$")
_IN_WORD = re.compile(r"\w")
_NAME_BEGUN = re.compile(r"(?:[^\W_][\w\-./ ]{0,80})?")


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that can take the place of the last `replaces` characters before the cursor; `shown` names it."""

    text: str
    replaces: int
    shown: str = ""


class Phrases:
    """Pieces of prompts between commas and stops, the most used first; each as it was written last."""

    def __init__(self, prompts: Iterable[str] = ()) -> None:
        """The newest prompt is the first one."""
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        for prompt in prompts:
            for phrase in _PARTED.split(prompt):
                text = " ".join(phrase.split())
                if _SHORTEST <= len(text) <= _LONGEST:
                    written.setdefault(text.casefold(), text)
                    counts[text.casefold()] += 1
            if len(written) >= _MOST:
                break
        self._keys = sorted(written)
        self._written = written
        self._counts = counts

    def beginning(self, typed: str, most: int) -> list[str]:
        """The phrases that begin so and go on, the most used first."""
        wanted = typed.casefold()
        found = []
        for place in range(bisect_left(self._keys, wanted), len(self._keys)):
            key = self._keys[place]
            if not key.startswith(wanted):
                break
            if key != wanted:
                found.append(key)
        return [self._written[key] for key in sorted(found, key=lambda key: -self._counts[key])[:most]]


def offers(before: str, phrases: Phrases, least: int = LEAST_LETTERS, most: int = 6) -> list[Offer]:
    """How the text before the cursor could go on: with the whole of what stands since the last comma, else its end.

    `least` letters must be there; with 0 something is offered wherever that is possible.
    """
    last = _LAST_PART.search(before)
    part = (last.group() if last else "").lstrip()
    while True:
        if len(part) < max(least, 1):
            return []
        if found := phrases.beginning(part, most):
            return [Offer(text, len(part)) for text in found]
        part = part.partition(" ")[2].lstrip()


def begun_list(before: str) -> str | None:
    """What is typed of a list's name where one is begun before the cursor: __na gives "na"; else None."""
    place = before.rfind("__")
    if place < 0 or (place and _IN_WORD.match(before[place - 1])):  # which closes one, or stands in a word
        return None
    typed = before[place + 2 :]
    return typed if _NAME_BEGUN.fullmatch(typed) else None


def list_offers(typed: str, names: Iterable[str], most: int = 8) -> list[Offer]:
    """The lists whose names begin so, then those that have it somewhere."""
    wanted = typed.casefold()
    found = [name for name in names if wanted in name.casefold()]
    found.sort(key=lambda name: (not name.casefold().startswith(wanted), name.casefold()))
    return [Offer(f"__{name}__", len(typed) + 2, name) for name in found[:most]]
