"""Limits on spending hold on the command line too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.library.folder import open_library
from imagestudio.profile.settings import JsonSettings
from tests.cli.conftest import Done, Run
from tests.server import KEY, ServiceServer


@pytest.fixture
def settings(environ: dict[str, str]) -> JsonSettings:
    return JsonSettings(Path(environ["XDG_CONFIG_HOME"]) / "imagestudio" / "settings.json")


def generate(run: Run, service: ServiceServer, *options: str) -> Done:
    given = ("--base-url", service.base_url, "--quality", "low", "--size", "1024x1024", *options)
    return run("generate", "a fox", *given, AIMLAPI_API_KEY=KEY)


def test_above_a_hard_limit_nothing_is_sent_or_kept_whatever_is_said(
    run: Run, service: ServiceServer, settings: JsonSettings, library: Path
) -> None:
    settings.set("limit_day_stop", "0.006")
    assert generate(run, service, "--count", "2").code == 0
    over = generate(run, service, "--yes")
    assert over.code == 7
    assert "Today would come to $0." in over.err
    assert "your limit is $0.006" in over.err
    assert "Nothing was sent or charged" in over.err
    assert over.out == ""
    assert len(service.posts) == 2
    opened = open_library(library)
    assert opened.journal.unfinished() == []
    opened.close()


def test_a_question_is_answered_by_yes_only(run: Run, service: ServiceServer, settings: JsonSettings) -> None:
    settings.set("limit_run_ask", "0.003")
    asked = generate(run, service, "--count", "2")
    assert asked.code == 7
    assert "Say --yes" in asked.err
    assert service.posts == []
    assert generate(run, service).code == 0
    assert generate(run, service, "--count", "2", "--yes").code == 0
    assert len(service.posts) == 3


def test_what_a_killed_run_left_counts_no_more_and_waits_for_the_persons_word(
    run: Run, service: ServiceServer, settings: JsonSettings, library: Path
) -> None:
    assert generate(run, service).code == 0
    opened = open_library(library)
    (done,) = opened.job_list.all()
    left = [replace(done.job, id=f"left{number}", state=JobState.QUEUED) for number in range(9)]
    opened.queue.submit(left, NO_LIMITS)
    opened.close()
    settings.set("limit_day_stop", "0.006")
    assert generate(run, service).code == 0
    opened = open_library(library)
    assert [job.state for job in opened.journal.unfinished()] == [JobState.INTENT] * 9
    opened.close()
    assert len(service.posts) == 2


def test_what_is_kept_is_sent_when_that_is_confirmed(
    run: Run, service: ServiceServer, settings: JsonSettings, library: Path
) -> None:
    given = ("--base-url", service.base_url)
    assert run("jobs", "send", *given, AIMLAPI_API_KEY=KEY).code == 0  # where nothing is kept, nothing is to do
    assert generate(run, service).code == 0
    opened = open_library(library)
    (done,) = opened.job_list.all()
    opened.queue.keep([replace(done.job, id=f"kept{number}", state=JobState.INTENT) for number in range(3)])
    opened.close()
    asked = run("jobs", "send", *given, AIMLAPI_API_KEY=KEY)
    assert (asked.code, len(service.posts)) == (2, 1)
    assert "3 requests for about $0.0" in asked.err
    assert "“imagestudio jobs send” sends it" in run("jobs").out
    settings.set("limit_run_stop", "0.001")
    assert run("jobs", "send", "--yes", *given, AIMLAPI_API_KEY=KEY).code == 7
    settings.set("limit_run_stop", "")
    settings.set("limit_run_ask", "0.001")
    sent = run("jobs", "send", "--yes", *given, AIMLAPI_API_KEY=KEY)
    assert (sent.code, len(sent.out.splitlines()), len(service.posts)) == (0, 3, 4)
    assert run("jobs", "send", *given, AIMLAPI_API_KEY=KEY).code == 0


def test_what_a_refused_key_kept_from_being_sent_is_still_kept(run: Run, service: ServiceServer, library: Path) -> None:
    assert generate(run, service).code == 0
    opened = open_library(library)
    (done,) = opened.job_list.all()
    opened.queue.keep([replace(done.job, id=f"kept{number}", state=JobState.INTENT) for number in range(9)])
    opened.close()
    refused = run("jobs", "send", "--yes", "--base-url", service.base_url, AIMLAPI_API_KEY="sk-wrong-0123456789abcdef")
    assert refused.code == 3
    opened = open_library(library)
    states = [job.state for job in opened.journal.unfinished()]
    opened.close()
    assert len(states) == 9
    assert states.count(JobState.INTENT) >= 5
    assert set(states) == {JobState.INTENT, JobState.NOT_CHARGED}
    assert len(service.log_rows) == 1


@pytest.mark.allow_log
def test_nothing_is_bought_while_the_limits_cannot_be_read(
    run: Run, service: ServiceServer, settings: JsonSettings, environ: dict[str, str]
) -> None:
    settings.set("limit_day_stop", "0.001")
    file = Path(environ["XDG_CONFIG_HOME"]) / "imagestudio" / "settings.json"
    assert generate(run, service).code == 7
    file.write_bytes(b"{")
    assert run("generate", "a fox", "--demo", "--quality", "low").code == 0  # which costs nothing
    for command in (("generate", "a fox", "--yes"), ("generate", "a fox", "--yes"), ("jobs", "send", "--yes")):
        refused = run(*command, "--base-url", service.base_url, AIMLAPI_API_KEY=KEY)
        assert refused.code == 7
        assert f"are damaged: {file}" in refused.err
        assert "Nothing was sent or charged" in refused.err
        assert file.read_bytes() == b"{"
    JsonSettings(file).set("theme", "dark")  # as a window does
    refused = generate(run, service, "--yes")
    assert (refused.code, "were lost with settings that were damaged" in refused.err) == (7, True)
    file.unlink()
    file.mkdir()  # as unreadable as any, for root too
    refused = generate(run, service)
    assert refused.code == 7
    assert "cannot be read" in refused.err
    assert service.posts == []
    file.rmdir()
    assert generate(run, service).code == 0
    assert len(service.posts) == 1
