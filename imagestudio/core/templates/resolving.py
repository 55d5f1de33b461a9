"""What a reference to word lists stands for: each list is understood once, and never goes round in a circle."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from imagestudio.core.templates.lists import Resolved, WordLists
from imagestudio.core.templates.nodes import Node, Option, Text
from imagestudio.core.templates.problems import Problem, ProblemKind, Token

MOST_DEEP = 30
MOST_BITS = 13_000  # some 3,900 digits; Python writes no number of more than 4,300
LONGEST = 1_000_000

_WEIGHT = re.compile(r"(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})\s*::")
_SIGNS = re.compile(r"[{}\\]|__")
_OF_AN_ENTRY = frozenset(  # mistakes of what is typed in a line; the others are told as they are
    {ProblemKind.UNCLOSED, ProblemKind.BAD_COUNT, ProblemKind.TOO_MANY_PICKS, ProblemKind.NOTHING_LEFT}
)


@dataclass
class Parsed:
    """What a text means: its node, what is wrong with it, and which of its characters are more than text."""

    root: Node
    problems: list[Problem] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)


Parse = Callable[[str, WordLists, tuple[str, ...]], Parsed]


def resolve(pattern: str, lists: WordLists, trail: tuple[str, ...], parse: Parse) -> Resolved:
    """The alternatives of all lists a reference means; `trail` names the lists within which it stands."""
    found = [_one(name, lists, trail, parse) for name in lists.matching(pattern)]
    options = tuple(option for each in found for option in each.options)
    problems = dict.fromkeys(problem for each in found for problem in each.problems)
    return Resolved(options, tuple(problems))


def _one(name: str, lists: WordLists, trail: tuple[str, ...], parse: Parse) -> Resolved:
    if name in trail:
        return Resolved(problems=((ProblemKind.LIST_CYCLE, name),))
    if len(trail) >= MOST_DEEP:
        return Resolved(problems=((ProblemKind.TOO_DEEP, name),))
    if name not in lists.resolved:
        lists.resolved[name] = _read(name, lists, trail, parse)
    return lists.resolved[name]


def _read(name: str, lists: WordLists, trail: tuple[str, ...], parse: Parse) -> Resolved:
    options: list[Option] = []
    problems: dict[tuple[ProblemKind, str], None] = {}
    for number, entry in enumerate(lists.entries(name), 1):
        weight, text = _weighed(entry)
        if not _SIGNS.search(text):
            options.append(Option(Text(text), weight))
            continue
        parsed = parse(text, lists, (*trail, name))
        for problem in parsed.problems:
            wrong = problem.kind in _OF_AN_ENTRY
            told = (ProblemKind.LIST_BROKEN, f"{name}:{number}") if wrong else (problem.kind, problem.subject or name)
            problems[told] = None
        options.append(Option(parsed.root, weight))
    left = tuple(option for option in options if option.weight > 0)
    if not left:
        problems[(ProblemKind.EMPTY_LIST, name)] = None
    problems |= dict.fromkeys((kind, name) for kind in _too_much(left))
    return Resolved(() if _too_much(left) else left, tuple(problems))


def _weighed(entry: str) -> tuple[Fraction, str]:
    found = _WEIGHT.match(entry)
    return (Fraction(found[1]), entry[found.end() :].strip()) if found else (Fraction(1), entry)


def _too_much(options: tuple[Option, ...]) -> list[ProblemKind]:
    """Lists within lists grow beyond all measure within a few lines, so that is looked at in each of them."""
    found = []
    if sum(option.body.count for option in options).bit_length() > MOST_BITS:
        found.append(ProblemKind.TOO_MANY)
    if any(option.body.longest > LONGEST for option in options):
        found.append(ProblemKind.TOO_LONG)
    return found
