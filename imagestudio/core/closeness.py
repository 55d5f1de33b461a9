"""How well a text answers what somebody typed: pure functions over words, for lists that one searches by typing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Closeness:
    """A text that answers; the smaller `distance`, the better. `marks` are the places (start, length) that do."""

    distance: int
    marks: tuple[tuple[int, int], ...]


def closeness(typed: str, text: str, by_letters: bool = True) -> Closeness | None:
    """How well every word of `typed` is found in `text`, or None where one of them is not.

    The beginning of a word is closest, then any part of one, then, if wanted, its letters in their order, by
    which names are found, but in sentences nearly everything.
    """
    plain = _plain(text)
    distance = 0
    marks: list[tuple[int, int]] = []
    for word in _plain(typed).split():
        found = _word(word, plain, by_letters)
        if found is None:
            return None
        distance += found.distance
        marks += found.marks
    return Closeness(distance, tuple(sorted(set(marks))))


def _word(word: str, text: str, by_letters: bool) -> Closeness | None:
    place = _beginning(word, text)
    if place >= 0:
        return Closeness(min(place, 9), ((place, len(word)),))
    place = text.find(word)
    if place >= 0:
        return Closeness(100 + place, ((place, len(word)),))
    return _letters(word, text) if by_letters else None


def _beginning(word: str, text: str) -> int:
    """Where a word of the text begins with this, or -1."""
    place = text.find(word)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(word, place + 1)
    return place


def _letters(word: str, text: str) -> Closeness | None:
    """The letters in their order, the first of them at the beginning of a word; only where there are two or more."""
    start = _beginning(word[:1], text)
    if len(word) < 2 or start < 0:
        return None
    places, place = [start], start
    for letter in word[1:]:
        place = text.find(letter, place + 1)
        if place < 0:
            return None
        places.append(place)
    return Closeness(1000 + places[-1] - start, tuple((place, 1) for place in places))


def _plain(text: str) -> str:
    """Lower case without accents; as long as the text, so that places stay what they are."""
    return "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0].lower()
    return bare if len(bare) == 1 else letter
