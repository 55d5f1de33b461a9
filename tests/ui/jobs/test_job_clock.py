"""How long jobs are expected to take, and what that means for all that are coming."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.core.catalog import Catalog
from imagestudio.ui.jobs.job_clock import JobClock
from imagestudio.workers.task import TaskRunner
from tests.faults import vendor_error
from tests.server import ServiceServer
from tests.workers.conftest import Bench, make_bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, service: ServiceServer) -> Iterator[Bench]:
    with make_bench(tmp_path, service) as bench:
        yield bench


@pytest.fixture
def clock(bench: Bench, catalog: Catalog) -> Iterator[JobClock]:
    tasks = TaskRunner(1)
    yield JobClock(bench.queue, bench.library.history, catalog, tasks, bench.queue)
    tasks.close()


def test_before_anything_was_seen_the_catalog_tells(bench: Bench, clock: JobClock, catalog: Catalog) -> None:
    job = bench.jobs(1)[0]
    spec = catalog.get(job.request.model)
    assert spec is not None
    assert clock.expected_s(job) == spec.expected_for(job.request.parameters)


def test_only_what_was_sent_has_a_time(qtbot: QtBot, bench: Bench, clock: JobClock) -> None:
    bench.service.hold()
    jobs = bench.jobs(6)
    bench.queue.submit(jobs)
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    qtbot.waitUntil(lambda: sum(clock.timing(job.id) is not None for job in jobs) == 4)
    summary = clock.summary()
    assert (summary.coming, summary.total) == (6, 6)
    assert 0 <= summary.fraction < 0.5
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert clock.summary().coming == 0


def test_what_has_come_tells_how_long_the_rest_will_take(qtbot: QtBot, bench: Bench, clock: JobClock) -> None:
    bench.service.hold()
    jobs = bench.jobs(20)
    bench.queue.submit(jobs)
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    before = clock.summary().left_s
    told: list[float] = []
    bench.queue.records_added.connect(lambda _records: told.append(clock.expected_s(jobs[-1])))
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert before > 60
    assert min(told) < 5  # the last of twenty was known to be quick before it was sent


def test_a_new_run_is_counted_from_its_own_beginning(qtbot: QtBot, bench: Bench, clock: JobClock) -> None:
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(3))
    bench.service.hold()
    bench.queue.submit(bench.jobs(1))
    qtbot.waitUntil(lambda: clock.summary().coming == 1)
    assert clock.summary().total == 1


def test_a_job_that_failed_is_not_waited_for(qtbot: QtBot, bench: Bench, clock: JobClock) -> None:
    bench.service.script(vendor_error(400, "no"))
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1))
    assert clock.summary().coming == 0


def test_a_job_that_is_left_to_itself_is_not_waited_for(qtbot: QtBot, bench: Bench, clock: JobClock) -> None:
    bench.service.hold()
    job = bench.jobs(1)[0]
    bench.queue.submit([job])
    qtbot.waitUntil(lambda: len(bench.service.posts) == 1 and clock.timing(job.id) is not None)
    bench.queue.stop(job)
    assert clock.summary().coming == 0
