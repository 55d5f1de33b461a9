"""Where pictures come from is kept in the sidecar too: it survives restarts, lost databases and the trash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from imagestudio.core.inputs import InputImage
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.lineage import Family, Relatives
from imagestudio.core.money import Money
from imagestudio.core.organisation import Change
from imagestudio.core.origin import Origin, Task
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.library.folder import Library, open_library
from imagestudio.library.rebuild import rebuild
from tests.library.helpers import HEAD, MODEL, PARAMETERS, make_job, save

SOURCE = InputImage("ab" * 32, "image/png", 1234, 48, 32)
MASK = InputImage("cd" * 32, "image/png", 123, 48, 32)
PRICE = HEAD.cost or Money(0)


def grow(library: Library, prompt: str, task: str, *parents: Record, edit: bool = False) -> Record:
    images = (SOURCE, replace(SOURCE, sha256="ef" * 32)) if edit else ()
    request = Request(MODEL, prompt, PARAMETERS, images, MASK if edit else None)
    origin = Origin(tuple(parent.id for parent in parents), "a {red|blue} fox", 4, 2026, ("Film",))
    return save(library, replace(make_job(), request=request, task=task, origin=origin))


def tree(library: Library) -> dict[str, Record]:
    """Five steps, with two branches after the second."""
    made = {"draft": grow(library, "a fox", Task.DRAFT)}
    made["edit"] = grow(library, "a fox with a hat", Task.EDIT, made["draft"], edit=True)
    made["left"] = grow(library, "a fox with a blue hat", Task.VARIATION, made["edit"])
    made["right"] = grow(library, "a fox with a tall hat", Task.EDIT, made["edit"], made["draft"], edit=True)
    made["final"] = grow(library, "a fox with a tall hat, sharp", Task.FINAL, made["right"])
    return made


def family(library: Library, record: Record) -> Family:
    return library.exploring.lineage.family(record.id)


def check(library: Library, made: dict[str, Record]) -> None:
    for start in made.values():
        found = family(library, start)
        assert found.records == {record.id: record for record in made.values()}
        assert found.roots == (made["draft"].id,)
        assert found.children(made["edit"].id) == (made["left"].id, made["right"].id)
        assert found.path(made["final"].id) == tuple(made[step].id for step in ("draft", "edit", "right", "final"))
        assert found.branch(made["right"].id) == (made["right"].id, made["final"].id)
        assert found.price(made["draft"].id) == PRICE * 5
        assert found.price(made["edit"].id) == PRICE * 4
        assert found.price(made["left"].id) == PRICE


def test_five_steps_with_two_branches_survive_a_restart_and_the_loss_of_the_database(folder: Path) -> None:
    library = open_library(folder)
    made = tree(library)
    stranger = save(library)
    check(library, made)
    assert list(family(library, stranger).records) == [stranger.id]
    library.close()
    rebuild(folder)
    library = open_library(folder)
    check(library, made)
    (final,) = (record for record in library.history.page([made["right"].time]))
    library.close()
    assert final.request == Request(MODEL, "a fox with a tall hat", PARAMETERS, final.images, MASK)
    assert final.images[0] == SOURCE
    assert (final.task, final.origin.template, final.origin.sample, final.origin.seed, final.origin.styles) == (
        "edit", "a {red|blue} fox", 4, 2026, ("Film",),
    )  # fmt: skip


def test_a_job_under_way_knows_where_it_comes_from_after_the_loss_of_the_database(folder: Path) -> None:
    library = open_library(folder)
    origin = Origin(("20261121-000000-aaaaaaaa",), "a {b|c}", None, 7)
    job = replace(
        make_job(), task=Task.EDIT, origin=origin, request=Request(MODEL, "x", PARAMETERS, (SOURCE,), MASK, 3)
    )
    library.queue.submit([job], NO_LIMITS)
    assert library.journal.job(job.id) == job
    library.journal.begin_attempt(job)
    library.close()
    rebuild(folder)
    library = open_library(folder)
    (back,) = library.journal.unfinished()
    library.close()
    assert (back.request, back.task, back.origin) == (job.request, job.task, job.origin)


def test_a_parent_that_is_gone_leaves_its_children_with_its_name(library: Library) -> None:
    made = tree(library)
    library.organiser.change(Change(trash=True), [made["draft"].time])
    library.settling.settle()
    library.organiser.empty_trash()
    found = family(library, made["final"])
    assert made["draft"].id not in found.records
    assert found.roots == (made["edit"].id,)
    assert found.parents(made["edit"].id) == (made["draft"].id,)
    assert found.path(made["final"].id) == tuple(made[step].id for step in ("edit", "right", "final"))
    assert library.exploring.lineage.relatives(made["edit"]) == Relatives((), 2)


def test_of_a_very_large_family_only_the_nearest_are_told_and_that_there_are_more(library: Library) -> None:
    made = tree(library)
    some = library.exploring.lineage.family(made["right"].id, most=3)
    assert (len(some.records), some.whole) == (3, False)
    assert made["right"].id in some.records
    assert family(library, made["right"]).whole


def test_a_circle_that_a_stranger_wrote_is_walked_once() -> None:
    one = replace(_record("one"), origin=Origin(("two",)))
    two = replace(_record("two"), origin=Origin(("one",)), time=2)
    found = Family([one, two])
    assert found.path("one") == ("two", "one")
    assert found.branch("one") == ("one", "two")
    assert found.roots == ()
    assert found.price("nobody") == Money(0)


def _record(id_: str) -> Record:
    return Record(id_, 1, "originals/x.png", "", 1, "image/png", 1, 1, "aimlapi", MODEL, "a fox", PARAMETERS)
