"""What each model accepts: parameters, defaults, limits and price, read from data and never written in code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Value = str | int


class ParameterType(StrEnum):
    """How a parameter is chosen."""

    CHOICE = "choice"
    INTEGER = "integer"


class Place(StrEnum):
    """Where the options form shows a parameter."""

    MAIN = "main"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a parameter may have, and its name for people."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """True when a parameter has one of some values."""

    parameter: str
    values: tuple[Value, ...]

    def holds(self, parameters: Mapping[str, Value]) -> bool:
        return parameters.get(self.parameter) in self.values


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that can be set for a model; those that are not `of_edits` are for pictures from words alone."""

    name: str
    label: str
    type: ParameterType
    default: Value
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 0
    place: Place = Place.MORE
    only_if: Condition | None = None
    of_edits: bool = True

    def accepts(self, value: object) -> bool:
        if self.type is ParameterType.CHOICE:
            return any(value == choice.value for choice in self.choices)
        return isinstance(value, int) and not isinstance(value, bool) and self.minimum <= value <= self.maximum

    @property
    def allowed(self) -> str:
        """What may be chosen, as a text."""
        if self.type is ParameterType.CHOICE:
            return ", ".join(choice.value for choice in self.choices)
        return f"{self.minimum} to {self.maximum}"

    def applies(self, parameters: Mapping[str, Value]) -> bool:
        """Whether the parameter means anything beside these others."""
        return self.only_if is None or self.only_if.holds(parameters)

    def label_of(self, value: Value) -> str:
        return next((choice.label for choice in self.choices if choice.value == value), str(value))


@dataclass(frozen=True, slots=True)
class Rule:
    """When one parameter has a value, another must have one of these."""

    when: Condition
    require: Condition
    because: str

    def broken_by(self, parameters: Mapping[str, Value]) -> bool:
        return self.when.holds(parameters) and not self.require.holds(parameters)


@dataclass(frozen=True, slots=True)
class InputTokens:
    """How many tokens a picture is that a request is given: scaled to this shorter side, then so many for each tile."""

    base: int
    tile: int
    side: int

    def of(self, width: int, height: int) -> int:
        shorter, longer = sorted((width, height))
        tiles = -(-(longer * self.side // shorter) // self.side) if shorter else 1
        return self.base + self.tile * max(1, tiles)


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs: prices a million tokens in US dollars as decimal text, and tokens of a picture.

    `tokens` maps (quality, size) to output tokens. Where the price of a token is not published, `observed` holds what
    one picture really cost, as (quality, size, dollars), and others are scaled from it. A picture that is given is
    `input` tokens, or `observed_input` dollars where only that is known.
    """

    tokens: Mapping[tuple[str, str], int] = field(default_factory=dict)
    text_in: str | None = None
    image_in: str | None = None
    image_out: str | None = None
    surcharge: str = "1"
    observed: tuple[str, str, str] | None = None
    input: InputTokens | None = None
    observed_input: str | None = None


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Everything the program knows about one model."""

    id: str
    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    rules: tuple[Rule, ...]
    price: Price
    prompt_limit: int
    edits: bool
    expected_seconds: Mapping[str, float]
    aliases: tuple[str, ...] = ()
    order: int = 0

    def parameter(self, name: str) -> Parameter | None:
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def defaults(self) -> dict[str, Value]:
        """The default of every parameter that applies beside the other defaults."""
        values = {parameter.name: parameter.default for parameter in self.parameters}
        return {p.name: p.default for p in self.parameters if p.applies(values)}

    def broken_rules(self, parameters: Mapping[str, Value]) -> list[Rule]:
        return [rule for rule in self.rules if rule.broken_by(parameters)]

    def expected_for(self, parameters: Mapping[str, Value]) -> float:
        """Seconds a picture of this size took where that was published."""
        size = str(parameters.get("size", ""))
        return self.expected_seconds.get(size) or self.expected_seconds.get("", 45.0)


class Catalog:
    """The models the program offers, in their order, and what was wrong with the files of others."""

    def __init__(self, models: Iterable[ModelSpec], problems: Iterable[str] = ()) -> None:
        self.models = tuple(sorted(models, key=lambda spec: (spec.order, spec.name)))
        self.problems = tuple(problems)

    def get(self, model: str) -> ModelSpec | None:
        """The model of this id, or of which this is another name."""
        for spec in self.models:
            if model == spec.id or model in spec.aliases:
                return spec
        return None

    def name_of(self, model: str) -> str:
        spec = self.get(model)
        return spec.name if spec else model
