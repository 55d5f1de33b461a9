"""Downloads: as often as it takes, never with the key, and nothing of the address in what is said."""

from __future__ import annotations

import asyncio
import socket
import traceback

import pytest

from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import Charge, DownloadError, LinkExpiredError
from tests import faults
from tests.api.conftest import MakeProvider, MemorySink
from tests.faults import Fault
from tests.server import SIGNATURE, ServiceServer

PICTURE = bytes(range(256)) * 300
PATH = "/generations/secret-name.png"
HASTY = {"download_read_s": 1.0, "download_tries": 12}


@pytest.fixture
def url(service: ServiceServer) -> str:
    service.served[PATH] = PICTURE
    return f"{service.picture_url}{PATH}?Signature={SIGNATURE}"


def download(provider: ApiProvider, url: str, sink: MemorySink) -> None:
    asyncio.run(provider.download(url, sink))


def failure(provider: ApiProvider, url: str, sink: MemorySink) -> DownloadError:
    with pytest.raises(DownloadError) as caught:
        download(provider, url, sink)
    assert sink.content is None
    text = "".join(traceback.format_exception(caught.value))
    assert SIGNATURE not in text
    assert "secret-name" not in text
    assert caught.value.charge is Charge.PAID
    return caught.value


def test_a_picture_arrives_as_served_and_without_the_key(
    provider: ApiProvider, service: ServiceServer, url: str, sink: MemorySink
) -> None:
    download(provider, url, sink)
    assert sink.content == PICTURE
    (seen,) = service.picture_requests
    assert "authorization" not in seen.headers
    assert not any(service.key in value for value in seen.headers.values())


PASSING = {
    "close before": faults.close_before_answer(),
    "close within": faults.close_after(1000),
    "reset": faults.reset(),
    "stall": faults.stall(10),
    "500": faults.html(500),
    "503": faults.answered(503, Retry_After="0"),
    "429": faults.rate_limited("0"),
    "408": faults.answered(408),
    "empty": faults.answered(200),
    "bad packing": faults.answered(200, b"garbage", Content_Encoding="gzip"),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_picture_comes_whole_after_a_failure_that_passes(
    make_provider: MakeProvider, service: ServiceServer, url: str, sink: MemorySink, fault: Fault
) -> None:
    service.script_pictures(fault, fault)
    download(make_provider(**HASTY if fault.hangs else {}), url, sink)
    assert sink.content == PICTURE
    if fault.hangs:  # what is slow to come once in a while is given up in haste too
        assert sink.restarts >= 2
        return
    assert sink.restarts == 2
    assert len(service.picture_requests) == 3


def test_six_tries_are_made(provider: ApiProvider, service: ServiceServer, url: str, sink: MemorySink) -> None:
    service.script_pictures(*[faults.html(500)] * 9)
    error = failure(provider, url, sink)
    assert type(error) is DownloadError
    assert error.said == "127.0.0.1 answered with status 500 instead of the picture."
    assert len(service.picture_requests) == 6


def test_a_drip_ends_at_the_deadline(
    make_provider: MakeProvider, service: ServiceServer, url: str, sink: MemorySink
) -> None:
    service.script_pictures(faults.drip(0.05))
    error = failure(make_provider(download_tries=1, download_s=0.3), url, sink)
    assert error.said == "The picture did not come in time."


def test_a_host_that_is_not_there_is_asked_again(
    provider: ApiProvider, service: ServiceServer, sink: MemorySink
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        error = failure(provider, f"http://127.0.0.1:{unused.getsockname()[1]}{PATH}?Signature={SIGNATURE}", sink)
    assert error.said == "No connection to 127.0.0.1."
    assert sink.restarts == 5


@pytest.mark.parametrize("status", [403, 404, 410])
def test_an_expired_link_is_not_asked_again(
    provider: ApiProvider, service: ServiceServer, url: str, sink: MemorySink, status: int
) -> None:
    service.script_pictures(faults.answered(status))
    assert type(failure(provider, url, sink)) is LinkExpiredError
    assert len(service.picture_requests) == 1


def test_five_redirects_are_followed_and_no_sixth(
    provider: ApiProvider, service: ServiceServer, url: str, sink: MemorySink
) -> None:
    download(provider, url.replace(PATH, f"/hop/5{PATH}"), sink)
    assert sink.content == PICTURE
    error = failure(provider, url.replace(PATH, f"/hop/6{PATH}"), MemorySink())
    assert error.said == "The picture's address was passed on too many times."


ELSEWHERE = [
    "http://example.com/a?Signature=x",
    "ftp://127.0.0.1/a",
    "file:///etc/passwd",
    "http://person:word@127.0.0.1/a",
    "http://127.0.0.1.example.com/a",
]


@pytest.mark.parametrize("target", [*ELSEWHERE, "http://[::1/a", "javascript:alert(1)", "//127.0.0.1/a", "\ud800"])
def test_a_picture_elsewhere_than_https_is_not_fetched(provider: ApiProvider, sink: MemorySink, target: str) -> None:
    assert failure(provider, target, sink).said.startswith("The picture cannot be fetched.")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_redirect_leads_elsewhere_than_to_https(
    provider: ApiProvider, service: ServiceServer, url: str, sink: MemorySink, target: str
) -> None:
    service.script_pictures(faults.redirect(target, 302))
    assert failure(provider, url, sink).said.startswith("The picture cannot be fetched.")
    assert len(service.picture_requests) == 1


def test_a_service_elsewhere_cannot_send_us_to_this_computer(
    make_provider: MakeProvider, service: ServiceServer, url: str, sink: MemorySink
) -> None:
    failure(make_provider(base_url="https://api.aimlapi.com"), url, sink)
    assert service.picture_requests == []


@pytest.mark.parametrize("fault", [faults.gzip_bomb(8), faults.answered(200, b"0" * (2**20 + 1))])
def test_a_picture_larger_than_the_cap_is_given_up(
    make_provider: MakeProvider, service: ServiceServer, url: str, sink: MemorySink, fault: Fault
) -> None:
    service.script_pictures(fault)
    error = failure(make_provider(picture_bytes=2**20), url, sink)
    assert error.said == "127.0.0.1 sent a picture that is larger than 1 MiB."
    assert len(sink.written) <= 2**20
    assert len(service.picture_requests) == 1
