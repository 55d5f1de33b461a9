"""The words on a card: the words that came and went, or the prompt, cut where they end."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout

from imagestudio.core.differences import Sign
from imagestudio.ui.family.step import Step, bare
from imagestudio.ui.theme import Theme

_LINES = 3
_LONGEST = 300  # characters, more than these lines hold
_BETWEEN = "   "
_CUT = "…"

_Piece = tuple[str, Sign | None]


def format_of(sign: Sign | None, theme: Theme) -> QTextCharFormat:
    """What came is underlined, what went is struck out: not told by colour alone. None is for what is no prompt."""
    look = QTextCharFormat()
    colors = {Sign.ADDED: "ok", Sign.REMOVED: "danger", Sign.KEPT: "text2"}
    look.setForeground(theme.color(colors[sign] if sign is not None else "text2"))
    look.setFontUnderline(sign is Sign.ADDED)
    look.setFontStrikeOut(sign is Sign.REMOVED)
    return look


def few_lines(prompt: str, step: Step | None, waits: bool, width: float, font: QFont, theme: Theme) -> QTextLayout:
    """Ready to be drawn at (0, 0)."""
    pieces = _pieces(prompt, step, waits)
    layout, end = _laid_out(pieces, width, font, theme)
    if end < sum(len(text) for text, _sign in pieces):
        layout, _end = _laid_out(_cut(pieces, max(0, end - 2)), width, font, theme)
    return layout


def _pieces(prompt: str, step: Step | None, waits: bool) -> list[_Piece]:
    if step is None:
        return [] if waits else [(" ".join(prompt[: 2 * _LONGEST].split())[:_LONGEST], Sign.KEPT)]
    pieces: list[_Piece] = []
    for run in step.runs:
        if run.sign is not Sign.KEPT:
            pieces += [(f"{run.sign.value}{bare(run.text)}", run.sign), (_BETWEEN, None)]
    for setting in step.settings:
        pieces += [(setting.text, None), (_BETWEEN, None)]
    if not pieces:
        return [(QCoreApplication.translate("Family", "The same words and settings"), None)]
    return _cut(pieces[:-1], _LONGEST)


def _cut(pieces: list[_Piece], length: int) -> list[_Piece]:
    """No more than so many characters."""
    kept: list[_Piece] = []
    for text, sign in pieces:
        if len(text) > length:
            return [*kept, (f"{text[:length].rstrip()}{_CUT}", sign)]
        kept.append((text, sign))
        length -= len(text)
    return kept


def _laid_out(pieces: list[_Piece], width: float, font: QFont, theme: Theme) -> tuple[QTextLayout, int]:
    """The first lines of it, and how many characters these hold."""
    layout = QTextLayout("".join(text for text, _sign in pieces), font)
    layout.setFormats(_ranges(pieces, theme))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    end, top = 0, 0.0
    for _ in range(_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return layout, end


def _ranges(pieces: list[_Piece], theme: Theme) -> list[QTextLayout.FormatRange]:
    ranges, start = [], 0
    for text, sign in pieces:
        one = QTextLayout.FormatRange()
        length = len(text.encode("utf-16-le")) // 2  # Qt counts in halves of characters beyond the usual ones
        one.start, one.length, one.format = start, length, format_of(sign, theme)
        ranges.append(one)
        start += length
    return ranges
