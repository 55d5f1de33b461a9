"""Where a request comes from: the pictures it continues, and the template, styles and seed its prompt was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_PARENTS = 64
_LONGEST_TEXT = 64_000
_LONGEST_NAME = 200
_MOST_STYLES = 100


class Task(StrEnum):
    """What a request is for, and with it how a picture belongs to its parents."""

    WORDS = ""
    EDIT = "edit"
    VARIATION = "variation"
    EXTENSION = "extension"  # a larger canvas, filled
    DRAFT = "draft"
    FINAL = "final"  # the same as a draft, in the best quality
    AGAIN = "again"  # the very same request once more
    LOCKED = "locked"  # an edit with the source's own pixels outside of its mask


@dataclass(frozen=True, slots=True)
class Origin:
    """`parents` are ids of records, the first is the one that is continued; they may be gone from the library.

    `template` is what was typed, where the prompt was made of it: `sample` prompts drawn with `seed`, all without.
    """

    parents: tuple[str, ...] = ()
    template: str = ""
    sample: int | None = None
    seed: int | None = None
    styles: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """As JSON-ready data, only what is there."""
        data: dict[str, Any] = {}
        if self.parents:
            data["parents"] = list(self.parents)
        if self.template:
            data["template"] = self.template
        if self.sample is not None:
            data["sample"] = self.sample
        if self.seed is not None:
            data["seed"] = self.seed
        if self.styles:
            data["styles"] = list(self.styles)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Origin:
        """Raises TypeError, KeyError or ValueError where it is none of ours."""
        if not isinstance(data, Mapping):
            raise TypeError("no origin")
        sample, seed = data.get("sample"), data.get("seed")
        return cls(
            _texts(data.get("parents", ()))[:MOST_PARENTS],
            str(data.get("template", ""))[:_LONGEST_TEXT],
            None if sample is None else int(sample),
            None if seed is None else int(seed),
            _texts(data.get("styles", ()))[:_MOST_STYLES],
        )


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError("a list is wanted")
    return tuple(dict.fromkeys(str(value)[:_LONGEST_NAME] for value in values))


UNKNOWN_ORIGIN = Origin()
