"""Money is exact, and estimates say where they come from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imagestudio.core.catalog import InputTokens, ModelSpec
from imagestudio.core.inputs import InputImage
from imagestudio.core.live_price import read_live_price
from imagestudio.core.money import ZERO, Money
from imagestudio.core.pricing import (
    FREE,
    UNKNOWN,
    Bought,
    Estimate,
    Paid,
    PriceSource,
    estimate,
    table_price,
    text_tokens,
)
from imagestudio.core.request import Request, make_request
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
    assert estimate(mini, request, paid(Money.from_usd("0.01"))).source is PriceSource.HISTORY


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
        ("12.34612", "$12.3461"),
        ("1234.5678", "$1,234.5678"),
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


def spec_of(name: str) -> ModelSpec:
    spec = shipped().get(f"openai/{name}")
    assert spec is not None
    return spec


def paid(*costs: Money) -> Paid:
    """Pictures with a prompt of the same length as “a fox”."""
    return Paid(tuple(Bought(cost, text_tokens("a fox")) for cost in costs))


LANDSCAPE = {"size": "1536x1024", "quality": "medium"}
SQUARE = InputImage("ab" * 32, "image/png", 10, 1024, 1024)
WIDE = InputImage("cd" * 32, "image/png", 10, 1536, 1024)


def test_the_estimate_of_the_published_request_is_what_was_billed() -> None:
    request = make_request(spec_of("gpt-image-1-mini"), "x" * 92, LANDSCAPE)  # 92 bytes count as 29 tokens
    assert estimate(spec_of("gpt-image-1-mini"), request).amount == Money.from_credits(26_465)


@pytest.mark.parametrize(
    ("width", "height", "tokens"),
    [(1024, 1024, 194), (1536, 1024, 323), (1024, 1536, 323), (3000, 500, 839), (8, 8, 194), (1025, 1024, 194)],
)
def test_a_given_picture_is_as_many_tokens_as_it_has_tiles(width: int, height: int, tokens: int) -> None:
    assert InputTokens(65, 129, 512).of(width, height) == tokens


def test_an_edit_costs_its_pictures_too_and_a_mask_makes_it_a_range() -> None:
    spec = spec_of("gpt-image-1")
    plain = Request(spec.id, "x" * 92, LANDSCAPE)
    one = estimate(spec, Request(spec.id, "x" * 92, LANDSCAPE, (WIDE,)))
    assert one == Estimate(table_price(spec, 29, 1568, 323), PriceSource.TABLE)
    assert estimate(spec, plain) == Estimate(table_price(spec, 29, 1568), PriceSource.TABLE)
    masked = estimate(spec, Request(spec.id, "x" * 92, LANDSCAPE, (WIDE, SQUARE), WIDE, 3))
    assert masked.is_range
    assert masked.low == masked.amount == table_price(spec, 29, 1568 * 3, 323 + 194)
    assert masked.high == table_price(spec, 29, 1568 * 3, 323 + 194 + 323)


def test_the_published_edit_of_the_newest_model_costs_what_was_billed() -> None:
    spec = spec_of("gpt-image-2")
    found = estimate(spec, Request(spec.id, "x", LANDSCAPE, (WIDE, SQUARE)))
    assert (found.amount, found.source) == (Money.from_usd("0.095225"), PriceSource.SCALED)
    assert estimate(spec_of("gpt-image-1-mini"), Request("m", "x", LANDSCAPE, (WIDE,))) == UNKNOWN


def test_what_was_paid_is_told_as_the_range_it_was() -> None:
    spec = spec_of("gpt-image-1-mini")
    low, latest, high = map(Money, (10, 20, 30))
    found = estimate(spec, make_request(spec, "a fox"), paid(latest, high, low))
    assert found == Estimate(latest, PriceSource.HISTORY, low, high)
    assert found.is_range
    assert found.times(3) == Estimate(Money(60), PriceSource.HISTORY, Money(30), Money(90))
    assert found.together(estimate(spec, make_request(spec, "a fox"))).source is PriceSource.TABLE
    assert found.together(UNKNOWN) == UNKNOWN
    assert FREE.together(found).low == low


def test_what_was_paid_is_told_for_a_prompt_of_another_length() -> None:
    spec = spec_of("gpt-image-1-mini")
    cheap = {"quality": "low", "size": "1024x1024"}
    short, long = make_request(spec, "a fox", cheap), make_request(spec, "fox " * 500, cheap)
    cost = estimate(spec, short).amount
    assert cost is not None
    expected = estimate(spec, long, paid(cost)).amount
    from_table = estimate(spec, long).amount
    assert expected is not None
    assert from_table is not None
    assert abs(expected.nanos - from_table.nanos) <= 500  # a credit: what is charged is rounded up
    assert expected.nanos > cost.nanos * 5 // 4
    assert estimate(spec, long, paid(ZERO)).amount == ZERO


def test_what_was_paid_for_as_many_pictures_of_one_request_comes_first() -> None:
    spec = spec_of("gpt-image-1")
    one, three = (Bought(Money(price), text_tokens("x"), count) for price, count in ((900, 1), (700, 3)))
    edit = Request(spec.id, "x", LANDSCAPE, (WIDE,), None, 3)
    assert estimate(spec, edit, Paid((one, three))) == Estimate(Money(2100), PriceSource.HISTORY)
    assert estimate(spec, replace(edit, count=1), Paid((three, one))) == Estimate(Money(900), PriceSource.HISTORY)


def test_prices_that_hardly_differ_are_one_price() -> None:
    spec = spec_of("gpt-image-1-mini")
    request = make_request(spec, "a fox")
    assert not estimate(spec, request, paid(Money(1000), Money(981))).is_range
    assert estimate(spec, request, paid(Money(1000), Money(979))).is_range


FIXED = {"kind": "fixed", "currency": "USD", "units": [{"price": 0.011, "per": "image"}]}
VARIANTS = {
    "kind": "variants",
    "currency": "USD",
    "dimensions": ["quality", "size"],
    "variants": [
        {"quality": "low", "size": "1024x1024", "price": "0.011", "per": "image"},
        {"parameters": {"quality": "medium", "size": "1536x1024"}, "price": 0.05, "per": "Image"},
    ],
}


def test_the_live_catalogue_comes_first_where_it_can_be_understood() -> None:
    spec = spec_of("gpt-image-1")
    request = make_request(spec, "a fox", LANDSCAPE)
    for pricing, usd in ((FIXED, "0.011"), (VARIANTS, "0.05")):
        found = estimate(spec, request, paid(Money(1)), read_live_price(pricing))
        assert (found.amount, found.source) == (Money.from_usd(usd), PriceSource.LIVE)
    high = make_request(spec, "a fox", {"quality": "high"})
    assert estimate(spec, high, None, read_live_price(VARIANTS)).source is PriceSource.TABLE


@pytest.mark.parametrize(
    "pricing",
    [
        None,
        [],
        {"kind": "variable"},
        FIXED | {"currency": "EUR"},
        FIXED | {"units": [{"price": 40, "per": "1M tokens"}]},
        FIXED | {"units": [{"price": 1, "per": "image"}, {"price": 2, "per": "image"}]},
        FIXED | {"units": [{"price": "cheap", "per": "image"}]},
        FIXED | {"units": [{"price": -1, "per": "image"}]},
        FIXED | {"units": [{"price": float("inf"), "per": "image"}]},
        VARIANTS | {"dimensions": ["quality", "style"]},
        VARIANTS | {"variants": [{"price": 1, "per": "image"}]},
        VARIANTS | {"dimensions": None},
    ],
)
def test_a_live_price_that_may_be_misread_is_none(pricing: object) -> None:
    assert read_live_price(pricing) is None
