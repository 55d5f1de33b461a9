"""What a search asks for, as frozen data: words, conditions, an order, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class Key(StrEnum):
    """What stands before the colon."""

    MODEL = "model"
    SIZE = "size"
    QUALITY = "quality"
    FORMAT = "format"
    BACKGROUND = "background"
    RATING = "rating"
    TAG = "tag"
    IN = "in"
    IS = "is"
    COST = "cost"
    DATE = "date"
    BEFORE = "before"
    AFTER = "after"
    RATIO = "ratio"
    HAS = "has"


IS_VALUES = ("picked", "rejected", "edit", "draft", "demo", "imported", "missing", "trashed")
HAS_VALUES = ("rating", "tag", "note", "collection", "cost", "prompt", "credentials")


class Order(StrEnum):
    """How the found pictures are sorted: by a key, in one of two directions.

    In either direction the newest comes first among equals, and the unknown last of all: no cost, no duration, no
    model, no stars.
    """

    TIME = "time"
    OLDEST = "oldest"
    COST = "cost"
    CHEAPEST = "cheapest"
    RATING = "rating"
    LOWEST = "lowest"
    MODEL = "model"
    MODEL_BACKWARDS = "model-backwards"
    DURATION = "duration"
    QUICKEST = "quickest"

    @property
    def key(self) -> Order:
        """The same key in its usual direction: newest, dearest, best, A and longest first."""
        return _USUAL.get(self, self)

    @property
    def is_reversed(self) -> bool:
        return self in _USUAL

    @property
    def opposite(self) -> Order:
        """The same key in the other direction."""
        return _USUAL.get(self) or next(order for order, usual in _USUAL.items() if usual is self)


_USUAL = {
    Order.OLDEST: Order.TIME,
    Order.CHEAPEST: Order.COST,
    Order.LOWEST: Order.RATING,
    Order.MODEL_BACKWARDS: Order.MODEL,
    Order.QUICKEST: Order.DURATION,
}


class Grouping(StrEnum):
    """What pictures that stand together have in common."""

    PROMPT = "prompt"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a prompt, or several as a phrase; as a prefix, its last letters may be followed by more."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from `low` to `high`, both counted in; None is open.

    Stars for ratings, billionths of a dollar for costs, microseconds since 1970 for dates, and ten thousand times
    width by height for ratios.
    """

    low: int | None = None
    high: int | None = None

    @property
    def is_closed(self) -> bool:
        return self.low is not None and self.high is not None

    def holds(self, value: int) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Condition:
    """A property must be one of these names, or in one of these spans; negated, none of them.

    Names are in one form (`search_values.name_form`); dates come with the key DATE, also those of before: and after:.
    """

    key: Key
    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    negated: bool = False


class ProblemKind(Enum):
    """What kind of thing was not understood."""

    UNKNOWN_KEY = auto()
    NO_VALUE = auto()
    NOT_A_NUMBER = auto()
    NOT_A_DATE = auto()
    NOT_A_RATIO = auto()
    NOT_ALLOWED = auto()
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """A piece of a search that was not understood: where it stands, what it was, and what could stand there."""

    kind: ProblemKind
    start: int
    end: int
    piece: str
    key: str = ""
    allowed: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """One plain sentence or two, in English."""
        return _MESSAGES[self.kind].format(piece=self.piece, key=self.key, allowed=", ".join(self.allowed))


_MESSAGES = {
    ProblemKind.UNKNOWN_KEY: "There is no “{key}:” to search by, so “{piece}” is looked for in prompts.",
    ProblemKind.NO_VALUE: "Something has to follow “{key}:”.",
    ProblemKind.NOT_A_NUMBER: "“{piece}” is no number. Write for instance {allowed}.",
    ProblemKind.NOT_A_DATE: "“{piece}” is no date. Write for instance {allowed}.",
    ProblemKind.NOT_A_RATIO: "“{piece}” is no shape. Write for instance {allowed}.",
    ProblemKind.NOT_ALLOWED: "“{key}:” knows no “{piece}”, but {allowed}.",
    ProblemKind.TOO_LONG: "This search is too long; the rest of it, from “{piece}” on, is left out.",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A whole search: pictures with all of the words, none of the unwanted ones, for which every condition holds."""

    words: tuple[Word, ...] = ()
    unwanted: tuple[Word, ...] = ()
    conditions: tuple[Condition, ...] = ()
    trashed: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it finds every picture that is not in the trash."""
        return not (self.words or self.unwanted or self.conditions or self.trashed)
