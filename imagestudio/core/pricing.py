"""What a request will cost: the live catalogue's price, what this library really paid for the like, or the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from imagestudio.core.catalog import ModelSpec, Price
from imagestudio.core.live_price import LivePrice
from imagestudio.core.money import ZERO, Money
from imagestudio.core.request import Request

_MILLION = 1_000_000
_HARDLY = 50  # prices that differ by less than the fiftieth part are one price


class PriceSource(StrEnum):
    """Where an estimate comes from."""

    FREE = "free"
    LIVE = "live"
    HISTORY = "history"
    TABLE = "table"
    SCALED = "scaled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bought:
    """What one picture cost, how many tokens its prompt was, and how many pictures came of its request."""

    cost: Money
    text: int
    pictures: int = 1


@dataclass(frozen=True, slots=True)
class Paid:
    """What this library paid for pictures of the like, the latest first; there is at least one."""

    bought: tuple[Bought, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a request is expected to cost, how that is known, and where it is a range, from where to where."""

    amount: Money | None
    source: PriceSource
    low: Money | None = None
    high: Money | None = None

    @property
    def is_range(self) -> bool:
        return self.low is not None and self.high is not None and self.low != self.high

    def together(self, other: Estimate) -> Estimate:
        """Both requests; their price is unknown where one's is."""
        if self.amount is None or other.amount is None:
            return UNKNOWN
        source = self.source if self.source is other.source else max(self.source, other.source, key=_ORDER.index)
        low, high = (self.low or self.amount) + (other.low or other.amount), self._most + other._most
        return Estimate(self.amount + other.amount, source, low, high)

    def times(self, count: int) -> Estimate:
        """So many of them."""
        if self.amount is None:
            return self
        low = None if self.low is None else self.low * count
        return Estimate(self.amount * count, self.source, low, None if self.high is None else self.high * count)

    @property
    def _most(self) -> Money:
        return self.high or self.amount or ZERO


PaidFor = Callable[[Request, str], Paid | None]
"""What a provider's latest pictures like this cost; for worker threads."""

# from what is surest to what is least sure
_ORDER = (
    PriceSource.FREE,
    PriceSource.LIVE,
    PriceSource.HISTORY,
    PriceSource.TABLE,
    PriceSource.SCALED,
    PriceSource.UNKNOWN,
)

FREE = Estimate(ZERO, PriceSource.FREE)
UNKNOWN = Estimate(None, PriceSource.UNKNOWN)


def estimate(spec: ModelSpec, request: Request, paid: Paid | None = None, live: LivePrice | None = None) -> Estimate:
    """The expected price of a request with all its pictures.

    `live` is what the service's catalogue says now; `paid` what this library paid for pictures of this model, size
    and quality, made from as many pictures as this request is given.
    """
    now = None if live is None else live.of(request.parameters)
    if now is not None and not request.is_edit:
        return Estimate(now, PriceSource.LIVE).times(request.count)
    if paid is not None:
        return _from_history(spec.price, request, paid).times(request.count)
    tokens = spec.price.tokens.get((_text(request, "quality"), _text(request, "size")))
    if tokens is None:
        return UNKNOWN
    if spec.price.image_out is not None:
        return _from_table(spec, request, tokens)
    return _scaled(spec.price, request, tokens)


def table_price(spec: ModelSpec, text: int, image: int, given: int = 0) -> Money:
    """The price of so many text tokens in, image tokens out and tokens of given pictures.

    Rounded up to a credit as the service does.
    """
    price = spec.price
    dollars = text * Decimal(price.text_in or 0) + image * Decimal(price.image_out or 0)
    dollars += given * Decimal(price.image_in or 0)
    exact = dollars / _MILLION * Decimal(price.surcharge)
    return Money.from_usd(exact).rounded_up_to_credits()


def text_tokens(prompt: str) -> int:
    """About how many tokens a prompt is."""
    return tokens_of_bytes(len(prompt.encode()))


def tokens_of_bytes(length: int) -> int:
    """A token to four bytes of text, and a few around it."""
    return -(-length // 4) + 6


def _from_history(price: Price, request: Request, paid: Paid) -> Estimate:
    """One picture like the latest, with its own prompt; a range where pictures of the like really differed in price.

    A request for as many pictures is likest: what is given is paid once for all of them.
    """
    fitting = [each for each in paid.bought if each.pictures == request.count] or paid.bought
    own = Decimal(text_tokens(request.prompt)) / request.count
    costs = [_with_words(price, each, own) for each in fitting]
    low, high = min(costs), max(costs)
    if (high.nanos - low.nanos) * _HARDLY <= high.nanos:
        return Estimate(costs[0], PriceSource.HISTORY)
    return Estimate(costs[0], PriceSource.HISTORY, low, high)


def _with_words(price: Price, each: Bought, own: Decimal) -> Money:
    """What it had cost with so many tokens of text of its own; what was free had no price for words either."""
    if each.cost == ZERO:
        return ZERO
    more = (own - Decimal(each.text) / each.pictures) * Decimal(price.text_in or 0) * Decimal(price.surcharge)
    return max(ZERO, each.cost + Money.from_usd(more / _MILLION))


def _from_table(spec: ModelSpec, request: Request, tokens: int) -> Estimate:
    """Whether the mask counts as a picture is written nowhere, so an edit with one is a range."""
    text, image = text_tokens(request.prompt), tokens * request.count
    if not request.is_edit:
        return Estimate(table_price(spec, text, image), PriceSource.TABLE)
    counting = spec.price.input
    if counting is None:
        return UNKNOWN
    given = sum(counting.of(each.width, each.height) for each in request.images)
    low = table_price(spec, text, image, given)
    if request.mask is None:
        return Estimate(low, PriceSource.TABLE)
    with_mask = given + counting.of(request.mask.width, request.mask.height)
    return Estimate(low, PriceSource.TABLE, low, table_price(spec, text, image, with_mask))


def _scaled(price: Price, request: Request, tokens: int) -> Estimate:
    if price.observed is None or (request.is_edit and price.observed_input is None):
        return UNKNOWN
    quality, size, usd = price.observed
    known = price.tokens.get((quality, size))
    if not known:
        return UNKNOWN
    made = Decimal(usd) * tokens / known * request.count
    given = Decimal(price.observed_input or 0)
    low = Money.from_usd(made + given * len(request.images)).rounded_up_to_credits()
    if request.mask is None:
        return Estimate(low, PriceSource.SCALED)
    high = Money.from_usd(made + given * len(request.inputs)).rounded_up_to_credits()
    return Estimate(low, PriceSource.SCALED, low, high)


def _text(request: Request, name: str) -> str:
    return str(request.parameters.get(name, ""))
