"""What keys mean to the grid: how large cells can be, and which step each movement of the cursor is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from imagestudio.ui.gallery.grid_layout import Move

SMALLEST, USUAL, LARGEST = 96, 192, 384
SIZE_STEP = 24

SIZE_KEYS: dict[int, int] = {
    Qt.Key.Key_Plus: SIZE_STEP,
    Qt.Key.Key_Equal: SIZE_STEP,
    Qt.Key.Key_Minus: -SIZE_STEP,
    Qt.Key.Key_0: 0,
}

MOVES = {
    QAbstractItemView.CursorAction.MoveLeft: Move.LEFT,
    QAbstractItemView.CursorAction.MovePrevious: Move.LEFT,
    QAbstractItemView.CursorAction.MoveRight: Move.RIGHT,
    QAbstractItemView.CursorAction.MoveNext: Move.RIGHT,
    QAbstractItemView.CursorAction.MoveUp: Move.UP,
    QAbstractItemView.CursorAction.MoveDown: Move.DOWN,
    QAbstractItemView.CursorAction.MovePageUp: Move.PAGE_UP,
    QAbstractItemView.CursorAction.MovePageDown: Move.PAGE_DOWN,
    QAbstractItemView.CursorAction.MoveHome: Move.HOME,
    QAbstractItemView.CursorAction.MoveEnd: Move.END,
}
