"""One copy of one picture as it was chosen, in pieces ready to be written; the original is only read."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from imagestudio.core.errors import FileGoneError, FileSpoiltError, PictureError
from imagestudio.core.export import Choices, Kind, Listing
from imagestudio.core.record import Record
from imagestudio.core.times import to_iso
from imagestudio.library.containers import Buffer
from imagestudio.library.durable import disk_error
from imagestudio.library.embedding import bare, with_prompt
from imagestudio.library.metadata import media_type_of

LIST_NAMES = {Listing.CSV: "pictures.csv", Listing.JSON_LINES: "pictures.jsonl"}

_PIECE = 1024 * 1024
_MANY_PIXELS = 16_000_000
_COLUMNS = (
    "file", "id", "created_at", "provider", "model", "prompt", "width", "height", "size", "quality", "background",
    "duration_s", "cost_usd", "rating", "pick", "tags", "collections", "note", "sha256",
)  # fmt: skip
_one_large = threading.Lock()
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def copy_of(path: Path, record: Record, choices: Choices) -> Iterator[Buffer]:
    """The bytes of the copy, piece by piece.

    Raises FileGoneError, FileSpoiltError, LibraryError where the original cannot be read; before the first piece, but
    for what a disk does in the middle of one.
    """
    if choices.kind is Kind.AS_RECEIVED:
        return _as_it_is(path)
    content = _read(path)
    if media_type_of(content) != record.media_type:
        raise FileSpoiltError("The file is no picture of its kind any more.")
    if choices.changes_pixels_of(record):
        try:
            content = _repainted(content, record, choices)
        except PictureError as error:
            raise FileSpoiltError(error.said) from error
    elif choices.kind is Kind.CLEAN:
        return bare(content)
    return (
        with_prompt(content, record, personal=choices.personal) if choices.kind is Kind.WITH_PROMPT else iter([content])
    )


def small_copy_of(path: Path, longest_edge: int) -> bytes:
    """The picture with its longest edge cut down. Raises FileGoneError, FileSpoiltError, LibraryError."""
    from imagestudio.library.repainting import small_copy

    content = _read(path)
    try:
        return small_copy(content, longest_edge)
    except PictureError as error:
        raise FileSpoiltError(error.said) from error


def list_of(records: Sequence[Record], names: Sequence[str], listing: Listing, *, personal: bool) -> str:
    """Records with the names of their copies, as CSV without its head, or as JSON lines."""
    rows = [_row(record, name, personal=personal) for record, name in zip(records, names, strict=True)]
    if listing is Listing.JSON_LINES:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_cell(row[column]) for column in _COLUMNS] for row in rows])
    return out.getvalue()


def list_head(listing: Listing) -> str:
    """What stands above the records: the columns, behind the mark by which spreadsheets know UTF-8."""
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + ",".join(_COLUMNS) + "\r\n" if listing is Listing.CSV else ""


def _repainted(content: bytes, record: Record, choices: Choices) -> bytes:
    """In its new format and size; of large pictures one after the other, since each takes some 9 bytes a pixel."""
    from imagestudio.library.repainting import repaint

    large = record.width * record.height > _MANY_PIXELS
    with _one_large if large else nullcontext():
        return repaint(content, choices, choices.media_type_for(record))


def _as_it_is(path: Path) -> Iterator[Buffer]:
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except FileNotFoundError as error:
        raise FileGoneError from error
    except OSError as error:
        raise disk_error(error, "The picture") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileGoneError from error
    except OSError as error:
        raise disk_error(error, "The picture") from error


def _row(record: Record, name: str, *, personal: bool) -> dict[str, object]:
    known = record if personal else replace(record, cost=None, organisation=type(record.organisation)())
    organisation = known.organisation
    return {
        "file": name,
        "id": record.id,
        "created_at": to_iso(record.time),
        "provider": record.provider,
        "model": record.model,
        "prompt": record.prompt,
        "width": record.width,
        "height": record.height,
        **{key: record.parameters.get(key) for key in ("size", "quality", "background")},
        "duration_s": None if record.duration_ms is None else record.duration_ms / 1000,
        "cost_usd": None if known.cost is None else str(known.cost.usd),
        "rating": organisation.rating,
        "pick": organisation.pick.name.lower(),
        "tags": list(organisation.tags),
        "collections": list(organisation.collections),
        "note": organisation.note,
        "sha256": record.sha256,
    }


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else ", ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text
