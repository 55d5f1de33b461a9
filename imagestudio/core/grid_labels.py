"""Short labels for alternatives: what makes each of some texts different from the others."""

from __future__ import annotations

from collections.abc import Sequence


def differing(texts: Sequence[str]) -> list[str]:
    """Each text without the words that all of them begin and end with; whole where nothing of it would be left."""
    split = [text.split() for text in texts]
    if len(split) < 2:
        return [" ".join(words) for words in split]
    shortest = min(map(len, split))
    begin = 0
    while begin < shortest and len({words[begin] for words in split}) == 1:
        begin += 1
    end = 0
    while end < shortest - begin and len({words[-1 - end] for words in split}) == 1:
        end += 1
    cut = [" ".join(words[begin : len(words) - end]).strip(" ,.;:") for words in split]
    return cut if all(cut) else [" ".join(words) for words in split]
