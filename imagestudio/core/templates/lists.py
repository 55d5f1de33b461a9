"""Word lists: what a template's __name__ stands for, as they were when they were read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from imagestudio.core.templates.nodes import Option
from imagestudio.core.templates.problems import ProblemKind

LONGEST_NAME = 80
MOST_ENTRIES = 20_000

_NAME = re.compile(r"[^\W_](?:[\w\-. ]*[^\W_])?(?:/[^\W_](?:[\w\-. ]*[^\W_])?)*")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # no file may be called so on Windows


@dataclass(frozen=True, slots=True)
class Resolved:
    """The alternatives of a list, or what is wrong with it and, in words, where."""

    options: tuple[Option, ...] = ()
    problems: tuple[tuple[ProblemKind, str], ...] = ()


class WordLists:
    """Lists by their names; frozen, so that a template means the same from when it is counted until it is expanded."""

    def __init__(self, lists: Mapping[str, Sequence[str]] | None = None) -> None:
        self._lists = {name: tuple(entries) for name, entries in (lists or {}).items()}
        self.resolved: dict[str, Resolved] = {}  # filled by the parser: each list is understood once

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._lists))

    def entries(self, name: str) -> tuple[str, ...]:
        return self._lists.get(name, ())

    def matching(self, pattern: str) -> tuple[str, ...]:
        """The lists a reference means: one, or with a `*` all that match; none where there is no such list."""
        if "*" in pattern:
            return tuple(name for name in self.names if fnmatchcase(name, pattern))
        return (pattern,) if pattern in self._lists else ()


NO_LISTS = WordLists()


def entries_of(text: str) -> tuple[str, ...]:
    """The entries of a list's file: a line each, without empty ones and those that begin with #."""
    lines = (line.strip() for line in text.lstrip("\ufeff").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))[:MOST_ENTRIES]


def is_list_name(name: str) -> bool:
    """Whether a list may be called so: it can be written between underscores, and is a file inside the folder."""
    if len(name) > LONGEST_NAME or "__" in name or unicodedata.normalize("NFC", name) != name:
        return False
    return bool(_NAME.fullmatch(name)) and not any(_RESERVED.fullmatch(part) for part in name.split("/"))
