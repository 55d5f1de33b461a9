"""Where things stand on a contact sheet."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from imagestudio.core.sheet import MOST_COLUMNS, Box, Paper, SheetChoices, lay_out


def bottom(box: Box) -> float:
    return box.top + box.height


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("landscape", [False, True])
def test_everything_is_on_the_paper_and_nothing_on_another(paper: Paper, landscape: bool) -> None:
    for columns, ratio, said in product(range(1, MOST_COLUMNS + 1), (0.1, 0.66, 1.0, 1.5, 9.0), (False, True)):
        check(paper, landscape, columns, ratio, said)


def check(paper: Paper, landscape: bool, columns: int, ratio: float, said: bool) -> None:
    choices = SheetChoices(paper, landscape, columns, said, said, said, "A title" if said else "")
    layout = lay_out(choices, choices.size, ratio)
    width, _ = choices.size
    assert layout.per_page % columns == 0
    for box in layout.boxes:
        assert box.width > 5
        assert box.height > 5
        assert box.left > 0
        assert box.left + box.width < width
        assert bottom(box) + layout.caption <= layout.foot.top + 1e-6
        assert box.top >= (layout.title.top + layout.title.height if said else 0) - 1e-6
    rows = sorted({(box.top, bottom(box) + layout.caption) for box in layout.boxes})
    assert all(first[1] < second[0] for first, second in pairwise(rows))


def test_one_column_is_one_picture_a_page() -> None:
    choices = SheetChoices(columns=1)
    assert lay_out(choices, choices.size, 0.66).per_page == 1


def test_pages_are_counted() -> None:
    choices = SheetChoices(columns=4)
    layout = lay_out(choices, choices.size, 1.0)
    assert [layout.pages(count) for count in (1, layout.per_page, layout.per_page + 1)] == [1, 1, 2]


@pytest.mark.parametrize("data", [{}, {"paper": "a0"}, {"columns": "4"}, {"columns": True}, {"title": 4}])
def test_what_nobody_chose_becomes_the_usual(data: dict[str, object]) -> None:
    assert SheetChoices.from_data(data) == SheetChoices()


def test_choices_come_back() -> None:
    chosen = SheetChoices(Paper.LETTER, True, 3, False, True, True, "Foxes")
    assert SheetChoices.from_data(chosen.to_data()) == chosen
