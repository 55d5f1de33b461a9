"""Choices are remembered whole, and counted by kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imagestudio.core.comparisons import Choice, Contestant, Score, new_choice, price_step, scores
from imagestudio.core.money import Money
from imagestudio.core.record import Record

CHEAP = Contestant(1, "a", "mini", "low", "1024x1024", Money.from_usd("0.005"))
DEAR = Contestant(2, "b", "large", "high", "1024x1024", Money.from_usd("0.17"))
FREE = Contestant(3, "c", "mini", "low", "512x512", None, is_demo=True)


def choice(winner: Contestant, *losers: Contestant) -> Choice:
    return Choice("x", 5, winner, losers, blind=True, seed=7)


def test_a_choice_is_the_same_after_it_was_written_down() -> None:
    for made in (choice(CHEAP, DEAR, FREE), replace(choice(FREE, CHEAP), blind=False)):
        assert Choice.from_data(made.to_data()) == made


def test_a_choice_takes_what_matters_from_the_records() -> None:
    record = Record(
        "i", 9, "p", "", 1, "image/png", 64, 32, "demo", "m", "a fox", {"quality": "low"}, cost=Money.from_usd("0")
    )
    made = new_choice(record, [replace(record, id="j", time=8)], blind=True, seed=3)
    assert made.winner == Contestant(9, "i", "m", "low", "64x32", Money(0), is_demo=True)
    assert [loser.id for loser in made.losers] == ["j"]
    assert "fox" not in str(made.to_data())


def test_scores_count_each_pair_once() -> None:
    found = scores([choice(DEAR, CHEAP, FREE), choice(CHEAP, DEAR)], lambda each: each.model)
    assert found == [Score("large", 2, 1), Score("mini", 1, 2)]
    assert found[0].share == pytest.approx(2 / 3)


def test_two_pictures_of_one_kind_say_nothing_of_it() -> None:
    assert scores([choice(CHEAP, FREE)], lambda each: each.model) == []
    assert scores([choice(CHEAP, FREE)], lambda each: each.size) == [
        Score("1024x1024", 1, 0),
        Score("512x512", 0, 1),
    ]


@pytest.mark.parametrize(
    ("usd", "step"),
    [("0.005", ("0", "0.01")), ("0.01", ("0", "0.01")), ("0.011", ("0.01", "0.02")), ("0.5", ("0.20", None))],
)
def test_prices_are_put_into_steps(usd: str, step: tuple[str, str | None]) -> None:
    low, high = price_step(replace(CHEAP, cost=Money.from_usd(usd)))
    assert low == Money.from_usd(step[0])
    assert high == (None if step[1] is None else Money.from_usd(step[1]))


def test_what_was_free_or_has_no_known_price_is_a_step_of_its_own() -> None:
    assert price_step(FREE) == (Money(0), Money(0))
    assert price_step(replace(CHEAP, cost=None)) == (None, None)
