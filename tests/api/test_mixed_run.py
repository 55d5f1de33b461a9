"""The whole way: what was estimated is what is charged, and a record alone repeats its picture, edits too."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from imagestudio.api.limits import Limits
from imagestudio.api.provider import ApiProvider
from imagestudio.core.catalog import ModelSpec
from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.generation import Services, run_job
from imagestudio.core.job import JobState, new_job
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.money import ZERO, Money
from imagestudio.core.origin import Origin, Task
from imagestudio.core.pace import Pace
from imagestudio.core.pricing import estimate
from imagestudio.core.request import Request, make_edit, make_request
from imagestudio.library.folder import Library, open_library
from imagestudio.library.masks import mask_png
from tests import edits
from tests.core.test_pricing import spec_of
from tests.library.helpers import picture
from tests.server import ServiceServer

SPECS = [spec_of(name) for name in ("gpt-image-1", "gpt-image-1-mini", "gpt-image-1-5", "gpt-image-2")]
SIZES = ("1024x1024", "1024x1536", "1536x1024")
QUALITIES = ("low", "medium", "high")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def services(library: Library, service: ServiceServer) -> Services:
    limits = Limits(download_pause_s=0.001)
    provider = ApiProvider(
        service.base_url, lambda: service.key, limits=limits, inputs=library.exploring.inputs.path_of
    )
    return Services(library.journal, library.originals, provider, Pace())


def mixed(library: Library) -> list[tuple[ModelSpec, Request]]:
    """60 requests: 48 of words in every model, size and quality, 12 edits of one or two pictures."""
    store = library.exploring.inputs
    wide, square = store.take(picture(size=(96, 64))), store.take(picture(size=(64, 64)))
    sizes, qualities = cycle(SIZES), cycle(QUALITIES * 3 + QUALITIES[:1])
    made: list[tuple[ModelSpec, Request]] = []
    for number in range(48):
        spec = SPECS[number % 4]
        chosen = {"size": next(sizes), "quality": next(qualities), "output_format": "jpeg"}
        made.append((spec, make_request(spec, f"a fox number {number}, 雪 " + "and more " * (number % 7), chosen)))
    for number in range(12):
        given = [wide, square][: 1 + number % 2]
        chosen = {"size": next(sizes), "quality": next(qualities), "output_format": "jpeg"}
        made.append((SPECS[0], make_edit(SPECS[0], f"a hat, {number}", given, None, chosen, 1 + number % 3)))
    return made


def test_estimate_and_charge_agree_within_five_per_cent_over_a_mixed_run_of_sixty(
    library: Library, services: Services, service: ServiceServer
) -> None:
    service.give(*[picture("JPEG")] * 200)
    expected = paid = ZERO
    for spec, request in mixed(library):
        amount = estimate(spec, request, library.exploring.prices.paid(request, "aimlapi")).amount
        assert amount is not None
        job = new_job(request, "aimlapi", amount)
        library.queue.submit([job], NO_LIMITS)
        outcome = asyncio.run(run_job(job, services))
        assert outcome.job.state is JobState.DONE
        assert len(outcome.records) == request.count
        expected += amount
        paid = sum((record.cost for record in outcome.records if record.cost is not None), paid)
    assert len(service.posts) == 60
    charged = Money.from_usd(str(sum(row["cost"]["credits"] for row in service.log_rows))).nanos // 2_000_000
    assert abs(paid.nanos - charged) <= 60 * 3  # what one charge cannot be divided into is less than a billionth each
    assert abs(expected.nanos - paid.nanos) * 20 <= paid.nanos


def test_an_edit_is_kept_with_all_it_was_made_of_and_repeats_from_its_record_alone(
    library: Library, services: Services, service: ServiceServer
) -> None:
    store = library.exploring.inputs
    source = store.take(picture(size=(96, 64)))
    painted = bytes([255] * 96 * 10 + [0] * 96 * 54)
    mask = store.take_as_it_is(lambda: mask_png(painted, 96, 64))
    request = make_edit(SPECS[0], "a hat", [source], mask, {"output_format": "png"})
    job = new_job(request, "aimlapi", None, Task.EDIT, Origin(("20261121-000000-aaaaaaaa",)))
    library.queue.submit([job], NO_LIMITS)
    (record,) = asyncio.run(run_job(job, services)).records
    (kept,) = library.history.page([record.time])
    assert (kept.images, kept.mask, kept.task, kept.origin) == ((source,), mask, "edit", job.origin)
    assert library.exploring.repeats.of(replace(request, count=4), "aimlapi").records == (kept,)
    again = new_job(kept.request, "aimlapi", None, Task.AGAIN, Origin((kept.id,)))
    library.queue.submit([again], NO_LIMITS)
    assert asyncio.run(run_job(again, services)).job.state is JobState.DONE
    first, second = (edits.parts_of(seen.headers["content-type"], seen.body) for seen in service.posts)
    assert first == second
    assert fingerprint(kept.request) == fingerprint(request)
