"""What the person chose about copies that are given away, checked; and what became of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from imagestudio.core.errors import Failure, RequestError
from imagestudio.core.naming import DEFAULT_TEMPLATE, Names, parse_template
from imagestudio.core.record import Record

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MOST_EDGE = 65_535
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}


class Kind(StrEnum):
    """What is inside a copy beside the pixels."""

    AS_RECEIVED = "as-received"
    WITH_PROMPT = "with-prompt"
    CLEAN = "clean"


class Format(StrEnum):
    """How a copy's pixels are written."""

    AS_IT_IS = "as-it-is"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


class Listing(StrEnum):
    """The list that lies beside the copies."""

    NONE = "none"
    CSV = "csv"
    JSON_LINES = "jsonl"


MEDIA_TYPES = {Format.PNG: "image/png", Format.JPEG: "image/jpeg", Format.WEBP: "image/webp"}


@dataclass(frozen=True, slots=True)
class Choices:
    """How copies are made; made by `make_choices`, which checks them.

    `longest_edge` in pixels (0: as it is) never enlarges; `percent` is of each side. A WebP of quality 100 is lossless.
    `background` is what JPEG shows where the picture is transparent. Without `personal`, copies with the prompt inside
    say nothing of prices, ratings, tags, notes and collections.
    """

    kind: Kind = Kind.WITH_PROMPT
    format: Format = Format.AS_IT_IS
    quality: int = 90
    longest_edge: int = 0
    percent: int = 100
    background: str = "#ffffff"
    name: str = DEFAULT_TEMPLATE
    personal: bool = True
    listing: Listing = Listing.NONE

    @property
    def resizes(self) -> bool:
        return self.longest_edge > 0 or self.percent != 100

    def media_type_for(self, record: Record) -> str:
        return MEDIA_TYPES.get(self.format, record.media_type)

    def changes_pixels_of(self, record: Record) -> bool:
        """Whether a picture has to be decoded and written anew."""
        smaller = self.percent != 100 or 0 < self.longest_edge < max(record.width, record.height)
        return smaller or self.media_type_for(record) != record.media_type

    def extension_for(self, record: Record) -> str:
        return _EXTENSIONS.get(self.media_type_for(record), "bin")

    def to_data(self) -> dict[str, Any]:
        return {name: str(value) if isinstance(value, StrEnum) else value for name, value in asdict(self).items()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Choices:
        """What was kept of an earlier session; the usual where that is none any more."""
        known = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        try:
            kind, format_ = Kind(known.pop("kind", Kind.WITH_PROMPT)), Format(known.pop("format", Format.AS_IT_IS))
            listing = Listing(known.pop("listing", Listing.NONE))
            return make_choices(kind=kind, format=format_, listing=listing, **known)
        except (ValueError, TypeError, AttributeError, RequestError):
            return Choices()


def make_choices(**chosen: Any) -> Choices:
    """Checked choices. Raises RequestError naming what is wrong and what is allowed."""
    choices = Choices(**chosen)
    _check_number("quality", choices.quality, 1, 100)
    _check_number("longest edge", choices.longest_edge, 0, _MOST_EDGE)
    _check_number("percent", choices.percent, 1, 100)
    if choices.longest_edge and choices.percent != 100:
        raise RequestError("size", f"{choices.longest_edge} and {choices.percent} %", "a longest edge or a percentage")
    if not _COLOUR.fullmatch(choices.background):
        raise RequestError("background", choices.background, "a colour like #ffffff")
    if choices.kind is Kind.AS_RECEIVED and (choices.format is not Format.AS_IT_IS or choices.resizes):
        allowed = "the format and size as they are, since another would not be what was received"
        raise RequestError("kind", Kind.AS_RECEIVED.value, allowed)
    parse_template(choices.name)
    return choices


def plan_names(choices: Choices, records: Sequence[Record], first: int, total: int, names: Names) -> list[str]:
    """The names of these pictures, the first of which is number `first` of all."""
    template = parse_template(choices.name)
    return [
        names.take(template.stem(record, first + index, total), choices.extension_for(record))
        for index, record in enumerate(records)
    ]


@dataclass(frozen=True, slots=True)
class Refused:
    """One picture that could not be given away."""

    name: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class ExportReport:
    """How giving away ended.

    `stopped` is why it ended before its end, None where it did not or was cancelled; `full` that the disk had no room.
    """

    place: Path
    total: int
    done: int
    refused: tuple[Refused, ...] = ()
    cancelled: bool = False
    stopped: Failure | None = None
    first: Path | None = None
    full: bool = False

    @property
    def is_whole(self) -> bool:
        return self.done == self.total


Progress = Callable[[int, int], None]


class Exporter(Protocol):
    """Gives copies of pictures away; runs in a worker thread."""

    def run(
        self,
        times: Sequence[int],
        choices: Choices,
        target: Path,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> ExportReport:
        """Write the copies into a folder, or into a ZIP where the target is named so.

        Raises LibraryError where nothing could begin.
        """

    def small_copy(self, record: Record, longest_edge: int) -> bytes:
        """The picture cut down to this edge, as JPEG, or as PNG where it is transparent. Raises LibraryError."""

    def taken_names(self, target: Path) -> frozenset[str]:
        """The names of what is in a folder already; none for a ZIP or where there is nothing yet."""


def _check_number(name: str, value: object, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RequestError(name, value, f"{least} to {most:,}")
