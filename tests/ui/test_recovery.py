"""What the window puts right at its start and finds out while it is open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.core.account import Reach
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.reconcile import Found
from imagestudio.core.request import Request
from imagestudio.library.folder import open_library
from imagestudio.recovery import Recovery
from imagestudio.studio import Studio
from imagestudio.ui.notices import Notices
from imagestudio.ui.theme import Theme
from imagestudio.workers.lookup_watch import LookupWatch
from tests.faults import answered, close_before_answer, html, vendor_error
from tests.server import ServiceServer
from tests.ui.driving import generate, opened, texts


def only_job(studio: Studio) -> Job:
    (job,) = studio.parts.queue.jobs
    return job


def stands(studio: Studio, state: JobState) -> bool:
    """Whether the one job is shown, and in this state."""
    return [job.state for job in studio.parts.queue.jobs] == [state]


def unchecked(studio: Studio) -> bool:
    """Whether the one job is shown with why it could not be checked."""
    return [bool(job.failure and job.failure.unchecked) for job in studio.parts.queue.jobs] == [True]


def test_a_charge_without_a_picture_is_found_at_the_next_start_and_shown_everywhere(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(close_before_answer())
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        assert only_job(studio).state is JobState.UNKNOWN
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: "From the last session: 1 unknown outcome." in texts(studio))
        qtbot.waitUntil(lambda: stands(studio, JobState.CHARGED_LOST))
        workspace = studio.workspace
        workspace.actions_of["toggle_jobs"].trigger()
        workspace.details_panel.show_job(only_job(studio), False, False)
        shown = texts(studio)
        for text in ("Charged, picture not received", service.log_rows[0]["inference_id"], "support"):
            assert text in shown
        assert studio.parts.gallery.job_rows == 1
    assert len(service.posts) == 1


def test_a_paid_picture_of_the_last_session_is_fetched_and_said_so(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.give(b"no picture")
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        assert only_job(studio).state is JobState.RECEIVED
    service.script_pictures(html(500))
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: "1 paid picture being fetched" in texts(studio))
        qtbot.waitUntil(lambda: bool(studio.parts.queue.jobs) and studio.parts.queue.running_count == 0)
    assert len(service.posts) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_missing_right_to_read_the_log_is_told_and_nothing_is_claimed(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer, status: int
) -> None:
    service.script(close_before_answer())
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
    service.script_queries(*[vendor_error(status, "No right")] * 20)
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: unchecked(studio))
        assert only_job(studio).state is JobState.UNKNOWN
        studio.workspace.details_panel.show_job(only_job(studio), False, False)
        qtbot.waitUntil(lambda: "Could not check" in texts(studio))


def test_requests_of_another_computer_are_a_quiet_line_beneath_the_jobs(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(answered(502, b"<html>", "text/html"))
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        row = service.log_rows[0] | {
            "client_request_id": "is1.elsewhere",
            "inference_id": "inf-9",
            "status": "succeeded",
        }
    service.log_rows.append(row)
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.actions_of["toggle_jobs"].trigger()
        qtbot.waitUntil(lambda: "another computer" in texts(studio))
        qtbot.waitUntil(lambda: "imagestudio jobs --foreign" in texts(studio))
        qtbot.waitUntil(lambda: stands(studio, JobState.NOT_CHARGED))


def test_without_a_network_the_outcome_stays_unknown_and_the_reason_is_kept(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(close_before_answer())
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
    service.close()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: unchecked(studio))
        assert only_job(studio).state is JobState.UNKNOWN


def test_a_demo_picture_that_was_interrupted_cost_nothing_and_nobody_is_asked(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    library = open_library(tmp_path / "library")
    job = new_job(Request("openai/gpt-image-1-mini", "a fox", {}), "demo")
    library.queue.submit([job], NO_LIMITS)
    library.journal.begin_attempt(job)
    library.close()
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        qtbot.waitUntil(lambda: stands(studio, JobState.NOT_CHARGED))


def test_what_an_earlier_session_asked_another_service_for_cannot_be_checked(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(close_before_answer())
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
    with ServiceServer() as another, opened(qtbot, theme, tmp_path, another.base_url) as studio:
        qtbot.waitUntil(lambda: unchecked(studio))
        assert only_job(studio).state is JobState.UNKNOWN
        assert another.posts == []


def test_the_outcome_is_found_out_also_when_the_service_answers_before_the_jobs_are_shown(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(close_before_answer())
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a fox")
        job = only_job(studio)
    with opened(qtbot, theme, tmp_path / "empty", service.base_url) as studio:
        watch = studio.parts.watch
        qtbot.waitUntil(lambda: watch.account is not None and watch.account.reach is Reach.ONLINE)
        looks: list[str] = []

        def look(provider: str, ages: Mapping[str, float] | None, survey: bool) -> Found:
            looks.append(provider)
            return Found()

        lookups = LookupWatch(look, studio.parts.tasks, parent=studio)
        notices, panel = Notices(studio.workspace, studio.parts), studio.workspace.jobs_panel
        recovery = Recovery(studio.parts.queue, lookups, watch, notices, panel, studio)
        recovery.begin([job])
        qtbot.waitUntil(lambda: looks == [job.provider])
