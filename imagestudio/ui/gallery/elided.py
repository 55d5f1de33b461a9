"""Text of at most so many lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def elided_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """The text broken into lines of this width; what does not fit into the last one ends in an ellipsis."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    kept = starts[: max(0, most)]
    metrics = QFontMetrics(font)
    lines = [text[start:end].strip() for start, end in zip(kept, ends, strict=False)]
    if kept and len(kept) < len(starts):
        lines[-1] = text[kept[-1] :].strip()
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]
