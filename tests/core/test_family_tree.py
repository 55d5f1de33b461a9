"""How a family is laid out: generations in columns, branches that never cross, whatever strangers wrote."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from imagestudio.core.family_tree import FamilyTree
from imagestudio.core.lineage import Family
from imagestudio.core.money import Money
from imagestudio.core.origin import Origin
from imagestudio.core.record import Record


def picture(name: str, time: int, *parents: str, cost: str = "0.01") -> Record:
    return Record(
        name, time, f"originals/{name}.png", "", 1, "image/png", 60, 40, "aimlapi", "openai/gpt-image-1", "a fox",
        cost=Money.from_usd(cost), origin=Origin(parents),
    )  # fmt: skip


def tree(*records: Record) -> FamilyTree:
    return FamilyTree(Family(records))


def five_steps() -> FamilyTree:
    return tree(
        picture("draft", 1),
        picture("edit", 2, "draft"),
        picture("left", 3, "edit"),
        picture("right", 4, "edit", "draft"),
        picture("final", 5, "right"),
    )


def places(found: FamilyTree, ids: Iterable[str]) -> list[tuple[int, float]]:
    return [(found.places[id_].column, found.places[id_].row) for id_ in ids]


def test_each_step_stands_in_a_column_and_a_fork_in_the_middle_of_its_branches() -> None:
    found = five_steps()
    assert found.columns == [["draft"], ["edit"], ["left", "right"], ["final"]]
    assert places(found, ("draft", "edit", "left", "right", "final")) == [(0, 0.5), (1, 0.5), (2, 0), (2, 1), (3, 1)]
    assert found.places["right"].others == ("draft",)
    assert found.path("final") == ("draft", "edit", "right", "final")


def test_a_branch_costs_what_its_pictures_cost_together() -> None:
    found = five_steps()
    assert [found.places[id_].branch_size for id_ in ("draft", "edit", "left", "right")] == [5, 4, 1, 2]
    assert found.places["right"].branch_cost == Money.from_usd("0.02")
    assert (found.cost, found.pictures, found.gone) == (Money.from_usd("0.05"), 5, 0)


def test_a_parent_that_is_gone_has_a_place_and_keeps_its_children_together() -> None:
    found = tree(picture("one", 1, "gone"), picture("two", 2, "gone"), picture("apart", 3, "two"))
    assert found.columns == [["gone"], ["one", "two"], ["apart"]]
    assert found.places["gone"].record is None
    assert (found.pictures, found.gone, found.places["gone"].branch_size) == (3, 1, 3)


def test_circles_and_pictures_that_are_their_own_parents_begin_with_the_oldest() -> None:
    found = tree(picture("b", 2, "a"), picture("a", 1, "c"), picture("c", 3, "b"), picture("self", 4, "self"))
    assert found.columns == [["a", "self"], ["b"], ["c"]]
    assert found.places["self"].others == ()


def test_ten_thousand_in_one_line_and_ten_thousand_side_by_side_are_laid_out() -> None:
    line = tree(picture("p0", 0), *(picture(f"p{number}", number, f"p{number - 1}") for number in range(1, 10_000)))
    assert line.places["p9999"].column == 9_999
    assert line.row_count == 1
    assert line.places["p0"].branch_cost == Money.from_usd("100")
    fan = tree(picture("p0", 0), *(picture(f"p{number}", number, "p0") for number in range(1, 10_000)))
    assert fan.row_count == 9_999
    assert fan.between(1, 100, 102) == ["p101", "p102", "p103"]
    assert fan.reaching(0, 100, 102) == ["p0"]


def test_only_forks_that_reach_into_what_is_seen_are_found() -> None:
    forks = [picture(f"fork{number}", number) for number in range(10)]
    tips = [
        picture(f"tip{number}-{side}", 100 + 2 * number + side, f"fork{number}")
        for number in range(10)
        for side in (0, 1)
    ]
    found = tree(*forks, *tips)
    row = found.places["fork4"].row
    assert found.reaching(0, row, row) == ["fork4"]
    assert found.between(0, row, row) == ["fork4"]
    rows = sorted(place.row for place in found.places.values() if place.column == 1)
    assert all(after - before >= 1 for before, after in pairwise(rows))
