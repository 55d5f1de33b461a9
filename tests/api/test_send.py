"""Sending: what goes out, what comes back, and which error each failure of the wire and the service becomes."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import traceback

import pytest

from imagestudio.api.patience import Patience
from imagestudio.api.provider import ApiProvider
from imagestudio.core.answer import AnswerHead
from imagestudio.core.errors import (
    Charge,
    KeyRefusedError,
    OutcomeUnknownError,
    OutOfCreditsError,
    ProviderError,
    RateLimitedError,
    RefusedError,
    ServiceFailedError,
    UnreadableAnswerError,
)
from imagestudio.core.money import Money
from imagestudio.core.request import Request
from tests import faults
from tests.api.conftest import ATTEMPT, PROMPT, MakeProvider, MemorySink, arrived
from tests.faults import Fault
from tests.server import ServiceServer


def send(provider: ApiProvider, request: Request, sink: MemorySink) -> AnswerHead:
    return asyncio.run(provider.send(request, ATTEMPT, sink))


def failure(provider: ApiProvider, request: Request, sink: MemorySink | None = None) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        send(provider, request, sink or MemorySink())
    assert PROMPT not in str(caught.value)
    return caught.value


def test_a_request_goes_out_as_documented(
    provider: ApiProvider, request_: Request, service: ServiceServer, sink: MemorySink
) -> None:
    head = send(provider, request_, sink)
    (seen,) = service.posts
    assert json.loads(seen.body) == {
        "model": "openai/gpt-image-1-mini",
        "prompt": PROMPT,
        "size": "1024x1024",
        "quality": "low",
        "output_format": "png",
        "background": "auto",
        "response_format": "url",
    }
    assert seen.headers["authorization"] == f"Bearer {service.key}"
    assert seen.headers["x-client-request-id"] == ATTEMPT
    assert seen.headers["content-type"] == "application/json"
    assert seen.headers["accept-encoding"] == "identity"
    assert seen.headers["user-agent"].startswith("imagestudio/")
    assert head.status == 200
    assert head.inference_id == "inference-1"
    assert head.cost == Money.from_credits(service.log_rows[0]["cost"]["credits"])
    assert head.duration_ms is not None
    assert 0 <= head.duration_ms < 300_000
    assert sink.content is not None
    assert provider.read(sink.content).pictures[0].url.startswith(service.picture_url)


def test_a_new_key_is_used_at_once(make_provider: MakeProvider, request_: Request, service: ServiceServer) -> None:
    keys = iter(["sk-first-0123456789", "sk-second-0123456789"])
    provider = make_provider(key=lambda: next(keys))
    service.script(faults.vendor_error(400), faults.vendor_error(400))
    failure(provider, request_)
    failure(provider, request_)
    sent = [seen.headers["authorization"] for seen in service.posts]
    assert sent == ["Bearer sk-first-0123456789", "Bearer sk-second-0123456789"]


def test_each_request_has_a_connection_of_its_own(
    provider: ApiProvider, request_: Request, service: ServiceServer
) -> None:
    service.hold()
    with asyncio.Runner() as runner:
        tasks = [provider.send(request_, f"{ATTEMPT}.{number}", MemorySink()) for number in range(4)]
        service.on_post = lambda _seen: service.release() if len(service.posts) == 4 else None

        async def all_at_once() -> list[AnswerHead]:
            return await asyncio.gather(*tasks)

        assert len(runner.run(all_at_once())) == 4
    assert service.most_at_once == 4


REFUSALS = [
    (400, RefusedError),
    (401, KeyRefusedError),
    (403, OutOfCreditsError),
    (404, RefusedError),
    (413, RefusedError),
    (422, RefusedError),
]


@pytest.mark.parametrize(("status", "kind"), REFUSALS)
def test_a_refusal_is_not_charged_and_says_what_the_service_said(
    provider: ApiProvider, request_: Request, service: ServiceServer, status: int, kind: type[RefusedError]
) -> None:
    service.script(faults.vendor_error(status, ["Expected low", {"message": "Received hi\x1b[31mgh"}]))
    error = failure(provider, request_)
    assert type(error) is kind
    assert error.said == "Expected low; Received hi [31mgh"
    assert error.status == status
    assert error.charge is Charge.NONE
    assert error.inference_id == "request-of-the-error"


def test_a_refusal_stands_although_its_body_never_ends(
    make_provider: MakeProvider, request_: Request, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ShortForBodies(Patience):
        """Waits for a head as long as it takes, and for more after it only a moment."""

        def heard(self) -> None:
            self._silent_s = 0.1
            super().heard()

    monkeypatch.setattr("imagestudio.api.provider.Patience", ShortForBodies)
    body = faults.vendor_body(400, "no")
    service.script(Fault(faults.Reply(400, body), faults.End.STALL, 5))
    assert type(failure(make_provider(), request_)) is RefusedError


def test_what_the_service_says_never_holds_the_key_the_prompt_or_a_query(
    provider: ApiProvider, request_: Request, service: ServiceServer
) -> None:
    said = f"key {service.key} is wrong for {PROMPT}, see https://example.com/a?sig=secret " + "x" * 600
    service.script(faults.vendor_error(401, said))
    error = failure(provider, request_)
    assert error.said.startswith("key […] is wrong for […], see https://example.com/a xxx")
    assert len(error.said) == 500


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failure_in_the_services_own_words_is_not_charged(
    provider: ApiProvider, request_: Request, service: ServiceServer, status: int
) -> None:
    service.script(faults.vendor_error(status, "Generation timeout"))
    error = failure(provider, request_)
    assert type(error) is ServiceFailedError
    assert error.said == "Generation timeout"
    assert error.charge is Charge.NONE


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("Sat, 21 Nov 2026 10:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_patience_is_asked_for_in_seconds_or_by_the_services_clock(
    provider: ApiProvider, request_: Request, service: ServiceServer, header: str, seconds: float | None
) -> None:
    service.script(faults.rate_limited(header))
    error = failure(provider, request_)
    assert isinstance(error, RateLimitedError)
    assert error.retry_after == seconds


UNKNOWN = {
    "close before the answer": faults.close_before_answer(),
    "reset before the answer": faults.reset(),
    "stall before the answer": faults.stall(),
    "close in the answer": faults.close_after(10),
    "reset in the answer": faults.reset(10),
    "stall in the answer": faults.stall(10),
    "drip": faults.drip(0.2),
    "a page with 500": faults.html(500),
    "a page with 502": faults.html(502),
    "a gateway's own error": faults.answered(504, b'{"message": "Endpoint request timed out"}'),
    "an empty 503": faults.answered(503),
    "half an error": Fault(faults.Reply(500, faults.vendor_body(500, "no")), faults.End.CLOSE, 20),
    "300": faults.answered(300),
    "307": faults.redirect("http://127.0.0.1:9/v1/images/generations"),
    "402": faults.vendor_error(402),
    "405": faults.vendor_error(405),
    "408": faults.vendor_error(408),
    "409": faults.vendor_error(409),
    "425": faults.vendor_error(425),
    "no HTTP": faults.answered(200, b"", Content_Length="nonsense"),
    "garbage that says it is packed": faults.answered(200, b"garbage", Content_Encoding="gzip"),
    "an unknown packing": faults.answered(200, b"garbage", Content_Encoding="br"),
    "packed twice": faults.gzip_bomb(1, layers=2),
}


@pytest.mark.usefixtures("nervous")
@pytest.mark.parametrize("fault", UNKNOWN.values(), ids=UNKNOWN)
def test_anything_else_after_the_first_byte_is_unknown_and_sent_once(
    provider: ApiProvider, request_: Request, service: ServiceServer, sink: MemorySink, fault: Fault
) -> None:
    service.script(fault)
    error = failure(provider, request_, sink)
    assert type(error) is OutcomeUnknownError
    assert error.charge is Charge.UNKNOWN
    assert len(arrived(service.posts, 1)) == 1
    assert sink.content is None


def test_a_cut_answer_keeps_the_id_it_came_with(
    provider: ApiProvider, request_: Request, service: ServiceServer
) -> None:
    service.script(faults.close_after(10))
    assert failure(provider, request_).inference_id == "inference-1"


UNREADABLE = {
    "cut without a length": faults.close_after(10, announce=False),
    "a page": faults.html(200),
    "nothing": faults.answered(200),
    "null": faults.answered(200, b'{"data": null}'),
    "an empty list": faults.answered(200, b'{"data": []}'),
    "no picture in it": faults.answered(200, b'{"data": [{"url": null, "b64_json": "!!!!"}]}'),
    "endless nesting": faults.deep_json(),
}


@pytest.mark.parametrize("fault", UNREADABLE.values(), ids=UNREADABLE)
def test_a_whole_answer_that_cannot_be_read_is_kept(
    provider: ApiProvider, request_: Request, service: ServiceServer, sink: MemorySink, fault: Fault
) -> None:
    service.script(fault)
    send(provider, request_, sink)
    assert sink.content is not None
    with pytest.raises(UnreadableAnswerError) as caught:
        provider.read(sink.content)
    assert caught.value.charge is Charge.PAID


def test_a_bomb_stops_at_the_cap(
    make_provider: MakeProvider, request_: Request, service: ServiceServer, sink: MemorySink
) -> None:
    service.script(faults.gzip_bomb(20))
    error = failure(make_provider(answer_bytes=2**20), request_, sink)
    assert error.said == "127.0.0.1 sent an answer that is larger than 1 MiB."
    assert len(sink.written) <= 2**20


def test_a_large_error_is_read_up_to_its_cap_only(
    provider: ApiProvider, request_: Request, service: ServiceServer
) -> None:
    service.script(faults.answered(400, b"x" * (2**20 + 1)))
    assert type(failure(provider, request_)) is RefusedError


def test_a_packed_answer_is_unpacked(
    provider: ApiProvider, request_: Request, service: ServiceServer, sink: MemorySink
) -> None:
    service.script(faults.gzip_bomb(1))
    send(provider, request_, sink)
    assert sink.content == b"0" * 2**20


@pytest.mark.usefixtures("nervous")
@pytest.mark.parametrize("fault", UNKNOWN.values(), ids=UNKNOWN)
def test_a_traceback_holds_neither_key_nor_prompt(
    provider: ApiProvider, request_: Request, service: ServiceServer, fault: Fault
) -> None:
    service.script(fault)
    text = "".join(traceback.format_exception(failure(provider, request_)))
    assert service.key not in text
    assert PROMPT not in text
    assert "httpx." not in text


def test_what_is_logged_holds_no_address(
    provider: ApiProvider, request_: Request, caplog: pytest.LogCaptureFixture, sink: MemorySink
) -> None:
    caplog.set_level(logging.INFO)
    send(provider, request_, sink)
    assert [record for record in caplog.records if record.name.startswith("http")] == []


def test_a_cancelled_request_ends_at_once(
    make_provider: MakeProvider, request_: Request, service: ServiceServer
) -> None:
    service.hold()
    came = threading.Event()
    service.on_post = lambda _seen: came.set()

    async def cancel() -> None:
        provider = make_provider()
        task = asyncio.create_task(provider.send(request_, ATTEMPT, MemorySink()))
        await asyncio.to_thread(came.wait, 60)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(asyncio.wait_for(cancel(), 120))
