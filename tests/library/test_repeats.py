"""“You already have this”: the same request is known again, and one that differs in anything is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.inputs import InputImage
from imagestudio.core.organisation import Change
from imagestudio.core.request import Request
from imagestudio.library.folder import Library
from imagestudio.library.repeats import Repeats
from tests.library.helpers import HEAD, MODEL, PARAMETERS, make_job, save

SOURCE = InputImage("ab" * 32, "image/png", 1234, 48, 32)
OTHER = InputImage("cd" * 32, "image/png", 1234, 48, 32)
FOX = Request(MODEL, "a red fox", PARAMETERS)
EDIT = Request(MODEL, "a red fox", PARAMETERS, (SOURCE, OTHER), SOURCE)


@pytest.fixture
def repeats(library: Library) -> Repeats:
    return library.exploring.repeats


def test_the_same_request_is_known_with_its_pictures_and_their_cost(library: Library, repeats: Repeats) -> None:
    assert repeats.of(FOX, "aimlapi").records == ()
    older, newer = save(library), save(library)
    save(library, make_job(provider="demo"))
    found = repeats.of(FOX, "aimlapi")
    assert found.records == (newer, older)
    assert HEAD.cost is not None
    assert found.cost == HEAD.cost * 2
    shuffled = dict(reversed(list(PARAMETERS.items())))
    assert repeats.of(Request(MODEL, " a red fox\n", shuffled, count=4), "aimlapi").records == (newer, older)


def test_pictures_in_the_trash_are_not_there(library: Library, repeats: Repeats) -> None:
    record = save(library)
    library.organiser.change(Change(trash=True), [record.time])
    assert repeats.of(FOX, "aimlapi").records == ()


def test_an_edit_is_known_by_the_pictures_it_was_given_and_their_order(library: Library, repeats: Repeats) -> None:
    save(library)
    record = save(library, replace(make_job(), request=EDIT))
    assert repeats.of(EDIT, "aimlapi").records == (record,)
    assert repeats.of(replace(EDIT, images=(OTHER, SOURCE)), "aimlapi").records == ()
    assert repeats.of(replace(EDIT, mask=None), "aimlapi").records == ()


@pytest.mark.parametrize(
    "other",
    [
        replace(FOX, model="openai/gpt-image-2"),
        replace(FOX, prompt="a red Fox"),
        replace(FOX, parameters={**PARAMETERS, "quality": "high"}),
        replace(FOX, parameters={**PARAMETERS, "output_compression": 90}),
        replace(FOX, images=(SOURCE,)),
    ],
)
def test_a_request_that_differs_in_anything_is_another(library: Library, repeats: Repeats, other: Request) -> None:
    save(library)
    assert fingerprint(other) != fingerprint(FOX)
    assert repeats.of(other, "aimlapi").records == ()


def test_the_cells_of_a_grid_are_looked_up_together_in_their_order(library: Library, repeats: Repeats) -> None:
    record = save(library)
    cells = [replace(FOX, prompt=f"a {colour} fox") for colour in ("blue", "red", "green")]
    found = repeats.of_all([*cells, cells[1]], "aimlapi")
    assert [each.request.prompt for each in found[:3]] == [cell.prompt for cell in cells]
    assert [each.records for each in found] == [(), (record,), (), (record,)]


def test_a_fingerprint_stays_the_same_for_ever() -> None:
    assert fingerprint(EDIT) == "542c7a415ecbdf3c106d62bb27d4f276b6938ebbf20751172e5aad0e4fa93015"
    assert fingerprint(replace(FOX, prompt="cafe\u0301\r\nx")) == fingerprint(replace(FOX, prompt="caf\u00e9\nx"))
