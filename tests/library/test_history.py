"""The records, as searched and browsed."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from imagestudio.core.answer import AnswerHead
from imagestudio.core.money import ZERO, Money
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.library.database import Database
from imagestudio.library.folder import Library, open_library
from imagestudio.library.record_rows import insert_record
from tests.library.helpers import MODEL, PARAMETERS, make_job, save

MINI = "openai/gpt-image-1-mini"


def test_times_are_newest_first_in_a_compact_array(library: Library) -> None:
    records = [save(library, make_job(f"fox {number}")) for number in range(5)]
    times = library.history.times()
    assert isinstance(times, array)
    assert times.typecode == "q"
    assert list(times) == [record.time for record in reversed(records)]
    assert library.history.times("fox 3") == array("q", [records[3].time])


def test_a_page_holds_the_records_of_its_times(library: Library) -> None:
    records = [save(library, make_job(f"fox {number}")) for number in range(4)]
    asked = [records[0].time, records[2].time, 12345]
    assert library.history.page(asked) == [records[2], records[0]]
    assert library.history.page([]) == []


def test_a_record_comes_back_exactly(library: Library) -> None:
    job = make_job("Zeilen\n\n“日本語” \\ 🦊", parameters={**PARAMETERS, "output_compression": 80})
    record = save(library, job)
    (found,) = library.history.records()
    assert found == record
    assert found.to_data() == record.to_data()


def test_records_are_found_by_words_and_model(library: Library) -> None:
    fox = save(library, make_job("a fox"))
    mini = save(library, make_job("a mini fox", model=MINI))
    owl = save(library, make_job("an owl", model=MINI))
    history = library.history
    assert history.records() == [owl, mini, fox]
    assert history.records("fox") == [mini, fox]
    assert history.records("fox", model=MINI) == [mini]
    assert history.records(model=MINI) == [owl, mini]
    assert history.records(limit=1) == [owl]
    assert history.count() == 3


def test_costs_are_added_up_exactly(library: Library) -> None:
    records = [
        save(library, make_job(f"fox {cents}"), head=AnswerHead(200, cost=Money.from_usd(cents)))
        for cents in ("0.1", "0.2", "0.0132325")
    ]
    save(library, make_job("an owl"), head=AnswerHead(200))
    history, newest = library.history, 2**62
    assert history.cost_between(0, newest) == Money.from_usd("0.3132325")
    assert history.cost_between(records[1].time, records[1].time) == Money.from_usd("0.2")
    assert history.cost_between(0, newest, "fox 0.1") == Money.from_usd("0.1")
    assert history.cost_between(0, newest, "owl") == ZERO
    assert history.cost_between(0, 1) == ZERO


def _heads(library: Library, provider: str, seconds: Sequence[float], usd: str | None, **how: str) -> None:
    cost = None if usd is None else Money.from_usd(usd)
    for duration in seconds:
        job = make_job(provider=provider, parameters={**PARAMETERS, **how})
        save(library, job, head=AnswerHead(200, "", cost, int(duration * 1000)))


def test_the_typical_time_is_the_median_of_the_latest_twenty(library: Library) -> None:
    history = library.history
    assert history.typical_seconds(MODEL, PARAMETERS, "aimlapi") is None
    _heads(library, "aimlapi", [500, 500, 500, 500, 500], None)
    _heads(library, "aimlapi", [10] * 9 + [20, 30] + [40] * 9, None)
    assert history.typical_seconds(MODEL, PARAMETERS, "aimlapi") == 25


def test_time_and_price_are_those_of_the_like_of_it(library: Library) -> None:
    _heads(library, "aimlapi", [26], "0.05")
    _heads(library, "demo", [1, 2], None)
    _heads(library, "aimlapi", [60], "0.30", quality="high")
    _heads(library, "aimlapi", [31], "0.07", size="1536x1024")
    history = library.history
    assert history.typical_seconds(MODEL, PARAMETERS, "aimlapi") == 26
    assert history.typical_seconds(MODEL, PARAMETERS, "demo") == 1.5
    assert history.typical_seconds(MODEL, {**PARAMETERS, "quality": "high"}, "aimlapi") == 60
    assert history.typical_seconds(MINI, PARAMETERS, "aimlapi") is None
    assert _latest(library, Request(MODEL, "", PARAMETERS)) == Money.from_usd("0.05")
    assert _latest(library, Request(MODEL, "", PARAMETERS), "demo") == ZERO
    assert _latest(library, Request(MODEL, "", {**PARAMETERS, "size": "1536x1024"})) == Money.from_usd("0.07")
    assert _latest(library, Request(MINI, "", PARAMETERS)) is None


def test_other_parameters_do_not_matter_for_time_and_price(library: Library) -> None:
    _heads(library, "aimlapi", [26], "0.05", output_format="webp")
    assert library.history.typical_seconds(MODEL, PARAMETERS, "aimlapi") == 26


def test_the_latest_known_price_counts(library: Library) -> None:
    _heads(library, "aimlapi", [1], "0.04")
    _heads(library, "aimlapi", [1], "0.05")
    _heads(library, "aimlapi", [1], None)
    assert _latest(library, Request(MODEL, "", PARAMETERS)) == Money.from_usd("0.05")


def _latest(library: Library, request: Request, provider: str = "aimlapi") -> Money | None:
    paid = library.exploring.prices.paid(request, provider)
    return None if paid is None else paid.bought[0].cost


@pytest.fixture
def many(folder: Path) -> list[Record]:
    """The records of a library of 100,000, oldest first."""
    library = open_library(folder)
    model = save(library, make_job("a red fox"))
    library.close()
    records = [
        replace(
            model,
            id=f"{number:08}",
            time=number * 1_000_000,
            prompt=f"{'owl' if number % 1000 == 0 else 'fox'} number{number}",
            cost=Money(1000),
        )
        for number in range(1, 100_001)
    ]
    database = Database(folder / "library.sqlite3")
    with database.write() as connection:
        connection.execute("DELETE FROM records")
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        for record in records:
            insert_record(connection, record)
    database.close()
    return records


def test_a_hundred_thousand_records_are_listed_paged_and_searched(folder: Path, many: list[Record]) -> None:
    library = open_library(folder)
    history = library.history
    times = history.times()
    assert len(times) == history.count() == 100_000
    assert list(times[:2]) == [100_000_000_000, 99_999_000_000]
    assert history.page(times[50_000:50_700]) == list(reversed(many[49_300:50_000]))
    assert len(history.times("owl")) == 100
    assert history.times("number77777") == array("q", [77_777_000_000])
    assert len(history.times("number7777")) == 11
    assert history.cost_between(0, 2**62) == Money(100_000_000)
    assert len(history.records("fox", limit=10)) == 10
    library.close()


def test_eight_threads_read_while_one_writes(library: Library) -> None:
    save(library)
    failed: list[BaseException] = []
    over = threading.Event()

    def read() -> None:
        try:
            while not over.is_set():
                times = library.history.times("fox")
                assert len(library.history.page(times)) == len(times)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        save(library)
    over.set()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(library.history.times("fox")) == 21
