"""Lexemes to nodes: which braces are alternatives, what is taken of them, and what is wrong where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from imagestudio.core.templates.lexing import Kind, Lexeme, lexemes
from imagestudio.core.templates.lists import WordLists
from imagestudio.core.templates.nodes import Choice, Node, Option, Parts, Pick, Text, before, trimmed
from imagestudio.core.templates.problems import Problem, ProblemKind, Token, TokenKind
from imagestudio.core.templates.resolving import LONGEST, MOST_BITS, MOST_DEEP, Parsed, resolve

MOST_PICKS = 20

_COUNT = re.compile(r"\s*(\d*)\s*(-?)\s*(\d*)\s*")
_LIKE_COUNT = re.compile(r"[\s\d-]*\d[\s\d-]*")
_WEIGHT = re.compile(r"\s*(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})\s*::")
_DEFAULT_SEPARATOR = ", "
_NOTHING = Text("")


def parse(text: str, lists: WordLists, trail: tuple[str, ...] = ()) -> Parsed:
    """Understand a template; `trail` names the lists within which it stands."""
    return _Parser(text, lists, trail).parsed()


class _Brace:
    """An open brace of the text, and what stands in it itself, not in braces within."""

    def __init__(self, place: int, counted: bool) -> None:
        self.place = place
        self.counted = counted
        self.bars: list[int] = []


class _Parser:
    """Reads one text; recursion is as deep as braces are nested, which is bounded."""

    def __init__(self, text: str, lists: WordLists, trail: tuple[str, ...]) -> None:
        self._text = text
        self._lists = lists
        self._trail = trail
        self._all = tuple(lexemes(text))
        self._result = Parsed(_NOTHING)
        self._ends: dict[int, int] = {}  # of braces with alternatives: from the lexeme that opens to that which closes
        self._bars: dict[int, list[int]] = {}
        self._inside: set[int] = set()  # lexemes within any braces

    def parsed(self) -> Parsed:
        self._match()
        self._result.root = self._sequence(0, len(self._all), 0)
        if self._result.root.longest > LONGEST:
            self._wrong(ProblemKind.TOO_LONG, 0, len(self._text))
        return self._result

    def _match(self) -> None:
        """Find the braces that hold | or a count with $$; all others are text."""
        opened: list[_Brace] = []
        for place, lexeme in enumerate(self._all):
            if opened:
                self._inside.add(place)
            if lexeme.kind is Kind.OPEN:
                opened.append(_Brace(place, self._is_counted(place)))
            elif lexeme.kind is Kind.BAR and opened:
                opened[-1].bars.append(place)
            elif lexeme.kind is Kind.CLOSE and opened:
                brace = opened.pop()
                if brace.bars or brace.counted:
                    self._ends[brace.place], self._bars[brace.place] = place, brace.bars
        for brace in opened:
            if brace.bars or brace.counted:
                self._wrong(ProblemKind.UNCLOSED, self._all[brace.place].offset, 1)

    def _is_counted(self, place: int) -> bool:
        following = self._all[place + 1 : place + 3]
        kinds = [lexeme.kind for lexeme in following]
        return kinds == [Kind.TEXT, Kind.DOLLARS] and _LIKE_COUNT.fullmatch(following[0].raw) is not None

    def _sequence(self, first: int, end: int, depth: int) -> Node:
        parts: list[Node] = []
        place = first
        while place < end:
            lexeme = self._all[place]
            if place in self._ends:
                parts.append(self._alternatives(place, depth + 1))
                place = self._ends[place]
            elif lexeme.kind is Kind.LIST:
                parts.append(self._list(lexeme, depth))
            else:
                parts.append(Text(self._plain(place, depth)))
            place += 1
        return self._joined(parts, first, end)

    def _joined(self, parts: Sequence[Node], first: int, end: int) -> Node:
        """The parts as one, texts beside each other melted together; an error where they are beyond counting."""
        melted: list[Node] = []
        count = 1
        for part in parts:
            if isinstance(part, Text) and melted and isinstance(melted[-1], Text):
                melted[-1] = Text(melted[-1].value + part.value)
            else:
                melted.append(part)
            count *= part.count
            if count.bit_length() > MOST_BITS:
                start = self._all[first].offset
                self._wrong(ProblemKind.TOO_MANY, start, self._all[end - 1].end - start)
                return _NOTHING
        return melted[0] if len(melted) == 1 else Parts(melted)

    def _plain(self, place: int, depth: int) -> str:
        """What a lexeme says that is no brace with alternatives; backslashes count where their sign would."""
        lexeme = self._all[place]
        if lexeme.kind is not Kind.ESCAPED:
            return lexeme.value
        if lexeme.sign is Kind.LIST:
            counts = bool(self._lists.matching(lexeme.name))
        else:
            counts = lexeme.sign in (Kind.OPEN, Kind.CLOSE) or place in self._inside
        if counts:
            self._mark(TokenKind.ESCAPE, lexeme.offset, len(lexeme.raw), depth)
        return lexeme.value if counts else lexeme.raw

    def _alternatives(self, place: int, depth: int) -> Node:
        opening, end = self._all[place], self._ends[place]
        whole = self._all[end].end - opening.offset
        if depth + len(self._trail) > MOST_DEEP:
            self._wrong(ProblemKind.TOO_DEEP, opening.offset, whole)
            return _NOTHING
        self._mark(TokenKind.BRACE, opening.offset, 1, depth)
        first, bounds, separator = place + 1, None, _DEFAULT_SEPARATOR
        if self._is_counted(place):
            first, separator = self._separator(place, depth)
            bounds = self._bounds(self._all[place + 1])
        options, own = [], 0
        for start, stop in self._stretches(first, end, self._bars[place], depth):
            option = self._option(start, stop, depth)
            own += 1
            if option.weight > 0:
                options.append(option)
        self._mark(TokenKind.BRACE, self._all[end].offset, 1, depth)
        if not options:
            self._wrong(ProblemKind.NOTHING_LEFT, opening.offset, whole)
            return _NOTHING
        if bounds is None:
            return self._counted(Choice(options), opening.offset, whole)
        if own == 1 and (listed := self._sole_list(first, end)) is not None:
            options = list(listed)
        return self._pick(options, bounds, separator, place)

    def _stretches(self, first: int, end: int, bars: Sequence[int], depth: int) -> list[tuple[int, int]]:
        """From where to where the alternatives stand."""
        for bar in bars:
            self._mark(TokenKind.BAR, self._all[bar].offset, 1, depth)
        edges = [first - 1, *(bar for bar in bars if bar >= first), end]
        return [(start + 1, stop) for start, stop in pairwise(edges)]

    def _separator(self, place: int, depth: int) -> tuple[int, str]:
        """Where the alternatives begin behind a count, and what is put between those that are taken."""
        counted, dollars = self._all[place + 1], self._all[place + 2]
        self._mark(TokenKind.COUNT, counted.offset, dollars.end - counted.offset, depth)
        following = place + 3
        while following < self._ends[place] and self._all[following].kind in (Kind.TEXT, Kind.ESCAPED):
            following += 1
        if self._all[following].kind is not Kind.DOLLARS:
            return place + 3, _DEFAULT_SEPARATOR
        text = "".join(self._plain(between, depth) for between in range(place + 3, following))
        self._mark(TokenKind.SEPARATOR, dollars.end, self._all[following].end - dollars.end, depth)
        return following + 1, text

    def _bounds(self, lexeme: Lexeme) -> tuple[int, int]:
        """The least and the most that are taken, 0 for a most that is not said; an error where they say nothing."""
        found = _COUNT.fullmatch(lexeme.raw)
        least, dash, most = found.groups() if found else ("", "", "")
        low = int(least[:6] or 1)
        high = int(most[:6] or 0) if dash else low
        if found is None or (not dash and most) or (high < max(low, 1) and not (dash and not most)):
            self._wrong(ProblemKind.BAD_COUNT, lexeme.offset, len(lexeme.raw))
            return 1, 1
        return low, high

    def _option(self, start: int, stop: int, depth: int) -> Option:
        """One alternative, without white space around it."""
        weight = Fraction(1)
        lead, all_ = None, self._all
        if start < stop and all_[start].kind is Kind.TEXT and (found := _WEIGHT.match(all_[start].raw)):
            weight = Fraction(found[1])
            self._mark(TokenKind.WEIGHT, all_[start].offset, found.end(), depth)
            lead = Text(all_[start].raw[found.end() :])
            start += 1
        body = self._sequence(start, stop, depth) if start < stop else _NOTHING
        return Option(trimmed(body if lead is None else before(lead, body)), weight)

    def _sole_list(self, first: int, end: int) -> tuple[Option, ...] | None:
        """The alternatives of a list that stands alone in braces with a count: they are taken from it, none twice."""
        there = [lexeme for lexeme in self._all[first:end] if lexeme.kind is not Kind.TEXT or lexeme.raw.strip()]
        if len(there) == 1 and there[0].kind is Kind.LIST:
            return resolve(there[0].name, self._lists, self._trail, parse).options or None
        return None

    def _pick(self, options: list[Option], bounds: tuple[int, int], separator: str, place: int) -> Node:
        """At most as many are taken as there are."""
        least, most = min(bounds[0], len(options)), min(bounds[1] or len(options), len(options))
        counted = self._all[place + 1]
        if most > MOST_PICKS:
            self._wrong(ProblemKind.TOO_MANY_PICKS, counted.offset, len(counted.raw))
            return _NOTHING
        opening, end = self._all[place].offset, self._all[self._ends[place]].end
        return self._counted(Pick(options, least, most, separator), opening, end - opening)

    def _counted(self, node: Node, offset: int, length: int) -> Node:
        if node.count.bit_length() <= MOST_BITS:
            return node
        self._wrong(ProblemKind.TOO_MANY, offset, length)
        return _NOTHING

    def _list(self, lexeme: Lexeme, depth: int) -> Node:
        if not self._lists.matching(lexeme.name):
            self._mark(TokenKind.UNKNOWN_LIST, lexeme.offset, len(lexeme.raw), depth)
            self._wrong(ProblemKind.UNKNOWN_LIST, lexeme.offset, len(lexeme.raw), lexeme.name)
            return Text(lexeme.raw)
        self._mark(TokenKind.LIST, lexeme.offset, len(lexeme.raw), depth)
        found = resolve(lexeme.name, self._lists, self._trail, parse)
        for kind, subject in found.problems:
            self._wrong(kind, lexeme.offset, len(lexeme.raw), subject)
        return Choice(found.options) if found.options else _NOTHING

    def _mark(self, kind: TokenKind, offset: int, length: int, depth: int) -> None:
        self._result.tokens.append(Token(kind, offset, length, depth))

    def _wrong(self, kind: ProblemKind, offset: int, length: int, subject: str = "") -> None:
        self._result.problems.append(Problem(kind, offset, length, subject))
