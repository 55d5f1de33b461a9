"""Ctrl+C at every stage, and results that cannot be written: nothing is sent again, nothing paid is called free."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from imagestudio.core.job import JobState
from imagestudio.library.folder import open_library
from tests import faults
from tests.cli.conftest import PROGRAM, Run
from tests.server import KEY, ServiceServer
from tests.wire import Seen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for another process")

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(service: ServiceServer, environ: dict[str, str]) -> Start:
    """Starts `imagestudio generate` with these options."""

    def start_program(*options: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*PROGRAM, "generate", "a fox", "--quality", "low", "--base-url", service.base_url, *options],
            env=environ | {"AIMLAPI_API_KEY": KEY},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start_program


def interrupt(program: subprocess.Popen[str]) -> str:
    """Ctrl+C, and the line it is answered with."""
    os.kill(program.pid, signal.SIGINT)
    assert program.stderr is not None
    return program.stderr.readline()


def end(program: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = program.communicate(timeout=60)
    assert "Traceback" not in err
    return program.returncode, out, err


def arrivals(service: ServiceServer, which: str = "on_post") -> threading.Semaphore:
    """A semaphore that counts the requests."""
    arrived = threading.Semaphore(0)

    def note(_seen: Seen) -> None:
        arrived.release()

    setattr(service, which, note)
    return arrived


def test_what_is_refused_for_now_after_ctrl_c_is_not_sent_again(service: ServiceServer, start: Start) -> None:
    service.script(faults.rate_limited("0"))
    service.hold()
    arrived = arrivals(service)
    with start() as program:
        assert arrived.acquire(timeout=60)
        assert "Nothing more is sent" in interrupt(program)
        service.release()
        code, out, err = end(program)
    assert (code, out, len(service.posts)) == (1, "", 1)
    assert "nothing was charged for that" in err


def test_a_picture_that_is_left_while_it_is_fetched_was_paid_for(
    service: ServiceServer, start: Start, library: Path
) -> None:
    service.script_pictures(faults.stall(10))
    arrived = arrivals(service, "on_picture")
    with start() as program:
        assert arrived.acquire(timeout=60)
        interrupt(program)
        os.kill(program.pid, signal.SIGINT)
        code, out, err = end(program)
    assert (code, out, len(service.posts)) == (6, "", 1)
    assert "It was paid for" in err
    assert "Nothing was charged" not in err
    opened = open_library(library)
    assert [job.state for job in opened.journal.unfinished()] == [JobState.RECEIVED]
    opened.close()


def test_the_first_ctrl_c_waits_for_what_is_paid_for_also_after_a_refusal(service: ServiceServer, start: Start) -> None:
    service.script(faults.vendor_error(403, "Out of credits"))
    gate = threading.Event()
    arrived = threading.Semaphore(0)

    def hold_all_but_the_first(seen: Seen) -> None:
        arrived.release()
        if seen is not service.posts[0]:  # that is the one the fault is for
            gate.wait(60)

    service.on_post = hold_all_but_the_first
    with start("--count", "4") as program:
        for _ in range(4):
            assert arrived.acquire(timeout=60)
        assert program.stderr is not None
        assert "Out of credits" in program.stderr.readline()
        assert "Waiting for 3 pictures" in interrupt(program)
        gate.set()
        code, out, _err = end(program)
    assert (code, len(out.split()), len(service.posts)) == (4, 3, 4)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk at hand")
def test_pictures_on_their_way_are_kept_when_the_results_cannot_be_written(
    service: ServiceServer, environ: dict[str, str], run: Run
) -> None:
    command = [*PROGRAM, "generate", "a fox", "--count", "4", "--quality", "low", "--base-url", service.base_url]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command,
            env=environ | {"AIMLAPI_API_KEY": KEY},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(service.posts) == 4
    assert len(run("history", "--json").objects) == 4


def test_pictures_are_made_though_nobody_listens_at_all(
    service: ServiceServer, environ: dict[str, str], run: Run
) -> None:
    command = " ".join([*PROGRAM, "generate", "fox", "--quality", "low", "--base-url", service.base_url])
    done = subprocess.run(
        ["sh", "-c", f"{command} >&- 2>&- <&-"], env=environ | {"AIMLAPI_API_KEY": KEY}, timeout=60, check=False
    )
    assert (done.returncode, len(service.posts)) == (0, 1)
    assert len(run("history", "--json").objects) == 1


def test_an_endless_prompt_is_not_read_to_its_end(run: Run, service: ServiceServer) -> None:
    done = run("generate", "-", "--base-url", service.base_url, given=b"x" * 3_000_000, AIMLAPI_API_KEY=KEY)
    assert (done.code, service.posts) == (2, [])
    assert "32,000" in done.err
