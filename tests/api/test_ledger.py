"""The library's account beside the service's ledger: an injected missing and an injected extra charge are found."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from imagestudio.api.limits import Limits
from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import KeyRefusedError, ProviderError
from imagestudio.core.generation import Services, run_job
from imagestudio.core.job import new_job
from imagestudio.core.ledger import LATE_US, Comparison, Purchase, Transaction, compare
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.money import Money
from imagestudio.core.pace import Pace
from imagestudio.core.request import make_edit, make_request
from imagestudio.core.times import now_us, to_iso
from imagestudio.library.folder import Library, open_library
from imagestudio.library.rebuild import rebuild
from tests import contract
from tests.core.test_pricing import spec_of
from tests.library.helpers import picture
from tests.server import ServiceServer, ledger_row

HOUR_US = 3_600_000_000
MINI, ONE = spec_of("gpt-image-1-mini"), spec_of("gpt-image-1")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def provider(library: Library, service: ServiceServer) -> ApiProvider:
    limits = Limits(download_pause_s=0.001)
    inputs = library.exploring.inputs.path_of
    return ApiProvider(service.base_url, lambda: service.key, limits=limits, inputs=inputs)


def buy(library: Library, provider: ApiProvider, service: ServiceServer, edits: int = 1, words: int = 3) -> None:
    source = library.exploring.inputs.take(picture())
    requests = [make_request(MINI, f"a fox, {number}") for number in range(words)]
    requests += [make_edit(ONE, "a hat", [source], count=3) for _ in range(edits)]
    service.give(*[picture()] * (words + 3 * edits))
    for request in requests:
        job = new_job(request, "aimlapi")
        library.queue.submit([job], NO_LIMITS)
        asyncio.run(run_job(job, Services(library.journal, library.originals, provider, Pace())))


def compared(library: Library, provider: ApiProvider, *, later_us: int = 2 * LATE_US) -> Comparison:
    now = now_us()
    start, end = now - HOUR_US, now + HOUR_US

    async def read() -> list[Transaction]:
        return [each async for each in provider.transactions(start - LATE_US, end + LATE_US)]

    ledger = asyncio.run(read())
    purchases = library.exploring.purchases
    return compare(
        purchases.between(start, end, "aimlapi"),
        ledger,
        known=purchases.known(start, end),
        models=contract.MODELS,
        start=start,
        end=end,
        now=now + later_us,
    )


def test_a_library_and_a_ledger_that_agree_are_told_so(
    library: Library, provider: ApiProvider, service: ServiceServer
) -> None:
    buy(library, provider, service)
    found = compared(library, provider)
    assert found.is_clean
    assert found.agreed == 4


def test_a_missing_and_an_extra_charge_are_found(
    library: Library, provider: ApiProvider, service: ServiceServer
) -> None:
    buy(library, provider, service)
    service.forgotten_charges.add("inference-2")
    extra = ledger_row(service.log_rows[0]) | {"reference_id": "inference-99"}
    chat = extra | {"reference_id": "chat-1", "model": "openai/gpt-5"}
    topped_up = extra | {"direction": "TOPUP", "type": "PAYMENT", "reference_id": "pay-1", "model": None}
    service.extra_charges += [extra, chat, topped_up]
    found = compared(library, provider)
    assert [purchase.inference_id for purchase in found.only_here] == ["inference-2"]
    assert [each.reference_id for each in found.only_there] == ["inference-99"]
    assert [each.reference_id for each in found.elsewhere] == ["chat-1"]
    assert (found.agreed, found.different) == (3, ())
    soon = compared(library, provider, later_us=0)
    assert (soon.only_here, [purchase.inference_id for purchase in soon.too_new]) == ((), ["inference-2"])


def test_a_request_that_was_charged_twice_or_otherwise_is_told_with_both_amounts(
    library: Library, provider: ApiProvider, service: ServiceServer
) -> None:
    buy(library, provider, service)
    service.extra_charges.append(ledger_row(service.log_rows[0]))
    service.log_rows[1]["cost"] = {"usd": 1.0, "credits": 2_000_000}
    refund = ledger_row(service.log_rows[2]) | {"direction": "TOPUP", "type": "REFUND"}
    service.extra_charges.append(refund)
    found = compared(library, provider)
    assert [(each.purchase.inference_id, each.charges) for each in found.different] == [
        ("inference-2", 1),
        ("inference-3", 1),
        ("inference-4", 2),
    ]
    refunded, dearer, twice = found.different
    assert refunded.charged == Money(0)
    assert dearer.charged == Money.from_usd("1")
    assert twice.purchase.amount is not None
    assert abs(twice.charged.nanos - 2 * twice.purchase.amount.nanos) < 100
    assert twice.purchase.pictures == 3


def test_a_database_made_anew_agrees_too(tmp_path: Path, service: ServiceServer) -> None:
    folder = tmp_path / "anew"
    library = open_library(folder)
    inputs = library.exploring.inputs.path_of
    provider = ApiProvider(service.base_url, lambda: service.key, inputs=inputs)
    buy(library, provider, service)
    library.close()
    rebuild(folder)
    library = open_library(folder)
    found = compared(library, provider)
    library.close()
    assert found.is_clean
    assert found.agreed == 4


def test_the_ledger_is_read_to_its_end(provider: ApiProvider, service: ServiceServer) -> None:
    row = {"created_at": to_iso(now_us()), "direction": "CHARGE", "type": "MODEL_USAGE", "model": None}
    service.extra_charges += [
        row | {"amount": {"usd": 0.0000005, "credits": 1}, "reference_id": f"r{number}"} for number in range(250)
    ]

    async def read() -> list[Transaction]:
        return [each async for each in provider.transactions(now_us() - HOUR_US, now_us() + HOUR_US)]

    found = asyncio.run(read())
    assert {each.reference_id for each in found} == {f"r{number}" for number in range(250)}
    assert found[0].amount == Money.from_credits(1)
    assert len(service.queries) == 3
    service.extra_charges[200]["amount"] = {"usd": "much"}
    with pytest.raises(ProviderError, match="could not be understood"):
        asyncio.run(read())
    service.key = "sk-another-0123456789abcdef"
    provider = ApiProvider(service.base_url, lambda: "sk-loopback-0123456789abcdefXYZ")
    with pytest.raises(KeyRefusedError):
        asyncio.run(read())


def test_amounts_nobody_was_told_are_believed_and_requests_without_a_name_are_listed_apart() -> None:
    bought = Purchase(5, MINI.id, "a", "job", None, 1)
    paid = Transaction(6, "MODEL_USAGE", MINI.id, "a", Money(500), True)
    nameless = replace(bought, inference_id="", amount=Money(1))
    free = replace(bought, inference_id="free", amount=Money(0))
    found = compare(
        [bought, nameless, free], [paid], known={"a"}, models=[MINI.id], start=0, end=10, now=10 + 2 * LATE_US
    )
    assert (found.agreed, found.nameless, found.is_clean) == (2, (nameless,), True)
