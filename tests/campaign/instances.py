"""Two programs on one library, a program stopped across its answer, and a clock that is a day off."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from functools import partial

from tests import faults
from tests.campaign.evidence import Mark, answered, audit, charged_since, mark, posts_since, read, recover
from tests.campaign.report import Result
from tests.campaign.stage import GENERATE, PROGRAM, Done, Place, Stage, end_of, wait_for
from tests.campaign.windows import command, take_log
from tests.campaign.wire_faults import QUICK
from tests.wire import Seen

_READ_S, _ANSWER_S = 1.0, 2.0


def run_two(stage: Stage) -> Result:
    """A second command line and a second window while the first is at work."""
    checked = "the second sends nothing and says why, may look at the history; the first is not disturbed"
    result = Result("two-instances", checked)
    for first in (("command line", "window") * 5)[: stage.some(1, 10)]:
        _two(stage, result, first)
    for _ in range(stage.some(1, 5)):
        _race(stage, result, 4)
    return result


def _two(stage: Stage, result: Result, first: str) -> None:
    place = stage.place()
    since = mark(stage)
    stage.server.hold()
    one = place.start(*(PROGRAM + GENERATE if first == "command line" else command(place, 1)))
    wait_for(partial(_arrived, stage, since))
    two = place.generate()
    shown = place.run("history", "--json")
    rebuilt = place.run("library", "rebuild")
    window = end_of(place.start(*command(place)[:-1], str(place.folder / "second.log")))
    result.need(one.poll() is None, f"the {first} ended meanwhile")
    stage.server.release()
    done = end_of(one)
    take_log(stage, result, place)
    result.runs += 1
    result.need(done.code == 0, f"the {first} was disturbed: {done.code} {done.err[-300:]}")
    result.need(two.code == 1 and "Another Image Studio" in two.err, f"a second one says {two.code}: {two.err}")
    result.need(rebuilt.code == 1, f"rebuilding beside the {first} ended with {rebuilt.code}")
    result.need(shown.code == 0 and len(shown.out.splitlines()) == 1, f"no history beside the {first}: {shown.err}")
    result.need(window.code == 0, f"a second window ended with {window.code}: {window.err[-300:]}")
    result.need(len(posts_since(stage, since)) == 1, "the second one sent something")
    result.need(read(place).states == [], f"a job of the {first} is left open")
    result.broken += audit(stage, place, since, 1, set())


def _race(stage: Stage, result: Result, programs: int) -> None:
    """All at the same moment on a library that is not there yet."""
    place = stage.place(fresh=True)
    since = mark(stage)
    started = [place.start(*PROGRAM, *GENERATE) for _ in range(programs)]
    ended = [end_of(program) for program in started]
    result.runs += 1
    made = sum(done.code == 0 for done in ended)
    result.need(made >= 1 and all(done.code in (0, 1) for done in ended), f"a race ended with {_codes(ended)}")
    result.need(len(posts_since(stage, since)) == made, f"{made} pictures by {len(posts_since(stage, since))} requests")
    result.need(not any("bug" in done.err for done in ended), f"a bug in a race: {[done.err for done in ended]}")
    result.broken += audit(stage, place, since, made, set())


def _arrived(stage: Stage, since: Mark) -> bool:
    return len(posts_since(stage, since)) == 1


def _codes(ended: Sequence[Done]) -> list[int]:
    return sorted(done.code for done in ended)


def run_stop(stage: Stage) -> Result:
    """SIGSTOP as soon as the request has arrived; the answer comes meanwhile; SIGCONT after the time-outs."""
    checked = f"stopped for longer than the read time-out ({_READ_S} s), or than all of it ({_ANSWER_S} s): one request"
    result = Result("sigstop", checked + ", and the charge is a picture or an open job")
    limits = json.dumps({"read_s": _READ_S, "answer_s": _ANSWER_S})
    for seconds in ((2.5, 1.5) * 3)[: stage.some(1, 6)]:
        place = stage.place()
        since = mark(stage)
        stage.server.hold()
        program = place.start(*QUICK, *GENERATE, QUICK_LIMITS=limits)
        wait_for(partial(_arrived, stage, since))
        os.killpg(program.pid, signal.SIGSTOP)
        stage.server.release()
        time.sleep(seconds)
        os.killpg(program.pid, signal.SIGCONT)
        done = end_of(program)
        result.runs += 1
        result.count(f"stopped for {seconds} s: ended with {done.code}")
        result.need(done.code in (0, 5), f"stopped for {seconds} s: ended with {done.code}: {done.err}")
        recover(place)
        result.broken += audit(stage, place, since, 1, answered(place))
    result.worst = f"{result.facts.get('stopped for 2.5 s: ended with 5', 0)} answers not taken"
    return result


def run_clock(stage: Stage) -> Result:
    """Pictures made today, tomorrow, today again and yesterday, and the clock moved while one is under way."""
    checked = (
        "libfaketime, ±1 day and a jump while waiting: every picture made, found and sound; an unknown one looked up"
    )
    result = Result("clock", checked, not_run="" if shutil.which("faketime") else "faketime is not installed")
    if result.not_run:
        return result
    place = stage.place()
    since = mark(stage)
    shifts = (("+1d", "-1d", "+0") * 4)[: stage.some(2, 12)]
    for shift in shifts:
        done = place.generate(before=_faked(shift), DONT_FAKE_MONOTONIC="1")
        result.need(done.code == 0, f"at {shift}: ended with {done.code}: {done.err}")
        result.runs += 1
    jumps = ("+1d", "-1d")[: stage.some(1, 2)]
    for to in jumps:
        _jump(stage, result, place, to)
    asked = len(shifts) + len(jumps)
    records = read(place).records
    result.need(len(records) == asked + 1, f"{len(records)} records instead of {asked + 1}")
    result.need(len({record.time for record in records}) == len(records), "two records have the same time")
    result.broken += audit(stage, place, since, asked, set())
    for shift in ("+1d", "-1d"):
        _unknown(stage, result, shift)
    return result


def _jump(stage: Stage, result: Result, place: Place, to: str) -> None:
    """The clock is set while the answer is waited for; nothing is taken for late because of it."""
    clock = place.folder / "clock"
    clock.write_text("+0\n")

    def set_clock(_seen: Seen) -> None:
        clock.write_text(f"{to}\n")

    stage.on_post = set_clock
    stage.server.delay_s = 0.3
    more = {"FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}
    library = subprocess.run(
        ["faketime", "-f", "+0", "printenv", "LD_PRELOAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    done = place.generate(LD_PRELOAD=library, **more)
    stage.quiet()
    result.runs += 1
    result.need(done.code == 0, f"a jump to {to}: ended with {done.code}: {done.err}")
    seconds = [record.duration_ms for record in read(place).records if record.duration_ms is not None]
    result.need(max(seconds) < 60_000 and min(seconds) >= 0, f"a jump to {to}: a picture took {seconds} ms")


def _unknown(stage: Stage, result: Result, shift: str) -> None:
    """A lost answer while the clock is wrong: the charge is found in the service's logs all the same."""
    place = stage.place()
    since = mark(stage)
    stage.server.script(faults.close_before_answer())
    place.generate(before=_faked(shift), DONT_FAKE_MONOTONIC="1")
    recover(place)
    result.runs += 1
    result.count(f"lost at {shift}, then looked up: {read(place).states}")
    result.need(len(charged_since(stage, since)) == 1, "the campaign itself: nothing was charged")
    result.broken += audit(stage, place, since, 1, set())


def _faked(shift: str) -> tuple[str, ...]:
    return ("faketime", "-f", shift)
