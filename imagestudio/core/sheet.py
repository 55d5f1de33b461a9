"""Contact sheets: what is on them, and where it stands on the paper. Lengths are in millimetres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from imagestudio.core.record import Record

MOST_COLUMNS = 10
_MARGIN, _GAP = 12.0, 5.0
_TITLE, _FOOT = 9.0, 6.0
NUMBER_LINE, PROMPT_LINE = 4.6, 3.8
PROMPT_LINES = 3
_FLATTEST, _TALLEST = 0.4, 1.6  # of a box: height by width


class Paper(StrEnum):
    """The paper's size."""

    A4 = "a4"
    LETTER = "letter"


SIZES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}


@dataclass(frozen=True, slots=True)
class SheetChoices:
    """How a contact sheet looks; one column puts one picture on a page."""

    paper: Paper = Paper.A4
    landscape: bool = False
    columns: int = 4
    numbers: bool = True
    prompts: bool = False
    prices: bool = False
    title: str = ""

    @property
    def size(self) -> tuple[float, float]:
        width, height = SIZES[self.paper]
        return (height, width) if self.landscape else (width, height)

    def to_data(self) -> dict[str, Any]:
        return {name: str(value) if isinstance(value, StrEnum) else value for name, value in asdict(self).items()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> SheetChoices:
        """What was kept of an earlier session; the usual where that is none any more."""
        usual = cls()
        known: dict[str, Any] = {}
        for field in fields(cls):
            value = data.get(field.name)
            if type(value) is type(getattr(usual, field.name)):
                known[field.name] = value
        try:
            known["paper"] = Paper(data.get("paper", Paper.A4))
        except ValueError:
            known["paper"] = Paper.A4
        known["columns"] = min(max(known.get("columns", usual.columns), 1), MOST_COLUMNS)
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the paper."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The same for every page: where title, cells and foot are. A cell's picture is above its caption."""

    title: Box
    foot: Box
    boxes: tuple[Box, ...]
    caption: float

    @property
    def per_page(self) -> int:
        return len(self.boxes)

    def pages(self, pictures: int) -> int:
        return -(-pictures // self.per_page)


def lay_out(choices: SheetChoices, size: tuple[float, float], ratio: float) -> SheetLayout:
    """Where things stand on paper of this size, for pictures that are `ratio` times as high as wide."""
    width, height = size
    inner = width - 2 * _MARGIN
    top = _MARGIN + (_TITLE if choices.title else 0.0)
    room = height - _MARGIN - _FOOT - top
    caption = caption_height(choices)
    cell = (inner - _GAP * (choices.columns - 1)) / choices.columns
    if choices.columns == 1:
        picture = room - caption
    else:
        picture = min(cell * min(max(ratio, _FLATTEST), _TALLEST), room - caption)
    rows = max(1, int((room + _GAP) // (picture + caption + _GAP)))
    boxes = tuple(
        Box(_MARGIN + column * (cell + _GAP), top + row * (picture + caption + _GAP), cell, picture)
        for row in range(rows)
        for column in range(choices.columns)
    )
    title = Box(_MARGIN, _MARGIN - 3.0, inner, _TITLE)
    return SheetLayout(title, Box(_MARGIN, height - _MARGIN, inner, _FOOT), boxes, caption)


def caption_height(choices: SheetChoices) -> float:
    lines = NUMBER_LINE if choices.numbers or choices.prices else 0.0
    return lines + (PROMPT_LINES * PROMPT_LINE if choices.prompts else 0.0) + (1.0 if lines or choices.prompts else 0.0)


def usual_ratio(records: Sequence[Record]) -> float:
    """The height by the width that suits these pictures best: that of the one in the middle."""
    ratios = sorted(record.height / record.width for record in records if record.width)
    return ratios[len(ratios) // 2] if ratios else 1.0
