"""What pictures cost, in all and by day, model, quality and collection; and the same as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from typing import Protocol

from imagestudio.core.money import ZERO, Money
from imagestudio.core.ports import GoesOn, always

Progress = Callable[[int, int], None]
"""So many parts of so many are done; called in the thread that works."""


def nobody_watches(_done: int, _parts: int) -> None:
    """Nobody wants to know how far it is."""


_COLUMNS = ("by", "name", "pictures", "kept", "cost_usd", "average_usd", "per_kept_usd")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon out instead of showing


@dataclass(frozen=True, slots=True)
class Sum:
    """Some pictures: how many, how many have a known price, how many of them were kept, and what they cost.

    Kept are those with a star or a pick that are not in the trash.
    """

    pictures: int = 0
    priced: int = 0
    kept: int = 0
    cost: Money = ZERO

    @property
    def average(self) -> Money | None:
        """What a picture cost, of those whose price is known."""
        return Money(self.cost.nanos // self.priced) if self.priced else None

    @property
    def per_kept(self) -> Money | None:
        """What a kept picture cost, with all that were made to get it."""
        return Money(self.cost.nanos // self.kept) if self.kept else None

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.pictures + other.pictures,
            self.priced + other.priced,
            self.kept + other.kept,
            self.cost + other.cost,
        )


@dataclass(frozen=True, slots=True)
class EstimateError:
    """How far estimates were from what was charged, over the pictures that have both."""

    pictures: int = 0
    estimated: Money = ZERO
    charged: Money = ZERO
    off: Money = ZERO  # all differences added up, whichever way they go

    @property
    def share(self) -> Decimal | None:
        """The differences as a part of what was charged: 0.05 is five per cent."""
        return Decimal(self.off.nanos) / self.charged.nanos if self.charged > ZERO else None

    def __add__(self, other: EstimateError) -> EstimateError:
        return EstimateError(
            self.pictures + other.pictures,
            self.estimated + other.estimated,
            self.charged + other.charged,
            self.off + other.off,
        )


@dataclass(frozen=True)
class SpendingReport:
    """A time of spending. Days are ISO dates where the person is; `lost` was charged for pictures that never came.

    A picture in several collections is in each of them, so these do not add up to the whole.
    """

    total: Sum = Sum()
    days: dict[str, Sum] = field(default_factory=dict)
    models: dict[str, Sum] = field(default_factory=dict)
    qualities: dict[str, Sum] = field(default_factory=dict)
    collections: dict[str, Sum] = field(default_factory=dict)
    error: EstimateError = EstimateError()
    lost: Money = ZERO

    def __add__(self, other: SpendingReport) -> SpendingReport:
        """Two times of spending, the earlier one first; what cost most stands first again."""
        return SpendingReport(
            self.total + other.total,
            _merged(self.days, other.days),
            by_cost(_merged(self.models, other.models)),
            by_cost(_merged(self.qualities, other.qualities)),
            _merged(self.collections, other.collections),
            self.error + other.error,
            self.lost + other.lost,
        )


class Books(Protocol):
    """Reads reports; every method may be called from any thread but the window's. Raises LibraryError."""

    def report(
        self,
        start: int,
        end: int,
        zone: tzinfo | None = None,
        goes_on: GoesOn = always,
        progress: Progress = nobody_watches,
    ) -> SpendingReport: ...

    def first_time(self) -> int | None:
        """When the oldest picture was made that is here."""


def _merged(first: dict[str, Sum], second: dict[str, Sum]) -> dict[str, Sum]:
    return first | {name: first.get(name, Sum()) + each for name, each in second.items()}


def by_cost(sums: dict[str, Sum]) -> dict[str, Sum]:
    """What cost most first."""
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1].cost.nanos, pair[0])))


def to_csv(report: SpendingReport) -> str:
    """All of the report, with amounts in dollars to the last digit."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    parts = (("day", report.days), ("model", report.models), ("quality", report.qualities))
    for by, sums in (*parts, ("collection", report.collections), ("total", {"": report.total})):
        for name, each in sums.items():
            amounts = (_usd(each.cost), _usd(each.average), _usd(each.per_kept))
            writer.writerow((by, harmless(name), each.pictures, each.kept, *amounts))
    writer.writerow(("lost", "", "", "", _usd(report.lost), "", ""))
    error = report.error  # of the pictures that have both, so these are no part of the sums above
    for by, amount in (("estimated", error.estimated), ("charged", error.charged), ("estimates off", error.off)):
        writer.writerow((by, "", error.pictures, "", _usd(amount), "", ""))
    return out.getvalue()


def _usd(money: Money | None) -> str:
    return "" if money is None else f"{money.usd:.9f}".rstrip("0").rstrip(".")


def harmless(name: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(_FORMULA) else name
