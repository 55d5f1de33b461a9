"""A grid on paper or in one picture: where labels and cells stand. Lengths are in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imagestudio.core.grid import Grid
from imagestudio.core.sheet import Box

MARGIN, GAP = 12.0, 3.0
TITLE, NOTE, SECTION, COLUMN = 8.0, 5.0, 8.0, 9.0
ROW_LABEL = 34.0
_LEAST_CELL, _USUAL_CELL = 24.0, 60.0
_FLATTEST, _TALLEST = 0.4, 1.6  # of a cell: height by width


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one section that stands together: its rows and columns, and the places of labels and cells.

    `cells` has a box for each row and column, row after row; a label's box is empty where that axis is none.
    """

    section: int
    rows: range
    columns: range
    title: Box
    row_labels: tuple[Box, ...]
    column_labels: tuple[Box, ...]
    cells: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class GridPage:
    """One page: its size, where its heading is, and what is on it."""

    width: float
    height: float
    title: Box
    note: Box
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What decides the place of everything in a part."""

    cell_width: float
    cell_height: float
    labels: float  # the width of what stands beside the rows
    heads: float  # the height of what stands above the columns
    title: float


def in_one(grid: Grid, ratio: float) -> GridPage:
    """The whole grid on one page, as large as it needs; for a picture. `ratio` is a cell's height by its width."""
    shape = _shape(grid, _USUAL_CELL, ratio)
    rows, columns = len(grid.rows), len(grid.columns)
    width = max(2 * MARGIN + _width(shape, columns), 100.0)
    top, parts = MARGIN + TITLE + NOTE + GAP, []
    for section in range(len(grid.sections)):
        parts.append(_part(shape, section, range(rows), range(columns), top))
        top += _height(shape, rows) + 2 * GAP
    return _page(width, top - 2 * GAP + MARGIN, parts)


def on_paper(grid: Grid, size: tuple[float, float], ratio: float) -> list[GridPage]:
    """Pages of this paper, turned so that the pictures are larger: one a section, or several where that is too much."""
    upright = tuple(sorted(size))
    best = max((upright, upright[::-1]), key=lambda turned: _fitting(grid, turned[0], turned[1], ratio))
    width, height = best[0], best[1]
    cell = max(_LEAST_CELL, _fitting(grid, width, height, ratio))
    shape = _shape(grid, cell, ratio)
    return [
        _page(width, height, [_part(shape, section, rows, columns, MARGIN + TITLE + NOTE + GAP)])
        for section in range(len(grid.sections))
        for rows in _chunks(len(grid.rows), _most_rows(shape, height))
        for columns in _chunks(len(grid.columns), _most_columns(shape, width))
    ]


def _fitting(grid: Grid, width: float, height: float, ratio: float) -> float:
    """How wide cells are at most when a whole section is on one page."""
    shape = _shape(grid, 1.0, ratio)
    rows, columns = len(grid.rows), len(grid.columns)
    across = (width - 2 * MARGIN - shape.labels + GAP) / columns - GAP
    room = height - 2 * MARGIN - TITLE - NOTE - GAP - shape.title - shape.heads
    return min(across, ((room + GAP) / rows - GAP) / shape.cell_height)


def _shape(grid: Grid, cell: float, ratio: float) -> _Shape:
    ways = len(grid.axes)
    height = cell * min(max(ratio, _FLATTEST), _TALLEST)
    labels, heads = ROW_LABEL + GAP if ways > 0 else 0.0, COLUMN if ways > 1 else 0.0
    return _Shape(cell, height, labels, heads, SECTION if ways > 2 else 0.0)


def _most_rows(shape: _Shape, height: float) -> int:
    room = height - 2 * MARGIN - TITLE - NOTE - GAP - shape.title - shape.heads
    return max(1, int((room + GAP + 0.01) // (shape.cell_height + GAP)))


def _most_columns(shape: _Shape, width: float) -> int:
    return max(1, int((width - 2 * MARGIN - shape.labels + GAP + 0.01) // (shape.cell_width + GAP)))


def _chunks(count: int, most: int) -> Iterator[range]:
    for first in range(0, count, most):
        yield range(first, min(first + most, count))


def _width(shape: _Shape, columns: int) -> float:
    return shape.labels + columns * (shape.cell_width + GAP) - GAP


def _height(shape: _Shape, rows: int) -> float:
    return shape.title + shape.heads + rows * (shape.cell_height + GAP) - GAP


def _part(shape: _Shape, section: int, rows: range, columns: range, top: float) -> Part:
    left, first = MARGIN + shape.labels, top + shape.title + shape.heads
    across = [left + number * (shape.cell_width + GAP) for number in range(len(columns))]
    down = [first + number * (shape.cell_height + GAP) for number in range(len(rows))]
    return Part(
        section,
        rows,
        columns,
        Box(MARGIN, top, _width(shape, len(columns)), shape.title),
        tuple(Box(MARGIN, y, max(0.0, shape.labels - GAP), shape.cell_height) for y in down),
        tuple(Box(x, top + shape.title, shape.cell_width, shape.heads) for x in across),
        tuple(Box(x, y, shape.cell_width, shape.cell_height) for y in down for x in across),
    )


def _page(width: float, height: float, parts: list[Part]) -> GridPage:
    inner = width - 2 * MARGIN
    title, note = Box(MARGIN, MARGIN - 3.0, inner, TITLE), Box(MARGIN, MARGIN - 3.0 + TITLE, inner, NOTE)
    return GridPage(width, height, title, note, tuple(parts))
