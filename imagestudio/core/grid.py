"""A grid: one idea in rows, columns and sections, each cell a request of its own that the history may hold already."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import prod
from types import MappingProxyType
from typing import Any

from imagestudio.core.catalog import Value
from imagestudio.core.organisation import name_of
from imagestudio.core.styles import Style, clean_text
from imagestudio.core.times import from_iso, now_us, to_iso

GRID_VERSION = 1
MOST_CELLS = 1_000  # nobody looks at more
MOST_AXES = 3
TOGETHER = "\x1f"  # between the names of styles that are one value
_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST_VALUE = 64_000


class Axis(StrEnum):
    """What may vary in a grid."""

    PROMPT = "prompt"
    MODEL = "model"
    QUALITY = "quality"
    SIZE = "size"
    BACKGROUND = "background"
    STYLE = "style"


PARAMETER_AXES = (Axis.QUALITY, Axis.SIZE, Axis.BACKGROUND)  # those named as the parameter they are


@dataclass(frozen=True)
class Grid:
    """What a grid is made of; frozen, so that what is looked at is what is bought.

    `values` are those of each axis, one at least where it matters; the axes with several of them are the rows, the
    columns and the sections, as `order` has them. A value of the style axis is the names of styles, none or several,
    whose texts are in `styles` as they were when they were chosen. `typed` is the template the prompts come from, and
    `parameters` are all others.
    """

    id: str
    name: str
    values: Mapping[Axis, tuple[str, ...]] = field(repr=False)
    order: tuple[Axis, ...] = tuple(Axis)
    typed: str = field(default="", repr=False)
    parameters: Mapping[str, Value] = field(default_factory=dict)
    styles: tuple[Style, ...] = field(default=(), repr=False)
    created: int = 0
    changed: int = 0

    @property
    def axes(self) -> tuple[Axis, ...]:
        """Those that vary: rows, columns, sections."""
        return tuple(axis for axis in self.order if len(self.values.get(axis, ())) > 1)

    @property
    def is_too_much(self) -> bool:
        """Whether more varies than can be laid out, or there are more cells than anybody looks at."""
        return len(self.axes) > MOST_AXES or self.count > MOST_CELLS

    @property
    def count(self) -> int:
        """How many cells there are; counted, not made."""
        return prod(len(self.values[axis]) for axis in self.axes)

    @property
    def rows(self) -> tuple[str, ...]:
        return self._along(0)

    @property
    def columns(self) -> tuple[str, ...]:
        return self._along(1)

    @property
    def sections(self) -> tuple[str, ...]:
        return self._along(2)

    def _along(self, place: int) -> tuple[str, ...]:
        """The values of rows, columns or sections; one that says nothing where there are none."""
        return self.values[self.axes[place]] if place < len(self.axes) else ("",)

    def value(self, axis: Axis, section: int, row: int, column: int) -> str:
        """What an axis is in the cell at this place."""
        values = self.values.get(axis, ())
        if axis in self.axes:
            return values[(row, column, section)[self.axes.index(axis)]]
        return values[0] if values else ""

    def styles_of(self, value: str) -> tuple[Style, ...]:
        """The styles that a value of the style axis means, the innermost first."""
        known = {style.name: style for style in self.styles}
        return tuple(known[name] for name in names_of(value) if name in known)

    def moved(self, axis: Axis, place: int) -> Grid:
        """With this one as rows (0), columns (1) or sections (2), and what was there where this one was."""
        axes = list(self.axes)
        was = axes.index(axis)
        if not 0 <= place < len(axes):
            return self
        axes[was], axes[place] = axes[place], axes[was]
        return replace(self, order=(*axes, *(other for other in self.order if other not in axes)))

    def to_data(self) -> dict[str, Any]:
        """As JSON-ready data."""
        return {
            "imagestudio": GRID_VERSION,
            "id": self.id,
            "name": self.name,
            "created_at": to_iso(self.created),
            "changed_at": to_iso(self.changed),
            "order": [str(axis) for axis in self.order],
            "values": {str(axis): list(values) for axis, values in self.values.items()},
            "typed": self.typed,
            "parameters": dict(self.parameters),
            "styles": [{"name": style.name, "text": style.text} for style in self.styles],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Grid:
        """Raises KeyError, TypeError or ValueError where it is none of ours."""
        if data["imagestudio"] > GRID_VERSION or not _ID.fullmatch(str(data["id"])):
            raise ValueError("it is no grid of ours")
        values = {Axis(axis): _texts(texts) for axis, texts in data["values"].items()}
        named = [Axis(axis) for axis in data["order"]]
        return cls(
            id=str(data["id"]),
            name=name_of(str(data["name"])),
            values=MappingProxyType(values),
            order=tuple(dict.fromkeys([*named, *Axis])),
            typed=clean_text(str(data.get("typed", ""))),
            parameters=MappingProxyType(dict(data["parameters"])),
            styles=tuple(Style(str(each["name"]), clean_text(str(each["text"]))) for each in data["styles"]),
            created=from_iso(data["created_at"]),
            changed=from_iso(data["changed_at"]),
        )


def new_grid(name: str, values: Mapping[Axis, Sequence[str]], **more: Any) -> Grid:
    """One that was not there before."""
    moment = now_us()
    frozen = MappingProxyType({axis: tuple(dict.fromkeys(each)) for axis, each in values.items()})
    return Grid(os.urandom(16).hex(), name_of(name), frozen, created=moment, changed=moment, **more)


def with_values(grid: Grid, axis: Axis, values: Sequence[str]) -> Grid:
    """The grid with other values of an axis, each of them once."""
    changed = {**grid.values, axis: tuple(dict.fromkeys(values))}
    return replace(grid, values=MappingProxyType(changed))


def names_of(value: str) -> tuple[str, ...]:
    """The names in a value of the style axis."""
    return tuple(value.split(TOGETHER)) if value else ()


def _texts(texts: object) -> tuple[str, ...]:
    if not isinstance(texts, list) or len(texts) > MOST_CELLS:
        raise TypeError("a list is wanted")
    return tuple(dict.fromkeys(str(text)[:_LONGEST_VALUE] for text in texts))
