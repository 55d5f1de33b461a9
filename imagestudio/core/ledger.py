"""The service's ledger beside the library's own account: what agrees, what differs, and what only one side knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from imagestudio.core.money import ZERO, Money

USAGE = "MODEL_USAGE"
_US = 1_000_000
LATE_US = 3600 * _US  # a charge may stand in the ledger that much after its answer
_ROUNDING = 10  # billionths: what a charge shared by several pictures cannot be divided into


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement of the balance, by the service's clock; `reference_id` is the inference id of a charge."""

    created: int
    type: str
    model: str
    reference_id: str
    amount: Money
    is_charge: bool


@dataclass(frozen=True, slots=True)
class Purchase:
    """What the library believes to have paid with one request, for so many pictures; None where it does not know."""

    time: int
    model: str
    inference_id: str
    job_id: str
    amount: Money | None
    pictures: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A request both sides know, with other amounts; `charges` tells how often it was charged."""

    purchase: Purchase
    charged: Money
    charges: int


@dataclass(frozen=True)
class Comparison:
    """What came of it: pairs that agree, and all that does not, oldest first.

    `too_new` are purchases the ledger may still lack; `nameless` have no inference id, so nothing can be said of them;
    `elsewhere` are charges of models that make no pictures here, by other programs with the same key.
    """

    agreed: int
    different: tuple[Difference, ...] = ()
    only_here: tuple[Purchase, ...] = ()
    only_there: tuple[Transaction, ...] = ()
    too_new: tuple[Purchase, ...] = ()
    nameless: tuple[Purchase, ...] = ()
    elsewhere: tuple[Transaction, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not (self.different or self.only_here or self.only_there)


@dataclass(frozen=True, slots=True)
class _Entry:
    """All movements of one reference."""

    charged: Money
    charges: int


def compare(
    purchases: Iterable[Purchase],
    transactions: Sequence[Transaction],
    *,
    known: Collection[str],
    models: Collection[str],
    start: int,
    end: int,
    now: int,
) -> Comparison:
    """Compare what was bought from `start` to `end` with a ledger that was read with a margin around it.

    `known` are the inference ids the library has around that time, `models` the names under which pictures are made.
    """
    entries = _entries(transactions)
    found = _Found()
    for purchase in sorted(purchases, key=lambda each: each.time):
        found.put(purchase, entries.get(purchase.inference_id), now)
    strange = sorted(
        (
            each
            for each in transactions
            if each.type == USAGE and each.is_charge and start <= each.created < end and each.reference_id not in known
        ),
        key=lambda each: each.created,
    )
    ours = frozenset(models)
    only_there = tuple(each for each in strange if not each.model or each.model in ours)
    elsewhere = tuple(each for each in strange if each.model and each.model not in ours)
    return Comparison(
        found.agreed,
        tuple(found.different),
        tuple(found.only_here),
        only_there,
        tuple(found.too_new),
        tuple(found.nameless),
        elsewhere,
    )


class _Found:
    """The purchases, put where they belong one by one."""

    def __init__(self) -> None:
        self.agreed = 0
        self.different: list[Difference] = []
        self.only_here: list[Purchase] = []
        self.too_new: list[Purchase] = []
        self.nameless: list[Purchase] = []

    def put(self, purchase: Purchase, entry: _Entry | None, now: int) -> None:
        if not purchase.inference_id:
            self.nameless.append(purchase)
        elif entry is None:
            if purchase.amount == ZERO:
                self.agreed += 1
            else:
                (self.too_new if now - purchase.time < LATE_US else self.only_here).append(purchase)
        elif entry.charges == 1 and _alike(purchase, entry.charged):
            self.agreed += 1
        else:
            self.different.append(Difference(purchase, entry.charged, entry.charges))


def _alike(purchase: Purchase, charged: Money) -> bool:
    """Whether the amounts are the same; one the library was never told is believed."""
    return purchase.amount is None or abs(purchase.amount.nanos - charged.nanos) <= _ROUNDING


def _entries(transactions: Iterable[Transaction]) -> dict[str, _Entry]:
    """What was charged for each reference in all: refunds are taken off."""
    entries: dict[str, _Entry] = {}
    for each in transactions:
        if each.reference_id and (each.type in (USAGE, "REFUND")):
            before = entries.get(each.reference_id, _Entry(ZERO, 0))
            nanos = each.amount.nanos if each.is_charge else -each.amount.nanos
            entries[each.reference_id] = _Entry(Money(before.charged.nanos + nanos), before.charges + each.is_charge)
    return entries
