"""Pictures come from the internet or from where the service is; nobody is sent into the person's own network."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from imagestudio.api.reach import ForbiddenPeerError, Reach
from imagestudio.core.errors import DownloadError, SettingsError
from tests import faults
from tests.api.conftest import MakeProvider, MemorySink
from tests.server import SIGNATURE, ServiceServer

PUBLIC = "api.aimlapi.com"
INTERNET = ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
NETWORK = ["10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fc00::1", "fd12:3456::1", "::ffff:10.0.0.1",
           "64:ff9b::192.168.1.1", "2002:a00:1::1", "::192.168.0.1"]  # fmt: skip
THIS_COMPUTER = ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::1"]
NOWHERE = ["169.254.169.254", "fe80::1", "fe80::1%eth0", "0.0.0.0",  # noqa: S104 - an address to refuse
           "::", "224.0.0.1", "ff02::1",
           "::ffff:169.254.169.254"]  # fmt: skip
PRIVATE = [*NETWORK, *THIS_COMPUTER, *NOWHERE]


def may(service: str, host: str, peer: str) -> bool:
    try:
        Reach(service).check_peer(host, peer)
    except ForbiddenPeerError:
        return False
    return True


@pytest.mark.parametrize("address", PRIVATE)
def test_a_service_of_the_internet_sends_nobody_into_a_private_network(address: str) -> None:
    assert not may(PUBLIC, "cdn.example.com", address)
    with pytest.raises(SettingsError, match="The picture's address leads"):
        Reach(PUBLIC).check_host(address)


@pytest.mark.parametrize("address", INTERNET)
def test_the_internet_may_always_be_asked(address: str) -> None:
    for service in (PUBLIC, "127.0.0.1", "10.0.0.5", "8.8.4.4"):
        assert may(service, "cdn.example.com", address)
        Reach(service).check_host(address)


def test_this_computer_is_only_for_a_service_that_runs_here() -> None:
    for service in ("127.0.0.1", "localhost", "::1"):
        assert may(service, "localhost", "::1")
        assert may(service, "pictures.localhost", "127.0.0.1")
        assert not may(service, "192.168.1.1", "192.168.1.1")
    for service in (PUBLIC, "10.0.0.5", "pictures.lan"):
        assert not may(service, service, "127.0.0.1")
        for host in ("localhost", "LOCALHOST.", "a.localhost", "ip6-localhost"):
            with pytest.raises(SettingsError, match="leads to this computer"):
                Reach(service).check_host(host)


def test_a_service_in_this_network_has_its_pictures_there() -> None:
    assert may("10.0.0.5", "10.0.0.9", "10.0.0.9")
    assert may("pictures.lan", "pictures.lan", "192.168.1.7")
    assert not may("pictures.lan", "router.lan", "192.168.1.1")
    assert not may("10.0.0.5", "metadata", "169.254.169.254")


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "10.1"])
def test_numbers_that_only_some_programs_read_are_refused(host: str) -> None:
    with pytest.raises(SettingsError, match="unusual way"):
        Reach(PUBLIC).check_host(host)


@contextmanager
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """Takes connections and keeps what is sent there."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                heard.append(connection.recv(65536))

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], heard
        if not heard:
            socket.create_connection(server.getsockname()).close()  # where nobody came, wake it
        thread.join()


def lead_to_this_computer(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """As a name server does that answers with an address of the inside."""
    real = socket.getaddrinfo

    def answer(name: Any, *arguments: Any, **more: Any) -> Any:
        return real("127.0.0.1" if name in (host, host.encode()) else name, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def fetch(make_provider: MakeProvider, url: str, base_url: str = f"https://{PUBLIC}") -> str:
    with pytest.raises(DownloadError) as caught:
        asyncio.run(make_provider(base_url=base_url).download(url, MemorySink()))
    assert SIGNATURE not in caught.value.said
    return caught.value.said


def test_a_name_that_leads_inside_is_left_before_a_byte_is_sent(
    make_provider: MakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to_this_computer(monkeypatch, "pictures.example.com")
    with listener() as (port, heard):
        said = fetch(make_provider, f"https://pictures.example.com:{port}/a.png?Signature={SIGNATURE}")
    assert said == "The picture cannot be fetched. The picture's address leads to this computer."
    assert heard == [b""]


def test_the_services_own_name_leads_to_this_computer_no_more_than_others(
    make_provider: MakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to_this_computer(monkeypatch, PUBLIC)
    with listener() as (port, heard):
        assert "leads to this computer" in fetch(make_provider, f"https://{PUBLIC}:{port}/a.png?Signature={SIGNATURE}")
    assert heard == [b""]


@pytest.mark.parametrize("host", [*NETWORK, *NOWHERE, "127.1"])
def test_a_redirect_into_a_private_network_is_not_followed(
    make_provider: MakeProvider, service: ServiceServer, host: str
) -> None:
    shown = f"[{host}]" if ":" in host else host
    service.script_pictures(faults.redirect(f"https://{shown}/secret?Signature={SIGNATURE}", 302))
    said = fetch(make_provider, f"{service.picture_url}/a.png?Signature={SIGNATURE}", service.base_url)
    assert said.startswith("The picture cannot be fetched. The picture's address")
    assert len(service.picture_requests) == 1


@pytest.mark.parametrize("host", [*PRIVATE, "localhost", "a.localhost", "127.1", "0x7f.1"])
def test_an_address_inside_is_not_even_connected_to(
    make_provider: MakeProvider, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    def refuse(*_arguments: Any, **_more: Any) -> Any:
        raise AssertionError("a name was looked up, or a connection made")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    shown = f"[{host}]" if ":" in host else host
    assert fetch(make_provider, f"https://{shown}/a.png?Signature={SIGNATURE}").startswith(
        "The picture cannot be fetched."
    )
