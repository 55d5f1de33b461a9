"""Certificates: one that is not trusted stops everything before a byte is sent."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from imagestudio.api.tls import LazyContext
from imagestudio.core.errors import CertificateError, NotSentError
from imagestudio.core.request import Request
from tests.api.conftest import ATTEMPT, MakeProvider, MemorySink
from tests.server import ServiceServer
from tests.tls import Secure, secured


@pytest.fixture
def secure(service: ServiceServer, tmp_path: Path) -> Iterator[Secure]:
    with secured(service, tmp_path) as found:
        yield found


def test_an_untrusted_certificate_is_named_and_nothing_is_sent(
    make_provider: MakeProvider, request_: Request, service: ServiceServer, secure: Secure
) -> None:
    with pytest.raises(CertificateError) as caught:
        asyncio.run(make_provider(base_url=secure.url).send(request_, ATTEMPT, MemorySink()))
    assert caught.value.said.startswith("The certificate of 127.0.0.1 is not trusted: self-signed certificate")
    assert service.posts == []


def test_a_wrong_host_name_is_named_and_nothing_is_sent(
    make_provider: MakeProvider, request_: Request, service: ServiceServer, secure: Secure
) -> None:
    url = secure.url.replace("127.0.0.1", "localhost")
    with pytest.raises(CertificateError) as caught:
        asyncio.run(make_provider(base_url=url, tls=secure.trusting).send(request_, ATTEMPT, MemorySink()))
    assert "Hostname mismatch" in caught.value.said
    assert service.posts == []


def test_a_trusted_certificate_lets_the_request_through(
    make_provider: MakeProvider, request_: Request, secure: Secure, sink: MemorySink
) -> None:
    head = asyncio.run(make_provider(base_url=secure.url, tls=secure.trusting).send(request_, ATTEMPT, sink))
    assert head.status == 200


def test_several_threads_share_what_the_system_trusts(
    make_provider: MakeProvider,
    request_: Request,
    service: ServiceServer,
    secure: Secure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure.certificate))
    provider = make_provider(base_url=secure.url)
    service.hold()
    service.on_post = lambda _seen: service.release() if len(service.posts) == 8 else None

    def send(number: int) -> int:
        return asyncio.run(provider.send(request_, f"{ATTEMPT}.{number}", MemorySink())).status

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(send, range(8))) == [200] * 8
    assert service.most_at_once == 8


def test_a_picture_behind_an_untrusted_certificate_is_not_fetched(
    make_provider: MakeProvider, secure: Secure, sink: MemorySink
) -> None:
    with pytest.raises(Exception, match="is not trusted") as caught:
        asyncio.run(make_provider().download(f"{secure.url}/picture?Signature=secret", sink))
    assert not isinstance(caught.value, NotSentError)
    assert "secret" not in str(caught.value)


def test_all_threads_get_the_same_context() -> None:
    lazy, found, together = LazyContext(), [], threading.Barrier(4)

    def get() -> None:
        together.wait()
        found.append(lazy.get())

    threads = [threading.Thread(target=get) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(context) for context in found}) == 1
    assert found[0].verify_mode is ssl.CERT_REQUIRED
    assert found[0].check_hostname
