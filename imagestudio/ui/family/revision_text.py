"""What became of the words of a prompt, to read: signs, underlines and strokes beside the colours."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from imagestudio.core.differences import Run, Sign
from imagestudio.ui.family.few_lines import format_of
from imagestudio.ui.family.step import spoken
from imagestudio.ui.marked_text import MarkedText
from imagestudio.ui.theme import Theme

_MOST_LINES = 8


class RevisionText(MarkedText):
    """As high as its words at its width, up to some lines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._runs: tuple[Run, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What changed in the prompt"))

    def show_runs(self, runs: Sequence[Run]) -> None:
        if tuple(runs) == self._runs:
            return
        self._runs = tuple(runs)
        self._fill()
        changed = any(run.sign is not Sign.KEPT for run in self._runs)
        self.setAccessibleDescription(spoken(self._runs) if changed else self.toPlainText())
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the text at this width, up to some lines."""
        line = self.fontMetrics().lineSpacing()
        height = math.ceil(self.document().size().height())
        self.setFixedHeight(max(line, min(height, _MOST_LINES * line)) + 2)

    def _fill(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for run in self._runs:
            look = format_of(run.sign, self._theme)
            text = run.text.lstrip()
            space = run.text[: len(run.text) - len(text)]
            cursor.insertText(space if not cursor.atStart() else "", format_of(Sign.KEPT, self._theme))
            cursor.insertText(f"{run.sign.value}{text}" if run.sign is not Sign.KEPT else text, look)
        self.moveCursor(QTextCursor.MoveOperation.Start)
