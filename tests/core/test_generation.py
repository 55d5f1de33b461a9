"""run_job against a real service and a real library: each row of what may be sent again, with the requests counted."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from imagestudio.api.limits import Limits
from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import Charge
from imagestudio.core.generation import Outcome, Services, run_job
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.pace import Pace
from imagestudio.core.request import Request
from imagestudio.library.folder import Library, open_library
from tests import faults
from tests.contract import draw
from tests.faults import FINE, End, Fault
from tests.server import KEY, SIGNATURE, ServiceServer
from tests.wire import Seen

PATIENT = Limits(download_pause_s=0.001)
IMPATIENT = replace(PATIENT, read_s=1.0, answer_s=3.0)  # with an answer that never comes; any other may come late
PROMPT = "a lighthouse at dusk, 雪"


@dataclass
class World:
    """A service, a library and what stands between them; `states` is what the job was said to be, in order."""

    service: ServiceServer
    library: Library
    base_url: str
    limits: Limits = PATIENT
    states: list[JobState] = field(default_factory=list)

    def new_job(self) -> Job:
        parameters = {"size": "1024x1024", "quality": "low", "output_format": "png"}
        job = new_job(Request("openai/gpt-image-1-mini", PROMPT, parameters), "aimlapi")
        self.library.queue.submit([job], NO_LIMITS)
        return job

    @property
    def services(self) -> Services:
        provider = ApiProvider(self.base_url, lambda: KEY, limits=self.limits)
        return Services(self.library.journal, self.library.originals, provider, Pace())

    def run(self, job: Job | None = None) -> Outcome:
        job = job or self.new_job()
        outcome = asyncio.run(run_job(job, self.services, self._on_changed))
        assert self.library.journal.job(job.id) == outcome.job
        return outcome

    def _on_changed(self, job: Job) -> None:
        self.states.append(job.state)

    @property
    def spool(self) -> list[Path]:
        return sorted((self.library.folder / "spool").glob("*/*"))


@pytest.fixture
def world(service: ServiceServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr("imagestudio.core.generation.pause_before", lambda _try_number: 0.0)
    library = open_library(tmp_path / "library")
    yield World(service, library, service.base_url)
    library.close()


def test_a_picture_is_kept_as_served_with_all_that_is_known_of_it(world: World) -> None:
    outcome = world.run()
    (record,) = outcome.records
    assert outcome.error is None
    assert world.states == [JobState.SENDING, JobState.RECEIVED, JobState.DONE]
    assert world.library.path_of(record).read_bytes() == world.service.served["/generations/1.png"]
    assert world.library.history.page(world.library.history.times()) == [record]
    (seen,) = world.service.posts
    assert (record.prompt, record.provider, record.inference_id) == (PROMPT, "aimlapi", "inference-1")
    assert record.client_request_id == seen.headers["x-client-request-id"]
    assert record.cost is not None
    assert float(record.cost.usd) == world.service.log_rows[0]["cost"]["usd"]
    assert record.duration_ms is not None
    assert world.spool == []


@pytest.mark.parametrize("b64", [True, False])
def test_the_cost_is_found_in_the_body_and_pictures_may_come_as_bytes(world: World, b64: bool) -> None:
    world.service.cost_in_headers, world.service.b64_only = False, b64
    (record,) = world.run().records
    assert record.cost is not None
    assert float(record.cost.usd) == world.service.log_rows[0]["cost"]["usd"]
    assert len(world.service.picture_requests) == (0 if b64 else 1)


def test_content_credentials_are_not_touched(world: World) -> None:
    drawn = draw({"size": "1024x1024", "output_format": "png"}, 1)
    kind_and_data = b"caBX" + b"a signed manifest"
    chunk = struct.pack(">I", len(kind_and_data) - 4) + kind_and_data + struct.pack(">I", zlib.crc32(kind_and_data))
    signed = drawn.replace(drawn[8:33], drawn[8:33] + chunk, 1)  # behind the IHDR chunk, before IDAT
    world.service.give(signed)
    (record,) = world.run().records
    assert world.library.path_of(record).read_bytes() == signed
    assert record.content_credentials


def test_the_key_and_the_signature_are_in_no_file_when_all_is_done(world: World) -> None:
    world.run()
    files = [path for path in world.library.folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert KEY.encode() not in content
        assert SIGNATURE.encode() not in content


def test_each_step_is_on_the_disk_before_the_next_begins(world: World) -> None:
    job = world.new_job()
    found: list[tuple[str, JobState, list[str], object]] = []

    def look(seen: Seen) -> None:
        kept = json.loads(next(path for path in world.spool if path.name == "request.json").read_bytes())
        names = [path.name for path in world.spool if path.suffix != ".part"]
        found.append((seen.method, world.library.journal.job(job.id).state, names, PROMPT in str(kept)))

    world.service.on_post = world.service.on_picture = look
    world.run(job)
    assert found[0] == ("POST", JobState.SENDING, ["request.json"], True)
    method, state, names, _ = found[1]
    assert (method, state) == ("GET", JobState.RECEIVED)
    assert "answer" in names
    assert len(found) == 2


@dataclass(frozen=True)
class Row:
    """A row of the table: what the service does, and where the job stands then."""

    answers: tuple[Fault, ...]
    state: JobState
    kind: str
    charge: Charge = Charge.NONE
    posts: int = 1

    @property
    def limits(self) -> Limits:
        """Who is answered waits for it, however slow this computer is just now."""
        never_ends = any(fault.end is End.STALL or fault.drip_s for fault in self.answers)
        return IMPATIENT if never_ends else PATIENT


def not_charged(status: int, kind: str) -> Row:
    return Row((faults.vendor_error(status), FINE), JobState.NOT_CHARGED, kind)


def unknown(fault: Fault) -> Row:
    return Row((fault, FINE), JobState.UNKNOWN, "OutcomeUnknown", Charge.UNKNOWN)


def unreadable(fault: Fault) -> Row:
    return Row((fault, FINE), JobState.UNKNOWN, "UnreadableAnswer", Charge.PAID)


ROWS = {
    "400": not_charged(400, "Refused"),
    "401": not_charged(401, "KeyRefused"),
    "403": not_charged(403, "OutOfCredits"),
    "404": not_charged(404, "Refused"),
    "413": not_charged(413, "Refused"),
    "422": not_charged(422, "Refused"),
    "500 of the service": not_charged(500, "ServiceFailed"),
    "502 of the service": not_charged(502, "ServiceFailed"),
    "503 of the service": not_charged(503, "ServiceFailed"),
    "504 of the service": not_charged(504, "ServiceFailed"),
    "429, too long": Row((faults.rate_limited("121"), FINE), JobState.NOT_CHARGED, "RateLimited"),
    "429, always": Row((faults.rate_limited("0"),) * 9, JobState.NOT_CHARGED, "RateLimited", posts=5),
    "close before the answer": unknown(faults.close_before_answer()),
    "close in the answer": unknown(faults.close_after(20)),
    "reset": unknown(faults.reset()),
    "reset in the answer": unknown(faults.reset(20)),
    "stall": unknown(faults.stall()),
    "stall in the answer": unknown(faults.stall(20)),
    "drip": unknown(faults.drip(0.2)),
    "500 of a gateway": unknown(faults.html(500)),
    "502 of a gateway": unknown(faults.html(502)),
    "redirect": unknown(faults.redirect("https://example.com", 307)),
    "408": unknown(faults.vendor_error(408)),
    "409": unknown(faults.vendor_error(409)),
    "425": unknown(faults.vendor_error(425)),
    "bomb": unknown(faults.gzip_bomb(1, layers=2)),
    "200 cut without a length": unreadable(faults.close_after(20, announce=False)),
    "200 with a page": unreadable(faults.html(200)),
    "200 with nothing": unreadable(faults.answered(200)),
    "200 with null": unreadable(faults.answered(200, b'{"data": null}')),
    "200 with an empty list": unreadable(faults.answered(200, b'{"data": []}')),
    "200 nested endlessly": unreadable(faults.deep_json()),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_nothing_paid_is_ever_sent_twice_by_itself(world: World, row: Row) -> None:
    arrived = threading.Event()
    world.service.on_post = lambda _seen: arrived.set()
    world.service.script(*row.answers)
    world.limits = row.limits
    outcome = world.run()
    assert arrived.wait(60)  # a service that is slow just now sees it when nobody waits any more
    assert outcome.job.state is row.state
    assert outcome.job.failure is not None
    assert (outcome.job.failure.kind, outcome.job.failure.charge) == (row.kind, row.charge)
    assert outcome.error is not None
    assert len(world.service.posts) == row.posts
    assert outcome.job.sendable == (row.state is JobState.NOT_CHARGED)


def test_an_answer_that_cannot_be_read_is_kept(world: World) -> None:
    world.service.script(faults.html(200))
    world.run()
    assert [path.read_bytes() for path in world.spool if path.name == "answer"] == [faults.HTML]


def test_nothing_sent_is_tried_three_more_times(world: World) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        world.base_url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        outcome = world.run()
    assert outcome.job.state is JobState.INTENT
    assert outcome.job.failure is not None
    assert (outcome.job.failure.kind, outcome.job.failure.charge) == ("Unreachable", Charge.NONE)
    assert world.states == [*[JobState.SENDING, JobState.QUEUED] * 3, JobState.SENDING, JobState.INTENT]


def test_a_job_is_sent_once_the_service_can_be_reached(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        unused = stack.enter_context(socket.socket())
        unused.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the service may have the port, nobody else
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        world.base_url = f"http://127.0.0.1:{port}"
        late: list[ServiceServer] = []

        def come_up(_try_number: int) -> float:
            late.append(stack.enter_context(ServiceServer(port)))
            return 0.0

        monkeypatch.setattr("imagestudio.core.generation.pause_before", come_up)
        assert world.run().job.state is JobState.DONE
        assert [len(server.posts) for server in late] == [1]
    assert world.service.posts == []


def test_patience_leads_to_a_picture_and_each_attempt_has_its_own_id(world: World) -> None:
    world.service.script(faults.rate_limited("0"), faults.rate_limited("0"))
    outcome = world.run()
    assert outcome.job.state is JobState.DONE
    assert len({seen.headers["x-client-request-id"] for seen in world.service.posts}) == 3


def test_all_wait_when_the_service_asks_one_for_patience(world: World) -> None:
    world.service.script(faults.rate_limited("0.3"))
    services = world.services
    asyncio.run(run_job(world.new_job(), services))
    assert len(world.service.posts) == 2

    services.pace.hold(600.0)

    async def stop() -> None:
        task = asyncio.create_task(run_job(job, services))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    job = world.new_job()
    asyncio.run(stop())
    assert len(world.service.posts) == 2
    assert world.library.journal.job(job.id).state is JobState.QUEUED


DOWNLOADS = {
    "403": (faults.answered(403), JobState.LINK_EXPIRED, "LinkExpired", 1),
    "404": (faults.answered(404), JobState.LINK_EXPIRED, "LinkExpired", 1),
    "410": (faults.answered(410), JobState.LINK_EXPIRED, "LinkExpired", 1),
    "500": (faults.html(500), JobState.RECEIVED, "Download", 6),
    "cut": (faults.close_after(50), JobState.RECEIVED, "Download", 6),
    "reset": (faults.reset(50), JobState.RECEIVED, "Download", 6),
    "cut without a length": (faults.close_after(50, announce=False), JobState.RECEIVED, "Picture", 1),
    "garbage": (faults.answered(200, b"garbage", "image/png"), JobState.RECEIVED, "Picture", 1),
}


@pytest.mark.parametrize(("fault", "state", "kind", "gets"), DOWNLOADS.values(), ids=DOWNLOADS)
def test_a_paid_picture_that_does_not_come_is_never_paid_again(
    world: World, fault: Fault, state: JobState, kind: str, gets: int
) -> None:
    world.service.script_pictures(*[fault] * gets)
    outcome = world.run()
    assert outcome.job.state is state
    assert outcome.job.failure is not None
    assert (outcome.job.failure.kind, outcome.job.failure.charge) == (kind, Charge.PAID)
    assert outcome.job.failure.inference_id == "inference-1"
    assert SIGNATURE not in outcome.job.failure.said
    assert (len(world.service.posts), len(world.service.picture_requests)) == (1, gets)
    assert not outcome.job.sendable


@pytest.mark.parametrize("name", ["500", "cut", "garbage"])
def test_a_picture_that_comes_later_finishes_the_job(world: World, name: str) -> None:
    fault, _, _, gets = DOWNLOADS[name]
    world.service.script_pictures(*[fault] * gets)
    job = world.run().job
    outcome = asyncio.run(run_job(job, world.services))
    assert outcome.job.state is JobState.DONE
    assert outcome.records[0].inference_id == "inference-1"
    assert len(world.service.posts) == 1


def test_stopping_to_wait_leaves_the_outcome_unknown(world: World) -> None:
    world.service.hold()
    arrived = threading.Event()
    world.service.on_post = lambda _seen: arrived.set()
    job = world.new_job()

    async def stop() -> Any:
        task = asyncio.create_task(run_job(job, world.services))
        await asyncio.to_thread(arrived.wait, 60)
        task.cancel()
        return await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(stop())
    settled = world.library.journal.job(job.id)
    assert settled.state is JobState.UNKNOWN
    assert settled.failure is not None
    assert settled.failure.charge is Charge.UNKNOWN
    assert len(world.service.posts) == 1
