"""What is wrong with a template and where, and what its characters mean, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """What is wrong; the window has a sentence for each."""

    UNCLOSED = "unclosed"  # a brace with alternatives has no end
    TOO_DEEP = "too_deep"
    BAD_COUNT = "bad_count"  # what stands before $$ is no number and no range that goes upwards
    TOO_MANY_PICKS = "too_many_picks"
    NOTHING_LEFT = "nothing_left"  # every alternative has the weight 0
    TOO_MANY = "too_many"  # more combinations than can be counted
    TOO_LONG = "too_long"
    UNKNOWN_LIST = "unknown_list"  # stays as it is typed
    EMPTY_LIST = "empty_list"
    LIST_CYCLE = "list_cycle"
    LIST_BROKEN = "list_broken"  # a line of the list is wrong


WARNINGS = frozenset({ProblemKind.UNKNOWN_LIST})

_SAID = {
    ProblemKind.UNCLOSED: "This brace has alternatives but no end; write \\{{ for a plain brace.",
    ProblemKind.TOO_DEEP: "Braces or lists are nested too deeply here.",
    ProblemKind.BAD_COUNT: "Before $$ stands how many to take: 2$$, 1-3$$, 2-$$ or -3$$.",
    ProblemKind.TOO_MANY_PICKS: "So many cannot be taken at once.",
    ProblemKind.NOTHING_LEFT: "Every alternative here is switched off by the weight 0.",
    ProblemKind.TOO_MANY: "There are more combinations than can be counted.",
    ProblemKind.TOO_LONG: "The prompts of this template can get far too long.",
    ProblemKind.UNKNOWN_LIST: "There is no list {subject}; this stays as it is.",
    ProblemKind.EMPTY_LIST: "The list {subject} is empty.",
    ProblemKind.LIST_CYCLE: "The list {subject} leads back to itself.",
    ProblemKind.LIST_BROKEN: "The list {subject} has a mistake.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Where it stands (in characters), and what it is about: a list's name, or a name with its entry's number."""

    kind: ProblemKind
    offset: int
    length: int
    subject: str = ""

    @property
    def is_error(self) -> bool:
        """Whether nothing can be made of the template; else it only should be seen."""
        return self.kind not in WARNINGS

    @property
    def said(self) -> str:
        """In plain English, for the command line."""
        return _SAID[self.kind].format(subject=self.subject)


class TokenKind(StrEnum):
    """What characters are, for showing them."""

    BRACE = "brace"
    BAR = "bar"
    COUNT = "count"
    SEPARATOR = "separator"
    WEIGHT = "weight"
    LIST = "list"
    UNKNOWN_LIST = "unknown_list"
    ESCAPE = "escape"


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of characters that are more than text, and how many alternatives they stand within."""

    kind: TokenKind
    offset: int
    length: int
    depth: int = 0
