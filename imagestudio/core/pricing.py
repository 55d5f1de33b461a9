"""What a request will cost: what this library really paid for the like, else the catalog's price table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from imagestudio.core.catalog import ModelSpec
from imagestudio.core.money import ZERO, Money
from imagestudio.core.request import Request

_MILLION = 1_000_000


class PriceSource(StrEnum):
    """Where an estimate comes from."""

    FREE = "free"
    HISTORY = "history"
    TABLE = "table"
    SCALED = "scaled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one picture is expected to cost, and how that is known."""

    amount: Money | None
    source: PriceSource


FREE = Estimate(ZERO, PriceSource.FREE)


def estimate(spec: ModelSpec, request: Request, paid: Money | None = None) -> Estimate:
    """The expected price of one picture; `paid` is what this library last paid for this model, size and quality."""
    if paid is not None:
        return Estimate(paid, PriceSource.HISTORY)
    key = (str(request.parameters.get("quality", "")), str(request.parameters.get("size", "")))
    tokens = spec.price.tokens.get(key)
    if tokens is None:
        return Estimate(None, PriceSource.UNKNOWN)
    if spec.price.image_out is not None:
        return Estimate(table_price(spec, text_tokens(request.prompt), tokens), PriceSource.TABLE)
    return _scaled(spec, tokens)


def table_price(spec: ModelSpec, text: int, image: int) -> Money:
    """The price of so many text tokens in and image tokens out, rounded up to a credit as the service does."""
    price = spec.price
    dollars = text * Decimal(price.text_in or 0) + image * Decimal(price.image_out or 0)
    exact = dollars / _MILLION * Decimal(price.surcharge)
    return Money.from_usd(exact).rounded_up_to_credits()


def text_tokens(prompt: str) -> int:
    """About how many tokens a prompt is: a token to four bytes of text, and a few around it."""
    return -(-len(prompt.encode()) // 4) + 6


def _scaled(spec: ModelSpec, tokens: int) -> Estimate:
    if spec.price.observed is None:
        return Estimate(None, PriceSource.UNKNOWN)
    quality, size, usd = spec.price.observed
    known = spec.price.tokens.get((quality, size))
    if not known:
        return Estimate(None, PriceSource.UNKNOWN)
    return Estimate(Money.from_usd(Decimal(usd) * tokens / known).rounded_up_to_credits(), PriceSource.SCALED)
