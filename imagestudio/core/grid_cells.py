"""The cells of a grid: the request of each, or why there can be none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from imagestudio.core.catalog import Catalog, ModelSpec, Value
from imagestudio.core.errors import RequestError
from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.grid import PARAMETER_AXES, Axis, Grid, names_of
from imagestudio.core.origin import UNKNOWN_ORIGIN, Origin
from imagestudio.core.request import Request, make_request
from imagestudio.core.styles import apply_styles

Place = tuple[int, int, int]
"""Section, row and column of a cell, each from 0."""


class Obstacle(StrEnum):
    """Why a cell can never be sent."""

    NO_MODEL = "no_model"  # the catalog has it no more
    NOT_OFFERED = "not_offered"  # the model has no such size, quality or background
    RULE = "rule"  # two of its values do not go together
    PROMPT = "prompt"  # it is empty or too long


@dataclass(frozen=True, slots=True)
class Hindrance:
    """An obstacle with what it is about: a parameter and its value, or what the model's data says of it."""

    obstacle: Obstacle
    model: str = ""
    parameter: str = ""
    value: str = ""
    because: str = ""


@dataclass(frozen=True)
class GridCell:
    """One place of a grid; `key` is what its request is known by, empty where there is none."""

    place: Place
    request: Request | None = field(default=None, repr=False)
    origin: Origin = field(default=UNKNOWN_ORIGIN, repr=False)
    key: str = ""
    hindrance: Hindrance | None = None


def cells_of(grid: Grid, catalog: Catalog) -> list[GridCell]:
    """Every cell, section after section and row after row; none where the grid is too much."""
    return [] if grid.is_too_much else [_cell(grid, catalog, place) for place in _places(grid)]


def _places(grid: Grid) -> Iterator[Place]:
    for section in range(len(grid.sections)):
        for row in range(len(grid.rows)):
            for column in range(len(grid.columns)):
                yield section, row, column


def _cell(grid: Grid, catalog: Catalog, place: Place) -> GridCell:
    model, style = grid.value(Axis.MODEL, *place), grid.value(Axis.STYLE, *place)
    spec = catalog.get(model)
    if spec is None:
        return GridCell(place, hindrance=Hindrance(Obstacle.NO_MODEL, model))
    chosen = {str(axis): grid.value(axis, *place) for axis in PARAMETER_AXES}
    if (hindrance := _not_offered(grid, spec, chosen)) is not None:
        return GridCell(place, hindrance=hindrance)
    values = _values(grid, spec, chosen)
    if broken := spec.broken_rules(values):
        return GridCell(place, hindrance=Hindrance(Obstacle.RULE, spec.id, because=broken[0].because))
    prompt = grid.value(Axis.PROMPT, *place)
    try:
        # styles alone are no prompt
        text = apply_styles(prompt.strip(), grid.styles_of(style)) if prompt.strip() else ""
        request = make_request(spec, text, values)
    except RequestError as error:
        told = Hindrance(Obstacle.PROMPT, spec.id, error.parameter, str(error.value), error.allowed)
        return GridCell(place, hindrance=told)
    return GridCell(place, request, _origin(grid, prompt, style), fingerprint(request))


def _not_offered(grid: Grid, spec: ModelSpec, chosen: dict[str, str]) -> Hindrance | None:
    """What the model does not have of what was chosen; a parameter it lacks altogether matters where it varies."""
    for name, value in chosen.items():
        parameter = spec.parameter(name)
        lacking = parameter is None and Axis(name) in grid.axes
        if lacking or (parameter is not None and value and not parameter.accepts(value)):
            return Hindrance(Obstacle.NOT_OFFERED, spec.id, name, value)
    return None


def _values(grid: Grid, spec: ModelSpec, chosen: dict[str, str]) -> dict[str, Value]:
    """The values of all parameters of the model that apply beside each other."""
    values: dict[str, Value] = {}
    for parameter in spec.parameters:
        value: Value = chosen.get(parameter.name) or grid.parameters.get(parameter.name, parameter.default)
        values[parameter.name] = value if parameter.accepts(value) else parameter.default
    return {p.name: values[p.name] for p in spec.parameters if p.applies(values)}


def _origin(grid: Grid, prompt: str, style: str) -> Origin:
    """What is kept with the picture, so that template and styles can be brought back."""
    names = names_of(style)
    if names or grid.typed.strip() != prompt.strip():
        return Origin((), grid.typed.strip() or prompt.strip(), styles=names)
    return UNKNOWN_ORIGIN
