"""Which change of a job's state follows which."""

from __future__ import annotations

import re

import pytest

from imagestudio.core.errors import (
    CertificateError,
    DownloadError,
    LinkExpiredError,
    NotSentError,
    OutcomeUnknownError,
    ProxyError,
    RefusedError,
    UnreachableError,
)
from imagestudio.core.job import JobState, may_follow, new_attempt, new_job, state_after
from imagestudio.core.request import Request
from imagestudio.core.times import from_iso, now_us, to_iso

REQUEST = Request("openai/gpt-image-1", "a fox", {})


def test_a_job_cannot_skip_the_commits_in_between() -> None:
    job = new_job(REQUEST, "aimlapi")
    with pytest.raises(ValueError, match="queued to done"):
        job.moved(JobState.DONE)
    assert job.moved(JobState.SENDING).moved(JobState.RECEIVED).moved(JobState.DONE).state is JobState.DONE


def test_only_what_was_not_sent_can_be_cancelled() -> None:
    assert [state for state in JobState if may_follow(state, JobState.CANCELLED)] == [JobState.INTENT, JobState.QUEUED]


def test_an_unknown_outcome_is_never_queued_again() -> None:
    assert not may_follow(JobState.UNKNOWN, JobState.QUEUED)
    assert not may_follow(JobState.UNKNOWN, JobState.SENDING)


def test_each_attempt_has_an_id_of_its_own_that_the_service_keeps() -> None:
    job = new_job(REQUEST, "aimlapi")
    ids = {new_attempt(job, number).id for number in range(50)}
    assert len(ids) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9._:-]{1,128}", name) for name in ids)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (RefusedError("no"), JobState.NOT_CHARGED),
        (OutcomeUnknownError(), JobState.UNKNOWN),
        (DownloadError(), JobState.RECEIVED),
        (LinkExpiredError(), JobState.LINK_EXPIRED),
        (UnreachableError(), JobState.INTENT),
        (CertificateError(), JobState.NOT_CHARGED),
        (ProxyError(), JobState.NOT_CHARGED),
        (NotSentError(), JobState.NOT_CHARGED),
    ],
)
def test_a_failure_decides_where_the_job_stands(error: RefusedError, state: JobState) -> None:
    assert state_after(error) is state


def test_moments_survive_their_text() -> None:
    moment = now_us()
    assert from_iso(to_iso(moment)) == moment
