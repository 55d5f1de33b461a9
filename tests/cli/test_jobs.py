"""The command `jobs` as a program of its own: every job with what is known of it, and finishing what was left."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, SupportsIndex

import pytest

from tests import faults
from tests.cli.conftest import PROGRAM, Done, Run
from tests.faults import Fault
from tests.library.helpers import picture
from tests.server import KEY, ServiceServer

FIELDS = [
    "id",
    "state",
    "prompt",
    "model",
    "created_at",
    "attempts",
    "client_request_id",
    "inference_id",
    "cost_usd",
    "error",
    "images",
]


@pytest.fixture
def service() -> Iterator[ServiceServer]:
    with ServiceServer() as server:
        yield server
        assert server.violations == []


def _ask(run: Run, service: ServiceServer, *arguments: str) -> Done:
    return run(*arguments, "--json", "--base-url", service.base_url, AIMLAPI_API_KEY=KEY)


def _generate(run: Run, service: ServiceServer, *faults_: Fault) -> Done:
    service.script(*faults_)
    return _ask(run, service, "generate", "a red fox", "--quality", "low")


def test_every_job_is_listed_with_all_that_is_known_of_it(run: Run, service: ServiceServer) -> None:
    made = _generate(run, service).objects[0]
    assert _generate(run, service, faults.close_before_answer()).code == 5
    listed = run("jobs", "--json")
    assert listed.code == 0, listed.err
    lost, done = listed.objects
    assert [list(job) for job in (lost, done)] == [FIELDS, FIELDS]
    assert (done["state"], done["images"], done["error"]) == ("done", [made["path"]], None)
    assert (done["prompt"], done["model"], done["attempts"]) == ("a red fox", "openai/gpt-image-1-mini", 1)
    assert all(done[name] == made[name] for name in ("client_request_id", "inference_id", "cost_usd"))
    assert (lost["state"], lost["images"], lost["cost_usd"]) == ("unknown", [], None)
    assert "not known" in lost["error"]
    assert run("jobs", "--json", "--state", "unknown").objects == [lost]
    people = run("jobs").out
    assert "unknown" in people
    assert "a red fox" in people


def test_resume_finds_a_charge_and_says_what_to_do(run: Run, service: ServiceServer) -> None:
    _generate(run, service, faults.close_before_answer())
    done = _ask(run, service, "jobs", "resume")
    assert done.code == 6, done.err
    (job,) = done.objects
    (row,) = service.log_rows
    assert (job["state"], job["inference_id"]) == ("charged_lost", row["inference_id"])
    assert job["cost_usd"] == row["cost"]["usd"]
    assert row["inference_id"] in job["error"]
    assert "support" in job["error"]
    assert len(service.posts) == 1
    assert run("jobs", "--json").objects == [job]


def test_resume_finds_that_nothing_was_charged(run: Run, service: ServiceServer) -> None:
    _generate(run, service, faults.html(502))
    done = _ask(run, service, "jobs", "resume")
    assert (done.code, [job["state"] for job in done.objects]) == (1, ["not_charged"]), done.err


def test_a_key_that_may_not_read_the_log_leaves_it_unknown_and_says_so(run: Run, service: ServiceServer) -> None:
    _generate(run, service, faults.close_before_answer())
    service.script_queries(*[faults.vendor_error(403, "No right to read this")] * 9)
    done = _ask(run, service, "jobs", "resume")
    assert done.code == 5, done.err
    (job,) = done.objects
    assert job["state"] == "unknown"
    assert "Could not check" in job["error"]
    assert "No right to read this" in job["error"]
    assert "Could not check" in done.err


def test_without_a_row_the_outcome_stays_unknown_for_the_first_hour(run: Run, service: ServiceServer) -> None:
    _generate(run, service, faults.close_before_answer())
    service.log_rows.clear()
    done = _ask(run, service, "jobs", "resume")
    assert (done.code, [job["state"] for job in done.objects]) == (5, ["unknown"]), done.err


def test_resume_fetches_a_paid_picture_without_a_key_and_without_paying(run: Run, service: ServiceServer) -> None:
    service.give(b"no picture at all")
    assert _generate(run, service).code == 6
    assert run("jobs", "resume", "--base-url", service.base_url).code == 6
    good = picture()
    service.served = dict.fromkeys(service.served, good)
    done = run("jobs", "resume", "--json", "--base-url", service.base_url)
    (job,) = done.objects
    assert (done.code, job["state"], job["error"]) == (0, "done", None)
    assert Path(job["images"][0]).read_bytes() == good
    assert len(service.posts) == 1
    assert len(run("history", "--json").objects) == 1


def test_an_answer_that_cannot_be_read_is_kept_and_shown_with_its_inference_id(
    run: Run, service: ServiceServer, library: Path
) -> None:
    _generate(run, service, faults.answered(200, b"{}", x_inference_id="inf-unreadable"))
    (job,) = run("jobs", "--json").objects
    assert (job["state"], job["inference_id"]) == ("unknown", "inf-unreadable")
    assert (library / "spool" / job["client_request_id"] / "answer").read_bytes() == b"{}"
    (library / "library.sqlite3").unlink()
    done = run("jobs", "resume", "--json", "--base-url", service.base_url)
    assert done.code == 5, done.err
    assert [(each["id"], each["inference_id"]) for each in done.objects] == [(job["id"], "inf-unreadable")]
    assert (library / "spool" / job["client_request_id"] / "answer").read_bytes() == b"{}"


def test_the_spool_alone_finds_every_unfinished_job_and_verdict_again(
    run: Run, service: ServiceServer, library: Path
) -> None:
    _generate(run, service, faults.close_before_answer())
    _ask(run, service, "jobs", "resume")
    _generate(run, service, faults.close_before_answer())
    before = run("jobs", "--json").objects
    (library / "library.sqlite3").unlink()
    assert run("library", "rebuild").code == 0
    after = run("jobs", "--json").objects
    facts = ("id", "state", "prompt", "client_request_id", "inference_id", "cost_usd")
    assert [[job[name] for name in facts] for job in after] == [[job[name] for name in facts] for job in before]
    assert [job["state"] for job in after] == ["unknown", "charged_lost"]


def test_requests_only_the_service_knows_are_listed_and_are_no_alarm(run: Run, service: ServiceServer) -> None:
    _generate(run, service)
    row = service.log_rows[0] | {"client_request_id": "is1.of-another-computer", "inference_id": "inf-other"}
    service.log_rows.append(row)
    done = _ask(run, service, "jobs", "--foreign")
    assert done.code == 0, done.err
    assert [each["inference_id"] for each in done.objects] == ["inf-other"]
    assert "another computer" in done.err
    resumed = _ask(run, service, "jobs", "resume")
    assert (resumed.code, resumed.out) == (0, "")
    assert "1 paid request of the last 7 days" in resumed.err
    service.script_queries(faults.vendor_error(403, "No right"))
    assert _ask(run, service, "jobs", "--foreign").code == 4


def test_there_are_no_jobs_without_a_library(run: Run, library: Path) -> None:
    for arguments in (("jobs",), ("jobs", "resume")):
        done = run(*arguments)
        assert (done.code, done.out) == (0, "")
    assert run("jobs", "--state", "nonsense").code == 2
    assert not library.exists()


class _Charges(list[dict[str, Any]]):
    """The service's log, which tells when a request is charged."""

    def __init__(self) -> None:
        super().__init__()
        self.came = threading.Event()

    def insert(self, index: SupportsIndex, row: dict[str, Any]) -> None:
        super().insert(index, row)
        self.came.set()


def test_a_program_killed_while_it_waits_leaves_a_job_that_is_found_out(
    run: Run, service: ServiceServer, environ: dict[str, str]
) -> None:
    service.log_rows = charges = _Charges()
    service.script(faults.stall())
    command = [*PROGRAM, "generate", "a red fox", "--base-url", service.base_url]
    with subprocess.Popen(command, env=environ | {"AIMLAPI_API_KEY": KEY}) as program:
        assert charges.came.wait(60)
        program.kill()
    (left,) = run("jobs", "--json").objects
    assert (left["state"], left["attempts"]) == ("sending", 1)
    done = _ask(run, service, "jobs", "resume")
    (job,) = done.objects
    assert (done.code, job["id"], job["state"]) == (6, left["id"], "charged_lost"), done.err
    assert job["inference_id"] == charges[0]["inference_id"]
    assert len(service.posts) == 1
