"""Without a network the command line keeps what was asked for, says so, and sends it when that is confirmed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from imagestudio.core.job import JobState
from imagestudio.core.money import Money
from imagestudio.library.folder import open_library
from tests.cli.conftest import Done, Run
from tests.server import KEY, ServiceServer, deserted

PATIENT = (sys.executable, "-P", "-m", "tests.campaign.quick")  # the program, with short pauses between tries
SIX = ("--count", "6", "--quality", "low", "--size", "1024x1024")


def generate(run: Run, base_url: str) -> Done:
    given = ("--base-url", base_url)
    return run("generate", "a fox", *SIX, *given, program=PATIENT, AIMLAPI_API_KEY=KEY, QUICK_LIMITS="{}")


def states(library: Path) -> list[JobState]:
    opened = open_library(library, read_only=True)
    found = [job.state for job in opened.journal.unfinished()]
    opened.close()
    return found


def test_what_nobody_is_there_to_take_is_kept_and_sent_once_when_that_is_confirmed(run: Run, library: Path) -> None:
    with deserted() as port:
        _kept_and_sent(run, library, port)


def _kept_and_sent(run: Run, library: Path, port: int) -> None:
    place = f"http://127.0.0.1:{port}"
    kept = generate(run, place)
    assert (kept.code, kept.out) == (8, "")
    assert "No connection to 127.0.0.1. 6 pictures kept for later, about $0.0" in kept.err
    assert "Nothing was sent or charged." in kept.err
    assert "“imagestudio jobs send --yes” sends what is kept for later" in kept.err
    assert states(library) == [JobState.INTENT] * 6
    assert "“imagestudio jobs send” sends it. Nothing was charged." in run("jobs").out
    still = run("jobs", "send", "--yes", "--base-url", place, program=PATIENT, AIMLAPI_API_KEY=KEY, QUICK_LIMITS="{}")
    assert (still.code, states(library)) == (8, [JobState.INTENT] * 6)
    with ServiceServer(port) as back:
        asked = run("jobs", "send", "--base-url", place, AIMLAPI_API_KEY=KEY)
        assert (asked.code, back.posts) == (2, [])
        assert "6 requests for about $0.0" in asked.err
        assert "price has changed" not in asked.err
        sent = run("jobs", "send", "--yes", "--base-url", place, AIMLAPI_API_KEY=KEY)
        assert (sent.code, len(sent.out.splitlines()), len(back.posts)) == (0, 6, 6)
    assert states(library) == []


def test_the_price_of_what_is_kept_is_that_of_the_moment_it_is_sent(
    run: Run, service: ServiceServer, library: Path
) -> None:
    given = ("--base-url", service.base_url)
    assert run("generate", "a fox", "--quality", "low", *given, AIMLAPI_API_KEY=KEY).code == 0
    opened = open_library(library)
    (done,) = opened.job_list.all()
    long_ago = Money.from_usd("0.5")
    opened.queue.keep([replace(done.job, id=f"kept{number}", estimate=long_ago) for number in range(2)])
    opened.close()
    asked = run("jobs", "send", *given, AIMLAPI_API_KEY=KEY)
    assert "2 requests for about $0.00" in asked.err
    assert "The price has changed since: it was about $1.00 when kept." in asked.err
    assert run("jobs", "send", "--yes", *given, AIMLAPI_API_KEY=KEY).code == 0
    opened = open_library(library)
    estimates = [listed.job.estimate for listed in opened.job_list.all()]
    opened.close()
    assert long_ago not in estimates
    assert len(estimates) == 3
