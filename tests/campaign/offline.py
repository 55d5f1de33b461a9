"""A network that is gone: what nobody was there to take is kept for later, and sent once when that is confirmed."""

from __future__ import annotations

import json

from tests.campaign.evidence import Mark, audit, begun, mark, posts_since, read, recover, sent_by_itself
from tests.campaign.report import Result
from tests.campaign.stage import GENERATE, Done, Place, Stage, noise
from tests.campaign.trace import injecting, why_not
from tests.campaign.wire_faults import QUICK

_PICTURES = 6  # two more than are sent at once
_GONE = ("ENETUNREACH", "ECONNREFUSED", "EHOSTUNREACH", "ENETDOWN", "ETIMEDOUT")
_BROKEN_OFF = ("ECONNRESET", "EPIPE")


def run(stage: Stage) -> Result:
    """No connection at all, none for a moment, and one that breaks as the request goes out."""
    checked = "no connection: kept for later, sent once when confirmed; a byte may be out: unknown, never sent again"
    result = Result("offline", checked, not_run=why_not())
    if result.not_run:
        return result
    for error in _GONE[: stage.some(1, len(_GONE))]:
        _gone(stage, result, error)
        _gone_for_a_moment(stage, result, error)
    for error in _BROKEN_OFF[: stage.some(1, len(_BROKEN_OFF))]:
        _breaks_off(stage, result, error)
    return result


def _gone(stage: Stage, result: Result, error: str) -> None:
    place, since = _begin(stage, result)
    done = _generate(place, injecting("connect", f"error={error}", "1+"))
    states = read(place).states
    result.need(done.code == 8, f"{error}: ended with {done.code}: {done.err[-300:]}")
    result.need(states == ["intent"] * _PICTURES, f"{error}: the jobs stand at {states}")
    told = "Nothing was sent or charged" in done.err and f"{_PICTURES} pictures kept for later, about $" in done.err
    result.need(told, f"{error}: told as {done.err.strip()}")
    result.need(not posts_since(stage, since), f"{error}: something was sent")
    recover(place)
    result.broken += [f"{error}: {text}" for text in sent_by_itself(stage, since, set())]
    sent = place.run("jobs", "send", "--yes", program=QUICK, QUICK_LIMITS=json.dumps({}))
    result.need(sent.code == 0, f"{error}: sending what was kept ended with {sent.code}: {sent.err[-300:]}")
    _all_here(stage, result, place, since, error)


def _gone_for_a_moment(stage: Stage, result: Result, error: str) -> None:
    place, since = _begin(stage, result)
    done = _generate(place, injecting("connect", f"error={error}", "1..3"))
    result.need(done.code == 0, f"{error} thrice: ended with {done.code}: {done.err[-300:]}")
    _all_here(stage, result, place, since, f"{error} thrice")


def _breaks_off(stage: Stage, result: Result, error: str) -> None:
    """The service hears nothing of it, but who sent cannot know that."""
    place, since = _begin(stage, result)
    done = _generate(place, injecting("sendto", f"error={error}", "1+"))
    seen = read(place)
    result.need(done.code == 5, f"{error} while sending: ended with {done.code}: {done.err[-300:]}")
    result.need("not known" in done.err, f"{error} while sending: told as {done.err.strip()}")
    result.need(set(seen.states) == {"unknown"}, f"{error} while sending: the jobs stand at {seen.states}")
    before = begun(stage, place, since)
    place.run("jobs", "send", "--yes")
    result.broken += [f"{error} while sending: {text}" for text in sent_by_itself(stage, since, before)]


def _begin(stage: Stage, result: Result) -> tuple[Place, Mark]:
    stage.quiet()
    numbers = stage.random(f"{result.row}/{result.runs}")
    stage.server.give(*(noise(numbers, 64) for _ in range(_PICTURES)))
    result.runs += 1
    return stage.place(), mark(stage)


def _generate(place: Place, before: tuple[str, ...]) -> Done:
    count = ("--count", str(_PICTURES))
    return place.run(*GENERATE, *count, program=QUICK, before=before, QUICK_LIMITS=json.dumps({}))


def _all_here(stage: Stage, result: Result, place: Place, since: Mark, case: str) -> None:
    sent = len(posts_since(stage, since))
    result.need(sent == _PICTURES, f"{case}: {sent} requests for {_PICTURES} pictures")
    result.broken += [f"{case}: {text}" for text in audit(stage, place, since, _PICTURES, set())]
    seen = read(place)
    result.need(seen.states == [], f"{case}: left over: {seen.states}")
    result.count("sent once each", sent)
