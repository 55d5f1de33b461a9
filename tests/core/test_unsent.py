"""What never left this computer: tried again or shown at once, and never called charged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import Charge
from imagestudio.core.generation import Outcome, Services, run_job
from imagestudio.core.job import JobState, new_job
from imagestudio.core.pace import Pace
from imagestudio.core.request import Request
from imagestudio.library.folder import Library, open_library
from tests.server import KEY, ServiceServer
from tests.tls import secured


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr("imagestudio.core.generation.pause_before", lambda _try_number: 0.0)
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def outcome_at(library: Library, base_url: str) -> Outcome:
    job = new_job(Request("openai/gpt-image-1-mini", "a fox", {"size": "1024x1024", "quality": "low"}), "aimlapi")
    library.journal.submit([job])
    services = Services(library.journal, library.originals, ApiProvider(base_url, lambda: KEY), Pace())
    return asyncio.run(run_job(job, services))


@pytest.mark.parametrize("base_url", ["https://nobody.invalid", "http://127.0.0.1:9"], ids=["no name", "no connection"])
def test_what_cannot_be_reached_is_tried_three_more_times(library: Library, base_url: str) -> None:
    outcome = outcome_at(library, base_url)
    assert outcome.job.state is JobState.NOT_CHARGED
    assert outcome.job.failure is not None
    assert (outcome.job.failure.kind, outcome.job.failure.charge) == ("NotSent", Charge.NONE)
    assert len(library.journal.attempts(outcome.job.id)) == 4


def test_a_certificate_that_is_not_trusted_is_shown_at_once(
    library: Library, service: ServiceServer, tmp_path: Path
) -> None:
    with secured(service, tmp_path) as secure:
        outcome = outcome_at(library, secure.url)
    assert outcome.job.state is JobState.NOT_CHARGED
    assert outcome.job.failure is not None
    assert (outcome.job.failure.kind, outcome.job.failure.charge) == ("Certificate", Charge.NONE)
    assert len(library.journal.attempts(outcome.job.id)) == 1
    assert service.posts == []


def test_a_prompt_is_in_no_text_a_bug_would_show() -> None:
    request = Request("openai/gpt-image-1-mini", "a secret garden", {})
    assert "secret" not in repr(new_job(request, "aimlapi"))
