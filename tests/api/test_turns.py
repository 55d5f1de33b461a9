"""Answers that come at once are taken one after the other, and none waits for one that is not coming."""

from __future__ import annotations

import asyncio
import threading

import httpx
import pytest

from imagestudio.api.turns import Turn, Turns
from imagestudio.core.request import Request
from tests import faults
from tests.api.conftest import ATTEMPT, MakeProvider, MemorySink
from tests.server import ServiceServer


class Wire:
    """What httpx tells of a connection: whether more has come."""

    def __init__(self, more: bool) -> None:
        self.more = more

    def get_extra_info(self, name: str) -> bool:
        assert name == "is_readable"
        return self.more


def turn(turns: Turns, *, more: bool) -> Turn:
    return turns.of(httpx.Response(200, extensions={"network_stream": Wire(more)}))


def has_it_at_once(other: Turn) -> bool:
    other.wait()
    return other._held


def test_a_turn_lasts_while_more_of_the_answer_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagestudio.api.turns._PATIENCE_S", 0)
    turns = Turns()
    with turn(turns, more=True) as first:
        first.wait()
        first.look()
        assert not has_it_at_once(turn(turns, more=True))
    assert has_it_at_once(turn(turns, more=True))


def test_who_waits_for_the_wire_lets_others_go_on() -> None:
    turns = Turns()
    with turn(turns, more=False) as first:
        first.wait()
        first.look()
        assert has_it_at_once(turn(turns, more=True))


def test_who_waited_too_long_waits_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagestudio.api.turns._PATIENCE_S", 0)
    turns = Turns()
    with turn(turns, more=True) as first, turn(turns, more=True) as second:
        first.wait()
        second.wait()
        monkeypatch.setattr("imagestudio.api.turns._PATIENCE_S", 60)
        second.wait()


class ToldSink(MemorySink):
    """A sink that tells when something came."""

    def __init__(self) -> None:
        super().__init__()
        self.began = threading.Event()

    def write(self, chunk: bytes) -> None:
        super().write(chunk)
        self.began.set()


def test_an_answer_that_stops_halfway_holds_no_other_up(
    make_provider: MakeProvider, request_: Request, service: ServiceServer, sink: MemorySink
) -> None:
    service.b64_only = True
    service.script(faults.stall(100))
    provider, halfway = make_provider(), ToldSink()

    async def both() -> None:
        stalled = asyncio.create_task(provider.send(request_, ATTEMPT, halfway))
        await asyncio.to_thread(halfway.began.wait)
        await provider.send(request_, f"{ATTEMPT}0", sink)
        assert not stalled.done()
        stalled.cancel()
        await asyncio.gather(stalled, return_exceptions=True)

    asyncio.run(both())
    assert sink.content is not None
    assert halfway.content is None
