"""Limits hold in the database: against fast clicks, grids, retries and several windows at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from imagestudio.core.admission import Admitted
from imagestudio.core.answer import AnswerHead
from imagestudio.core.errors import Charge, Failure
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.limits import NO_LIMITS, Answer, Limit, SpendingLimits, Spent
from imagestudio.core.money import ZERO, Money
from imagestudio.core.organisation import Change
from imagestudio.core.record import DEMO
from imagestudio.library.budget import SqliteBudget
from imagestudio.library.folder import Library, open_library
from imagestudio.library.rebuild import rebuild
from tests.library.helpers import make_job, save

DIME = Money.from_usd("0.10")
DOLLAR_A_DAY = SpendingLimits(day=Limit(stop=Money.from_usd("1")))
MONTH_US = 32 * 24 * 3600 * 1_000_000


def dimes(count: int, provider: str = "aimlapi") -> list[Job]:
    return [new_job(make_job().request, provider, DIME) for _ in range(count)]


def budget(library: Library) -> SqliteBudget:
    return library.exploring.budget


def test_clicks_from_many_windows_never_pass_the_limit_together(library: Library) -> None:
    barrier = threading.Barrier(8)
    answers: list[Admitted] = []

    def click() -> None:
        barrier.wait()
        answers.extend(budget(library).submit(dimes(1), DOLLAR_A_DAY) for _ in range(3))

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.is_in for each in answers].count(True) == 10
    assert len(library.journal.unfinished()) == 10
    assert budget(library).spent().day == Money.from_usd("1")


def test_a_grid_is_let_in_whole_or_not_at_all(library: Library) -> None:
    assert budget(library).submit(dimes(4), DOLLAR_A_DAY).is_in
    refused = budget(library).submit(dimes(7), DOLLAR_A_DAY)
    assert (refused.decision.answer, refused.jobs) == (Answer.STOP, ())
    assert refused.decision.crossings[0].total == Money.from_usd("1.1")
    assert budget(library).submit(dimes(6), DOLLAR_A_DAY).is_in
    assert len(library.journal.unfinished()) == 10


def test_a_question_lets_nothing_in_and_its_yes_only_what_was_asked(library: Library) -> None:
    asking = SpendingLimits(day=Limit(ask=Money.from_usd("0.3")))
    jobs = dimes(4)
    question = budget(library).submit(jobs, asking)
    assert (question.decision.answer, library.journal.unfinished()) == (Answer.ASK, [])
    assert budget(library).submit(jobs, asking, question.decision).is_in
    assert budget(library).submit(dimes(4), asking, question.decision).decision.answer is Answer.ASK  # a second click


def test_a_retry_counts_again_and_a_job_that_was_not_charged_does_not(library: Library) -> None:
    jobs = dimes(10)
    assert budget(library).submit(jobs, DOLLAR_A_DAY).is_in
    attempt = library.journal.begin_attempt(jobs[0])
    failure = Failure("ServiceFailed", "no", Charge.NONE)
    failed = library.journal.settle(attempt, JobState.NOT_CHARGED, failure)
    library.journal.cancel(jobs[1])
    assert budget(library).spent().day == DIME * 8
    assert budget(library).submit(dimes(1), DOLLAR_A_DAY).is_in
    back = budget(library).requeue([failed], DOLLAR_A_DAY)
    assert [job.state for job in back.jobs] == [JobState.QUEUED]
    refused = budget(library).requeue([jobs[1]], DOLLAR_A_DAY)
    assert refused.decision.answer is Answer.STOP
    assert library.journal.job(jobs[1].id).state is JobState.CANCELLED
    assert budget(library).requeue([failed], DOLLAR_A_DAY).is_in  # it waits already, and costs nothing more


def test_what_was_really_paid_counts_in_place_of_the_estimate(library: Library) -> None:
    job = replace(make_job(), estimate=DIME)
    record = save(library, job, head=AnswerHead(200, "inf", Money.from_usd("0.0441"), 10))
    assert record.cost is not None
    assert budget(library).spent() == Spent(record.cost, record.cost)
    library.organiser.change(Change(trash=True), [record.time])
    library.settling.settle()
    library.organiser.empty_trash()
    assert budget(library).spent() == Spent(record.cost, record.cost)


def test_an_outcome_nobody_knows_counts_until_it_is_known(library: Library) -> None:
    (job,) = dimes(1)
    budget(library).submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    library.journal.settle(attempt, JobState.UNKNOWN, Failure("OutcomeUnknown", "", Charge.UNKNOWN))
    assert budget(library).spent().day == DIME


def test_demo_pictures_cost_nothing_and_cross_no_limit(library: Library) -> None:
    nothing = SpendingLimits(run=Limit(stop=ZERO))
    assert budget(library).submit(dimes(3, DEMO), nothing).is_in
    assert not budget(library).submit(dimes(1), nothing).is_in
    assert budget(library).spent() == Spent()


def test_a_month_later_only_what_still_waits_counts(library: Library) -> None:
    record = save(library)
    budget(library).submit(dimes(1), NO_LIMITS)
    assert budget(library).spent(record.time + 2 * MONTH_US) == Spent(DIME, DIME)


def test_a_database_made_anew_still_knows_what_was_spent(folder: Path) -> None:
    library = open_library(folder)
    record = save(library)
    before = budget(library).spent()
    library.close()
    rebuild(folder)
    library = open_library(folder)
    after = budget(library).spent()
    library.close()
    assert record.cost is not None
    assert before == after == Spent(record.cost, record.cost)


def test_a_job_on_its_way_is_never_queued_again(library: Library) -> None:
    (job,) = dimes(1)
    budget(library).submit([job], NO_LIMITS)
    library.journal.begin_attempt(job)
    with pytest.raises(ValueError, match="from sending to queued"):
        budget(library).requeue([job], NO_LIMITS)
    assert library.journal.job(job.id).state is JobState.SENDING


def test_an_intent_counts_when_it_is_sent_and_not_before(library: Library) -> None:
    (job,) = library.queue.keep(dimes(1))
    assert budget(library).spent() == Spent()
    assert budget(library).weigh([job], SpendingLimits(run=Limit(stop=ZERO))).answer is Answer.STOP
    assert budget(library).requeue([job], DOLLAR_A_DAY).is_in
    assert budget(library).spent() == Spent(DIME, DIME)


def test_what_is_not_let_in_is_kept_only_where_that_is_wanted(library: Library) -> None:
    nothing = SpendingLimits(run=Limit(stop=ZERO))
    assert budget(library).submit(dimes(1), nothing).jobs == ()
    assert [job.state for job in library.queue.submit(dimes(2), nothing).jobs] == [JobState.INTENT] * 2
    assert len(library.journal.unfinished()) == 2
