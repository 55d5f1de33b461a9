"""A text written so that, read as a template, it is one prompt again: itself."""

from __future__ import annotations

from collections.abc import Iterator

from imagestudio.core.templates.lexing import Kind, Lexeme, lexemes
from imagestudio.core.templates.lists import NO_LISTS, WordLists
from imagestudio.core.templates.template import Template

_BRACES = frozenset({Kind.OPEN, Kind.CLOSE})


def escaped(text: str, lists: WordLists = NO_LISTS) -> str:
    """The text with backslashes before what would else be alternatives or lists; as it is where nothing would."""
    if _is_itself(text, lists):
        return text
    return "".join(_written(text, lists))


def _is_itself(text: str, lists: WordLists) -> bool:
    template = Template(text, lists)
    return template.is_sound and template.count == 1 and template.prompt(0) == text


def _written(text: str, lists: WordLists) -> Iterator[str]:
    """Once every brace is plain, bars and dollars are too, so only braces and lists need a backslash."""
    for lexeme in lexemes(text):
        kind = lexeme.sign if lexeme.kind is Kind.ESCAPED else lexeme.kind
        if not _counts(kind, lexeme, lists):
            yield lexeme.raw
            continue
        slashes = len(lexeme.raw) - len(lexeme.raw.lstrip("\\"))
        sign = lexeme.raw[slashes:]
        yield "\\" * (2 * slashes) + (f"\\{sign}" if sign else "")


def _counts(kind: Kind | None, lexeme: Lexeme, lists: WordLists) -> bool:
    return kind in _BRACES or (kind is Kind.LIST and bool(lists.matching(lexeme.name)))
