"""Who keeps what the person writes with: word lists, styles and snippets, earlier prompts; every call may take long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from imagestudio.core.styles import Stylebook
from imagestudio.core.templates.lists import WordLists


class Loaded(Protocol):
    """All lists as they are now, and what is wrong with files that are none."""

    @property
    def lists(self) -> WordLists: ...

    @property
    def problems(self) -> tuple[str, ...]: ...


class ListKeeper(Protocol):
    """Word lists on the disk; all but `load` raise SettingsError."""

    def load(self) -> Loaded: ...

    def text(self, name: str) -> str: ...

    def save(self, name: str, text: str) -> None: ...

    def rename(self, old: str, new: str) -> None: ...

    def delete(self, name: str) -> None: ...


class StyleKeeper(Protocol):
    """Styles and snippets on the disk; both raise SettingsError."""

    def load(self) -> Stylebook: ...

    def save(self, book: Stylebook) -> None: ...


@dataclass(frozen=True, slots=True)
class Earlier:
    """A prompt as it was typed: `is_template` tells whether its braces mean alternatives."""

    text: str
    is_template: bool = False


@dataclass(frozen=True)
class Keepers:
    """All of them; `read_styles` and `write_styles` exchange files with other programs and raise SettingsError.

    `earlier` gives the different prompts of the library, the newest first, so many at most.
    """

    lists: ListKeeper
    styles: StyleKeeper
    read_styles: Callable[[Path], Stylebook]
    write_styles: Callable[[Path, Stylebook], None]
    earlier: Callable[[int], list[Earlier]]
