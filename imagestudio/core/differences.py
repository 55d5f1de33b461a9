"""What differs between prompts, word by word, and between any values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import cache
from itertools import groupby

# Scripts that write no spaces are compared character by character: Thai to Lao, Khmer, kana, Chinese, Yi.
_UNSPACED = (
    r"\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48f\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
# What belongs to the character before it: accents, vowel signs, variants, tones of the skin.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
)
_INDIC = r"\u0900-\u0dff\u0f00-\u109f"  # blocks in which signs and letters alternate
_LETTER = rf"(?:[^\W{_UNSPACED}_]|[{_INDIC}])[{_MARKS}]*"
_SIGN = rf"[^\w\s][{_MARKS}]*"
_WORD = rf"[{_UNSPACED}][{_MARKS}]*|(?:{_LETTER})+(?:['’.\-](?:{_LETTER})+)*|{_SIGN}(?:\u200d{_SIGN})*|_+"
_MOST_COMPARED = 4_000_000  # pairs of words; what has more is only looked at for which words there are
_FOLD = "…"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a prompt: `own` where not all of the others have these words at this place."""

    text: str
    own: bool = False


class Sign(Enum):
    """What became of some words."""

    KEPT = " "
    ADDED = "+"
    REMOVED = "−"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a prompt and of the one it was made from."""

    text: str
    sign: Sign = Sign.KEPT


@dataclass(frozen=True, slots=True)
class _Word:
    """One word, and the spaces before it."""

    text: str
    key: str
    space: str


def compare(texts: Sequence[str]) -> list[tuple[Part, ...]]:
    """Each text in runs of what all of them have, and of what not all of them have.

    Words are the same whatever their capitals and the spaces around them.
    """
    split = [_words(text) for text in texts]
    if len(split) < 2:
        return [_joined(words, [True] * len(words)) for words in split]
    first, *others = split
    common = [True] * len(first)
    pairs = [_pairs([word.key for word in first], [word.key for word in other]) for other in others]
    for paired in pairs:
        common = [both and index in paired for index, both in enumerate(common)]
    marks = [_marked(len(other), paired, common) for other, paired in zip(others, pairs, strict=True)]
    return [_joined(first, common), *(_joined(words, shared) for words, shared in zip(others, marks, strict=True))]


def revision(before: str, after: str) -> tuple[Run, ...]:
    """From one text to the next in reading order: what was taken out stands before what came in its place.

    Words are the same whatever their capitals and the spaces around them. Very long texts that have much in common in
    another order are told as words that went and words that came.
    """
    old, new = _words(before), _words(after)
    pairs = _pairs([word.key for word in old], [word.key for word in new])
    runs: list[Run] = []
    done_old = done_new = 0
    for a, b in [*_rising(pairs), (len(old), len(new))]:
        for words, sign in (
            (old[done_old:a], Sign.REMOVED),
            (new[done_new:b], Sign.ADDED),
            (new[b : b + 1], Sign.KEPT),
        ):
            _append(runs, words, sign)
        done_old, done_new = a + 1, b + 1
    return tuple(runs)


def nearby(runs: Sequence[Run], around: int = 3) -> tuple[Run, ...]:
    """The same with what was kept cut down to so many words beside what was not."""
    last = len(runs) - 1
    return tuple(
        run if run.sign is not Sign.KEPT else Run(_cut(run.text, around, at_start=place == 0, at_end=place == last))
        for place, run in enumerate(runs)
    )


def _rising(pairs: dict[int, int]) -> list[tuple[int, int]]:
    """Pairs of words as far as both texts have them in the same order."""
    rising: list[tuple[int, int]] = []
    for a in sorted(pairs):
        if not rising or pairs[a] > rising[-1][1]:
            rising.append((a, pairs[a]))
    return rising


def _append(runs: list[Run], words: Sequence[_Word], sign: Sign) -> None:
    text = "".join(word.space + word.text for word in words)
    if text and runs and runs[-1].sign is sign:
        runs[-1] = Run(runs[-1].text + text, sign)
    elif text:
        runs.append(Run(text, sign))


@cache
def _word() -> re.Pattern[str]:
    """Compiled when it is needed: it takes some milliseconds."""
    return re.compile(_WORD)


def differ(parts: Sequence[Part]) -> bool:
    return any(part.own for part in parts)


def folded(parts: Sequence[Part], around: int = 5) -> tuple[Part, ...]:
    """The same with long runs of what is common cut down to so many words beside what is not.

    Of a text that has nothing of its own the beginning is left.
    """
    last = len(parts) - 1
    if not differ(parts):
        return tuple(Part(_cut(part.text, 2 * around, at_start=False, at_end=True)) for part in parts)
    return tuple(
        part if part.own else Part(_cut(part.text, around, at_start=place == 0, at_end=place == last))
        for place, part in enumerate(parts)
    )


def differing(rows: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Of named rows of values those in which not all are the same."""
    return [(name, tuple(values)) for name, values in rows if len(set(values)) > 1]


def _words(text: str) -> list[_Word]:
    words, end = [], 0
    for found in _word().finditer(text):
        words.append(_Word(found.group(), found.group().casefold(), text[end : found.start()]))
        end = found.end()
    return words


def _pairs(first: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Which word of the one is which of the other."""
    if len(first) * len(other) > _MOST_COMPARED:
        return _loose_pairs(first, other)
    matcher = SequenceMatcher(None, first, other, autojunk=False)
    return {a + step: b + step for a, b, size in matcher.get_matching_blocks() for step in range(size)}


def _loose_pairs(first: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """The same where the texts are very long: each word with the next one like it, wherever that is."""
    places: dict[str, list[int]] = {}
    for place in range(len(other) - 1, -1, -1):
        places.setdefault(other[place], []).append(place)
    both = Counter(first) & Counter(other)
    pairs = {}
    for place, word in enumerate(first):
        if both[word] > 0:
            both[word] -= 1
            pairs[place] = places[word].pop()
    return pairs


def _marked(count: int, pairs: dict[int, int], common: Sequence[bool]) -> list[bool]:
    """Which words of another text are common to all."""
    marks = [False] * count
    for index, place in pairs.items():
        marks[place] = common[index]
    return marks


def _joined(words: Sequence[_Word], common: Sequence[bool]) -> tuple[Part, ...]:
    key: Callable[[tuple[_Word, bool]], bool] = lambda pair: pair[1]  # noqa: E731
    runs = groupby(zip(words, common, strict=True), key)
    return tuple(Part("".join(word.space + word.text for word, _ in run).lstrip("\n"), not same) for same, run in runs)


def _cut(text: str, around: int, *, at_start: bool, at_end: bool) -> str:
    """The words next to what differs, which is before the text unless it is at the start, and after it likewise."""
    words = _words(text)
    before, after = (0 if at_start else around), (0 if at_end else around)
    if len(words) <= before + after + 2:
        return text
    head = "".join(word.space + word.text for word in words[:before])
    tail = "".join(word.space + word.text for word in words[len(words) - after :]) if after else ""
    middle = _FOLD if at_start else f" {_FOLD}"
    return f"{head}{middle}{tail}"
