"""Rows of the table of records, to and from the records of core, with the words and names they are found by."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from imagestudio.core.errors import LibraryDamagedError
from imagestudio.core.inputs import InputImage, inputs_from_data, inputs_to_data
from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.origin import UNKNOWN_ORIGIN, Origin
from imagestudio.core.record import Record
from imagestudio.library.alike import job_number, prompt_number
from imagestudio.library.kinds import number_of
from imagestudio.library.search import index_text
from imagestudio.library.tables import (
    BROKEN_ROW,
    Row,
    json_text,
    money,
    nanos,
    object_of,
    origin_from_text,
    origin_text,
)

RECORD_COLUMNS = (
    "time, id, path, sha256, size_bytes, media_type, width, height, provider, model, parameters, duration_ms, cost, "
    "estimate, inference_id, client_request_id, job_id, content_credentials, prompt, missing, source, task, rating, "
    "pick, trashed, labels, inputs, origin"
)
_KEYS = "size, quality, background, kind, prompt_number, job_number"  # to be found and put together by


def insert_record(connection: sqlite3.Connection, record: Record) -> None:
    """Insert a record with its words and names; nothing where it is there already: a job may be finished twice."""
    if connection.execute("SELECT 1 FROM records WHERE id = ?", (record.id,)).fetchone():
        return
    size, quality = alike_key(record.parameters)
    background = str(record.parameters.get("background", ""))
    alike = prompt_number(record.prompt), job_number(record.job_id, record.time)
    values = (*record_to_row(record), size, quality, background, number_of(connection, record), *alike)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO records ({RECORD_COLUMNS}, {_KEYS}) VALUES ({marks})", values)  # noqa: S608
    organisation = record.organisation
    if not organisation.is_trashed:
        add_words(connection, record.time, record.prompt)
    link(connection, "tags", "record_tags", "tag", record.time, organisation.tags)
    link(connection, "collections", "record_collections", "collection", record.time, organisation.collections)
    parents = [(parent, record.time, place) for place, parent in enumerate(record.origin.parents)]
    connection.executemany("INSERT OR IGNORE INTO parents (parent, time, place) VALUES (?, ?, ?)", parents)


def update_organisation(connection: sqlite3.Connection, record: Record, after: Organisation) -> None:
    """Give a record another organisation, and what it is found by with it."""
    before = record.organisation
    connection.execute(
        "UPDATE records SET rating = ?, pick = ?, trashed = ?, labels = ? WHERE time = ?",
        (after.rating, int(after.pick), after.trashed, labels_text(after), record.time),
    )
    if before.is_trashed and not after.is_trashed:
        add_words(connection, record.time, record.prompt)
    elif after.is_trashed and not before.is_trashed:
        drop_words(connection, record.time, record.prompt)
    if before.tags != after.tags:
        connection.execute("DELETE FROM record_tags WHERE time = ?", (record.time,))
        link(connection, "tags", "record_tags", "tag", record.time, after.tags)
    if before.collections != after.collections:
        connection.execute("DELETE FROM record_collections WHERE time = ?", (record.time,))
        link(connection, "collections", "record_collections", "collection", record.time, after.collections)


def add_words(connection: sqlite3.Connection, time: int, prompt: str) -> None:
    text = index_text(prompt)
    connection.execute("INSERT INTO words (rowid, prompt) VALUES (?, ?)", (time, text))
    connection.executemany(
        "INSERT OR IGNORE INTO vocabulary (word) VALUES (?)", ((word,) for word in set(text.split()))
    )


def drop_words(connection: sqlite3.Connection, time: int, prompt: str) -> None:
    """The index keeps no text, so it must be told what it holds: https://www.sqlite.org/fts5.html#the_delete_command"""
    query = "INSERT INTO words (words, rowid, prompt) VALUES ('delete', ?, ?)"
    connection.execute(query, (time, index_text(prompt)))


def link(connection: sqlite3.Connection, table: str, links: str, column: str, time: int, names: Iterable[str]) -> None:
    """Let a record be found by names, which are made where they are new. The words of SQL are our own."""
    for name in names:
        connection.execute(f"INSERT OR IGNORE INTO {table} (name, key) VALUES (?, ?)", (name, name.casefold()))  # noqa: S608
        query = f"INSERT OR IGNORE INTO {links} ({column}, time) SELECT id, ? FROM {table} WHERE key = ?"  # noqa: S608
        connection.execute(query, (time, name.casefold()))


def record_to_row(record: Record) -> Row:
    organisation = record.organisation
    return (
        record.time,
        record.id,
        record.path,
        record.sha256,
        record.size_bytes,
        record.media_type,
        record.width,
        record.height,
        record.provider,
        record.model,
        json_text(dict(record.parameters)),
        record.duration_ms,
        nanos(record.cost),
        nanos(record.estimate),
        record.inference_id,
        record.client_request_id,
        record.job_id,
        int(record.content_credentials),
        record.prompt,
        int(record.missing),
        record.source,
        record.task,
        organisation.rating,
        int(organisation.pick),
        organisation.trashed,
        labels_text(organisation),
        _inputs_text(record),
        origin_text(record.origin),
    )


def record_from_row(row: Row) -> Record:
    (time, id_, path, sha256, size_bytes, media_type, width, height, provider, model, parameters, duration_ms) = row[
        :12
    ]
    (cost, estimate, inference_id, client_request_id, job_id, content_credentials, prompt, missing) = row[12:20]
    source, task, rating, pick, trashed, labels, inputs, origin = row[20:]
    images, mask, came_from = _provenance(inputs, origin)
    return Record(
        id=id_,
        time=time,
        path=path,
        sha256=sha256,
        size_bytes=size_bytes,
        media_type=media_type,
        width=width,
        height=height,
        provider=provider,
        model=model,
        prompt=prompt,
        parameters=MappingProxyType(object_of(parameters)),
        duration_ms=duration_ms,
        cost=money(cost),
        estimate=money(estimate),
        inference_id=inference_id,
        client_request_id=client_request_id,
        job_id=job_id,
        content_credentials=bool(content_credentials),
        source=source,
        task=task,
        organisation=_organisation(rating, pick, trashed, labels),
        missing=bool(missing),
        images=images,
        mask=mask,
        origin=came_from,
    )


def alike_key(parameters: Mapping[str, Any]) -> tuple[str, str]:
    """Size and quality: what decides, beside the model, how long a picture takes and what it costs."""
    return str(parameters.get("size", "")), str(parameters.get("quality", ""))


def labels_text(organisation: Organisation) -> str:
    """What is not a number of its own, as JSON; empty where there is nothing."""
    data = organisation.to_data()
    labels = {name: data[name] for name in ("tags", "note", "collections") if name in data}
    return json.dumps(labels, ensure_ascii=False) if labels else ""


def _organisation(rating: int, pick: int, trashed: int, labels: str) -> Organisation:
    """Raises LibraryDamagedError."""
    data = object_of(labels) if labels else {}
    try:
        tags, collections = tuple(data.get("tags", ())), tuple(data.get("collections", ()))
        return Organisation(rating, Pick(pick), tags, str(data.get("note", "")), collections, trashed)
    except (TypeError, ValueError) as error:
        raise LibraryDamagedError(BROKEN_ROW) from error


def _inputs_text(record: Record) -> str:
    data = inputs_to_data(record.images, record.mask)
    return json_text(data) if data else ""


def _provenance(inputs: str, origin: str) -> tuple[tuple[InputImage, ...], InputImage | None, Origin]:
    """Raises LibraryDamagedError."""
    if not inputs and not origin:
        return (), None, UNKNOWN_ORIGIN
    try:
        return *inputs_from_data(object_of(inputs) if inputs else {}), origin_from_text(origin)
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryDamagedError(BROKEN_ROW) from error
