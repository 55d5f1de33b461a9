"""What a half typed search could mean: keys, and the values they have in this library. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from imagestudio.core.search_query import HAS_VALUES, IS_VALUES, Key
from imagestudio.core.search_terms import KEYS, Term, quoted, scan
from imagestudio.core.search_values import DATE_WORDS, RATIO_WORDS

MOST = 12

_ALWAYS: Mapping[str, tuple[str, ...]] = {
    Key.IS: IS_VALUES,
    Key.HAS: HAS_VALUES,
    Key.RATIO: (*RATIO_WORDS, "16:9", "3:2", "4:3", "2:3", "9:16"),
    Key.RATING: ("5", ">=4", ">=3", "1..5", "0"),
    Key.DATE: DATE_WORDS,
    Key.COST: (">0.05", "<0.05", "0.01..0.05"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that could be meant: what is put in, and what is shown. `key` is '' for a key itself."""

    text: str
    label: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """Candidates for what stands from `start` to `end`."""

    start: int
    end: int
    candidates: tuple[Candidate, ...] = ()

    def applied(self, text: str, candidate: Candidate) -> tuple[str, int]:
        """The text with the candidate in its place, and where the cursor is then."""
        after = text[self.end :]
        if candidate.text.endswith(" "):
            after = after.lstrip()
        before = text[: self.start] + candidate.text
        return before + after, len(before)


def complete(text: str, cursor: int, known: Mapping[str, Sequence[str]]) -> Completion:
    """What could stand at the cursor. `known` holds the values of each key that are in use, most used first."""
    cursor = max(0, min(cursor, len(text)))
    term = next((term for term in scan(text) if term.start < cursor <= term.end), None)
    if term is None or (term.closed and term.quoted and cursor == term.end):
        return Completion(cursor, cursor)
    sign = "-" if term.negated else ""
    if not term.key:
        return _of_key(text, term, cursor, sign)
    if not term.is_known or cursor < term.start + len(sign) + len(term.key) + 1:
        return Completion(cursor, cursor)
    return _of_value(text, term, cursor, known)


def _of_key(text: str, term: Term, cursor: int, sign: str) -> Completion:
    typed = text[term.start + len(sign) : cursor].casefold()
    if not typed or term.quoted:
        return Completion(cursor, cursor)
    found = tuple(Candidate(f"{sign}{key}:", f"{key}:") for key in KEYS if key.startswith(typed))
    return Completion(term.start, term.end, found)


def _of_value(text: str, term: Term, cursor: int, known: Mapping[str, Sequence[str]]) -> Completion:
    start = term.start + len(term.text) - len(term.text.lstrip("-")) + len(term.key) + 1
    typed = text[start:cursor].lstrip('"“„').casefold()
    key = Key.DATE if term.key in (Key.BEFORE, Key.AFTER) else term.key
    values = dict.fromkeys((*known.get(key, ()), *_ALWAYS.get(key, ())))
    found = tuple(Candidate(f"{quoted(value)} ", value, term.key) for value in fitting(values, typed))
    return Completion(start, term.end, found)


def fitting(values: Iterable[str], typed: str) -> list[str]:
    """Those that begin so first, then those with a part that does, then those that hold it anywhere."""
    ranked: list[tuple[int, int, str]] = []
    for place, value in enumerate(values):
        rank = _rank(value.casefold(), typed)
        if rank is not None:
            ranked.append((rank, place, value))
    return [value for _, _, value in sorted(ranked)[:MOST]]


def _rank(value: str, typed: str) -> int | None:
    place = value.find(typed)
    if place <= 0:
        return None if place else 0
    return 1 if not value[place - 1].isalnum() else 2
