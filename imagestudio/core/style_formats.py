"""Styles and snippets as text: our own JSON, the lists of other programs, and A1111's styles.csv."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from imagestudio.core.organisation import name_of
from imagestudio.core.styles import Snippet, Style, Stylebook, clean_text

MOST_BYTES = 4 << 20
_VERSION = 1
_COLUMNS = ("name", "prompt", "negative_prompt")


def to_json(book: Stylebook) -> str:
    """The whole book; styles in the words of other programs, so that those can read them."""
    data = {
        "imagestudio_styles": _VERSION,
        "styles": [dict(zip(_COLUMNS, (each.name, each.text, each.negative), strict=True)) for each in book.styles],
        "snippets": [{"name": each.name, "text": each.text} for each in book.snippets],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def to_csv(book: Stylebook) -> str:
    """The styles as A1111 keeps them; it has no snippets."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows((each.name, each.text, each.negative) for each in book.styles)
    return out.getvalue()


def read_styles(content: bytes) -> Stylebook:
    """What a file of ours, a list of another program, or a styles.csv holds.

    Entries without a name, and lines A1111 puts between groups, are left out. Raises ValueError with the reason.
    """
    if len(content) > MOST_BYTES:
        raise ValueError("it is far too large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is no text in UTF-8") from None
    return _from_json(text) if text.lstrip()[:1] in ("{", "[") else _from_csv(text)


def _from_json(text: str) -> Stylebook:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("it is not whole: its JSON cannot be read") from None
    if isinstance(data, dict) and isinstance(data.get("imagestudio_styles"), int):
        if data["imagestudio_styles"] > _VERSION:
            raise ValueError("it was written by a newer Image Studio")
        return _book(data.get("styles"), data.get("snippets"))
    if isinstance(data, list):  # as Fooocus and others keep them
        return _book(data, None)
    raise ValueError("it holds no styles")


def _from_csv(text: str) -> Stylebook:
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error:
        raise ValueError("its lines are no CSV") from None
    if not rows or not rows[0].keys() >= {"name"} or not rows[0].keys() & {"prompt", "text"}:
        raise ValueError("its first line does not name the columns name and prompt")
    return _book([{**row, "prompt": row.get("prompt") or row.get("text")} for row in rows], None)


def _book(styles: Any, snippets: Any) -> Stylebook:
    """Raises ValueError where there are far too many."""
    found = [
        Style(name_of(name), clean_text(text), clean_text(negative))
        for name, text, negative in ([_field(row, column) for column in _COLUMNS] for row in _rows(styles))
        if name_of(name) and (text.strip() or negative.strip())
    ]
    pieces = [
        Snippet(name_of(name), clean_text(text))
        for name, text in ((_field(row, "name"), _field(row, "text")) for row in _rows(snippets))
        if name_of(name) and text
    ]
    return Stylebook().merged(Stylebook(tuple(found), tuple(pieces)))


def _rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _field(row: Any, name: str) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""
