"""The arithmetic of the grid, as tables and against a plain count."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect

from imagestudio.ui.gallery.grid_layout import GAP, HEADER, MARGIN_LEFT, MARGIN_RIGHT, GridLayout, Move


@pytest.fixture
def layout() -> GridLayout:
    """Sections of 7, 2 and 9 rows in four columns."""
    return GridLayout((7, 2, 9), 948, 192)


@pytest.mark.parametrize(
    ("width", "wanted", "columns"),
    [
        (948, 192, 4),
        (628, 192, 3),
        (626, 192, 3),
        (948, 96, 9),
        (948, 384, 2),
        (200, 384, 1),
        (10, 192, 1),
        (0, 192, 1),
    ],
)
def test_columns_follow_width_and_wanted_size(width: int, wanted: int, columns: int) -> None:
    assert GridLayout((5,), width, wanted).columns == columns


@pytest.mark.parametrize("width", range(600, 640))
def test_cells_fill_the_width(width: int) -> None:
    layout = GridLayout((3,), width, 192)
    assert layout.rect_of(0).left() == MARGIN_LEFT
    assert layout.rect_of(layout.columns - 1).right() + 1 == width - MARGIN_RIGHT
    assert layout.rect_of(1).left() - layout.rect_of(0).right() - 1 in (GAP, GAP + 1)


def test_sections_begin_a_new_line_under_their_header(layout: GridLayout) -> None:
    assert layout.rect_of(7).left() == MARGIN_LEFT
    (_, first), (_, second), (_, third) = layout.headers_between(0, layout.height)
    assert first.bottom() + 1 == layout.rect_of(0).top()
    assert second.top() == layout.rect_of(6).bottom() + 1 + GAP
    assert layout.rect_of(7).top() - second.top() == HEADER
    assert third.bottom() < layout.rect_of(9).top()


def test_every_cell_is_found_at_its_place_and_none_between(layout: GridLayout) -> None:
    for row in range(layout.count):
        rect = layout.rect_of(row)
        for point in (rect.topLeft(), rect.center(), rect.bottomRight()):
            assert layout.row_at(point) == row
        assert layout.row_at(rect.topLeft() - QPoint(1, 0)) == -1
        assert layout.row_at(rect.bottomRight() + QPoint(0, 1)) == -1
    assert layout.row_at(QPoint(800, layout.rect_of(7).center().y())) == -1
    assert layout.row_at(QPoint(20, layout.height + 100)) == -1
    assert layout.row_at(QPoint(20, -50)) == -1


@pytest.mark.parametrize("rows", [(7, 2, 9), (1,), (4, 4), (0, 3), (1, 1, 1, 1, 1)])
def test_rows_between_are_those_that_touch(rows: tuple[int, ...]) -> None:
    layout = GridLayout(rows, 948, 192)
    for y0 in range(-30, layout.height + 60, 17):
        for height in (0, 1, 30, 300, 5000):
            touched = [
                row
                for row in range(layout.count)
                if layout.rect_of(row).bottom() >= y0 and layout.rect_of(row).top() <= y0 + height
            ]
            assert list(layout.rows_between(y0, y0 + height)) == touched


def test_a_rectangle_takes_the_cells_it_touches(layout: GridLayout) -> None:
    assert layout.ranges_in(layout.rect_of(1).united(layout.rect_of(6))) == [(1, 2), (5, 6)]
    assert layout.ranges_in(layout.rect_of(5).united(layout.rect_of(10))) == [(5, 5), (8, 8), (10, 10)]
    assert layout.ranges_in(QRect(0, 0, 10, 5000)) == []
    assert layout.ranges_in(QRect(0, 0, 948, layout.height)) == [(0, 3), (4, 6), (7, 8), (9, 12), (13, 16), (17, 17)]


# rows:  0  1  2  3 /  4  5  6   |   7  8   |   9 10 11 12 / 13 14 15 16 / 17
@pytest.mark.parametrize(
    ("row", "move", "to"),
    [
        (0, Move.LEFT, 0),
        (0, Move.RIGHT, 1),
        (6, Move.RIGHT, 7),
        (7, Move.LEFT, 6),
        (17, Move.RIGHT, 17),
        (0, Move.UP, 0),
        (1, Move.DOWN, 5),
        (3, Move.DOWN, 6),
        (5, Move.DOWN, 8),
        (6, Move.DOWN, 8),
        (8, Move.DOWN, 10),
        (10, Move.UP, 8),
        (12, Move.UP, 8),
        (7, Move.UP, 4),
        (16, Move.DOWN, 17),
        (17, Move.DOWN, 17),
        (2, Move.UP, 2),
        (1, Move.PAGE_DOWN, 8),
        (17, Move.PAGE_UP, 9),
        (0, Move.PAGE_UP, 0),
        (15, Move.PAGE_DOWN, 17),
        (11, Move.HOME, 0),
        (11, Move.END, 17),
    ],
)
def test_moves_go_over_the_sections(layout: GridLayout, row: int, move: Move, to: int) -> None:
    assert layout.moved(row, move, page=2 * (layout.cell + GAP)) == to


def test_moves_in_an_empty_gallery_go_nowhere() -> None:
    assert GridLayout((), 948).moved(0, Move.DOWN) == -1
    assert GridLayout((), 948).height == 0


def test_a_million_rows_are_found_again() -> None:
    layout = GridLayout([7] * 142_857 + [1], 948, 192)
    assert layout.count == 1_000_000
    for row in (0, 6, 7, 499_999, 999_998, 999_999):
        assert layout.row_at(layout.rect_of(row).center()) == row
    last = layout.rect_of(999_999)
    assert last.bottom() < layout.height
    assert list(layout.rows_between(last.top(), last.bottom())) == [999_999]
    assert layout.moved(0, Move.END) == 999_999
    assert layout.moved(999_999, Move.PAGE_UP, page=800) < 999_999
