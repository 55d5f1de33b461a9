"""A mask is what was painted, pixel by pixel, and every step can be taken back."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor

from imagestudio.core.flood import flood
from imagestudio.ui.edits.mask import Ink, Mask

W, H = 61, 40  # a width that is no multiple of four: rows have gaps in Qt's memory


@pytest.fixture
def mask(qapp: object) -> Mask:
    return Mask(QSize(W, H), QColor("#f2a33a"))


def _at(mask: Mask, x: int, y: int) -> int:
    return mask.alpha()[y * W + x]


def _stroke(mask: Mask, x: int, y: int, to_x: int, to_y: int, width: float = 9, ink: Ink = Ink.PAINT) -> None:
    mask.begin()
    mask.stroke(QPointF(x, y), QPointF(to_x, to_y), width, ink)
    mask.end()


def test_a_new_mask_asks_for_nothing(mask: Mask) -> None:
    assert mask.is_empty
    assert len(mask.alpha()) == W * H


def test_a_stroke_asks_for_change_where_it_went_and_nowhere_else(mask: Mask) -> None:
    _stroke(mask, 10, 10, 30, 10)
    assert _at(mask, 20, 10) == 255
    assert _at(mask, 20, 13) == 255
    assert _at(mask, 20, 20) == 0
    assert _at(mask, 50, 10) == 0


def test_a_dot_is_as_wide_as_the_brush(mask: Mask) -> None:
    _stroke(mask, 20, 20, 20, 20, width=11)
    assert _at(mask, 20, 16) == 255
    assert _at(mask, 20, 28) == 0


def test_the_eraser_takes_back(mask: Mask) -> None:
    mask.begin()
    mask.fill_all(Ink.PAINT)
    mask.end()
    _stroke(mask, 30, 20, 30, 20, ink=Ink.ERASE)
    assert _at(mask, 30, 20) == 0
    assert _at(mask, 5, 5) == 255


def test_undo_and_redo_give_back_every_byte(mask: Mask) -> None:
    states = [mask.alpha()]
    for x in (5, 20, 35):
        _stroke(mask, x, 5, x + 10, 30)
        states.append(mask.alpha())
    mask.begin()
    mask.invert()
    mask.end()
    states.append(mask.alpha())
    for state in reversed(states[:-1]):
        mask.undo()
        assert mask.alpha() == state
    assert not mask.can_undo
    for state in states[1:]:
        mask.redo()
        assert mask.alpha() == state
    assert not mask.can_redo


def test_a_new_step_ends_what_could_be_redone(mask: Mask) -> None:
    _stroke(mask, 5, 5, 9, 9)
    mask.undo()
    _stroke(mask, 30, 5, 40, 9)
    assert not mask.can_redo


def test_several_strokes_between_begin_and_end_are_one_step(mask: Mask) -> None:
    mask.begin()
    for x in range(5, 50, 5):
        mask.stroke(QPointF(x, 10), QPointF(x + 5, 12), 6, Ink.PAINT)
    mask.end()
    mask.undo()
    assert mask.is_empty


def test_inverting_twice_is_nothing(mask: Mask) -> None:
    _stroke(mask, 5, 5, 40, 30)
    before = mask.alpha()
    for _ in range(2):
        mask.begin()
        mask.invert()
        mask.end()
    assert mask.alpha() == before


def test_what_a_ring_encloses_can_be_filled(mask: Mask) -> None:
    corners = [(10, 5), (45, 5), (45, 35), (10, 35), (10, 5)]
    mask.begin()
    for (x, y), (to_x, to_y) in itertools.pairwise(corners):
        mask.stroke(QPointF(x, y), QPointF(to_x, to_y), 4, Ink.PAINT)
    mask.end()
    assert _at(mask, 27, 20) == 0
    mask.begin()
    mask.put(flood(mask.alpha(), W, H, 27, 20), Ink.PAINT)
    mask.end()
    assert _at(mask, 27, 20) == 255
    assert _at(mask, 2, 2) == 0
    mask.undo()
    assert _at(mask, 27, 20) == 0


def test_strokes_past_the_edge_are_cut_there(mask: Mask) -> None:
    _stroke(mask, -20, -20, 200, 200)
    assert _at(mask, 20, 20) == 255
    mask.undo()
    assert mask.is_empty
