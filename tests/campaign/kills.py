"""kill -9 at chosen system calls and at random moments, then a start as a person would make it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tests.campaign.evidence import (
    Mark,
    answered,
    audit,
    begun,
    charged_since,
    mark,
    read,
    recover,
    sent_by_itself,
)
from tests.campaign.report import Result
from tests.campaign.stage import GENERATE, PROGRAM, Done, Place, Stage, end_of, noise
from tests.campaign.trace import CALLS, injecting, ordinals, read_calls, watching, why_not
from tests.wire import Seen

CHECKED = (
    "after a start: no attempt id and no job posted twice, nothing sent by itself, every charge is a picture or an "
    "open job, every picture whose answer was on the disk is there as it was served, library check is clean"
)
_KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Moment:
    """When to kill: so long after the start, after a request has arrived, or after a picture was asked for."""

    anchor: str
    seconds: float


def run_calls(stage: Stage) -> Result:
    """Killed by strace at the Nth call of a kind."""
    result = Result("kill-calls", f"kill -9 at a chosen system call; {CHECKED}", not_run=why_not())
    if result.not_run:
        return result
    numbers = stage.random(result.row)
    ranges = calibrate(stage)
    result.facts["calls between opening the library and the end"] = {name: len(r) for name, r in ranges.items()}
    kinds = [name for name in CALLS.split(",") if name in ranges]
    for index in killed_enough(result, stage.some(5, 130)):
        kind = kinds[index % len(kinds)]
        count = numbers.choice((1, 1, 2))
        place = stage.place(fresh=numbers.random() < 0.08)
        which = numbers.choice(ranges[kind]) + (numbers.randrange(len(ranges[kind])) if count == 2 else 0)
        before = injecting(kind, "signal=SIGKILL", str(which))
        again = (kind, numbers.choice(ranges[kind])) if numbers.random() < 0.2 else None
        _one(stage, result, place, numbers, count, partial(_generate, before), again)
    return result


def run_moments(stage: Stage) -> Result:
    """Killed at a random moment."""
    result = Result("kill-moments", f"kill -9 at a random moment; {CHECKED}")
    numbers = stage.random(result.row)
    for _ in killed_enough(result, stage.some(3, 80)):
        anchor = numbers.choice(("start", "post", "picture"))
        moment = Moment(anchor, numbers.uniform(0.1, 0.7) if anchor == "start" else numbers.uniform(0.0, 0.12))
        stage.server.delay_s = numbers.choice((0.0, 0.0, 0.06))
        count = numbers.choice((1, 2, 6))
        place = stage.place(fresh=numbers.random() < 0.08)
        _one(stage, result, place, numbers, count, partial(_kill_generate, stage, moment))
        stage.quiet()
    return result


def killed_enough(result: Result, wanted: int) -> Iterator[int]:
    """Go on until so many were killed: some runs end before their moment comes."""
    for index in range(3 * wanted + 10):
        if result.facts.get("killed", 0) >= wanted:
            return
        yield index
    if result.facts.get("killed", 0) < wanted:
        result.broken.append(f"the campaign itself: only {result.facts.get('killed', 0)} of {wanted} were killed")


def was_killed(done: Done) -> bool:
    return done.code in (_KILLED, 128 + signal.SIGKILL)


def kill_at(stage: Stage, place: Place, command: Sequence[str], moment: Moment) -> Done:
    """Start a program and kill all of it at its moment, or let it end when that never comes."""
    reached = threading.Event()

    def on_arrival(_seen: Seen) -> None:
        reached.set()

    if moment.anchor == "post":
        stage.on_post = on_arrival
    elif moment.anchor == "picture":
        stage.on_picture = on_arrival
    program = place.start(*command)
    if moment.anchor != "start":
        while not reached.wait(0.02) and program.poll() is None:
            continue
    try:
        program.wait(moment.seconds)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
    stage.quiet()
    return end_of(program)


def _one(
    stage: Stage,
    result: Result,
    place: Place,
    numbers: random.Random,
    count: int,
    run: Callable[[Place, int], Done],
    again: tuple[str, int] | None = None,
) -> None:
    """One kill, the start after it, and the audit; `again` kills that start too, and then there is another."""
    stage.server.give(*[noise(numbers) for _ in range(count)])
    since = mark(stage)
    done = run(place, count)
    result.runs += 1
    result.count("killed" if was_killed(done) else "had ended before")
    before = begun(stage, place, since)
    if again is not None:
        recover(place, *injecting(again[0], "signal=SIGKILL", str(again[1])))
        result.count("starts killed too")
    settle(stage, result, place, since, count)
    result.broken += sent_by_itself(stage, since, before)
    result.worst = f"{sum('DOUBLE' in text for text in result.broken)} double POSTs"


def settle(stage: Stage, result: Result, place: Place, since: Mark, count: int) -> None:
    """Recover, audit, and count where the jobs stand now."""
    arrived = answered(place)
    done = recover(place)
    result.need("Traceback" not in done.err, f"the start after the kill has a bug: {done.err[-300:]}")
    result.broken += audit(stage, place, since, count, arrived)
    result.count("charged", len(charged_since(stage, since)))
    result.count("answers on the disk when killed", len(arrived))
    for state in read(place).states:
        result.count(f"now {state}")


def _command(count: int) -> tuple[str, ...]:
    return (*PROGRAM, *GENERATE, "--count", str(count))


def _generate(before: Sequence[str], place: Place, count: int) -> Done:
    return place.generate("--count", str(count), before=before)


def _kill_generate(stage: Stage, moment: Moment, place: Place, count: int) -> Done:
    return kill_at(stage, place, _command(count), moment)


def calibrate(stage: Stage) -> dict[str, range]:
    """Which of the program's calls come after it has opened its library."""
    place = stage.place()
    log = place.folder / "strace.log"
    place.generate(before=watching(log, CALLS))
    return ordinals(read_calls(log), "library.lock")
