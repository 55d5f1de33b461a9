"""Limits on spending on the command line: what they say is printed, and only --yes answers a question."""

from __future__ import annotations

from collections.abc import Sequence

from imagestudio.cli_output import say
from imagestudio.core.job import Job
from imagestudio.core.limits import Answer, Crossing, Decision, Span, read_limits
from imagestudio.core.money import ZERO
from imagestudio.core.ports import Settings
from imagestudio.library.folder import Library
from imagestudio.profile.settings import JsonSettings, Trouble

_SPANS = {Span.RUN: "This run", Span.DAY: "Today", Span.MONTH: "This month"}
_WHERE = "The limits are in the window's settings, under Spending."


def limits_are_known(settings: JsonSettings) -> bool:
    """Whether the file they are kept in tells them; else say so, since nothing may be bought without them."""
    if not settings.lost:
        return True
    problem = settings.problem
    remedy = f"{_WHERE} Set one again, or go on without, in the bar at the top of the window."
    if problem is None:
        told = "The limits on spending were lost with settings that were damaged."
    elif problem.trouble is Trouble.DAMAGED:
        told = f"The settings, and the limits on spending with them, are damaged: {problem.path}."
    else:
        told = f"The settings, and the limits on spending with them, cannot be read: {problem.path}: {problem.reason}."
        remedy = "Make the file readable, or delete it to start anew."
    say(f"{told} Nothing was sent or charged. {remedy}")
    return False


def let_in(jobs: Sequence[Job], library: Library, settings: Settings, agreed: bool) -> bool:
    """Commit the jobs as queued where the limits allow it, `agreed` also where they ask; else say why not."""
    library.queue.set_aside()  # what a run that broke off left is not on its way, and counts no more
    budget, limits = library.exploring.budget, read_limits(settings.get)
    decision = budget.submit(jobs, limits).decision
    if agreed and decision.answer is Answer.ASK:
        decision = budget.submit(jobs, limits, decision).decision
    if decision.answer is not Answer.GO:
        say(describe(decision))
    return decision.answer is Answer.GO


def describe(decision: Decision) -> str:
    """Why nothing was sent, and what to do."""
    asks = decision.answer is Answer.ASK
    told = [_crossed(crossing, asks) for crossing in decision.crossings]
    if decision.unpriced:
        told.append(f"The price of {decision.unpriced} of the pictures is not known, so no limit holds for that.")
    remedy = "Say --yes to send it all the same." if asks else _WHERE
    return " ".join([*told, "Nothing was sent or charged.", remedy])


def about(jobs: Sequence[Job]) -> str:
    """What jobs are expected to cost, as far as their prices are known."""
    known = [job.estimate for job in jobs if job.estimate is not None]
    more = "" if len(known) == len(jobs) else f", and {len(jobs) - len(known)} of which the price is not known"
    return f"about {sum(known, ZERO)}{more}"


def _crossed(crossing: Crossing, asks: bool) -> str:
    total, limit = crossing.total, crossing.limit
    end = f"you want to be asked above {limit}" if asks else f"your limit is {limit}"
    return f"{_SPANS[crossing.span]} would come to {total}, with all that waits, and {end}."
