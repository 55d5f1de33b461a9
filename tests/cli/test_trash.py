"""The trash from the command line."""

from __future__ import annotations

from pathlib import Path

from imagestudio.core.organisation import Change
from imagestudio.library.folder import open_library
from tests.cli.conftest import Run
from tests.library.helpers import save


def with_two_in_the_trash(folder: Path) -> list[str]:
    library = open_library(folder)
    records = [save(library), save(library), save(library)]
    library.organiser.change(Change(trash=True), [record.time for record in records[:2]])
    library.close()  # with the files still where they were
    return [record.id for record in records]


def test_the_trash_is_listed_and_gives_back(run: Run, library: Path) -> None:
    first, second, kept = with_two_in_the_trash(library)
    assert {line["id"] for line in run("library", "trash", "--json").objects} == {first, second}
    listed = run("library", "trash", "--list").out
    assert first in listed
    assert kept not in listed
    assert "1 pictures restored" in run("library", "trash", "--restore", first).err
    assert {line["id"] for line in run("history", "--json").objects} == {first, kept}
    assert run("library", "trash", "--restore", kept).code == 2
    assert run("library", "check").code == 0


def test_the_trash_is_emptied_only_on_purpose(run: Run, library: Path) -> None:
    first, second, kept = with_two_in_the_trash(library)
    assert run("library", "trash", "--empty").code == 2
    assert len(run("library", "trash", "--json").objects) == 2
    assert run("library", "trash", "--empty", "--yes").code == 0
    assert run("library", "trash", "--json").objects == []
    left = {path.stem for path in library.rglob("*.png")}
    assert kept in left
    assert not left & {first, second}
    assert run("library", "check").code == 0
