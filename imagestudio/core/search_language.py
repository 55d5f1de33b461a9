"""The language of searches: what a person types, as a query. Never raises, whatever is typed.

Words, "phrases", -unwanted ones and key:value, of which all must hold. Of several values of one key any will do, except
that < and > narrow (cost:>0.01 cost:<0.05), and that is: and has: of different kinds must all hold (is:picked is:demo).
What is not understood is told, and the rest still counts.
"""

from __future__ import annotations

from datetime import date

from imagestudio.core.search_query import Condition, Key, Problem, ProblemKind, Query, Span, Word
from imagestudio.core.search_terms import Term, has_word, scan
from imagestudio.core.search_values import MisreadError, name_form, span_of

MOST_TERMS = 64

_SPANNED = frozenset({Key.RATING, Key.COST, Key.DATE, Key.BEFORE, Key.AFTER, Key.RATIO})
_DATED = frozenset({Key.DATE, Key.BEFORE, Key.AFTER})

# What a picture can be only one of, so that any of them will do.
_ALTERNATIVES = (("picked", "rejected"), ("edit", "draft"))
_TRASHED = "trashed"


def parse(text: str, today: date | None = None) -> Query:
    """The query a person means. `today` is the local day that “today” and “week” are counted from."""
    parsing = _Parsing(text, today or date.today())  # noqa: DTZ011 - the person's own day is meant
    for number, term in enumerate(scan(text)):
        if number == MOST_TERMS:
            parsing.tell(ProblemKind.TOO_LONG, term, term.text[:20])
            break
        parsing.take(term)
    return parsing.query()


class _Parsing:
    """A query in the making."""

    def __init__(self, text: str, today: date) -> None:
        self._length = len(text)
        self._today = today
        self._words: list[Word] = []
        self._unwanted: list[Word] = []
        self._names: dict[tuple[Key, str], list[str]] = {}
        self._spans: dict[Key, list[Span]] = {}
        self._conditions: list[Condition] = []
        self._problems: list[Problem] = []
        self._trashed = False

    def query(self) -> Query:
        named = [Condition(key, names=tuple(names)) for (key, _), names in self._names.items()]
        spanned = [Condition(key, spans=tuple(spans)) for key, spans in self._spans.items()]
        conditions = tuple(dict.fromkeys((*named, *spanned, *self._conditions)))
        words, unwanted = tuple(dict.fromkeys(self._words)), tuple(dict.fromkeys(self._unwanted))
        return Query(words, unwanted, conditions, self._trashed, tuple(self._problems))

    def tell(self, kind: ProblemKind, term: Term, piece: str, allowed: tuple[str, ...] = ()) -> None:
        self._problems.append(Problem(kind, term.start, term.end, piece, term.key, allowed))

    def take(self, term: Term) -> None:
        if not term.key:
            self._take_word(term, term.value)
        elif not term.is_known:
            self.tell(ProblemKind.UNKNOWN_KEY, term, term.text.lstrip("-"))
            self._take_word(term, f"{term.key} {term.value}")
        elif not term.value.strip():
            self.tell(ProblemKind.NO_VALUE, term, term.text)
        else:
            self._take_property(Key(term.key), term)

    def _take_word(self, term: Term, text: str) -> None:
        """A word at the very end is still being typed, and one with a * behind it is cut short on purpose.

        An unwanted one counts only as a whole, else most pictures would vanish while it is typed.
        """
        typing = term.end == self._length and not (term.quoted and term.closed) and not term.negated
        starred = text.endswith("*") and not term.quoted
        if has_word(text):
            (self._unwanted if term.negated else self._words).append(Word(text, typing or starred))

    def _take_property(self, key: Key, term: Term) -> None:
        try:
            if key in _SPANNED:
                self._add_span(key, span_of(key, term.value, self._today), term.negated)
            else:
                self._add_name(key, name_form(key, term.value), term.negated)
        except MisreadError as misread:
            self.tell(misread.kind, term, term.value, misread.allowed)

    def _add_span(self, key: Key, span: Span, negated: bool) -> None:
        key = Key.DATE if key in _DATED else key
        if negated or not span.is_closed:
            self._conditions.append(Condition(key, spans=(span,), negated=negated))
        else:
            self._spans.setdefault(key, []).append(span)

    def _add_name(self, key: Key, name: str, negated: bool) -> None:
        if key is Key.IS and name == _TRASHED:
            self._trashed = self._trashed or not negated  # nothing else is in a listing, unless it is asked for
        elif negated:
            self._conditions.append(Condition(key, names=(name,), negated=True))
        else:
            self._names.setdefault((key, _kind_of(key, name)), []).append(name)


def _kind_of(key: Key, name: str) -> str:
    """What names of one key have in common of which any will do."""
    if key is Key.HAS:
        return name
    if key is Key.IS:
        return next((alternatives[0] for alternatives in _ALTERNATIVES if name in alternatives), name)
    return ""
