"""A model's data file: text to ModelSpec, with every mistake named by where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from imagestudio.core.catalog import (
    Catalog,
    Choice,
    Condition,
    InputTokens,
    ModelSpec,
    Parameter,
    ParameterType,
    Place,
    Price,
    Rule,
)
from imagestudio.core.errors import CatalogError

FORMAT = 1


def read_catalog(files: Iterable[tuple[str, str]]) -> Catalog:
    """The catalog of some (file name, text) pairs; a wrong file becomes a problem and the rest still works."""
    models: dict[str, ModelSpec] = {}
    problems = []
    for name, text in files:
        try:
            spec = read_model(text)
            taken = {other for known in models.values() for other in (known.id, *known.aliases)}
            for name_of_it in (spec.id, *spec.aliases):
                if name_of_it in taken:
                    raise CatalogError(f"id: {name_of_it} stands in another file already")
            models[spec.id] = spec
        except CatalogError as error:
            problems.append(f"{name}: {error.said}")
    return Catalog(models.values(), problems)


def read_model(text: str) -> ModelSpec:
    """The model a data file describes. Raises CatalogError naming the place and what is wrong there."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CatalogError(f"is not JSON ({error})") from error
    root = _Node(data, "")
    if root.integer("format") != FORMAT:
        raise CatalogError(f"format: this program reads format {FORMAT}")
    parameters = tuple(_parameter(node) for node in root.children("parameters"))
    spec = ModelSpec(
        id=root.text("id"),
        name=root.text("name"),
        summary=root.text("summary"),
        parameters=parameters,
        rules=tuple(_rule(node, parameters) for node in root.children("rules", optional=True)),
        price=_price(root.child("price")),
        prompt_limit=root.integer("prompt_limit", minimum=1),
        edits=root.flag("edits"),
        expected_seconds=root.numbers("expected_seconds"),
        aliases=tuple(root.texts("aliases", optional=True)),
        order=root.integer("order", default=1000),
    )
    _check_together(spec)
    return spec


def _check_together(spec: ModelSpec) -> None:
    names = [parameter.name for parameter in spec.parameters]
    for name in names:
        if names.count(name) > 1:
            raise CatalogError(f"parameters: {name} is there twice")
    for parameter in spec.parameters:
        if parameter.only_if is not None:
            _check_condition(parameter.only_if, spec.parameters, f"parameters.{parameter.name}.only_if")
    for rule in spec.broken_rules(spec.defaults()):
        raise CatalogError(f"rules: the defaults break “{rule.because}”")


def _parameter(node: _Node) -> Parameter:
    name = node.text("name")
    kind = node.one_of("type", ParameterType)
    choices: tuple[Choice, ...] = ()
    minimum = maximum = 0
    if kind is ParameterType.CHOICE:
        choices = tuple(Choice(child.text("value"), child.text("label")) for child in node.children("choices"))
    else:
        minimum, maximum = node.integer("minimum"), node.integer("maximum")
    parameter = Parameter(
        name=name,
        label=node.text("label"),
        type=kind,
        default=node.value("default"),
        choices=choices,
        minimum=minimum,
        maximum=maximum,
        place=node.one_of("place", Place, default=Place.MORE),
        only_if=_condition(node.child("only_if")) if node.has("only_if") else None,
        of_edits=node.flag("of_edits") if node.has("of_edits") else True,
    )
    if not parameter.accepts(parameter.default):
        raise CatalogError(f"parameters.{name}.default: {parameter.default!r} is none of {parameter.allowed}")
    return parameter


def _condition(node: _Node) -> Condition:
    return Condition(node.text("parameter"), tuple(node.values("values")))


def _rule(node: _Node, parameters: tuple[Parameter, ...]) -> Rule:
    rule = Rule(_condition(node.child("when")), _condition(node.child("require")), node.text("because"))
    for name, condition in (("when", rule.when), ("require", rule.require)):
        _check_condition(condition, parameters, f"{node.path}.{name}")
    return rule


def _check_condition(condition: Condition, parameters: tuple[Parameter, ...], path: str) -> None:
    parameter = next((p for p in parameters if p.name == condition.parameter), None)
    if parameter is None:
        raise CatalogError(f"{path}.parameter: there is no parameter {condition.parameter!r}")
    for value in condition.values:
        if not parameter.accepts(value):
            raise CatalogError(f"{path}.values: {value!r} is none of {parameter.allowed}")


def _price(node: _Node) -> Price:
    observed = None
    if node.has("observed"):
        seen = node.child("observed")
        observed = (seen.text("quality"), seen.text("size"), seen.amount("usd"))
    tokens = {
        (quality, size): count
        for quality, sizes in node.mapping("tokens").items()
        for size, count in _Node(sizes, f"{node.path}.tokens.{quality}").integers().items()
    }
    given = node.child("input") if node.has("input") else None
    return Price(
        tokens=tokens,
        text_in=node.amount("text_in", optional=True),
        image_in=node.amount("image_in", optional=True),
        image_out=node.amount("image_out", optional=True),
        surcharge=node.amount("surcharge", optional=True) or "1",
        observed=observed,
        input=InputTokens(*(given.integer(name, minimum=1) for name in ("base", "tile", "side"))) if given else None,
        observed_input=node.amount("observed_input", optional=True),
    )


class _Node:
    """One object of the file, which knows where it stands."""

    def __init__(self, data: object, path: str) -> None:
        if not isinstance(data, dict):
            raise CatalogError(f"{path or 'the file'}: an object is wanted")
        self._data: Mapping[str, Any] = data
        self.path = path

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _get(self, key: str, wanted: type | tuple[type, ...], name: str) -> Any:
        if key not in self._data:
            raise CatalogError(f"{self._at(key)}: is missing")
        value = self._data[key]
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            raise CatalogError(f"{self._at(key)}: {value!r} is not {name}")
        return value

    def has(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str) -> str:
        value: str = self._get(key, str, "a text")
        if not value.strip():
            raise CatalogError(f"{self._at(key)}: is empty")
        return value

    def texts(self, key: str, optional: bool = False) -> list[str]:
        values = self._list(key, optional)
        for value in values:
            if not isinstance(value, str):
                raise CatalogError(f"{self._at(key)}: {value!r} is not a text")
        return values

    def integer(self, key: str, default: int | None = None, minimum: int | None = None) -> int:
        if default is not None and key not in self._data:
            return default
        value: int = self._get(key, int, "a whole number")
        if minimum is not None and value < minimum:
            raise CatalogError(f"{self._at(key)}: {value} is less than {minimum}")
        return value

    def flag(self, key: str) -> bool:
        value: bool = self._get(key, bool, "true or false")
        return value

    def value(self, key: str) -> str | int:
        value: str | int = self._get(key, (str, int), "a text or a whole number")
        return value

    def values(self, key: str) -> list[str | int]:
        values = self._list(key)
        for value in values:
            if not isinstance(value, str | int) or isinstance(value, bool):
                raise CatalogError(f"{self._at(key)}: {value!r} is not a text or a whole number")
        return values

    def amount(self, key: str, optional: bool = False) -> Any:
        if optional and key not in self._data:
            return None
        text = self.text(key)
        try:
            good = Decimal(text).is_finite() and Decimal(text) >= 0
        except InvalidOperation:
            good = False
        if not good:
            raise CatalogError(f"{self._at(key)}: {text!r} is not an amount")
        return text

    def one_of(self, key: str, wanted: Any, default: Any = None) -> Any:
        if default is not None and key not in self._data:
            return default
        text = self.text(key)
        try:
            return wanted(text)
        except ValueError:
            allowed = ", ".join(member.value for member in wanted)
            raise CatalogError(f"{self._at(key)}: {text!r} is none of {allowed}") from None

    def mapping(self, key: str) -> Mapping[str, object]:
        value: Mapping[str, object] = self._get(key, dict, "an object")
        return value

    def integers(self) -> dict[str, int]:
        return {key: self.integer(key, minimum=1) for key in self._data}

    def numbers(self, key: str) -> dict[str, float]:
        node = self.child(key)
        return {name: float(node._get(name, (int, float), "a number")) for name in node._data}

    def child(self, key: str) -> _Node:
        return _Node(self._get(key, dict, "an object"), self._at(key))

    def children(self, key: str, optional: bool = False) -> list[_Node]:
        return [_Node(value, f"{self._at(key)}[{index}]") for index, value in enumerate(self._list(key, optional))]

    def _list(self, key: str, optional: bool = False) -> list[Any]:
        if optional and key not in self._data:
            return []
        values: list[Any] = self._get(key, list, "a list")
        if not values and not optional:
            raise CatalogError(f"{self._at(key)}: is empty")
        return values
