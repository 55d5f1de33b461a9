"""The terms of a search as they are typed, and a search with one term more, less or another one. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from imagestudio.core.search_query import Key

KEYS = tuple(key.value for key in Key)

# A key is letters before a colon, the wide one of Chinese and Japanese too; the colon of an address is none.
_KEY = re.compile(r"([^\W\d_]+)[:\uff1a](?!//)")

# What ends what a quote begins; a straight one ends them all.
_CLOSING = {'"': '"', "“": '"”', "„": '"“”', "”": '"”'}


@dataclass(frozen=True, slots=True)
class Term:
    """One term at its place: a word, a phrase or `key:value`; `value` is without its quotes."""

    start: int
    end: int
    text: str
    key: str
    value: str
    negated: bool = False
    quoted: bool = False
    closed: bool = True

    @property
    def is_known(self) -> bool:
        return self.key in KEYS


def terms_of(text: str) -> tuple[Term, ...]:
    """The terms in their order; every one of them, whether it means something or not."""
    return tuple(scan(text))


def scan(text: str) -> Iterator[Term]:
    """The terms one after the other, as far as they are wanted."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
        else:
            term = _term_at(text, place)
            yield term
            place = term.end


def _term_at(text: str, start: int) -> Term:
    place = start
    negated = text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace()
    if negated:
        place += 1
    key = ""
    if found := _KEY.match(text, place):
        key, place = found[1].lower(), found.end()
    if place < len(text) and text[place] in _CLOSING:
        value, end, closed = _quoted_at(text, place + 1, _CLOSING[text[place]])
        return Term(start, end, text[start:end], key, value, negated, quoted=True, closed=closed)
    end = place
    while end < len(text) and not text[end].isspace():
        end += 1
    return Term(start, end, text[start:end], key, text[place:end], negated)


def _quoted_at(text: str, place: int, closing: str) -> tuple[str, int, bool]:
    """What stands between quotes, where it ends, and whether it does; a doubled quote stands for one."""
    letters: list[str] = []
    while place < len(text):
        if text[place] not in closing:
            letters.append(text[place])
        elif text[place : place + 2] == '""':
            letters.append('"')
            place += 1
        else:
            return "".join(letters), place + 1, True
        place += 1
    return "".join(letters), place, False


def has_word(text: str) -> bool:
    """Whether there is anything in it that prompts are searched for: a letter, a number or a sign like an emoji."""
    return any(in_word(character) for character in text)


def in_word(character: str) -> bool:
    """Whether the index keeps the character: letters, digits, marks, emoji; as the tokenizer in schema.py is told."""
    category = unicodedata.category(character)
    return category[0] in "LNM" or category in ("Co", "So")


def quoted(value: str) -> str:
    """The value as it is written in a search, in quotes where it needs them."""
    if value and value[0] not in _CLOSING and not any(letter.isspace() for letter in value):
        return value
    return _in_quotes(value)


def _in_quotes(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def written(key: str, value: str, negated: bool = False) -> str:
    """A term as it is written; with the key '' a word or a phrase."""
    is_more = not key and (value.startswith("-") or _KEY.match(value))  # than a word, without quotes
    return f"{'-' if negated else ''}{key + ':' if key else ''}{_in_quotes(value) if is_more else quoted(value)}"


def has_term(text: str, key: str, value: str, negated: bool = False) -> bool:
    return any(_is(term, key, value, negated) for term in scan(text))


def add_term(text: str, key: str, value: str, negated: bool = False) -> str:
    """The search with this term, once; its opposite is taken away."""
    rest = remove_term(text, key, value, not negated)
    return rest if has_term(rest, key, value, negated) else _joined(rest, written(key, value, negated))


def remove_term(text: str, key: str, value: str | None = None, negated: bool | None = None) -> str:
    """The search without this term; for the value None without all terms of the key."""
    gone = [
        term
        for term in scan(text)
        if term.key == key
        and (value is None or _form(term.value) == _form(value))
        and (negated is None or term.negated == negated)
    ]
    for term in reversed(gone):
        text = without(text, term)
    return text


def replace_term(text: str, key: str, value: str | None) -> str:
    """The search with this as its only term of the key, at the place of the first; None takes them all away."""
    terms = [term for term in scan(text) if term.key == key]
    if not terms or value is None:
        return remove_term(text, key) if value is None else _joined(text, written(key, value))
    for term in reversed(terms[1:]):
        text = without(text, term)
    return text[: terms[0].start] + written(key, value) + text[terms[0].end :]


def without(text: str, term: Term) -> str:
    """The search without what stands at the place of this term."""
    before, after = text[: term.start].rstrip(), text[term.end :].lstrip()
    return f"{before} {after}" if before and after else before + after


def _joined(text: str, term: str) -> str:
    """With a space behind it: the term is whole, and the next word is another one."""
    before = text.strip()
    if (terms := terms_of(before)) and not terms[-1].closed:
        before += '"'
    return f"{before} {term} " if before else f"{term} "


def _is(term: Term, key: str, value: str, negated: bool) -> bool:
    return term.key == key and term.negated == negated and _form(term.value) == _form(value)


def _form(value: str) -> str:
    return unicodedata.normalize("NFC", " ".join(value.split())).casefold()
