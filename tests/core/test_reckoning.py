"""What waited costs what such pictures cost now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imagestudio.core.job import Job, new_job
from imagestudio.core.live_price import LivePrice
from imagestudio.core.money import Money
from imagestudio.core.pricing import Bought, Paid, text_tokens
from imagestudio.core.reckoning import Reckoning
from imagestudio.core.record import DEMO
from imagestudio.core.request import Request
from imagestudio.parts import load_catalog

MINI = "openai/gpt-image-1-mini"
OLD, LIVE, PAID = Money(1), Money.from_usd("0.03"), Money.from_usd("0.02")


def kept(provider: str = "aimlapi", model: str = MINI) -> Job:
    return new_job(Request(model, "a fox", {"size": "1024x1024", "quality": "low"}), provider, OLD)


class Books:
    """What was paid, and how often somebody asked."""

    def __init__(self, paid: Paid | None = None) -> None:
        self.paid = paid
        self.asked = 0

    def __call__(self, _request: Request, _provider: str) -> Paid | None:
        self.asked += 1
        return self.paid


def test_the_live_price_goes_before_what_was_paid_and_that_before_the_table() -> None:
    books = Books(Paid((Bought(PAID, text_tokens("a fox")),)))
    reckoning = Reckoning(load_catalog(), books)
    assert [job.estimate for job in reckoning.anew([kept()])] == [PAID]
    reckoning.use_live("aimlapi", {"gpt-image-1-mini": LivePrice(LIVE)})
    assert [job.estimate for job in reckoning.anew([kept()])] == [LIVE]
    books.paid = None
    reckoning.use_live("aimlapi", {})
    (tabled,) = reckoning.anew([kept()])
    assert tabled.estimate not in (None, OLD, LIVE, PAID)


def test_the_prices_of_one_service_are_not_those_of_another() -> None:
    reckoning = Reckoning(load_catalog(), Books(Paid((Bought(PAID, text_tokens("a fox")),))))
    reckoning.use_live("somebody", {MINI: LivePrice(LIVE)})
    assert [job.estimate for job in reckoning.anew([kept(), kept("somebody")])] == [PAID, LIVE]


@pytest.mark.parametrize("job", [kept(DEMO), kept(model="gone/model")], ids=["demo", "unknown model"])
def test_what_has_no_price_now_keeps_the_one_it_had(job: Job) -> None:
    assert Reckoning(load_catalog(), Books()).anew([job]) == [job]


def test_nothing_but_the_price_is_another_and_the_books_are_opened_once_for_all_that_are_alike() -> None:
    books = Books(Paid((Bought(PAID, text_tokens("a fox")),)))
    jobs = [kept() for _ in range(200)]
    assert Reckoning(load_catalog(), books).anew(jobs) == [replace(job, estimate=PAID) for job in jobs]
    assert books.asked == 1
