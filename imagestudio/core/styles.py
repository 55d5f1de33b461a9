"""Styles and snippets: pieces of prompts with names, put around a prompt in an order or into it where one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from imagestudio.core.organisation import name_of

PLACE = "{prompt}"
LONGEST_TEXT = 32_000
LONGEST_NAME = 90  # leaves room for a number
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Style:
    """A text with `{prompt}` where the prompt goes; without one it is put behind it.

    `negative` is what other programs keep beside it: no model here takes one, so it is only kept and given back.
    """

    name: str
    text: str
    negative: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text of the person's own, put in where the cursor is."""

    name: str
    text: str


Named = TypeVar("Named", Style, Snippet)


@dataclass(frozen=True, slots=True)
class Stylebook:
    """All styles and snippets in the person's order; names are unique among each, whatever their capitals."""

    styles: tuple[Style, ...] = ()
    snippets: tuple[Snippet, ...] = ()

    def style(self, name: str) -> Style | None:
        return next((style for style in self.styles if style.name.casefold() == name.casefold()), None)

    def named(self, names: Iterable[str]) -> tuple[Style, ...]:
        """The styles of these names in this order; names that are gone are left out."""
        return tuple(style for name in names if (style := self.style(name)) is not None)

    def with_style(self, style: Style, instead_of: str | None = None) -> Stylebook:
        """With a new style, or one changed in its place. Raises ValueError for a name that is empty or taken."""
        return replace(self, styles=_put(self.styles, _cleaned_style(style), instead_of))

    def without_style(self, name: str) -> Stylebook:
        return replace(self, styles=_without(self.styles, name))

    def with_snippet(self, snippet: Snippet, instead_of: str | None = None) -> Stylebook:
        """With a new snippet, or one changed in its place. Raises ValueError for a name that is empty or taken."""
        return replace(self, snippets=_put(self.snippets, _cleaned_snippet(snippet), instead_of))

    def without_snippet(self, name: str) -> Stylebook:
        return replace(self, snippets=_without(self.snippets, name))

    def moved(self, name: str, place: int) -> Stylebook:
        """With a style at another place among the others."""
        style = self.style(name)
        if style is None:
            return self
        others = _without(self.styles, name)
        return replace(self, styles=(*others[:place], style, *others[place:]))

    def merged(self, other: Stylebook) -> Stylebook:
        """With what another one has: the same is there once, and a name that is taken gets a number.

        Raises ValueError where there are too many.
        """
        return Stylebook(_merged(self.styles, other.styles), _merged(self.snippets, other.snippets))


def apply_styles(prompt: str, styles: Sequence[Style]) -> str:
    """The prompt with the styles put around it, the first one innermost."""
    for style in styles:
        text = style.text.strip()
        if PLACE in text:
            prompt = text.replace(PLACE, prompt)
        elif text:
            prompt = f"{prompt}, {text}" if prompt.strip() else text
    return prompt


def _cleaned_style(style: Style) -> Style:
    return Style(name_of(style.name), clean_text(style.text), clean_text(style.negative))


def _cleaned_snippet(snippet: Snippet) -> Snippet:
    return Snippet(name_of(snippet.name), clean_text(snippet.text))


def clean_text(text: str) -> str:
    """Without half characters, which no file can hold, and not longer than any prompt."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")[:LONGEST_TEXT]


def _put(all_: tuple[Named, ...], new: Named, instead_of: str | None) -> tuple[Named, ...]:
    if not new.name:
        raise ValueError("a name is wanted")
    old = (instead_of or "").casefold()
    if any(each.name.casefold() == new.name.casefold() != old for each in all_):
        raise ValueError("the name is taken")
    if any(each.name.casefold() == old for each in all_):
        return tuple([new if each.name.casefold() == old else each for each in all_])
    return _merged(all_, (new,))


def _without(all_: tuple[Named, ...], name: str) -> tuple[Named, ...]:
    return tuple([each for each in all_ if each.name.casefold() != name.casefold()])


def _merged(all_: tuple[Named, ...], others: Iterable[Named]) -> tuple[Named, ...]:
    taken = {each.name.casefold(): each for each in all_}
    for new in others:
        name, number = new.name, 1
        while (there := taken.get(name.casefold())) is not None and replace(there, name=new.name) != new:
            number += 1
            name = f"{new.name[:LONGEST_NAME]} ({number})"
        taken.setdefault(name.casefold(), replace(new, name=name))
        if len(taken) > MOST:
            raise ValueError("there are too many")
    return tuple(taken.values())
