"""Rows that use the real window: killed while pictures are under way, started again, its heartbeat watched."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests import faults
from tests.campaign.evidence import answered, audit, begun, charged_since, mark, read, sent_by_itself
from tests.campaign.kills import CHECKED, Moment, kill_at, killed_enough, was_killed
from tests.campaign.report import Result
from tests.campaign.stage import PROMPT, Done, Place, Stage, end_of, noise

WINDOW = (sys.executable, "-P", "-m", "tests.campaign.window_child")
LONGEST_GAP_MS = 200.0


def run_kills(stage: Stage) -> Result:
    """The window killed with up to six pictures under way, and opened again by itself."""
    result = Result("kill-window", f"kill -9 of the window, then the window again; {CHECKED}")
    numbers = stage.random(result.row)
    for _ in killed_enough(result, stage.some(1, 30)):
        stage.server.delay_s = numbers.choice((0.0, 0.03, 0.1))
        count = numbers.choice((1, 4, 6))
        stage.server.give(*[noise(numbers) for _ in range(count)])
        place = stage.place()
        since = mark(stage)
        moment = Moment(numbers.choice(("post", "picture")), numbers.uniform(0.0, 0.25))
        done = kill_at(stage, place, command(place, count), moment)
        result.runs += 1
        result.count("killed" if was_killed(done) else "had ended before")
        arrived, before = answered(place), begun(stage, place, since)
        again = open_again(stage, result, place)
        result.need(again.code == 0, f"the window after the kill ended with {again.code}: {again.err[-300:]}")
        result.broken += sent_by_itself(stage, since, before)
        result.broken += audit(stage, place, since, count, arrived)
        result.count("charged", len(charged_since(stage, since)))
        result.count("answers on the disk when killed", len(arrived))
        for state in read(place).states:
            result.count(f"now {state}")
    result.worst = f"{sum('DOUBLE' in text for text in result.broken)} double POSTs"
    return result


def run_gap(stage: Stage) -> Result:
    """The window through what goes wrong at the service; then the longest gap of all windows of this campaign."""
    checked = f"no gap of the window's heartbeat (20 ms) of {LONGEST_GAP_MS:.0f} ms or more, in all rows with a window"
    result = Result("window-gap", checked)
    numbers = stage.random(result.row)
    for _ in range(stage.some(1, 6)):
        place = stage.place()
        stage.server.give(*[noise(numbers, 512) for _ in range(8)])
        stage.server.script(faults.close_before_answer(), faults.vendor_error(500), faults.html(502))
        stage.server.script(faults.gzip_bomb(200), faults.deep_json(), faults.answered(408), faults.FINE)
        done = end_of(place.start(*command(place, 14)))
        result.runs += 1
        result.need(done.code == 0, f"the window ended with {done.code}: {done.err[-300:]}")
        said = take_log(stage, result, place)
        result.need(any("left" in line for line in said), "the window did not come to its end")
        result.need(not any("stuck" in line for line in said), "the window got stuck")
    longest = max(stage.gaps_ms, default=0.0)
    result.worst = f"{longest:.0f} ms"
    result.facts["gaps of each window, ms"] = sorted((round(gap) for gap in stage.gaps_ms), reverse=True)[:40]
    if stage.long:  # a time is measured, never tested: other tests share the machine with the short version
        result.need(longest < LONGEST_GAP_MS, f"a gap of {longest:.0f} ms")
    return result


def command(place: Place, count: int = 0) -> tuple[str, ...]:
    """The window that asks for so many pictures, or for none."""
    asked = ("--prompt", PROMPT, "--count", str(count)) if count else ()
    return (*WINDOW, *asked, "--log", str(log_of(place)))


def log_of(place: Place) -> Path:
    return place.folder / "window.log"


def open_again(stage: Stage, result: Result, place: Place) -> Done:
    """A start that only finishes what there is."""
    take_log(stage, result, place)
    done = end_of(place.start(*command(place)))
    said = take_log(stage, result, place)
    result.need(any("left" in line for line in said), "the window after the kill did not come to its end")
    return done


def take_log(stage: Stage, result: Result, place: Place) -> list[dict[str, Any]]:
    """What a window wrote of itself; its longest gap goes to those of the campaign."""
    log = log_of(place)
    said = [json.loads(line) for line in log.read_text().splitlines() if line.endswith("}")] if log.exists() else []
    log.unlink(missing_ok=True)
    gaps = [line["gap_ms"] for line in said if "gap_ms" in line]
    if gaps:
        stage.gaps_ms.append(max(gaps))
    for line in said:
        if "filled_ms" in line:
            result.facts["slowest start, ms"] = max(round(line["filled_ms"]), result.facts.get("slowest start, ms", 0))
    return said
