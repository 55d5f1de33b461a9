"""Where every cell and header of the gallery stands: arithmetic and bisection, whatever the number of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect

MARGIN_LEFT = 16
MARGIN_RIGHT = 20  # the scroll bar stands in it, so that its coming and going moves nothing
TOP, BOTTOM = 6, 16
GAP = 12
HEADER = 40
_TOLERANCE = 0.92  # a cell may be so much of the size asked for when that makes room for one more column


class Move(Enum):
    """A step of the current cell."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    PAGE_UP = "page up"
    PAGE_DOWN = "page down"
    HOME = "home"
    END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cells: rows first … last of a section, from this y on."""

    first: int
    last: int
    y: int


class GridLayout:
    """Cells of equal size in sections under headers, as wide as the view; made anew when anything of it changes."""

    def __init__(self, rows: Sequence[int] = (), width: int = 0, wanted: int = 192, header: int = HEADER) -> None:
        room = max(1, width - MARGIN_LEFT - MARGIN_RIGHT)
        self.columns = max(1, int((room + GAP) / (wanted * _TOLERANCE + GAP)))
        self.cell = max(1, (room - GAP * (self.columns - 1)) // self.columns)
        self._room = room
        self._width = width
        self._pitch = self.cell + GAP
        self._header = header
        heights = [header - (-count // self.columns) * self._pitch for count in rows]
        self._firsts = list(accumulate(rows, initial=0))
        self._tops = list(accumulate(heights, initial=TOP if header else GAP))
        self.count, end = self._firsts.pop(), self._tops.pop()
        self.height = end - GAP + BOTTOM if rows else 0

    def rect_of(self, row: int) -> QRect:
        """The square of a row, in coordinates of the whole content."""
        section = bisect_right(self._firsts, row) - 1
        line, column = divmod(row - self._firsts[section], self.columns)
        y = self._tops[section] + self._header + line * self._pitch
        return QRect(self._x(column), y, self.cell, self.cell)

    def row_at(self, point: QPoint) -> int:
        """The row whose square holds the point, or -1."""
        line = self._line_at(point.y())
        if line is None or not line.y <= point.y() < line.y + self.cell:
            return -1
        for row in range(line.first, line.last + 1):
            x = self._x(row - line.first)
            if x <= point.x() < x + self.cell:
                return row
        return -1

    def rows_between(self, y0: int, y1: int) -> range:
        """The rows whose lines touch y0 … y1."""
        lines = list(self._lines(y0, y1, ends_only=True))
        return range(lines[0].first, lines[-1].last + 1) if lines else range(0)

    def ranges_in(self, rect: QRect) -> list[tuple[int, int]]:
        """The cells that touch a rectangle, as (first, last) of each line."""
        ranges = []
        for line in self._lines(rect.top(), rect.bottom()):
            rows = [
                row
                for row in range(line.first, line.last + 1)
                if self._x(row - line.first) <= rect.right() and rect.left() < self._x(row - line.first) + self.cell
            ]
            if rows:
                ranges.append((rows[0], rows[-1]))
        return ranges

    def headers_between(self, y0: int, y1: int) -> list[tuple[int, QRect]]:
        """The sections whose header touches y0 … y1, with its rectangle."""
        headers: list[tuple[int, QRect]] = []
        if not self._header:
            return headers
        section = max(0, bisect_right(self._tops, y0) - 1)
        while section < len(self._tops) and self._tops[section] <= y1:
            rect = QRect(MARGIN_LEFT, self._tops[section], self._room, self._header)
            if rect.bottom() >= y0:
                headers.append((section, rect))
            section += 1
        return headers

    def moved(self, row: int, move: Move, page: int = 0) -> int:
        """The row one step on; at the edge the same row. `page` is the height of the view."""
        last = self.count - 1
        if last < 0 or not 0 <= row <= last:
            return 0 if last >= 0 else -1
        if move in (Move.LEFT, Move.RIGHT):
            return min(max(row + (1 if move is Move.RIGHT else -1), 0), last)
        if move in (Move.HOME, Move.END):
            return 0 if move is Move.HOME else last
        down = move in (Move.DOWN, Move.PAGE_DOWN)
        steps = 1 if move in (Move.UP, Move.DOWN) else max(1, page // self._pitch)
        return self._lines_on(row, steps if down else -steps)

    def _lines_on(self, row: int, steps: int) -> int:
        """The row so many lines further down (or up), in the same column where there is one."""
        section = bisect_right(self._firsts, row) - 1
        line, column = divmod(row - self._firsts[section], self.columns)
        target = line + steps
        while target < 0 and section > 0:
            section -= 1
            target += self._line_count(section)
        while target >= self._line_count(section) and section + 1 < len(self._firsts):
            target -= self._line_count(section)
            section += 1
        if target < 0 or target >= self._line_count(section):
            target = min(max(target, 0), self._line_count(section) - 1)
        return min(self._firsts[section] + target * self.columns + column, self._end(section) - 1)

    def _x(self, column: int) -> int:
        """Cells are whole pixels wide; what is left over goes between them, so that the last one is flush."""
        if self.columns == 1:
            return MARGIN_LEFT
        return MARGIN_LEFT + column * (self._room - self.cell) // (self.columns - 1)

    def _end(self, section: int) -> int:
        return self._firsts[section + 1] if section + 1 < len(self._firsts) else self.count

    def _line_count(self, section: int) -> int:
        return -(-(self._end(section) - self._firsts[section]) // self.columns)

    def _line(self, section: int, line: int) -> Line:
        first = self._firsts[section] + line * self.columns
        last = min(first + self.columns, self._end(section)) - 1
        return Line(first, last, self._tops[section] + self._header + line * self._pitch)

    def _line_at(self, y: int) -> Line | None:
        """The line at this y, or below it when a gap or a header is there."""
        section = max(0, bisect_right(self._tops, y) - 1)
        while section < len(self._tops):
            line = max(0, (y - self._tops[section] - self._header) // self._pitch)
            if line < self._line_count(section):
                found = self._line(section, line)
                if y < found.y + self.cell:
                    return found
                line += 1
                if line < self._line_count(section):
                    return self._line(section, line)
            section += 1
        return None

    def _last_line_at(self, y: int) -> Line | None:
        """The line at this y, or above it."""
        section = bisect_right(self._tops, y) - 1
        while section >= 0:
            line = min((y - self._tops[section] - self._header) // self._pitch, self._line_count(section) - 1)
            if line >= 0:
                return self._line(section, line)
            section -= 1
        return None

    def _lines(self, y0: int, y1: int, ends_only: bool = False) -> Iterator[Line]:
        first, last = self._line_at(y0), self._last_line_at(y1)
        if first is None or last is None or first.first > last.first:
            return
        if ends_only:
            yield from (first, last)
            return
        line: Line | None = first
        while line is not None and line.first <= last.first:
            yield line
            line = self._line_at(line.y + self.cell)


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same rows in as few ranges as can be."""
    runs: list[tuple[int, int]] = []
    for first, last in ranges:
        if runs and runs[-1][1] + 1 == first:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return runs
