"""Words of prompts: the text the index is given, and a person's search as a query of it. Pure functions."""

from __future__ import annotations

import unicodedata

_MAX_WORDS = 64

# Accents, which SQLite's tokenizer folds for Latin letters only, and what joins or styles emoji.
_DROPPED = dict.fromkeys((*range(0x0300, 0x0370), 0x200D, 0xFE0E, 0xFE0F))

# Scripts that put no spaces between words: every character is a word there, and a word is a phrase of them.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),  # iteration mark, closing mark, zero
    (0x3021, 0x30FF),  # numerals, Hiragana, Katakana
    (0x3105, 0x312F),  # Bopomofo
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),  # Han
    (0xA000, 0xA4CF),  # Yi
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x323AF),
)


def index_text(text: str) -> str:
    """The text as the index sees it: one form of each letter, and characters that are words themselves set apart."""
    return spaced(_folded(text))


def match_query(search: str) -> str:
    """An FTS5 query for all words of a search, the last one as a prefix while it is being typed.

    Every word is quoted, so nothing in it is syntax. Empty where the search holds no word at all.
    """
    words = [spaced(word) for word in _folded(search).split()]
    words = [word for word in words if any(_in_word(character) for character in word)][:_MAX_WORDS]
    if not words:
        return ""
    typing = not search[-1].isspace()
    quoted = ['"' + word.replace('"', " ") + '"' for word in words]
    return " ".join(quoted) + ("*" if typing else "")


def spaced(text: str) -> str:
    """The text with spaces around each character that is a word by itself (Han, kana, Thai, emoji …)."""
    return "".join(f" {character} " if _stands_alone(character) else character for character in text)


def _folded(text: str) -> str:
    """One form for letters that are the same to a person; without what no index can hold (NUL, half characters)."""
    whole = text.encode("utf-8", "ignore").decode().replace("\0", " ")
    apart = unicodedata.normalize("NFKD", whole).casefold().translate(_DROPPED)
    return unicodedata.normalize("NFC", apart)


def _stands_alone(character: str) -> bool:
    code = ord(character)
    if code < 0x0E00:
        return False
    if any(first <= code <= last for first, last in _UNSPACED):
        return True
    return unicodedata.category(character) == "So"


def _in_word(character: str) -> bool:
    """Whether the index keeps the character: letters, digits, marks, emoji; as the tokenizer in schema.py is told."""
    category = unicodedata.category(character)
    return category[0] in "LNM" or category in ("Co", "So")
