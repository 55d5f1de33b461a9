"""Questions about the account: balance, models and logs, which cost nothing."""

from __future__ import annotations

import asyncio
import re

import pytest

from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import (
    Charge,
    KeyRefusedError,
    NoKeyError,
    ProviderError,
    RateLimitedError,
    RefusedError,
    ServiceFailedError,
)
from imagestudio.core.lookup import LogRow
from imagestudio.core.money import Money
from imagestudio.core.request import Request
from imagestudio.core.times import now_us
from tests import contract, faults
from tests.api.conftest import MakeProvider, MemorySink
from tests.faults import End, Fault
from tests.server import ServiceServer

DAY_US = 86_400_000_000


def logs(provider: ApiProvider, *models: str) -> list[LogRow]:
    async def collect() -> list[LogRow]:
        return [row async for row in provider.logs(now_us() - DAY_US, now_us() + DAY_US, models)]

    return asyncio.run(collect())


def test_the_balance_is_exact(provider: ApiProvider, service: ServiceServer) -> None:
    service.balance_usd = 123.4567891
    assert asyncio.run(provider.balance()) == Money.from_usd("123.4567891")


def test_the_models_are_listed_without_a_key(make_provider: MakeProvider, service: ServiceServer) -> None:
    def no_key() -> str:
        raise NoKeyError("none")

    models = asyncio.run(make_provider(key=no_key).models())
    assert {model.id for model in models} == set(contract.MODELS)
    assert models[0].aliases == (models[0].id.removeprefix("openai/"),)
    assert "authorization" not in service.queries[0].headers


def test_the_log_has_a_row_for_each_request(provider: ApiProvider, request_: Request, service: ServiceServer) -> None:
    asyncio.run(provider.send(request_, "is1.first", MemorySink()))
    (row,) = logs(provider, request_.model)
    assert (row.client_request_id, row.inference_id, row.model) == ("is1.first", "inference-1", request_.model)
    assert row.succeeded
    assert row.cost == Money.from_credits(service.log_rows[0]["cost"]["credits"])
    assert abs(row.created - now_us()) < DAY_US
    assert logs(provider, "openai/gpt-image-2") == []


def test_the_log_is_read_to_its_end_and_each_row_once(provider: ApiProvider, service: ServiceServer) -> None:
    rows = [
        {"created": "2026-11-21T10:00:00.000Z", "status": "failed", "model": "m", "inference_id": f"i{number}"}
        for number in range(250)
    ]
    service.log_rows[:] = [*rows[:100], rows[99], *rows[100:]]  # a new row pushed one to the next page
    found = logs(provider)
    assert [row.inference_id for row in found] == [row["inference_id"] for row in rows]
    assert len(service.queries) == 3
    assert found[0].cost is None


def test_a_log_that_cannot_be_read_to_its_end_is_never_taken_for_the_whole(
    provider: ApiProvider, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagestudio.api.provider._MOST_LOG_PAGES", 2)
    service.log_rows[:] = [
        {"created": "2026-11-21T10:00:00.000Z", "status": "failed", "model": "m", "inference_id": f"i{number}"}
        for number in range(201)
    ]
    with pytest.raises(ProviderError, match="too long"):
        logs(provider)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.vendor_error(401), KeyRefusedError),
        (faults.vendor_error(403), RefusedError),
        (faults.vendor_error(404), RefusedError),
        (faults.rate_limited("5"), RateLimitedError),
        (faults.html(502), ServiceFailedError),
        (faults.redirect("https://example.com"), ProviderError),
        (faults.close_before_answer(), ProviderError),
        (faults.close_after(5), ProviderError),
        (faults.stall(), ProviderError),
        (faults.drip(0.2), ProviderError),
        (faults.html(200), ProviderError),
        (faults.answered(200, b"[]"), ProviderError),
        (faults.answered(200, b'{"current_balance": NaN}'), ProviderError),
        (faults.deep_json(), ProviderError),
    ],
)
def test_a_question_that_fails_costs_nothing(
    make_provider: MakeProvider, service: ServiceServer, fault: Fault, kind: type[ProviderError]
) -> None:
    asyncio.run(make_provider().balance())  # so that nothing is read from the disk while a short time runs
    short = {"query_read_s": 0.3, "query_s": 60.0 if fault.end is End.STALL else 2.0} if fault.hangs else {}
    provider = make_provider(**short)
    service.script_queries(fault)
    with pytest.raises(ProviderError) as caught:
        asyncio.run(provider.balance())
    assert type(caught.value) is kind
    assert caught.value.charge is Charge.NONE
    assert service.key not in caught.value.said


def test_a_window_is_asked_for_in_utc(provider: ApiProvider, service: ServiceServer) -> None:
    logs(provider)
    assert re.search(r"start=2\d{3}-\d\d-\d\dT[^&]*Z&end=2\d{3}", service.queries[0].query)
