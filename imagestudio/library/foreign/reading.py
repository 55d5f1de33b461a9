"""What made a picture, as it says itself: the first of the ways in which programs tell it that is there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

from imagestudio.core.money import Money
from imagestudio.core.organisation import MOST_STARS
from imagestudio.core.record import Record
from imagestudio.library.embedded import own_text
from imagestudio.library.exported_record import data_of_text, record_from_metadata
from imagestudio.library.foreign import exif as exif_tags
from imagestudio.library.foreign import xmp as names
from imagestudio.library.foreign.carried import Carried, carried_by
from imagestudio.library.foreign.comfy import read_comfy_prompt, read_comfy_workflow
from imagestudio.library.foreign.exif import moment_of
from imagestudio.library.foreign.foreign import NOTHING, Foreign, model_name, name_of, parameters_of, text_of
from imagestudio.library.foreign.infotext import read_infotext
from imagestudio.library.foreign.programs import (
    STABILITY_MATRIX,
    read_fooocus,
    read_invokeai,
    read_stability_matrix,
    read_swarm,
)

_log = logging.getLogger(__name__)

_MOST_COST = Money.from_usd(10_000)
_CAMERA_LIKE = ("prompt:", "workflow:")
Reader = Callable[[str], Foreign | None]


def read_foreign(content: bytes) -> Foreign:
    """What the bytes of a sound picture tell. Nothing in them makes this fail."""
    try:
        return _read(content)
    except Exception as bug:  # a stranger wrote it; the picture itself is sound and must not be lost for it
        _log.warning("what a picture says of itself could not be read: %s", type(bug).__name__)
        return NOTHING


def own_record(text: str) -> Record | None:
    """The record that our own JSON tells of; None where it is none of ours."""
    try:
        record = record_from_metadata(data_of_text(text))
    except ValueError:
        return None
    return replace(record, cost=_sane(record.cost), estimate=_sane(record.estimate), missing=False)


def _sane(cost: Money | None) -> Money | None:
    return cost if cost is not None and Money(0) <= cost <= _MOST_COST else None


def _read(content: bytes) -> Foreign:
    if (text := own_text(content)) and (record := own_record(text)) is not None:
        return Foreign("Image Studio", record.prompt, record.model, record.parameters, record.time, record=record)
    carried = carried_by(content)
    found = next((told for told in _told(carried) if told is not None and told.tells), NOTHING)
    xmp = carried.xmp
    program = found.program or name_of(carried.exif.texts.get(exif_tags.SOFTWARE)) or name_of(xmp.get(names.TOOL))
    made = found.made or carried.exif.taken or moment_of(xmp.get(names.CREATED, ""))
    return replace(found, program=program, made=made, rating=_rating(xmp.get(names.RATING, "")))


def _told(carried: Carried) -> Iterator[Foreign | None]:
    """Every way of telling, in the order of interop.md."""
    texts = carried.texts
    yield _by(read_invokeai, texts.get("invokeai_metadata"))
    yield _by_parameters(texts)
    yield _by(read_stability_matrix, texts.get("parameters-json"))
    yield _by(read_comfy_prompt, texts.get("prompt"))
    yield _by(read_comfy_workflow, texts.get("workflow"))
    yield from _by_exif(carried)
    yield _by_xmp(carried.xmp)


def _by(reader: Reader, text: str | None) -> Foreign | None:
    return reader(text) if text else None


def _by_parameters(texts: dict[str, str]) -> Foreign | None:
    """SwarmUI's JSON, Fooocus's, else A1111's text."""
    text = texts.get("parameters")
    if not text:
        return None
    if text.lstrip().startswith("{"):
        return read_swarm(text) or read_fooocus(text) or _infotext(text)
    found = read_infotext(text)
    if "parameters-json" in texts or "smproj" in texts:
        return replace(found, program=STABILITY_MATRIX)
    return replace(found, program="Fooocus") if "fooocus_scheme" in texts else found


def _infotext(text: str) -> Foreign | None:
    """Text that begins like JSON and has settings: a prompt may be written so. JSON of nothing known is no prompt."""
    found = read_infotext(text)
    return found if found.parameters else None


def _by_exif(carried: Carried) -> Iterator[Foreign | None]:
    exif = carried.exif
    yield from map(_by_comment, filter(None, (exif.comment, carried.xmp.get(names.COMMENT, ""))))
    for text in exif.texts.values():  # ComfyUI puts its graphs where cameras have their names
        kind, _, graph = text.partition(":")
        if f"{kind}:".lower() in _CAMERA_LIKE:
            yield read_comfy_prompt(graph) if kind.lower() == "prompt" else read_comfy_workflow(graph)
    yield _by(read_stability_matrix, exif.texts.get(exif_tags.DESCRIPTION))


def _by_comment(text: str) -> Foreign | None:
    if not text.startswith("{"):
        return read_infotext(text)
    readers: tuple[Reader, ...] = (read_swarm, read_invokeai, read_fooocus, read_stability_matrix, read_comfy_prompt)
    return next((found for reader in readers if (found := reader(text)) is not None), _infotext(text))


def _by_xmp(xmp: dict[str, str]) -> Foreign | None:
    """A description is only taken for a prompt where the picture says that an algorithm made it."""
    prompt = xmp.get(names.PROMPT, "")
    if not prompt and "lgorithmicMedia" in xmp.get(names.SOURCE_TYPE, ""):
        prompt = xmp.get(names.DESCRIPTION, "")
    system = xmp.get(names.SYSTEM, "")
    if not prompt and not system:
        return None
    return Foreign(
        name_of(xmp.get(names.TOOL)),
        text_of(prompt),
        model_name(system),
        parameters_of([("model_version", xmp.get(names.SYSTEM_VERSION))]),
    )


def _rating(text: str) -> int:
    value = text.strip().partition(".")[0]
    return int(value) if value.isascii() and value.isdigit() and len(value) == 1 and int(value) <= MOST_STARS else 0
