"""The history on the command line: searched, sorted, as a table and as JSON lines."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from imagestudio.core.money import Money
from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.record import Record
from imagestudio.library.folder import open_library
from imagestudio.library.record_rows import insert_record
from tests.cli.conftest import PROGRAM, Run


def _record(number: int, prompt: str, cost: str | None, **more: object) -> Record:
    width, height = (1536, 1024) if number % 2 else (1024, 1024)
    return Record(
        id=f"r{number}",
        time=1_790_000_000_000_000 + number,
        path=f"originals/{number}.png",
        sha256=f"{number:064}",
        size_bytes=1,
        media_type="image/png",
        width=width,
        height=height,
        provider="aimlapi",
        model="openai/gpt-image-1",
        prompt=prompt,
        parameters={"quality": "low"},
        cost=None if cost is None else Money.from_usd(cost),
        **more,  # type: ignore[arg-type]
    )


def _fill(folder: Path, records: Sequence[Record]) -> None:
    library = open_library(folder)
    with library._database.write() as connection:
        for record in records:
            insert_record(connection, record)
    library.close()


@pytest.fixture
def shelf(library: Path) -> Path:
    best = Organisation(5, Pick.PICKED, ("red fox", "snow"), "mind\nthe gap", ("Best",))
    records = [
        _record(1, "a red fox", "0.01"),
        _record(2, 'a "blue" fox,\nin the snow', "0.2", organisation=best),
        _record(3, "=SUM(A1)", None, task="edit"),
    ]
    _fill(library, records)
    return library


def _ids(run: Run, *arguments: str) -> list[str]:
    done = run("history", "--json", *arguments)
    assert (done.code, done.err) == (0, "")
    return [picture["id"] for picture in done.objects]


def test_the_language_of_the_window_is_spoken(run: Run, shelf: Path) -> None:
    assert _ids(run) == ["r3", "r2", "r1"]
    assert _ids(run, "fox") == ["r2", "r1"]
    assert _ids(run, "fox -snow") == ["r1"]
    assert _ids(run, 'tag:"red fox" rating:>=4') == ["r2"]
    assert _ids(run, "is:edit") == ["r3"]
    assert _ids(run, "--search", "fox", "cost:<0.1") == ["r1"]
    assert _ids(run, "ratio:square") == ["r2"]


def test_pictures_are_sorted_as_they_are_wanted(run: Run, shelf: Path) -> None:
    assert _ids(run, "--sort", "cost") == ["r2", "r1", "r3"]
    assert _ids(run, "--sort", "oldest", "--limit", "2") == ["r1", "r2"]
    assert _ids(run, "--reverse", "--limit", "2") == ["r1", "r2"]
    assert _ids(run, "--sort", "cost", "--reverse") == ["r1", "r2", "r3"]
    assert _ids(run, "--sort", "cheapest", "--reverse") == ["r2", "r1", "r3"]
    assert run("history", "--sort", "size").code == 2


def test_what_is_not_understood_is_told_beside_the_results(run: Run, shelf: Path) -> None:
    done = run("history", "fox rating:good cost:<0.1", "--json")
    assert done.code == 0
    assert [picture["id"] for picture in done.objects] == ["r1"]
    assert done.err == "imagestudio: “good” is no number. Write for instance 3, >=3, 0..5.\n"


def test_a_table_is_read_by_any_spreadsheet(run: Run, shelf: Path) -> None:
    done = run("history", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert [row["id"] for row in rows] == ["r3", "r2", "r1"]
    assert rows[0]["prompt"] == "'=SUM(A1)"
    assert rows[1]["prompt"] == 'a "blue" fox,\nin the snow'
    best = {"cost_usd": "0.2", "rating": "5", "pick": "picked", "tags": "red fox, snow", "note": "mind\nthe gap"}
    assert rows[1] | best == rows[1]
    assert run("history", "--csv", "--json").code == 2
    assert run("history", "--csv", "nothing").out.count("\n") == 1


def test_what_the_person_made_of_a_picture_stands_behind_the_agreed_fields(run: Run, shelf: Path) -> None:
    edited, best, plain = run("history", "--json").objects
    assert list(plain)[-1] == "client_request_id"
    assert edited["task"] == "edit"
    assert best["organisation"]["tags"] == ["red fox", "snow"]


def test_the_first_lines_come_before_the_last_are_read(environ: dict[str, str], library: Path) -> None:
    _fill(library, [_record(number, f"fox {number} " * 50, "0.01") for number in range(3000)])
    for form in ("--json", "--csv"):
        with subprocess.Popen([*PROGRAM, "history", "fox", form], env=environ, stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            assert os.read(program.stdout.fileno(), 10)
            assert program.poll() is None  # nobody takes the rest, so it cannot have printed everything
            program.stdout.close()
            assert program.wait(timeout=60) == 0
