"""The command line against the service on this computer, over real sockets."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from imagestudio.library.folder import open_library
from tests import faults
from tests.cli.conftest import PROGRAM, Done, Run
from tests.cli.test_demo import FIELDS
from tests.faults import FINE, Fault
from tests.server import KEY, SIGNATURE, ServiceServer
from tests.wire import Seen

PROMPT = "a prompt of nobody else"


@pytest.fixture
def service() -> Iterator[ServiceServer]:
    with ServiceServer() as server:
        yield server
        assert server.violations == []


def _generate(run: Run, service: ServiceServer, *options: str, key: str = KEY) -> Done:
    return run("generate", PROMPT, "--base-url", service.base_url, "--json", *options, AIMLAPI_API_KEY=key)


def test_a_picture_is_kept_as_served_with_all_that_is_known_of_it(
    run: Run, service: ServiceServer, tmp_path: Path
) -> None:
    done = _generate(run, service, "--size", "1536x1024", "--quality", "high", "--output", str(tmp_path / "copies"))
    assert done.code == 0, done.err
    (picture,) = done.objects
    (served,) = service.served.values()
    assert list(picture) == FIELDS
    path = Path(picture["path"])
    assert path.read_bytes() == (tmp_path / "copies" / path.name).read_bytes() == served
    assert picture["sha256"] == hashlib.sha256(served).hexdigest()
    assert (picture["provider"], picture["model"]) == (service.base_url.partition("://")[2], "openai/gpt-image-1-mini")
    assert (picture["width"], picture["height"], picture["parameters"]["quality"]) == (1536, 1024, "high")
    (row,) = service.log_rows
    assert picture["cost_usd"] == row["cost"]["usd"] > 0
    assert picture["inference_id"] == row["inference_id"]
    assert picture["client_request_id"] == row["client_request_id"] == service.posts[0].headers["x-client-request-id"]
    assert picture["duration_s"] >= 0


def test_twenty_pictures_come_four_at_a_time_and_are_there_when_the_service_is_gone(run: Run, library: Path) -> None:
    with ServiceServer() as server:
        server.delay_s = 0.1
        server.hold()  # until four are there, however slowly they come
        server.on_post = lambda _seen: server.release() if len(server.posts) == 4 else None
        done = _generate(run, server, "--count", "20", "--quality", "low")
        assert (done.code, server.most_at_once, len(server.posts)) == (0, 4, 20), done.err
        served = sorted(hashlib.sha256(content).hexdigest() for content in server.served.values())
    assert sorted(picture["sha256"] for picture in done.objects) == served
    history = run("history", "--json")
    assert sorted(map(str, history.objects)) == sorted(map(str, done.objects))
    (library / "library.sqlite3").unlink()
    assert run("library", "rebuild").code == 0
    assert run("history", "--json").out == history.out


def test_a_service_that_sends_only_bytes_is_understood(run: Run, service: ServiceServer) -> None:
    service.b64_only = True
    assert _generate(run, service, "--quality", "low").code == 0


def test_the_environment_can_name_the_service(run: Run, service: ServiceServer) -> None:
    done = run("generate", PROMPT, IMAGESTUDIO_BASE_URL=service.base_url, AIMLAPI_API_KEY=KEY)
    assert (done.code, len(service.posts)) == (0, 1), done.err


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        (faults.vendor_error(400, "No such size"), 4, "No such size"),
        (faults.vendor_error(403, "Out of credits"), 4, "Nothing was charged"),
        (faults.rate_limited("1000"), 4, "Nothing was charged"),
        (faults.vendor_error(500, "Try later"), 1, "Nothing was charged"),
        (faults.close_before_answer(), 5, "Whether it was charged is not known"),
        (faults.html(502), 5, "Whether it was charged is not known"),
        (faults.answered(200, b"{}"), 5, "It was paid for"),
    ],
    ids=["400", "403", "429", "500", "close", "html", "unreadable"],
)
def test_a_failure_is_sent_once_told_and_has_its_code(
    run: Run, service: ServiceServer, fault: Fault, code: int, told: str
) -> None:
    service.script(fault)
    done = _generate(run, service)
    assert (done.code, done.out, len(service.posts)) == (code, "", 1), done.err
    assert told in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("lost", ["expired", "damaged"])
def test_a_paid_picture_that_does_not_come_has_its_own_code(run: Run, service: ServiceServer, lost: str) -> None:
    if lost == "expired":
        service.script_pictures(*[faults.answered(403)] * 10)
    else:
        service.give(b"no picture at all")
    done = _generate(run, service)
    assert (done.code, done.out, len(service.posts)) == (6, "", 1), done.err
    assert "It was paid for" in done.err


def test_a_patient_wait_brings_the_picture_after_all(run: Run, service: ServiceServer) -> None:
    service.script(faults.rate_limited("1"))
    assert (_generate(run, service).code, len(service.posts)) == (0, 2)


def test_the_pictures_that_came_are_kept_when_others_fail(run: Run, service: ServiceServer) -> None:
    service.script(FINE, faults.vendor_error(400, "Refused"), faults.close_before_answer())
    done = _generate(run, service, "--count", "4", "--quality", "low")
    assert (done.code, len(done.objects), len(service.posts)) == (5, 2, 4), done.err
    assert len(run("history", "--json").objects) == 2


def test_a_refused_key_is_not_tried_on_and_on(run: Run, service: ServiceServer) -> None:
    done = _generate(run, service, "--count", "20", key="sk-a-key-nobody-knows")
    assert (done.code, done.out) == (3, "")
    assert len(service.posts) <= 4
    assert "not asked for any more" in done.err
    assert "sk-a-key-nobody-knows" not in done.err


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the process list is read from /proc")
def test_the_key_is_nowhere_but_in_the_environment(run: Run, service: ServiceServer, tmp_path: Path) -> None:
    listed: list[bytes] = []

    def look(_seen: Seen) -> None:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                listed.append(path.read_bytes())
            except OSError:
                continue  # that one has ended

    key = service.key = f"{KEY}{secrets.token_hex(4)}"  # another test, or a server beside it, may know the usual one
    service.on_post = look
    done = _generate(run, service, "--count", "2", key=key)
    assert done.code == 0, done.err
    assert listed
    assert not any(key.encode() in command for command in listed)
    assert key not in done.out + done.err
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 4
    assert not any(key.encode() in content or SIGNATURE.encode() in content for content in written)


def test_pictures_that_are_paid_for_are_kept_even_when_nobody_reads_the_results(
    service: ServiceServer, environ: dict[str, str], run: Run
) -> None:
    command = [*PROGRAM, "generate", PROMPT, "--count", "6", "--quality", "low", "--base-url", service.base_url]
    with subprocess.Popen(
        command, env=environ | {"AIMLAPI_API_KEY": KEY}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
    assert (program.returncode, len(service.posts)) == (0, 6)
    assert len(run("history", "--json").objects) == 6


class _Program:
    """The program under way, to be interrupted when four requests are held by the server."""

    def __init__(self, service: ServiceServer, environ: dict[str, str]) -> None:
        arrived = threading.Semaphore(0)
        service.on_post = lambda _seen: arrived.release()
        service.hold()
        command = [*PROGRAM, "generate", PROMPT, "--count", "6", "--base-url", service.base_url]
        self.process = subprocess.Popen(
            command,
            env=environ | {"AIMLAPI_API_KEY": KEY},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4):
            assert arrived.acquire(timeout=60)

    def interrupt(self) -> str:
        """Ctrl+C, and the line it is answered with."""
        os.kill(self.process.pid, signal.SIGINT)
        assert self.process.stderr is not None
        return self.process.stderr.readline()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for another process")
def test_ctrl_c_sends_no_more_and_waits_for_what_is_charged_anyway(
    service: ServiceServer, environ: dict[str, str], run: Run
) -> None:
    program = _Program(service, environ)
    assert "charged whether it is waited for or not" in program.interrupt()
    service.release()
    out, err = program.process.communicate(timeout=60)
    assert (program.process.returncode, len(out.split()), len(service.posts)) == (1, 4, 4)
    assert "2 pictures not asked for any more" in err
    assert len(run("history", "--json").objects) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for another process")
def test_a_second_ctrl_c_leaves_at_once_and_says_what_is_not_known(
    service: ServiceServer, environ: dict[str, str], run: Run
) -> None:
    program = _Program(service, environ)
    program.interrupt()
    os.kill(program.process.pid, signal.SIGINT)
    out, err = program.process.communicate(timeout=60)
    assert (program.process.returncode, out) == (5, "")
    assert err.count("Whether it was charged is not known") == 4
    assert "Traceback" not in err


def test_a_library_in_use_is_told_before_anything_is_sent_and_can_still_be_read(
    run: Run, service: ServiceServer, library: Path
) -> None:
    assert _generate(run, service, "--quality", "low").code == 0
    window = open_library(library)
    try:
        done = _generate(run, service)
        assert (done.code, done.out, len(service.posts)) == (1, "", 1)
        assert "Another Image Studio" in done.err
        assert len(run("history", "--json").objects) == 1
    finally:
        window.close()


def test_a_broken_proxy_variable_is_named_and_nothing_crashes(run: Run) -> None:
    key = {"AIMLAPI_API_KEY": "sk-loopback-0123456789abcdefXYZ"}
    done = run(
        "generate", "a fox", "--base-url", "https://service.test", HTTPS_PROXY="nonsense://person:s3cret@h", **key
    )
    assert done.code == 1
    assert "HTTPS_PROXY" in done.err
    assert "s3cret" not in done.err + done.out
    assert "Traceback" not in done.err
