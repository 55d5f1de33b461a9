"""Money is exact, and estimates say where they come from."""

from __future__ import annotations

import pytest

from imagestudio.core.money import Money
from imagestudio.core.pricing import PriceSource, estimate, table_price
from imagestudio.core.request import make_request
from tests.core.test_catalog import shipped


def test_the_published_answer_is_reproduced_to_the_credit() -> None:
    mini = shipped().get("openai/gpt-image-1-mini")
    assert mini is not None
    assert table_price(mini, text=29, image=1568) == Money.from_credits(26_465)


def test_what_was_really_paid_comes_before_the_table() -> None:
    mini = shipped().get("openai/gpt-image-1-mini")
    assert mini is not None
    request = make_request(mini, "a fox")
    assert estimate(mini, request).source is PriceSource.TABLE
    assert estimate(mini, request, Money.from_usd("0.01")).source is PriceSource.HISTORY


def test_a_price_seen_once_is_scaled_to_other_sizes() -> None:
    newest = shipped().get("openai/gpt-image-2")
    assert newest is not None
    seen = estimate(newest, make_request(newest, "a fox", {"size": "1536x1024"}))
    assert (seen.amount, seen.source) == (Money.from_usd("0.0536705"), PriceSource.SCALED)
    low = estimate(newest, make_request(newest, "a fox", {"quality": "low"}))
    assert low.amount is not None
    assert seen.amount is not None
    assert low.amount < seen.amount


@pytest.mark.parametrize(
    ("usd", "shown"),
    [
        ("9.41", "$9.41"),
        ("0.053", "$0.053"),
        ("0.0132325", "$0.0132"),
        ("0", "$0.00"),
        ("0.5", "$0.50"),
        ("1234", "$1,234.00"),
    ],
)
def test_amounts_are_shown_to_the_hundredth_of_a_cent(usd: str, shown: str) -> None:
    assert str(Money.from_usd(usd)) == shown


def test_sums_are_exact() -> None:
    assert sum((Money.from_usd("0.1") for _ in range(10)), Money(0)) == Money.from_usd("1")
    assert Money.from_usd(0.0132325).usd * 2 == (Money.from_credits(26_465) * 2).usd


@pytest.mark.parametrize("text", ["", "much", "nan", "Infinity"])
def test_what_is_no_number_is_no_money(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.from_usd(text)
