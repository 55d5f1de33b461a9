"""Characters to lexemes: braces, bars, dollars, names of lists, and text between them; backslashes understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a lexeme may be; what it is depends on what stands around it."""

    TEXT = "text"
    OPEN = "{"
    CLOSE = "}"
    BAR = "|"
    DOLLARS = "$$"
    LIST = "list"
    ESCAPED = "escaped"  # a sign that a backslash before it makes plain


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A stretch of the template: as it is typed, and what it means as text.

    `name` is the list's, of a LIST and where one is escaped; `sign` is what the backslashes of an ESCAPED stand before.
    """

    kind: Kind
    offset: int
    raw: str
    value: str
    name: str = ""
    sign: Kind | None = None

    @property
    def end(self) -> int:
        return self.offset + len(self.raw)


# A name begins and ends with a letter or digit, so that __init__ may be one but ______ is a line to fill in.
_NAME = r"[^\W_](?:[\w\-./* ]{0,100}?[^\W_]|[\w\-./* ]{0,100}?\*)?"
_SIGN = re.compile(rf"(?<!\\)(?P<slashes>\\*)(?:(?P<sign>[{{}}|]|\$\$)|__(?P<name>{_NAME})__)")
_KINDS = {"{": Kind.OPEN, "}": Kind.CLOSE, "|": Kind.BAR, "$$": Kind.DOLLARS}


def lexemes(text: str) -> Iterator[Lexeme]:
    """All of the text, in order. A backslash counts only before a sign: two are one, an odd one makes it plain."""
    place = 0
    for found in _SIGN.finditer(text):
        if found.start() > place:
            yield _text(text, place, found.start())
        yield from _signs(found)
        place = found.end()
    if place < len(text):
        yield _text(text, place, len(text))


def _text(text: str, start: int, end: int) -> Lexeme:
    return Lexeme(Kind.TEXT, start, text[start:end], text[start:end])


def _signs(found: re.Match[str]) -> Iterator[Lexeme]:
    slashes, name = found["slashes"], found["name"] or ""
    raw = found["sign"] or f"__{name}__"
    kind = _KINDS.get(raw, Kind.LIST)
    start, kept = found.start(), "\\" * (len(slashes) // 2)
    if len(slashes) % 2:
        yield Lexeme(Kind.ESCAPED, start, slashes + raw, kept + raw, name, kind)
        return
    if slashes:
        yield Lexeme(Kind.ESCAPED, start, slashes, kept, name, kind)
    yield Lexeme(kind, start + len(slashes), raw, raw, name)
