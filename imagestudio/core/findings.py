"""What came of comparing library and ledger, one after the other, and the same as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from imagestudio.core.ledger import Comparison, Difference, Purchase, Transaction
from imagestudio.core.money import Money
from imagestudio.core.spending import harmless
from imagestudio.core.times import to_iso

_COLUMNS = ("what", "time", "model", "library_usd", "service_usd", "charges", "inference_id", "job_id")


class Kind(StrEnum):
    """What is the matter; the first ones are to be looked at, the others only explain themselves."""

    ONLY_THERE = "only at the service"
    TWICE = "charged more than once"
    DIFFERENT = "another amount"
    ONLY_HERE = "only in the library"
    TOO_NEW = "not in the ledger yet"
    NAMELESS = "without an inference id"
    ELSEWHERE = "another program"

    @property
    def is_matter(self) -> bool:
        return self in (Kind.ONLY_THERE, Kind.TWICE, Kind.DIFFERENT, Kind.ONLY_HERE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One request of which library and ledger do not say the same; None where a side says nothing."""

    kind: Kind
    time: int
    model: str
    here: Money | None
    there: Money | None
    inference_id: str
    job_id: str = ""
    charges: int = 1


def findings_of(comparison: Comparison) -> list[Finding]:
    """All that does not agree: what matters first, each kind from the newest to the oldest."""
    found = [_strange(Kind.ONLY_THERE, each) for each in comparison.only_there]
    found += [_different(each) for each in comparison.different]
    for kind, purchases in (
        (Kind.ONLY_HERE, comparison.only_here),
        (Kind.TOO_NEW, comparison.too_new),
        (Kind.NAMELESS, comparison.nameless),
    ):
        found += [_bought(kind, each) for each in purchases]
    found += [_strange(Kind.ELSEWHERE, each) for each in comparison.elsewhere]
    order = list(Kind)
    return sorted(found, key=lambda each: (order.index(each.kind), -each.time))


def to_csv(findings: Iterable[Finding]) -> str:
    """With amounts in dollars to the last digit."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for each in findings:
        amounts = (_usd(each.here), _usd(each.there), each.charges if each.there is not None else "")
        writer.writerow((each.kind, to_iso(each.time), harmless(each.model), *amounts, each.inference_id, each.job_id))
    return out.getvalue()


def _usd(money: Money | None) -> str:
    return "" if money is None else f"{money.usd:.9f}".rstrip("0").rstrip(".")


def _strange(kind: Kind, each: Transaction) -> Finding:
    return Finding(kind, each.created, each.model, None, each.amount, each.reference_id)


def _bought(kind: Kind, each: Purchase) -> Finding:
    return Finding(kind, each.time, each.model, each.amount, None, each.inference_id, each.job_id)


def _different(each: Difference) -> Finding:
    bought = each.purchase
    kind = Kind.TWICE if each.charges > 1 else Kind.DIFFERENT
    return Finding(
        kind, bought.time, bought.model, bought.amount, each.charged, bought.inference_id, bought.job_id, each.charges
    )
