"""Words of prompts as the index sees them: one form of each letter, and signs that are words set apart. Pure."""

from __future__ import annotations

import unicodedata

from imagestudio.core.search_terms import in_word

# A sign that every prompt has in the index and none has by itself, so that “all but these” can be asked for.
EVERY = "\ue000"

# Accents, which SQLite's tokenizer folds for Latin letters only, and what joins or styles emoji.
_DROPPED = dict.fromkeys((*range(0x0300, 0x0370), 0x200D, 0xFE0E, 0xFE0F, ord(EVERY)))

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


class _Forms(dict[int, str]):
    """What becomes of each character: itself, itself set apart, or a space where it belongs to no word."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        form = character if in_word(character) else " "
        self[code] = f" {form} " if _stands_alone(character) else form
        return self[code]


_FORMS = _Forms()


def index_text(text: str) -> str:
    """The text as the index is given it."""
    return " ".join((EVERY, *tokens_of(text)))


def tokens_of(text: str) -> list[str]:
    """The words of a text in their order, as the index holds them."""
    return _folded(text).translate(_FORMS).split()


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
