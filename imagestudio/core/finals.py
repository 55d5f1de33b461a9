"""Finals: a draft once more in full quality, by a model that edits, with the draft itself as reference."""

from __future__ import annotations

from collections.abc import Sequence

from imagestudio.core.canvas_size import nearest
from imagestudio.core.catalog import Catalog, Choice, ModelSpec, Value
from imagestudio.core.errors import RequestError
from imagestudio.core.inputs import InputImage
from imagestudio.core.record import Record
from imagestudio.core.request import Request, make_edit

MOST_FINALS = 100  # at once; nobody has chosen more by looking
BEST = "high"
_QUALITY, _SIZE = "quality", "size"
_PNG = "image/png"


def finishing_models(catalog: Catalog) -> tuple[ModelSpec, ...]:
    """The models a final can be made by: a draft is a picture, so only those that edit."""
    return tuple(spec for spec in catalog.models if spec.edits)


def qualities_of(spec: ModelSpec) -> Sequence[Choice]:
    """What can be chosen, as the model calls it."""
    parameter = spec.parameter(_QUALITY)
    return parameter.choices if parameter else ()


def final_of(spec: ModelSpec, draft: Record, quality: str) -> Request:
    """What is asked for; of the draft that is given only the size is known yet.

    The draft's words, and of its settings those the model knows; its shape, or the nearest there is. Raises
    RequestError where its words cannot be sent.
    """
    values: dict[str, Value] = {
        parameter.name: draft.parameters[parameter.name]
        for parameter in spec.parameters
        if parameter.of_edits and parameter.accepts(draft.parameters.get(parameter.name))
    }
    if any(quality == choice.value for choice in qualities_of(spec)):
        values[_QUALITY] = quality
    sizes = spec.parameter(_SIZE)
    if sizes and (size := nearest(draft.width, draft.height, [choice.value for choice in sizes.choices])):
        values[_SIZE] = size
    given = [InputImage("", _PNG, 0, draft.width, draft.height)]
    try:
        return make_edit(spec, draft.prompt, given, None, _applying(spec, values))
    except RequestError as error:
        if error.parameter == "prompt":
            raise
        plain = {name: value for name, value in values.items() if name in (_QUALITY, _SIZE)}
        return make_edit(spec, draft.prompt, given, None, plain)  # what was chosen elsewhere does not go together here


def _applying(spec: ModelSpec, values: dict[str, Value]) -> dict[str, Value]:
    """Without what means nothing beside the others, as compression without a format that compresses."""
    whole = spec.defaults() | values
    return {p.name: values[p.name] for p in spec.parameters if p.name in values and p.applies(whole)}
