"""Everything that decides a picture, checked against its model when it is made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from imagestudio.core.catalog import ModelSpec, Value
from imagestudio.core.errors import RequestError
from imagestudio.core.inputs import (
    MOST_IMAGE_BYTES,
    MOST_IMAGES,
    MOST_MASK_BYTES,
    InputImage,
    inputs_from_data,
    inputs_to_data,
)

MAX_COUNT = 20
_HALF = re.compile("[\ud800-\udfff]")
MAX_EDITS = 10  # pictures of one request


@dataclass(frozen=True)
class Request:
    """A model, a prompt and every parameter; made by `make_request` or `make_edit`, which check them.

    With `images` it is an edit of them, in their order; `mask` says where, and has the size of the first. `count` is
    how many pictures are asked for at once, which only edits can.
    """

    model: str
    prompt: str = field(repr=False)
    parameters: Mapping[str, Value]
    images: tuple[InputImage, ...] = ()
    mask: InputImage | None = None
    count: int = 1

    @property
    def is_edit(self) -> bool:
        return bool(self.images)

    @property
    def inputs(self) -> tuple[InputImage, ...]:
        """All pictures it is given, the mask last."""
        return self.images if self.mask is None else (*self.images, self.mask)

    def to_data(self) -> dict[str, Any]:
        data = {"model": self.model, "prompt": self.prompt, "parameters": dict(self.parameters)}
        data |= inputs_to_data(self.images, self.mask)
        return data if self.count == 1 else data | {"count": self.count}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Request:
        """The request a journal or a sidecar holds, which was checked when it was made."""
        parameters = MappingProxyType(dict(data["parameters"]))
        images, mask = inputs_from_data(data)
        return cls(str(data["model"]), str(data["prompt"]), parameters, images, mask, int(data.get("count", 1)))


def make_request(spec: ModelSpec, prompt: str, parameters: Mapping[str, Value] | None = None) -> Request:
    """A checked request with every default filled in.

    Raises RequestError naming the parameter, its value and what is allowed.
    """
    given = dict(parameters or {})
    for name in given:
        if spec.parameter(name) is None:
            names = ", ".join(parameter.name for parameter in spec.parameters)
            raise RequestError("parameter", name, names)
    values = {parameter.name: given.get(parameter.name, parameter.default) for parameter in spec.parameters}
    for parameter in spec.parameters:
        if not parameter.accepts(values[parameter.name]):
            raise RequestError(parameter.name, values[parameter.name], parameter.allowed)
        if not parameter.applies(values):
            _refuse_needless(parameter.name, given, spec)
            del values[parameter.name]
    for rule in spec.broken_rules(values):
        name = rule.require.parameter
        raise RequestError(name, values.get(name, ""), f"{_join(rule.require.values)} ({rule.because})")
    return Request(spec.id, check_prompt(prompt, spec.prompt_limit), MappingProxyType(values))


def make_edit(
    spec: ModelSpec,
    prompt: str,
    images: Sequence[InputImage],
    mask: InputImage | None = None,
    parameters: Mapping[str, Value] | None = None,
    count: int = 1,
) -> Request:
    """A checked edit of some pictures; what only pictures from words have is left out of the parameters.

    Raises RequestError naming what is wrong and what is allowed.
    """
    if not spec.edits:
        raise RequestError("model", spec.id, "a model that edits pictures")
    given = {name: value for name, value in (parameters or {}).items() if _is_of_edits(spec, name)}
    made = make_request(spec, prompt, given)
    kept = {name: value for name, value in made.parameters.items() if _is_of_edits(spec, name)}
    check_inputs(images, mask)
    if not 1 <= count <= MAX_EDITS:
        raise RequestError("n", count, f"1 to {MAX_EDITS}")
    return replace(made, parameters=MappingProxyType(kept), images=tuple(images), mask=mask, count=count)


def check_inputs(images: Sequence[InputImage], mask: InputImage | None = None) -> None:
    """Raises RequestError where the service would not take these pictures."""
    if not 1 <= len(images) <= MOST_IMAGES:
        raise RequestError("image", f"{len(images)} pictures", f"1 to {MOST_IMAGES}")
    if any(image.size_bytes > MOST_IMAGE_BYTES for image in images):
        raise RequestError("image", "a file of 50 MB or more", "smaller files")
    if mask is None:
        return
    if mask.media_type != "image/png" or mask.size_bytes > MOST_MASK_BYTES:
        raise RequestError("mask", f"a file of {mask.size_bytes:,} bytes", "a PNG of less than 4 MB")
    if (mask.width, mask.height) != (images[0].width, images[0].height):
        size = f"{images[0].width}x{images[0].height}"
        raise RequestError("mask", f"{mask.width}x{mask.height}", f"the size of the first picture, {size}")


def _is_of_edits(spec: ModelSpec, name: str) -> bool:
    parameter = spec.parameter(name)
    return parameter is None or parameter.of_edits


def check_prompt(prompt: str, limit: int) -> str:
    """The prompt without white space around it. Raises RequestError where it is empty, too long or cannot be sent."""
    if "\0" in prompt:
        raise RequestError("prompt", "a text with a NUL character", "text without NUL")
    if _HALF.search(prompt):
        raise RequestError("prompt", "a text with half a character (a lone surrogate)", "whole characters")
    trimmed = prompt.strip()
    if not 1 <= len(trimmed) <= limit:
        raise RequestError("prompt", f"{len(trimmed):,} characters long", f"1 to {limit:,} characters")
    return trimmed


def check_count(count: int) -> int:
    """How many pictures, if that many may be asked for at once. Raises RequestError."""
    if not 1 <= count <= MAX_COUNT:
        raise RequestError("count", count, f"1 to {MAX_COUNT}")
    return count


def _refuse_needless(name: str, given: Mapping[str, Value], spec: ModelSpec) -> None:
    parameter = spec.parameter(name)
    if name in given and parameter is not None and parameter.only_if is not None:
        needed = f"{parameter.only_if.parameter} {_join(parameter.only_if.values)}"
        raise RequestError(name, given[name], f"only with {needed}")


def _join(values: tuple[Value, ...]) -> str:
    return " or ".join(str(value) for value in values)
