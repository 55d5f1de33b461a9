"""A prompt with alternatives: counted before it is expanded, then all its prompts or some drawn with a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from imagestudio.core.templates.dice import Dice
from imagestudio.core.templates.lists import NO_LISTS, WordLists
from imagestudio.core.templates.nodes import Node
from imagestudio.core.templates.parsing import parse
from imagestudio.core.templates.problems import Problem, Token

DEFAULT_CAP = 100
_TRIES_EACH = 50


@dataclass(frozen=True, slots=True)
class Expansion:
    """Which prompts of a template are wanted: all, or so many drawn with a seed."""

    sample: int | None = None
    seed: int = 0

    def wanted(self, count: int) -> int:
        """How many prompts that is, of a template with so many."""
        return count if self.sample is None else min(self.sample, count)


class Template:
    """A text understood; cheap enough to be made anew at each key.

    Without errors it has `count` prompts in an order that stays the same: the last alternatives change fastest, as
    loops within loops do. A text without alternatives is a template with one prompt.
    """

    def __init__(self, text: str, lists: WordLists = NO_LISTS) -> None:
        self.text = text
        parsed = parse(text, lists)
        self._root: Node = parsed.root
        self.problems: tuple[Problem, ...] = tuple(sorted(parsed.problems, key=lambda problem: problem.offset))
        self.tokens: tuple[Token, ...] = tuple(sorted(parsed.tokens, key=lambda token: token.offset))

    @property
    def is_sound(self) -> bool:
        """Whether it can be expanded; warnings do no harm."""
        return not any(problem.is_error for problem in self.problems)

    @property
    def has_alternatives(self) -> bool:
        return self._root.count > 1

    @property
    def count(self) -> int:
        """How many prompts there are, the same text twice where the template says it twice."""
        return self._root.count

    @property
    def longest(self) -> int:
        """How many characters a prompt has at most."""
        return self._root.longest

    def prompt(self, index: int) -> str:
        """The prompt of this number. Raises IndexError, and ValueError where the template is not sound."""
        self._require_sound()
        if not 0 <= index < self.count:
            raise IndexError(index)
        return self._root.write(index)

    def prompts(self) -> Iterator[str]:
        """All prompts, each made when it is asked for."""
        self._require_sound()
        place = 0
        while place < self.count:
            yield self._root.write(place)
            place += 1

    def sample(self, size: int, seed: int) -> list[str]:
        """So many different prompts drawn by weight, the same for a seed for ever; all where there are no more."""
        self._require_sound()
        if size >= self.count:
            return list(self.prompts())
        dice = Dice(seed)
        drawn: dict[str, None] = {}
        for _ in range(size * _TRIES_EACH):
            drawn.setdefault(self._root.draw(dice))
            if len(drawn) == size:
                return list(drawn)
        # what is left is too unlikely to be drawn, or says the same: the first ones that were not drawn
        for text in islice(self.prompts(), size * _TRIES_EACH):
            if len(drawn) == size:
                break
            drawn.setdefault(text)
        return list(drawn)

    def expand(self, expansion: Expansion, cap: int = DEFAULT_CAP) -> list[str]:
        """The prompts that are wanted. Raises TooManyPromptsError above the cap, before anything is made."""
        wanted = expansion.wanted(self.count)
        if wanted > cap:
            raise TooManyPromptsError(wanted, cap)
        return list(self.prompts()) if expansion.sample is None else self.sample(expansion.sample, expansion.seed)

    def _require_sound(self) -> None:
        if not self.is_sound:
            raise ValueError("a template with errors has no prompts")


class TooManyPromptsError(ValueError):
    """More prompts than the cap allows; whoever asks puts the question to the person and raises the cap."""

    def __init__(self, wanted: int, cap: int) -> None:
        super().__init__(f"{wanted:,} prompts, where {cap:,} are allowed")
        self.wanted = wanted
        self.cap = cap
