"""What the service's log says of a job whose outcome is not known, and when it is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imagestudio.core.errors import Charge, Failure, OutcomeUnknownError
from imagestudio.core.job import Attempt, Job, JobState
from imagestudio.core.lookup import LogRow, Schedule, Sought, doubled, foreign, in_reach, judge, window
from imagestudio.core.money import Money
from imagestudio.core.request import Request
from imagestudio.core.times import now_us

NOW = now_us()
HOUR_US = 3600 * 1_000_000
COST = Money.from_usd("0.0132")
JOB = Job("j", Request("m", "a fox", {}), "aimlapi", JobState.UNKNOWN, NOW, NOW, None, OutcomeUnknownError("x").failure)
SOUGHT = Sought(JOB, Attempt("is1.a", "j", 1, NOW))


def row(
    status: str = "succeeded", id_: str = "is1.a", inference_id: str = "inf-1", cost: Money | None = COST
) -> LogRow:
    return LogRow(NOW, status, "m", cost, inference_id, id_)


def test_a_request_that_succeeded_was_charged_and_its_picture_is_lost() -> None:
    verdict = judge(SOUGHT, [row(id_="is1.b"), row()], 0)
    assert verdict is not None
    assert (verdict.state, verdict.inference_id, verdict.cost) == (JobState.CHARGED_LOST, "inf-1", COST)
    assert verdict.failure == Failure("OutcomeUnknown", "", Charge.PAID, "inf-1", COST)


def test_a_request_that_failed_was_not_charged() -> None:
    verdict = judge(SOUGHT, [row("failed", cost=Money(0))], 0)
    assert verdict is not None
    assert (verdict.state, verdict.failure.charge) == (JobState.NOT_CHARGED, Charge.NONE)


def test_a_failed_request_that_cost_something_was_charged() -> None:
    verdict = judge(SOUGHT, [row("failed")], 0)
    assert verdict is not None
    assert verdict.state is JobState.CHARGED_LOST


def test_a_status_nobody_documented_decides_nothing() -> None:
    assert judge(SOUGHT, [row("processing", cost=None)], 10**6) is None


@pytest.mark.parametrize(("age_s", "state"), [(0, None), (3500, None), (3600, JobState.NO_CHARGE_FOUND)])
def test_only_after_an_hour_the_absence_of_a_charge_means_something(age_s: float, state: JobState | None) -> None:
    verdict = judge(SOUGHT, [row(id_="is1.b")], age_s)
    assert (verdict and verdict.state) == state


def test_no_charge_found_is_not_found_again_but_a_late_charge_is() -> None:
    sought = replace(SOUGHT, job=replace(JOB, state=JobState.NO_CHARGE_FOUND))
    assert judge(sought, [], 10**6) is None
    late = judge(sought, [row()], 10**6)
    assert late is not None
    assert late.state is JobState.CHARGED_LOST


def test_an_answer_that_came_is_never_no_charge_found_and_keeps_its_words() -> None:
    failure = Failure("UnreadableAnswer", "no picture in it", Charge.PAID, "inf-7")
    sought = replace(SOUGHT, job=replace(JOB, failure=failure))
    assert judge(sought, [], 10**6) is None
    verdict = judge(sought, [row(inference_id="")], 0)
    assert verdict is not None
    assert verdict.failure == replace(failure, cost=COST)


def test_several_charges_for_one_request_are_an_alarm() -> None:
    verdict = judge(SOUGHT, [row(inference_id="inf-2"), row()], 0)
    assert verdict is not None
    assert "charged 2 times" in verdict.failure.said
    assert (verdict.inference_id, verdict.cost) == ("inf-2, inf-1", COST + COST)


def test_a_demo_picture_costs_nothing_whatever_happened() -> None:
    verdict = judge(replace(SOUGHT, job=replace(JOB, provider="demo")), [], 0)
    assert verdict is not None
    assert verdict.state is JobState.NOT_CHARGED


def test_a_job_is_looked_up_for_a_week_at_each_start_and_once_however_old() -> None:
    schedule = Schedule()
    old = replace(SOUGHT, job=replace(JOB, changed=NOW - 24 * 8 * HOUR_US))
    assert schedule.wanted(SOUGHT, NOW)
    assert schedule.wanted(old, NOW)
    assert not schedule.wanted(replace(old, looked=NOW - HOUR_US), NOW)
    assert schedule.after(44) == (45, 120, 300, 900, 3600)
    assert schedule.after(3600) == ()


def test_a_log_that_does_not_go_back_that_far_is_not_asked() -> None:
    assert in_reach(SOUGHT, NOW)
    assert not in_reach(replace(SOUGHT, attempt=Attempt("is1.a", "j", 1, NOW - 24 * 92 * HOUR_US)), NOW)


@pytest.mark.parametrize("ahead_us", [0, 24 * HOUR_US, -24 * HOUR_US])
def test_the_window_holds_the_request_by_either_clock(ahead_us: int) -> None:
    start, end = window([SOUGHT], NOW + HOUR_US, ahead_us)
    for moment in (NOW, NOW + ahead_us):
        assert start < moment - 5 * 60 * 1_000_000
        assert moment + HOUR_US < end
    assert window([SOUGHT], NOW, 0, 7 * 86_400)[0] < NOW - 7 * 24 * HOUR_US
    assert end - window([SOUGHT], NOW, 400 * 24 * HOUR_US)[0] < 500 * 24 * HOUR_US


def test_requests_of_other_libraries_and_double_charges_are_told_apart() -> None:
    rows = [row(), row(inference_id="inf-2"), row(id_="is1.b"), row(id_="other"), row("failed", "is1.c", cost=None)]
    known = frozenset({"is1.a"})
    assert [found.client_request_id for found in foreign(rows, known)] == ["is1.b"]
    assert [found.client_request_id for found in doubled(rows, known)] == ["is1.a"]
    assert doubled(rows[1:], known) == ()
