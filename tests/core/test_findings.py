"""What library and ledger do not agree on, in the order one looks at it."""

from __future__ import annotations

import csv
import io

from imagestudio.core.findings import Kind, findings_of, to_csv
from imagestudio.core.ledger import Comparison, Difference, Purchase, Transaction
from imagestudio.core.money import Money


def purchase(time: int, nanos: int | None = 5) -> Purchase:
    return Purchase(time, "m", f"i{time}", f"j{time}", None if nanos is None else Money(nanos), 1)


def charge(time: int) -> Transaction:
    return Transaction(time, "MODEL_USAGE", "=m", f"t{time}", Money(7), is_charge=True)


COMPARISON = Comparison(
    4,
    different=(Difference(purchase(1), Money(6), 1), Difference(purchase(2), Money(10), 2)),
    only_here=(purchase(3),),
    only_there=(charge(4), charge(5)),
    too_new=(purchase(6),),
    nameless=(purchase(7, None),),
    elsewhere=(charge(8),),
)


def test_what_matters_stands_first_and_of_each_kind_the_newest() -> None:
    found = findings_of(COMPARISON)
    assert [(each.kind, each.time) for each in found] == [
        (Kind.ONLY_THERE, 5),
        (Kind.ONLY_THERE, 4),
        (Kind.TWICE, 2),
        (Kind.DIFFERENT, 1),
        (Kind.ONLY_HERE, 3),
        (Kind.TOO_NEW, 6),
        (Kind.NAMELESS, 7),
        (Kind.ELSEWHERE, 8),
    ]
    assert sum(each.kind.is_matter for each in found) == 5
    twice = found[2]
    assert (twice.here, twice.there, twice.charges) == (Money(5), Money(10), 2)


def test_the_table_has_every_amount_to_the_last_digit() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(findings_of(COMPARISON)))))
    assert rows[0]["service_usd"] == "0.000000007"
    assert rows[0]["library_usd"] == ""
    assert rows[0]["model"] == "'=m"  # which a spreadsheet would reckon out otherwise
    assert rows[2]["charges"] == "2"
    assert rows[4]["inference_id"] == "i3"
    assert rows[6]["library_usd"] == ""
