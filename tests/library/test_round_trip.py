"""What is given away with the prompt inside and taken in by an empty library is the same record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from imagestudio.core.export import Choices, Format, Kind, make_choices
from imagestudio.core.organisation import Change, Pick
from imagestudio.core.record import Record
from imagestudio.core.taking_in import Fate
from imagestudio.library.exported_record import of_file
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from imagestudio.library.pictures import check_picture_file
from tests.library.helpers import make_job, picture, save
from tests.library.test_taking_in import A1111, a_picture, put, records, take

_PROMPT = 'a fox, "red": Negative prompt\nSteps: 3, Seed: 4, Size: 5\n狐 🦊 <&> {a|b}'


@pytest.fixture
def filled(library: Library) -> Library:
    """Pictures of every kind, organised."""
    for format_, color in (("PNG", (1, 2, 3)), ("PNG", (9, 8, 7, 60)), ("JPEG", (4, 5, 6)), ("WEBP", (7, 8, 9))):
        save(library, make_job(_PROMPT), picture(format_, color=color))
    save(library, make_job("free", provider="demo"), picture(color=(77, 1, 1)))
    times = list(library.history.times())
    library.organiser.change(Change(rating=4, pick=Pick.PICKED, add_tags=("crown", "狐"), note="n\n<&>"), times[:3])
    library.organiser.change(Change(add_to=("For the client",)), times[2:])
    library.settling.settle()
    return library


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "empty")
    yield opened
    opened.close()


def give_away(library: Library, target: Path, choices: Choices) -> list[Record]:
    """Everything, newest first."""
    times = list(library.history.times())
    report = library.exporter().run(times, choices, target, lambda _done, _total: None, lambda: False)
    assert report.done == len(times)
    return library.history.page(times)


@pytest.mark.parametrize("where", ["copies", "copies.zip"])
@pytest.mark.parametrize("format_", list(Format))
def test_copies_with_the_prompt_inside_bring_equal_records(
    filled: Library, empty: Library, tmp_path: Path, format_: Format, where: str
) -> None:
    given = give_away(filled, tmp_path / where, make_choices(kind=Kind.WITH_PROMPT, format=format_))
    report = take(empty, tmp_path / where)
    assert report.counts == {Fate.TAKEN: len(given)}
    taken = records(empty)
    expected = [
        of_file(record, check_picture_file(empty.path_of(found)), found.path)
        for record, found in zip(given, taken, strict=True)
    ]
    assert taken == expected
    assert [record.id for record in taken] == [record.id for record in given]
    assert [record.is_demo for record in taken] == [record.is_demo for record in given]
    assert check(empty) == []
    assert [(tag.name, tag.pictures) for tag in empty.organiser.tags()] == [("crown", 3), ("狐", 3)]
    assert [(one.name, one.pictures) for one in empty.organiser.collections()] == [("For the client", 3)]
    assert list(empty.history.times("fox")) == list(filled.history.times("fox"))


def test_what_was_given_away_as_received_is_known_by_its_bytes(filled: Library, empty: Library, tmp_path: Path) -> None:
    give_away(filled, tmp_path / "copies", make_choices(kind=Kind.AS_RECEIVED))
    assert take(filled, tmp_path / "copies").counts == {Fate.HERE: 5}
    take(empty, tmp_path / "copies")
    assert sorted(record.sha256 for record in records(empty)) == sorted(record.sha256 for record in records(filled))


def test_a_copy_of_what_was_taken_in_keeps_where_it_came_from(empty: Library, library: Library, tmp_path: Path) -> None:
    take(library, put(tmp_path, "a.png", a_picture(1, A1111), 1_500_000_000_000_000))
    give_away(library, tmp_path / "copies", make_choices())
    take(empty, tmp_path / "copies")
    [before], [after] = records(library), records(empty)
    assert (after.source, after.provider, after.time) == (before.source, before.provider, before.time)
    assert (after.prompt, after.model, after.parameters) == (before.prompt, before.model, before.parameters)
