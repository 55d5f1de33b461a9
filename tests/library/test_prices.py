"""What was paid for the like: of as many given pictures, and never of another kind of request."""

from __future__ import annotations

from dataclasses import replace

from imagestudio.core.answer import AnswerHead
from imagestudio.core.inputs import InputImage
from imagestudio.core.money import Money
from imagestudio.core.pricing import Bought, Paid, text_tokens
from imagestudio.core.request import Request
from imagestudio.library.folder import Library
from tests.library.helpers import make_job, save

SOURCE = InputImage("ab" * 32, "image/png", 10, 64, 64)


def bought(*nanos: int) -> Paid:
    return Paid(tuple(Bought(Money(each), text_tokens("a red fox")) for each in nanos))


def test_how_long_the_prompt_was_and_how_many_pictures_came_of_a_request_are_known(library: Library) -> None:
    asked = replace(make_job().request, prompt="雪" * 10, images=(SOURCE,), count=3)
    save(library, replace(make_job(), request=asked), head=AnswerHead(200, "i", Money(900), 1))
    assert library.exploring.prices.paid(asked, "aimlapi") == Paid((Bought(Money(900), text_tokens("雪" * 10), 3),))


def test_the_latest_and_the_range_of_what_was_paid_for_the_same_kind_of_request(library: Library) -> None:
    words = make_job().request
    edit = replace(words, images=(SOURCE,))
    masked = replace(edit, mask=SOURCE)

    def buy(request: Request, nanos: int) -> None:
        save(library, replace(make_job(), request=request), head=AnswerHead(200, "i", Money(nanos), 1))

    prices = library.exploring.prices
    assert prices.paid(words, "aimlapi") is None
    for request, nanos in ((words, 30), (edit, 500), (words, 10), (masked, 900), (words, 20), (edit, 400)):
        buy(request, nanos)
    assert prices.paid(words, "aimlapi") == bought(20, 10, 30)
    assert prices.paid(edit, "aimlapi") == bought(400, 500)
    assert prices.paid(masked, "aimlapi") == bought(900)
    assert prices.paid(replace(edit, images=(SOURCE, SOURCE)), "aimlapi") is None
    assert prices.paid(words, "demo") is None
