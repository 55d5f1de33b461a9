"""Names and values under one another, in as many pairs of columns as are wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from imagestudio.ui.theme import set_role


def fill_rows(
    grid: QGridLayout,
    rows: Sequence[tuple[str, str]],
    roles: tuple[str, str],
    parent: QWidget,
    *,
    pairs: int = 1,
    wraps: bool = False,
    down: bool = False,
) -> None:
    """Show these in place of what was there.

    `wraps` lets long values go on in the next line; `down` fills one pair of columns before the next.
    """
    lines = -(-len(rows) // pairs)
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    alignment = Qt.AlignmentFlag.AlignTop if wraps else Qt.AlignmentFlag.AlignLeft
    for number, row in enumerate(rows):
        line, pair = divmod(number, lines)[::-1] if down else divmod(number, pairs)
        for column, (text, role) in enumerate(zip(row, roles, strict=True)):
            label = QLabel(text, parent)
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(wraps and column == 1)
            label.setMinimumWidth(1)
            grid.addWidget(label, line, 2 * pair + column, alignment)
            label.show()  # at once: what they stand on is measured next
