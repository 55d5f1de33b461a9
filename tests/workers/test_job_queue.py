"""The queue: order, concurrency, stop, retry and quit, against the service on this computer."""

from __future__ import annotations

import json
import threading

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import Charge, NotSentError
from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from tests.faults import close_before_answer, html, rate_limited, vendor_error
from tests.wire import Seen
from tests.workers.conftest import Bench


def test_twenty_pictures_arrive_four_at_a_time(qtbot: QtBot, bench: Bench) -> None:
    bench.service.hold()
    bench.queue.submit(bench.jobs(20))
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    assert bench.queue.running_count == 4
    assert bench.queue.waiting_count == 16
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert len(bench.records) == 20
    assert len(bench.service.posts) == 20
    assert bench.service.most_at_once == 4
    assert len(bench.library.history.times()) == 20


def test_jobs_are_sent_first_come_first_served(qtbot: QtBot, bench: Bench) -> None:
    one_by_one = threading.Semaphore(0)

    def wait_for_its_turn(_seen: Seen) -> None:
        one_by_one.acquire(timeout=60)

    bench.service.on_post = wait_for_its_turn
    bench.queue.submit([bench.jobs(1, f"number {number}")[0] for number in range(8)])

    def sent() -> list[str]:
        return [json.loads(seen.body)["prompt"] for seen in bench.service.posts]

    qtbot.waitUntil(lambda: len(sent()) == 4)
    assert sorted(sent()) == [f"number {number}" for number in range(4)]
    for number in range(4, 8):  # a place becomes free, and the next one takes it
        one_by_one.release()
        qtbot.waitUntil(lambda wanted=number + 1: len(sent()) == wanted)  # type: ignore[misc]
        assert sent()[-1] == f"number {number}"
    with qtbot.waitSignal(bench.queue.idle):
        one_by_one.release(4)


def test_a_waiting_job_is_cancelled_and_never_sent(qtbot: QtBot, bench: Bench) -> None:
    bench.service.hold()
    jobs = bench.jobs(5)
    bench.queue.submit(jobs)
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    with qtbot.waitSignal(bench.queue.job_removed):
        bench.queue.stop(jobs[4])
    assert bench.state_of(jobs[4]) is JobState.CANCELLED
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert len(bench.service.posts) == 4


def test_a_job_nobody_waits_for_any_more_still_brings_its_picture(qtbot: QtBot, bench: Bench) -> None:
    bench.service.hold()
    jobs = bench.jobs(5)
    bench.queue.submit(jobs)
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    bench.queue.stop(jobs[0])
    assert bench.queue.in_background(jobs[0].id)
    qtbot.waitUntil(lambda: len(bench.service.posts) == 5)  # its place is free for the next one
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert bench.state_of(jobs[0]) is JobState.DONE
    assert len(bench.records) == 5


def test_a_refused_job_is_sent_again_only_when_asked(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script(vendor_error(400, "Your prompt was not accepted"))
    job = bench.jobs(1)[0]
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit([job])
    failed = bench.queue.jobs[0]
    assert failed.state is JobState.NOT_CHARGED
    assert failed.failure is not None
    assert failed.failure.charge is Charge.NONE
    assert "Your prompt was not accepted" in failed.failure.said
    assert len(bench.service.posts) == 1
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(failed)
    assert bench.state_of(job) is JobState.DONE
    ids = {seen.headers["x-client-request-id"] for seen in bench.service.posts}
    assert len(ids) == 2


def test_an_unknown_outcome_stays_known_when_it_is_bought_again(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script(close_before_answer())
    job = bench.jobs(1)[0]
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit([job])
    unknown = bench.queue.jobs[0]
    assert unknown.state is JobState.UNKNOWN
    assert len(bench.service.posts) == 1
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(unknown)
    assert bench.state_of(job) is JobState.UNKNOWN
    assert len(bench.records) == 1
    assert [left.id for left in bench.library.journal.unfinished()] == [job.id]


def test_too_many_requests_slow_all_jobs_down_and_none_is_lost(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script(rate_limited("1"))
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(6))
    assert len(bench.records) == 6
    assert len(bench.service.posts) == 7


def test_leaving_ends_every_thread_and_says_the_outcome_is_unknown(qtbot: QtBot, bench: Bench) -> None:
    bench.service.hold()
    jobs = bench.jobs(6)
    bench.queue.submit(jobs)
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    bench.queue.leave()
    states = [bench.state_of(job) for job in jobs]
    assert states == [JobState.UNKNOWN] * 4 + [JobState.QUEUED] * 2


def test_jobs_of_an_earlier_session_wait_for_a_click(qtbot: QtBot, bench: Bench) -> None:
    job = bench.jobs(1)[0]
    bench.library.queue.submit([job], NO_LIMITS)
    bench.library.queue.set_aside()
    bench.queue.show(bench.library.journal.unfinished())
    assert [(kept.id, kept.state) for kept in bench.queue.kept] == [(job.id, JobState.INTENT)]
    assert not bench.queue.will_run(job.id)
    assert bench.service.posts == []
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(job)
    assert bench.state_of(job) is JobState.DONE


def test_a_dismissed_job_is_not_listed_any_more(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script(vendor_error(400, "no"))
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1))
    bench.queue.dismiss(bench.queue.jobs[0])
    assert bench.queue.jobs == []
    qtbot.waitUntil(lambda: bench.library.journal.unfinished() == [])


def test_a_paid_picture_that_did_not_come_is_fetched_again_without_paying(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script_pictures(*[html(500)] * 6)
    job = bench.jobs(1)[0]
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit([job])
    paid = bench.queue.jobs[0]
    assert paid.state is JobState.RECEIVED
    assert paid.failure is not None
    assert paid.failure.charge is Charge.PAID
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(paid)
    assert bench.state_of(job) is JobState.DONE
    assert len(bench.records) == 1
    assert len(bench.service.posts) == 1


def test_a_paid_picture_of_an_earlier_session_is_fetched_by_itself(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script_pictures(*[html(500)] * 6)
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1))
    left = bench.library.journal.unfinished()
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.show(left)
    assert len(bench.records) == 1
    assert len(bench.service.posts) == 1


def test_a_double_click_pays_once(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script(close_before_answer())
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1))
    unknown = bench.queue.jobs[0]
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(unknown)
        bench.queue.retry(unknown)
    assert len(bench.service.posts) == 2  # the lost one, and one more
    bench.service.script(vendor_error(400, "no"))
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(unknown)
    refused = bench.queue.jobs[1]
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(refused)
        bench.queue.retry(refused)
        bench.queue.dismiss(refused)  # too late
    assert len(bench.service.posts) == 4
    assert bench.state_of(refused) is JobState.DONE


def test_stopping_twice_is_stopping_once(qtbot: QtBot, bench: Bench) -> None:
    bench.service.hold()
    jobs = bench.jobs(5)
    bench.queue.submit(jobs)
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    with qtbot.waitSignal(bench.queue.job_removed):
        bench.queue.stop(jobs[4])
        bench.queue.stop(jobs[4])
    bench.queue.stop(jobs[4])
    bench.queue.stop(jobs[0])
    bench.queue.stop(jobs[0])
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert len(bench.service.posts) == 4
    assert [bench.state_of(job) for job in jobs] == [JobState.DONE] * 4 + [JobState.CANCELLED]


def test_what_nobody_waits_for_any_more_is_not_sent_again(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script(rate_limited("0"))
    bench.service.hold()
    job = bench.jobs(1)[0]
    bench.queue.submit([job])
    qtbot.waitUntil(lambda: len(bench.service.posts) == 1)
    bench.queue.stop(job)
    with qtbot.waitSignal(bench.queue.job_removed):
        bench.service.release()
    assert bench.state_of(job) is JobState.CANCELLED
    assert len(bench.service.posts) == 1


def test_a_job_stopped_while_the_service_asks_for_patience_is_cancelled(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script(rate_limited("60"))
    job = bench.jobs(1)[0]
    bench.queue.submit([job])
    qtbot.waitUntil(lambda: (job.id, JobState.QUEUED) in bench.states[1:])
    with qtbot.waitSignal(bench.queue.job_removed):
        bench.queue.stop(job)
    assert bench.state_of(job) is JobState.CANCELLED
    assert len(bench.service.posts) == 1


def test_nothing_is_sent_after_leaving_though_it_was_being_written_down(qtbot: QtBot, bench: Bench) -> None:
    jobs = bench.jobs(3)
    bench.queue.submit(jobs)
    bench.queue.leave()
    with qtbot.waitSignals([bench.queue.job_added] * 3):
        pass
    assert bench.queue.running_count == 0
    assert [bench.state_of(job) for job in jobs] == [JobState.QUEUED] * 3
    assert bench.service.posts == []


def test_a_paid_picture_stays_paid_when_its_service_is_not_in_use(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script_pictures(*[html(500)] * 6)
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1))
    bench.refuse_services = NotSentError("This job belongs to another service.")
    paid = bench.queue.jobs[0]
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(paid)
    left = bench.queue.jobs[0]
    assert left.state is JobState.RECEIVED
    assert left.failure is not None
    assert left.failure.charge is Charge.PAID


def test_a_job_whose_service_is_not_in_use_can_be_dismissed(qtbot: QtBot, bench: Bench) -> None:
    bench.refuse_services = NotSentError("This job belongs to another service.")
    job = bench.jobs(1)[0]
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit([job])
    failed = bench.queue.jobs[0]
    assert failed.state is JobState.NOT_CHARGED
    bench.queue.dismiss(failed)
    qtbot.waitUntil(lambda: bench.library.journal.unfinished() == [])


def test_a_paid_picture_that_waits_and_is_stopped_can_be_fetched_later(qtbot: QtBot, bench: Bench) -> None:
    bench.service.script_pictures(*[html(500)] * 6)
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1))
    bench.service.hold()
    bench.queue.submit(bench.jobs(4))
    qtbot.waitUntil(lambda: len(bench.service.posts) == 5)
    paid = bench.queue.jobs[0]
    bench.queue.retry(paid)
    bench.queue.stop(paid)
    assert bench.queue.jobs[0] == paid
    assert paid.failed
    bench.queue.retry(paid)
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert (len(bench.records), len(bench.service.posts)) == (5, 5)


def test_a_paid_picture_can_be_fetched_after_a_bug_came_in_between(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_arguments: object) -> None:
        raise KeyError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(bench.library.originals, "keep", bug)
        with qtbot.waitSignals([bench.queue.crashed, bench.queue.idle]):
            bench.queue.submit(bench.jobs(1))
    left = bench.queue.jobs[0]
    assert left.failed
    assert left.failure is not None
    assert left.failure.charge is Charge.PAID
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.retry(left)
    assert (len(bench.records), len(bench.service.posts)) == (1, 1)
