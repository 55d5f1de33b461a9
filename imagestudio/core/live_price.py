"""What the service's own catalogue says a picture costs now, as far as it can be understood.

The service documents `kind`, `units` and `variants`, but not what stands in a unit or a variant. So only what cannot
be misread is believed: a price for each picture, in US dollars; anything else means that no live price is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from imagestudio.core.catalog import ModelSpec, Value
from imagestudio.core.money import Money

_PICTURES = frozenset({"image", "picture", "generation", "request"})
_NESTED = ("parameters", "params", "values", "when")
_MOST_USD = Decimal(1_000)


@dataclass(frozen=True, slots=True)
class LivePrice:
    """Prices of one picture: one for all, or one for each combination of some parameters."""

    each: Money | None = None
    variants: tuple[tuple[tuple[tuple[str, str], ...], Money], ...] = ()

    def of(self, parameters: Mapping[str, Value]) -> Money | None:
        """The price beside these parameters; None where the catalogue has none for them."""
        for wanted, price in self.variants:
            if all(str(parameters.get(name, "")) == value for name, value in wanted):
                return price
        return self.each


def live_of(prices: Mapping[str, LivePrice], spec: ModelSpec) -> LivePrice | None:
    """What a catalogue, read by every name of a model, says of this one."""
    return next((prices[name] for name in (spec.id, *spec.aliases) if name in prices), None)


def read_live_price(pricing: Any) -> LivePrice | None:
    """The price of a model of `/v1/models?include=pricing`; None where it cannot be understood."""
    if not isinstance(pricing, dict) or pricing.get("currency", "USD") != "USD":
        return None
    if pricing.get("kind") == "fixed":
        units = _objects(pricing.get("units"))
        price = _price_of_picture(units[0]) if len(units) == 1 else None
        return None if price is None else LivePrice(price)
    if pricing.get("kind") == "variants":
        return _of_variants(_names(pricing.get("dimensions")), _objects(pricing.get("variants")))
    return None


def _of_variants(dimensions: tuple[str, ...], rows: list[dict[str, Any]]) -> LivePrice | None:
    """Nothing at all where one variant cannot be understood: its price would be told as another's."""
    found = []
    for row in rows:
        price, places = (
            _price_of_picture(row),
            [row, *(row[name] for name in _NESTED if isinstance(row.get(name), dict))],
        )
        values = [next((place[name] for place in places if name in place), None) for name in dimensions]
        if price is None or any(not isinstance(value, str | int) for value in values):
            return None
        found.append((tuple(zip(dimensions, map(str, values), strict=True)), price))
    return LivePrice(variants=tuple(found)) if found and dimensions else None


def _price_of_picture(unit: dict[str, Any]) -> Money | None:
    price, per = unit.get("price"), unit.get("per")
    if not isinstance(per, str) or per.lower() not in _PICTURES:
        return None
    if isinstance(price, bool) or not isinstance(price, str | int | float):
        return None
    try:
        money = Money.from_usd(repr(price) if isinstance(price, float) else str(price)[:40])
    except ValueError:
        return None
    return money if 0 < money.usd < _MOST_USD else None


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _names(value: Any) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
