"""What is written in the editor, and what it comes to: the prompts that are sent, each made only when it is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from imagestudio.core.errors import RequestError
from imagestudio.core.origin import UNKNOWN_ORIGIN, Origin
from imagestudio.core.pricing import Estimate
from imagestudio.core.request import Request, check_prompt

if TYPE_CHECKING:  # who writes plainly needs neither, and nothing waits for their import at the start
    from imagestudio.core.styles import Style
    from imagestudio.core.templates.template import Template

LONGEST_TYPED = 64_000
_SIGNS = re.compile(r"[{}\\]|__")
_FEW, _FEW_CHARACTERS = 200, 200_000  # so much is made without being asked, to say the exact price


@dataclass(frozen=True)
class Wording:
    """A text, and the styles and the choice that go with it.

    Without a `template` it means itself. `sample` prompts are drawn with `seed`; all are made where it is None.
    `is_waiting` tells that it cannot be understood yet: lists or styles are still being read.
    """

    typed: str = ""
    template: Template | None = None
    styles: tuple[Style, ...] = ()
    sample: int | None = None
    seed: int = 0
    is_waiting: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether prompts can be made of it."""
        return not self.is_waiting and (self.template is None or self.template.is_sound)

    @property
    def has_alternatives(self) -> bool:
        return self.template is not None and self.template.has_alternatives

    @property
    def combinations(self) -> int:
        """How many prompts there are altogether."""
        return 1 if self.template is None else self.template.count

    @property
    def count(self) -> int:
        """How many are wanted of them; counted, not made."""
        return self.combinations if self.sample is None else min(self.sample, self.combinations)

    @property
    def longest(self) -> int:
        """How many characters a prompt has at most, so far as that can be sent at all."""
        length = len(self.typed.strip()) if self.template is None else self.template.longest
        if not self.styles or length > LONGEST_TYPED:
            return length
        return len(self._styled("x" * length))

    @property
    def is_small(self) -> bool:
        """Whether all that is wanted can be made at once without anybody noticing."""
        return self.is_sound and self.count <= _FEW and self.count * self.longest <= _FEW_CHARACTERS

    @property
    def first(self) -> str:
        """The first of the prompts, as it is sent."""
        return next(self.prompts())

    def prompts(self) -> Iterator[str]:
        """The prompts that are wanted, as they are sent; of all of them each is made when it is asked for."""
        if self.template is None:
            texts: Iterator[str] = iter((self.typed,))
        elif self.sample is None or self.sample >= self.combinations:
            texts = self.template.prompts()
        else:
            texts = iter(self._drawn)
        return (self._styled(text) for text in texts)

    @cached_property
    def _drawn(self) -> list[str]:
        return [] if self.template is None else self.template.sample(self.sample or 1, self.seed)

    def _styled(self, text: str) -> str:
        if not self.styles:
            return text.strip()
        from imagestudio.core.styles import apply_styles

        return apply_styles(text.strip(), self.styles).strip()

    def origin(self, parents: tuple[str, ...] = ()) -> Origin:
        """What is kept with each picture, so that all of this can be brought back."""
        if not (self.has_alternatives or self.styles):
            return Origin(parents) if parents else UNKNOWN_ORIGIN
        drawn = self.has_alternatives and self.sample is not None
        names = tuple(style.name for style in self.styles)
        return Origin(parents, self.typed.strip(), self.sample if drawn else None, self.seed if drawn else None, names)


def plainly(text: str) -> Wording:
    """A text that has no signs of a template means itself; any other waits for whoever understands it."""
    return Wording(text, is_waiting=_SIGNS.search(text) is not None)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the person asked for it, what it is for (core/origin.py), and where it comes from."""

    request: Request
    origin: Origin = UNKNOWN_ORIGIN
    task: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """What Generate comes to: so many prompts with so many pictures each, and the price of one and of all."""

    prompts: int
    each: int
    single: Estimate
    total: Estimate

    @property
    def pictures(self) -> int:
        return self.prompts * self.each


def quote(wording: Wording, request: Request, each: int, estimate: Callable[[Request], Estimate]) -> Quote:
    """The price before anything is asked for: to the last digit of few prompts, of many by the first one.

    `request` is that of the first prompt. Raises RequestError where one of few prompts could not be sent.
    """
    single = estimate(request)
    if not wording.has_alternatives or not wording.is_small:
        count = wording.count
        return Quote(count, each, single, single.times(count * each))
    prompts = list(wording.prompts())
    total: Estimate | None = None
    for prompt in prompts:
        one = estimate(_of(request, prompt))
        total = one if total is None else total.together(one)
    return Quote(len(prompts), each, single, (total or single).times(each))


def ask_for(
    wording: Wording, request: Request, each: int, limit: int, parents: tuple[str, ...] = (), task: str = ""
) -> list[Asked]:
    """Everything that is asked for, pictures of one prompt side by side. Raises RequestError before any is."""
    origin = wording.origin(parents)
    asked: list[Asked] = []
    for prompt in wording.prompts():
        checked = _of(request, check_prompt(prompt, limit))
        asked += [Asked(checked, origin, task)] * each
    return asked


def check_typed(wording: Wording, limit: int) -> None:
    """Raises RequestError where a prompt could be too long, or the text cannot be kept."""
    if wording.template is None and not wording.styles:
        return  # the one prompt is looked at as any other
    if wording.typed.strip():
        check_prompt(wording.typed, max(limit, LONGEST_TYPED))
    if wording.longest > limit:
        raise RequestError("prompt", f"{wording.longest:,} characters long", f"1 to {limit:,} characters")


def _of(request: Request, prompt: str) -> Request:
    """The same request with another prompt. Raises RequestError where it is empty."""
    if not prompt.strip():
        raise RequestError("prompt", "empty", "at least one character")
    return replace(request, prompt=prompt)
