"""What a copy with the prompt inside says of its record, as JSON-ready data, and the record such a copy speaks of.

It is the sidecar without the path. Reading it is reading what a stranger wrote: everything is checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from imagestudio.core.record import Record
from imagestudio.library.record_rows import record_to_row

if TYPE_CHECKING:
    from imagestudio.library.picture_facts import PictureFacts

_PERSONAL = ("cost_usd", "estimate_usd", "inference_id", "client_request_id", "job_id", "organisation")
_ABSENT: dict[str, Any] = {
    "cost_usd": None,
    "estimate_usd": None,
    "duration_ms": None,
    "inference_id": "",
    "client_request_id": "",
    "job_id": "",
    "content_credentials": False,
}
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,99}")
_MOST_US = 253_402_300_799_999_999  # the end of the year 9999
_MOST_TEXT = 200_000
_MOST_NUMBER = 2**63


def metadata_of(record: Record, *, personal: bool = True) -> dict[str, Any]:
    """The sidecar without the path and without the trash, which are of this library alone.

    Without what is `personal` (price, the service's ids, rating, tags, note, collections) where that is not wanted.
    """
    organisation = replace(record.organisation, trashed=0)
    data = replace(record, organisation=organisation).to_data()
    left_out = {"path", *(() if personal else _PERSONAL)}
    return {name: value for name, value in data.items() if name not in left_out}


def metadata_text(record: Record, *, personal: bool = True) -> str:
    """The same as the text that stands in the file."""
    data = metadata_of(record, personal=personal)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def data_of_text(text: str) -> dict[str, Any]:
    """The data a text of `metadata_text` holds. Raises ValueError."""
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested without end") from error
    if not isinstance(data, dict) or not isinstance(data.get("imagestudio"), int):
        raise ValueError("it is not of Image Studio")
    return data


def record_from_metadata(data: Mapping[str, Any]) -> Record:
    """The record a copy speaks of, with an empty path and the facts of the *original* (sha256, size, type).

    Raises ValueError for what is none of ours, of a newer version, or could not be kept.
    """
    try:
        record = Record.from_data({**_ABSENT, **data, "path": ""})
        _check(record)
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("it is no record of Image Studio") from error
    return replace(record, organisation=replace(record.organisation, trashed=0))


def of_file(record: Record, facts: PictureFacts, path: str) -> Record:
    """The record of a copy that is in the library's `path` now: what the copy said, with the facts of its own file."""
    return replace(
        record,
        path=path,
        sha256=facts.sha256,
        size_bytes=facts.size_bytes,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        content_credentials=facts.content_credentials,
    )


def _check(record: Record) -> None:
    """Raises ValueError where a value is none that we would have written, or that the database could not hold."""
    if not _ID.fullmatch(record.id):
        raise ValueError("its id is none of ours")
    if not 0 < record.time <= _MOST_US:
        raise ValueError("its time is none")
    if any(not isinstance(value, str | int) or isinstance(value, bool) for value in record.parameters.values()):
        raise ValueError("a parameter is neither text nor number")
    for value in record_to_row(record):
        if isinstance(value, str):
            value.encode()  # half characters; a UnicodeEncodeError is a ValueError
            if len(value) > _MOST_TEXT or "\0" in value:
                raise ValueError("a text that is none")
        elif isinstance(value, int) and not -_MOST_NUMBER <= value < _MOST_NUMBER:
            raise ValueError("a number is too large")
