"""What was spent is added up exactly, by the person's days, and given away as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from imagestudio.core.errors import Charge, Failure
from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.lookup import Sought, Verdict
from imagestudio.core.money import ZERO, Money
from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.core.spending import EstimateError, SpendingReport, Sum, to_csv
from imagestudio.core.times import from_iso
from imagestudio.library.database import StoppedError
from imagestudio.library.folder import Library
from imagestudio.library.record_rows import insert_record
from tests.library.helpers import MODEL, PARAMETERS, make_job, save

START, END = from_iso("2026-10-01T00:00:00Z"), from_iso("2026-12-01T00:00:00Z")
NEW_YORK = ZoneInfo("America/New_York")
CENT = 10_000_000


def put(library: Library, moment: str, nanos: int | None, **changes: object) -> None:
    time = from_iso(moment)
    record = Record(
        f"{time}", time, f"originals/2026/10/{time}.png", "ab", 1, "image/png", 8, 8, "aimlapi", MODEL, "a fox",
        {**PARAMETERS, "quality": str(changes.pop("quality", "low"))},
        cost=None if nanos is None else Money(nanos), job_id=str(time),
    )  # fmt: skip
    with library.history._database.write() as connection:
        insert_record(connection, replace(record, **changes))  # type: ignore[arg-type]


def fill(library: Library) -> None:
    """Across midnight in New York and the night it changed its clocks."""
    kept, picked = Organisation(rating=3, collections=("=Foxes", "Best")), Organisation(pick=Pick.PICKED)
    put(library, "2026-10-31T03:59:59.999999Z", CENT, organisation=kept, estimate=Money(CENT + 5))
    put(library, "2026-10-31T04:00:00Z", 2 * CENT, organisation=picked, estimate=Money(2 * CENT - 7), quality="high")
    put(library, "2026-11-01T04:30:00Z", 3 * CENT + 1, quality="high")
    put(library, "2026-11-02T04:30:00Z", 4 * CENT, organisation=Organisation(rating=5, trashed=1), model="openai/other")
    put(library, "2026-11-02T05:30:00Z", None, organisation=Organisation(pick=Pick.REJECTED, collections=("Best",)))
    put(library, "2026-11-03T12:00:00Z", 5 * CENT, provider="demo")
    put(library, "2026-11-03T12:05:00Z", 0, provider="here")
    put(library, "2026-11-03T12:00:01Z", 5 * CENT, source="Automatic1111")
    put(library, "2026-09-30T12:00:00Z", 5 * CENT)


def test_what_was_spent_is_added_up_by_day_model_quality_and_collection(library: Library) -> None:
    fill(library)
    report = library.exploring.spending.report(START, END, NEW_YORK)
    assert report.days == {
        "2026-10-30": Sum(1, 1, 1, Money(CENT)),
        "2026-10-31": Sum(1, 1, 1, Money(2 * CENT)),
        "2026-11-01": Sum(2, 2, 0, Money(7 * CENT + 1)),
        "2026-11-02": Sum(1, 0, 0, ZERO),
    }
    assert report.total == Sum(5, 4, 2, Money(10 * CENT + 1))
    assert list(report.models.items()) == [
        (MODEL, Sum(4, 3, 2, Money(6 * CENT + 1))),
        ("openai/other", Sum(1, 1, 0, Money(4 * CENT))),
    ]
    assert {name: each.cost for name, each in report.qualities.items()} == {
        "high": Money(5 * CENT + 1),
        "low": Money(5 * CENT),
    }
    assert report.collections == {"=Foxes": Sum(1, 1, 1, Money(CENT)), "Best": Sum(2, 1, 1, Money(CENT))}
    assert report.total.average == Money((10 * CENT + 1) // 4)
    assert report.total.per_kept == Money((10 * CENT + 1) // 2)
    assert report.error == EstimateError(2, Money(3 * CENT - 2), Money(3 * CENT), Money(12))
    assert report.error.share == Decimal(12) / (3 * CENT)


def test_a_time_without_pictures_cost_nothing(library: Library) -> None:
    report = library.exploring.spending.report(START, END)
    assert report == SpendingReport()
    assert (report.total.average, report.total.per_kept, report.error.share) == (None, None, None)


def test_what_was_charged_for_a_picture_that_never_came_is_lost(library: Library) -> None:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    unknown = library.journal.settle(attempt, JobState.UNKNOWN, Failure("OutcomeUnknown", "", Charge.UNKNOWN))
    paid = Failure("OutcomeUnknown", "", Charge.PAID, "inf", Money(7))
    library.lookups.settle(Sought(unknown, attempt), Verdict(JobState.CHARGED_LOST, paid, "inf", Money(7)))
    report = library.exploring.spending.report(0, 2**62)
    assert (report.lost, report.total) == (Money(7), Sum())


def test_pictures_of_one_request_share_its_estimate(library: Library) -> None:
    job = replace(make_job(), request=Request(MODEL, "a fox", PARAMETERS, count=3), estimate=Money(99))
    assert save(library, job).estimate == Money(33)


def test_the_report_is_a_table_with_amounts_to_the_last_digit(library: Library) -> None:
    fill(library)
    rows = list(csv.reader(io.StringIO(to_csv(library.exploring.spending.report(START, END, NEW_YORK)))))
    assert rows[0] == ["by", "name", "pictures", "kept", "cost_usd", "average_usd", "per_kept_usd"]
    assert ["day", "2026-11-01", "2", "0", "0.070000001", "0.035", ""] in rows
    assert ["collection", "'=Foxes", "1", "1", "0.01", "0.01", "0.01"] in rows
    assert ["total", "", "5", "2", "0.100000001", "0.025", "0.05"] in rows
    assert rows[-4] == ["lost", "", "", "", "0", "", ""]
    error = library.exploring.spending.report(START, END, NEW_YORK).error
    assert error.pictures > 0
    assert [row[0] for row in rows[-3:]] == ["estimated", "charged", "estimates off"]
    assert {row[2] for row in rows[-3:]} == {str(error.pictures)}
    assert [Decimal(row[4]) for row in rows[-3:]] == [error.estimated.usd, error.charged.usd, error.off.usd]


def test_a_long_time_is_added_up_in_parts_that_make_the_whole(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library)
    spending = library.exploring.spending
    whole = spending.report(START, END, NEW_YORK)
    monkeypatch.setattr("imagestudio.library.spending._MONTH_US", 7 * 3600 * 1_000_000)
    told: list[tuple[int, int]] = []
    parts = spending.report(START, END, NEW_YORK, progress=lambda done, of: told.append((done, of)))
    assert parts == whole
    assert list(parts.models) == list(whole.models)
    assert len(told) > 5
    assert told[-1] == (len(told), len(told))


def test_nobody_waits_for_what_is_not_wanted_any_more(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(library)
    monkeypatch.setattr("imagestudio.library.database._STEPS", 1)
    with pytest.raises(StoppedError):
        library.exploring.spending.report(START, END, goes_on=lambda: False)


def test_an_empty_time_has_nothing_and_the_first_picture_is_known(library: Library) -> None:
    spending = library.exploring.spending
    assert spending.first_time() is None
    assert spending.report(START, END) == SpendingReport()
    fill(library)
    assert spending.first_time() == from_iso("2026-09-30T12:00:00Z")
