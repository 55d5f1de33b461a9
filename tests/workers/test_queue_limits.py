"""What several ways into the queue may spend together, counted at the service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.api.provider import ApiProvider
from imagestudio.core import generation
from imagestudio.core.admission import Held
from imagestudio.core.generation import Services
from imagestudio.core.job import Job, JobState
from imagestudio.core.limits import Answer, Decision, Limit, SpendingLimits
from imagestudio.core.money import Money
from imagestudio.core.pace import Pace
from imagestudio.core.record import DEMO
from imagestudio.library.folder import open_library
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.task import TaskRunner
from tests.faults import html, vendor_error
from tests.server import ServiceServer, deserted
from tests.workers.conftest import Bench

DIME = Money.from_usd("0.10")


def limits(**spans: Limit) -> Callable[[], SpendingLimits]:
    return lambda: SpendingLimits(**spans)


def dimes(bench: Bench, count: int, prompt: str = "a fox") -> list[Job]:
    return [replace(job, estimate=DIME) for job in bench.jobs(count, prompt)]


@pytest.fixture
def other(bench: Bench) -> Iterator[JobQueue]:
    """Another window on the same library."""
    provider = ApiProvider(bench.service.base_url, lambda: bench.service.key)
    services = Services(bench.library.journal, bench.library.originals, provider, Pace())
    writer = TaskRunner(1)
    library = bench.library
    queue = JobQueue(library.journal, library.queue, lambda _job: services, library.thumbnails.make, writer, 4)
    yield queue
    bench.service.release()
    queue.leave()
    writer.close()


def states(queue: JobQueue) -> set[JobState]:
    return {job.state for job in queue.jobs}


def test_of_two_windows_with_room_for_one_list_of_twelve_one_sends_all_of_it(
    qtbot: QtBot, bench: Bench, other: JobQueue
) -> None:
    for queue in (bench.queue, other):
        queue.limit_by(limits(day=Limit(stop=DIME * 12)))
    bench.service.hold()
    bench.queue.submit(dimes(bench, 12, "here"))
    other.submit(dimes(bench, 12, "there"))
    qtbot.waitUntil(lambda: len(bench.queue.jobs) == len(other.jobs) == 12)
    first, second = sorted((bench.queue, other), key=lambda queue: len(queue.kept))
    assert states(second) == {JobState.INTENT}
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    with qtbot.waitSignal(first.idle):
        bench.service.release()
    second.release(second.kept)
    qtbot.waitUntil(lambda: len(bench.library.history.times()) == 12)
    assert len({post.headers["x-client-request-id"] for post in bench.service.posts}) == len(bench.service.posts) == 12
    assert states(second) == {JobState.INTENT}


def test_a_retry_that_the_person_agreed_to_is_sent_and_a_later_one_asks_again(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script(*[vendor_error(400, "no")] * 2)
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(dimes(bench, 2))
    bench.queue.limit_by(limits(day=Limit(ask=DIME)))
    with qtbot.waitSignal(bench.queue.held) as told:
        bench.queue.release(bench.queue.jobs)
    held: Held = told.args[0]
    assert (held.asks, held.fresh) == (True, False)
    assert states(bench.queue) == {JobState.NOT_CHARGED}
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.release(held.jobs, held.decision)
    assert len(bench.service.posts) == 4
    with qtbot.waitSignal(bench.queue.held):
        bench.queue.submit(dimes(bench, 2))
    assert len(bench.service.posts) == 4


def test_demo_pictures_pass_every_limit_and_need_no_network(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.limit_by(limits(run=Limit(stop=Money(0))))
    bench.queue.is_offline = lambda: True
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit([replace(job, provider=DEMO) for job in dimes(bench, 2)])
    assert bench.queue.kept == []
    assert len(bench.records) == 2


def test_what_no_network_would_carry_is_kept_with_its_price_over_a_restart(
    qtbot: QtBot, bench: Bench, tmp_path: Path
) -> None:
    bench.queue.is_offline = lambda: True
    with qtbot.waitSignal(bench.queue.held) as told:
        bench.queue.submit(dimes(bench, 3))
    assert told.args[0].decision is None
    assert [(job.state, job.estimate) for job in bench.queue.kept] == [(JobState.INTENT, DIME)] * 3
    assert bench.library.queue.weigh(bench.queue.kept, SpendingLimits(run=Limit(ask=DIME))).answer is Answer.ASK
    assert bench.library.exploring.budget.spent().day == Money(0)  # what nobody sends costs nothing
    bench.library.close()
    again = open_library(tmp_path / "library")
    assert [(job.state, job.estimate) for job in again.journal.unfinished()] == [(JobState.INTENT, DIME)] * 3
    again.close()


def test_a_pause_stops_no_picture_that_is_paid_for(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script_pictures(*[html(500)] * 6)
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1))
    (paid,) = bench.queue.jobs
    assert paid.state is JobState.RECEIVED
    bench.queue.order.pause(True)
    bench.queue.submit(bench.jobs(1))
    qtbot.waitUntil(lambda: len(bench.queue.waiting) == 1)
    with qtbot.waitSignal(bench.queue.records_added):
        bench.queue.retry(paid)
    assert len(bench.service.posts) == 1


def test_when_nobody_is_there_the_first_one_is_kept_too_and_sent_once_by_one_word(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "pause_before", lambda _try: 0.0)
    bench.service.close()
    with deserted(int(bench.service.base_url.rpartition(":")[2])) as port:
        _kept_and_sent_once(qtbot, bench, port)


def _kept_and_sent_once(qtbot: QtBot, bench: Bench, port: int) -> None:
    told: list[Held] = []
    bench.queue.held.connect(told.append)
    bench.queue.submit(dimes(bench, 3))
    qtbot.waitUntil(lambda: len(told) == 3)
    qtbot.waitUntil(lambda: bench.queue.running_count == 0)
    assert [(job.state, job.estimate) for job in bench.queue.kept] == [(JobState.INTENT, DIME)] * 3
    assert {bench.state_of(job) for job in bench.queue.jobs} == {JobState.INTENT}
    assert {(held.decision, held.fresh, len(held.jobs)) for held in told} == {(None, True, 1)}
    with ServiceServer(port) as back:
        bench.queue.limit_by(limits(run=Limit(stop=DIME)))
        with qtbot.waitSignal(bench.queue.held):  # it is decided again
            bench.queue.release(bench.queue.kept)
        assert back.posts == []
        bench.queue.limit_by(limits())
        with qtbot.waitSignal(bench.queue.idle):
            bench.queue.release(bench.queue.kept)
        assert len(back.posts) == 3
    assert bench.queue.jobs == []


def test_who_gives_up_on_what_nobody_takes_does_not_find_it_kept(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "may_try_again", lambda _error, _try: False)
    told: list[Held] = []
    bench.queue.held.connect(told.append)
    bench.service.close()

    def give_up(job: Job) -> None:
        if job.state is JobState.SENDING and not bench.queue.in_background(job.id):
            bench.queue.stop(job)

    bench.queue.job_changed.connect(give_up)
    with qtbot.waitSignal(bench.queue.job_removed):
        bench.queue.submit(dimes(bench, 1))
    assert (bench.queue.jobs, told) == ([], [])
    assert bench.library.journal.unfinished() == []


def test_what_waited_is_let_in_by_its_price_of_now(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.limit_by(limits(run=Limit(stop=DIME * 2)), lambda jobs: [replace(job, estimate=DIME) for job in jobs])
    kept = bench.library.queue.keep([replace(job, estimate=Money(1)) for job in dimes(bench, 3)])
    bench.queue.show(kept)
    with qtbot.waitSignal(bench.queue.held) as told:
        bench.queue.release(bench.queue.kept)
    held: Held = told.args[0]
    assert held.decision is not None
    assert held.decision.answer is Answer.STOP
    assert ({job.estimate for job in held.jobs}, {job.estimate for job in held.before}) == ({DIME}, {Money(1)})
    assert bench.service.posts == []
    with qtbot.waitSignal(bench.queue.held) as told:  # it is within the limit, but more than stands there
        bench.queue.release(bench.queue.kept[:2])
    held = told.args[0]
    assert held.asks
    assert bench.service.posts == []
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.release(held.jobs, held.decision)
    assert [record.estimate for record in bench.records] == [DIME] * 2
    bench.queue.limit_by(limits())
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.release([replace(bench.queue.kept[0], estimate=DIME * 3)], Decision(Answer.GO))
    assert bench.records[-1].estimate == DIME * 3  # what was agreed to is not reckoned anew


def test_what_became_cheaper_is_sent_without_a_word(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.limit_by(limits(), lambda jobs: [replace(job, estimate=DIME) for job in jobs])
    bench.queue.show(bench.library.queue.keep([replace(job, estimate=DIME * 2) for job in dimes(bench, 2)]))
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.release(bench.queue.kept)
    assert [record.estimate for record in bench.records] == [DIME] * 2
