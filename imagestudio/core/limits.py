"""How much may be spent in a run, a day and a month: a question above one amount, nothing is sent above another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from imagestudio.core.money import ZERO, Money
from imagestudio.core.times import to_datetime

if TYPE_CHECKING:
    from imagestudio.core.ports import Settings


class Span(StrEnum):
    """What a limit is for."""

    RUN = "run"
    DAY = "day"
    MONTH = "month"


class Answer(StrEnum):
    """What becomes of a run."""

    GO = "go"
    ASK = "ask"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Limit:
    """Above `ask` the person is asked, above `stop` nothing is sent; None is no limit."""

    ask: Money | None = None
    stop: Money | None = None


@dataclass(frozen=True, slots=True)
class SpendingLimits:
    """The person's limits."""

    run: Limit = Limit()
    day: Limit = Limit()
    month: Limit = Limit()

    @property
    def any(self) -> bool:
        return any(limit.ask or limit.stop for limit in (self.run, self.day, self.month))


NO_LIMITS = SpendingLimits()
ASK_ALWAYS = SpendingLimits(run=Limit(ask=ZERO))


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent today and this month, with what is on its way or waits to be sent."""

    day: Money = ZERO
    month: Money = ZERO


@dataclass(frozen=True, slots=True)
class Crossing:
    """A limit that would be crossed: what it would come to, and what is allowed."""

    span: Span
    total: Money
    limit: Money


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, the limits it comes from, and how many requests have no known price.

    A decision to ask is also what the person agrees to: the same totals and no more.
    """

    answer: Answer
    crossings: tuple[Crossing, ...] = field(default=())
    unpriced: int = 0

    def covers(self, other: Decision) -> bool:
        """Whether who agreed to this one has agreed to the other."""
        agreed = {crossing.span: crossing.total for crossing in self.crossings}
        within = all(agreed.get(crossing.span, ZERO) >= crossing.total for crossing in other.crossings)
        return within and self.unpriced >= other.unpriced


def decide(
    prices: Iterable[Money | None], spent: Spent, limits: SpendingLimits, agreed: Decision | None = None
) -> Decision:
    """Whether a run of these prices may be sent beside what is spent; `agreed` is what the person said yes to.

    A price that is not known counts as nothing, but is asked about where there is any limit.
    """
    known = list(prices)
    unpriced = sum(price is None for price in known) if limits.any else 0
    run = sum((price for price in known if price is not None), ZERO)
    totals = (
        (Span.RUN, run, limits.run),
        (Span.DAY, spent.day + run, limits.day),
        (Span.MONTH, spent.month + run, limits.month),
    )
    stops = tuple(_crossings([(span, total, limit.stop) for span, total, limit in totals], run))
    if stops:
        return Decision(Answer.STOP, stops, unpriced)
    asks = tuple(_crossings([(span, total, limit.ask) for span, total, limit in totals], run))
    question = Decision(Answer.ASK, asks, unpriced)
    if (not asks and not unpriced) or (agreed is not None and agreed.covers(question)):
        return Decision(Answer.GO)
    return question


def _crossings(totals: Iterable[tuple[Span, Money, Money | None]], run: Money) -> Iterator[Crossing]:
    """The limits that are crossed; a run that costs nothing crosses none."""
    for span, total, limit in totals:
        if limit is not None and total > limit and run > ZERO:
            yield Crossing(span, total, limit)


def periods(now: int, zone: tzinfo | None = None) -> tuple[int, int]:
    """When the day and the month began that it is now, there where the person is or in another zone."""
    local = to_datetime(now).astimezone(zone)
    midnight = datetime(local.year, local.month, local.day)  # noqa: DTZ001 - given a zone below
    first = midnight.replace(day=1)
    return _moment(midnight, zone), _moment(first, zone)


def _moment(local: datetime, zone: tzinfo | None) -> int:
    aware = local.astimezone() if zone is None else local.replace(tzinfo=zone)
    return round(aware.timestamp()) * 1_000_000


def read_limits(get: Callable[[str, str], str]) -> SpendingLimits:
    """The limits of the settings `limit_run_ask`, `limit_run_stop`, `limit_day_ask` and so on: dollars as text."""

    def limit(span: Span) -> Limit:
        return Limit(_amount(get(f"limit_{span}_ask", "")), _amount(get(f"limit_{span}_stop", "")))

    return SpendingLimits(limit(Span.RUN), limit(Span.DAY), limit(Span.MONTH))


def limits_of(settings: Settings) -> SpendingLimits:
    """The limits that hold now; where they could not be read, and until one is set, every request is asked about."""
    lost = settings.lost  # first: it is over only when what was lost can be read again
    limits = read_limits(settings.get)
    return ASK_ALWAYS if lost and not limits.any else limits


def _amount(text: str) -> Money | None:
    try:
        money = Money.from_usd(text.strip())
    except ValueError:
        return None
    return money if money.nanos >= 0 else None
