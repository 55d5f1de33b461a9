"""Unknown outcomes are found out on a schedule: a real queue, a real library, the service on this computer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, SupportsIndex

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import Charge
from imagestudio.core.job import Job, JobState
from imagestudio.core.lookup import Schedule
from imagestudio.core.money import Money
from imagestudio.core.reconcile import Found, look_up
from imagestudio.core.times import now_us
from imagestudio.workers.lookup_watch import LookupWatch
from imagestudio.workers.task import TaskRunner
from tests.faults import Fault, answered, close_before_answer, vendor_error
from tests.workers.conftest import Bench

SOON = Schedule(looks_s=(0.05, 0.15, 0.4), starts_for_s=3600)
NEVER = Schedule(looks_s=(900, 3600), starts_for_s=3600)

MakeWatch = Callable[[Schedule], "Watched"]


@dataclass
class Watched:
    """A watch connected to the bench's queue, and what it told."""

    watch: LookupWatch
    bench: Bench
    settled: list[Job]
    surveyed: list[Found]
    gate: threading.Event = field(default_factory=threading.Event)

    def lose(self, qtbot: QtBot, *faults: Fault) -> Job:
        """A job whose answer does not come; the service has charged it. It is not looked up before it has ended."""
        self.bench.service.script(*(faults or [close_before_answer()]))
        self.gate.clear()
        with qtbot.waitSignal(self.bench.queue.idle):
            self.bench.queue.submit(self.bench.jobs(1))
        self.gate.set()
        job = self.bench.queue.jobs[-1]
        assert job.state is JobState.UNKNOWN
        return job


class NoRows(list[dict[str, Any]]):
    """A log in which nothing ever appears."""

    def insert(self, index: SupportsIndex, row: dict[str, Any]) -> None:
        """It is lost."""


@pytest.fixture
def make_watch(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeWatch]:
    # However late the window hears of a job here, all its looks are still to come.
    monkeypatch.setattr("imagestudio.workers.lookup_watch.age_of", lambda _job, _now: 0.0)
    tasks, gates = TaskRunner(2), list[threading.Event]()
    provider = ApiProvider(bench.service.base_url, lambda: bench.service.key)

    def make(schedule: Schedule) -> Watched:
        def look(name: str, ages: Mapping[str, float] | None, survey: bool) -> Found:
            watched.gate.wait()
            question = partial(look_up, ages=ages, survey=survey, schedule=schedule)
            return asyncio.run(question(name, provider, bench.library.lookups))

        watch = LookupWatch(look, tasks, schedule, bench.queue)
        bench.queue.job_added.connect(watch.follow)
        bench.queue.job_changed.connect(watch.follow)
        bench.queue.job_removed.connect(watch.forget)
        watch.settled.connect(bench.queue.settle)
        watched = Watched(watch, bench, [], [])
        watched.gate.set()
        gates.append(watched.gate)
        watch.settled.connect(watched.settled.append)
        watch.surveyed.connect(watched.surveyed.append)
        return watched

    yield make
    for gate in gates:
        gate.set()
    tasks.close()


def test_what_a_start_looks_up_is_looked_up_also_when_something_was_just_due(qtbot: QtBot, bench: Bench) -> None:
    """Those that were due are some of them only, and tell nothing of a service that is not the one in use."""
    tasks, answers = TaskRunner(1), threading.Event()
    asked: list[tuple[bool, bool]] = []

    def look(_provider: str, ages: Mapping[str, float] | None, survey: bool) -> Found:
        asked.append((ages is None, survey))
        assert answers.wait(60)
        return Found()

    watch = LookupWatch(look, tasks, Schedule(looks_s=(0.01, 3600.0), starts_for_s=3600), bench.queue)
    watch.follow(replace(bench.jobs(1)[0], state=JobState.UNKNOWN, changed=now_us() + 60_000_000))
    qtbot.waitUntil(lambda: asked == [(False, False)])
    watch.look_now("aimlapi", survey=True)
    watch.look_now("aimlapi")
    answers.set()
    qtbot.waitUntil(lambda: asked == [(False, False), (True, True)])
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(asked) == 2
    tasks.close()


def test_a_charge_is_found_by_itself_with_its_id_and_cost(qtbot: QtBot, make_watch: MakeWatch) -> None:
    watched = make_watch(SOON)
    job = watched.lose(qtbot)
    qtbot.waitUntil(lambda: bool(watched.settled))
    (found,) = watched.settled
    (row,) = watched.bench.service.log_rows
    assert (found.id, found.state) == (job.id, JobState.CHARGED_LOST)
    assert found.failure is not None
    assert found.failure.charge is Charge.PAID
    assert found.failure.inference_id == row["inference_id"]
    assert found.failure.cost == Money.from_credits(row["cost"]["credits"])
    assert watched.bench.queue.jobs == [found]
    assert watched.bench.library.journal.unfinished() == [found]
    assert (job.id, JobState.CHARGED_LOST) in watched.bench.states
    assert watched.watch.followed == 0
    assert len(watched.bench.service.posts) == 1


def test_a_request_the_log_calls_failed_was_not_charged_and_may_be_sent_again(
    qtbot: QtBot, make_watch: MakeWatch
) -> None:
    watched = make_watch(SOON)
    job = watched.lose(qtbot, answered(502, b"<html>", "text/html"))
    qtbot.waitUntil(lambda: bool(watched.settled))
    (found,) = watched.settled
    assert found.state is JobState.NOT_CHARGED
    with qtbot.waitSignal(watched.bench.queue.idle):
        watched.bench.queue.retry(found)
    assert watched.bench.state_of(job) is JobState.DONE


def test_without_a_row_it_stays_unknown_until_the_last_look(qtbot: QtBot, make_watch: MakeWatch) -> None:
    watched = make_watch(SOON)
    watched.bench.service.log_rows = NoRows()
    job = watched.lose(qtbot)
    qtbot.waitUntil(lambda: bool(watched.settled))
    (found,) = watched.settled
    assert (found.id, found.state) == (job.id, JobState.NO_CHARGE_FOUND)
    assert watched.bench.service.queries
    assert watched.watch.followed == 0


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_missing_right_says_could_not_check_and_never_not_charged(
    qtbot: QtBot, make_watch: MakeWatch, status: int
) -> None:
    watched = make_watch(SOON)
    watched.bench.service.script_queries(*[vendor_error(status, "No right to read this")] * 100)
    watched.lose(qtbot)
    qtbot.waitUntil(lambda: watched.watch.followed == 0)
    before = len(watched.bench.service.queries)  # fewer than looks where the machine was busy: late ones are left out

    def asked_again() -> bool:
        watched.watch.look_now("aimlapi")
        return len(watched.bench.service.queries) > before + 1

    qtbot.waitUntil(asked_again)
    (found,) = watched.settled  # the same failure is told once
    assert found.state is JobState.UNKNOWN
    assert found.failure is not None
    assert "No right to read this" in found.failure.unchecked
    assert watched.bench.library.journal.unfinished() == [found]


def test_several_jobs_are_looked_up_with_one_question(qtbot: QtBot, make_watch: MakeWatch) -> None:
    watched = make_watch(NEVER)
    for _ in range(3):
        watched.lose(qtbot)
    before = len(watched.bench.service.queries)
    watched.watch.look_now("aimlapi")
    qtbot.waitUntil(lambda: len(watched.settled) == 3)
    asked = watched.bench.service.queries[before:]
    assert len(asked) <= 2  # the second where the answer shows that our clock is wrong
    assert all(seen.path.endswith("/v2/logs") for seen in asked)


def test_a_start_looks_up_what_an_earlier_session_left(qtbot: QtBot, make_watch: MakeWatch) -> None:
    first = make_watch(NEVER)
    job = first.lose(qtbot)
    second = make_watch(NEVER)
    second.watch.follow(job)
    assert second.watch.followed == 1
    second.watch.look_now("aimlapi")
    qtbot.waitUntil(lambda: bool(second.settled))
    assert second.settled[0].state is JobState.CHARGED_LOST


def test_what_the_log_knows_and_the_library_does_not_is_told_and_makes_no_job(
    qtbot: QtBot, make_watch: MakeWatch
) -> None:
    watched = make_watch(NEVER)
    with qtbot.waitSignal(watched.bench.queue.idle):
        watched.bench.queue.submit(watched.bench.jobs(1))
    rows = watched.bench.service.log_rows
    rows.append(rows[0] | {"client_request_id": "is1.another", "inference_id": "inf-other"})
    rows.append(rows[0] | {"client_request_id": "of another program"})
    rows.append(rows[0] | {"inference_id": "charged again"})
    watched.watch.look_now("aimlapi", survey=True)
    qtbot.waitUntil(lambda: bool(watched.surveyed))
    (found,) = watched.surveyed
    assert [row.inference_id for row in found.foreign] == ["inf-other"]
    assert [row.inference_id for row in found.doubled] == ["charged again"]
    assert watched.bench.library.journal.unfinished() == []


def test_a_job_that_is_dismissed_meanwhile_does_not_come_back(qtbot: QtBot, make_watch: MakeWatch) -> None:
    watched = make_watch(NEVER)
    job = watched.lose(qtbot)
    watched.watch.look_now("aimlapi")
    watched.bench.queue.dismiss(job)
    qtbot.waitUntil(lambda: watched.bench.library.journal.unfinished() == [])
    assert watched.bench.queue.jobs == []
    assert watched.watch.followed == 0
