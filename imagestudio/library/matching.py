"""The words of a query as a query of the index (FTS5), and the words that begin like one that is half typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from imagestudio.core.search_query import Query, Word
from imagestudio.library.search import EVERY, tokens_of

# The index has lists of its own for so many first letters. Of more letters it would put together the lists of all words
# that begin so before it gives the first picture, so these words are named to it, which it takes one picture at a time.
INDEXED_LETTERS = 3
MOST_ENDINGS = 200

Endings = Callable[[str], list[str]]
"""The words of the library that begin so; none where they are too many."""


def match_of(query: Query, endings: Endings) -> str:
    """An FTS5 query for all of the words and none of the unwanted ones; empty where there is nothing to look for.

    Every word is quoted, so nothing in it is syntax.
    """
    wanted, unwanted = _phrases(query.words, endings), _phrases(query.unwanted, endings)
    match = " AND ".join(wanted) or (f'"{EVERY}"' if unwanted else "")
    return f"({match}) NOT ({' OR '.join(unwanted)})" if unwanted else match


def endings_in(connection: sqlite3.Connection) -> Endings:
    """The words of this library that begin so."""

    def endings(first: str) -> list[str]:
        query = "SELECT word FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?"
        bounds = (first, first + "\U0010ffff", MOST_ENDINGS + 1)
        found = [row[0] for row in connection.execute(query, bounds)]
        return found if len(found) <= MOST_ENDINGS else []

    return endings


def _phrases(words: Iterable[Word], endings: Endings) -> list[str]:
    return [phrase for word in words if (phrase := _phrase(word, endings))]


def _phrase(word: Word, endings: Endings) -> str:
    tokens = tokens_of(word.text)
    if not tokens:
        return ""
    whole = _quoted(tokens)
    if not word.prefix:
        return whole
    last = tokens[-1]
    found = endings(last) if len(last) > INDEXED_LETTERS else []
    return f"({' OR '.join(_quoted([*tokens[:-1], ending]) for ending in found)})" if found else f"{whole}*"


def _quoted(tokens: list[str]) -> str:
    return f'"{" ".join(tokens)}"'


def matcher_of(query: Query) -> Callable[[str], bool]:
    """The same without the index, for prompts that are not in it."""
    wanted = [(tokens_of(word.text), word.prefix) for word in query.words]
    unwanted = [(tokens_of(word.text), word.prefix) for word in query.unwanted]

    def matches(prompt: str) -> bool:
        tokens = tokens_of(prompt)
        has = (_holds(tokens, phrase, prefix) for phrase, prefix in wanted)
        return all(has) and not any(_holds(tokens, phrase, prefix) for phrase, prefix in unwanted if phrase)

    return matches


def _holds(tokens: list[str], phrase: list[str], prefix: bool) -> bool:
    places = range(len(tokens) - len(phrase) + 1)
    if not prefix or not phrase:
        return any(tokens[place : place + len(phrase)] == phrase for place in places)
    *whole, last = phrase
    size = len(whole)
    return any(tokens[p : p + size] == whole and tokens[p + size].startswith(last) for p in places)
