"""The colours of a template in the editor: only of what is in sight, so that a long text costs no more."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from imagestudio.core.templates.problems import Problem, Token, TokenKind
from imagestudio.core.templates.template import Template
from imagestudio.ui.craft.places import Places
from imagestudio.ui.theme import Theme

_BY_DEPTH = ("accent_text", "ok", "focus")  # braces within braces
_COLORS = {TokenKind.LIST: "focus", TokenKind.ESCAPE: "text3", TokenKind.UNKNOWN_LIST: "text2"}
_MOST = 1_500  # no screen shows more


class TemplateMarks(QObject):
    """Colours braces, bars, counts and lists, and draws a wavy line below mistakes."""

    def __init__(self, edit: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(edit)
        self._edit = edit
        self._theme = theme
        self._template: Template | None = None
        self._places = Places("")
        theme.changed.connect(self._mark)
        edit.verticalScrollBar().valueChanged.connect(self._mark)
        edit.viewport().installEventFilter(self)

    def show_template(self, template: Template | None) -> None:
        """Mark this, which is what stands in the editor now; None marks nothing."""
        if template is self._template:
            return
        self._template = template if template is not None and (template.tokens or template.problems) else None
        self._places = Places(template.text if template is not None else "")
        self._mark()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self._template is not None:
            self._mark()
        return False

    def _mark(self) -> None:
        template = self._template
        if template is None:
            if self._edit.extraSelections():
                self._edit.setExtraSelections([])
            return
        first, last = self._sight()
        at = self._places.of
        start = bisect_left(template.tokens, first, key=lambda token: at(token.offset + token.length))
        stop = bisect_right(template.tokens, last, key=lambda token: at(token.offset))
        selections = [self._token(token) for token in template.tokens[start : min(stop, start + _MOST)]]
        seen = [each for each in template.problems[:_MOST] if at(each.offset) <= last and self._end(each) >= first]
        self._edit.setExtraSelections([*selections, *(self._problem(problem) for problem in seen)])

    def _sight(self) -> tuple[int, int]:
        """The first and the last character in sight, as Qt counts."""
        area = self._edit.viewport().rect()
        first = self._edit.cursorForPosition(QPoint(0, 0)).position()
        return first, self._edit.cursorForPosition(area.bottomRight()).position() + 1

    def _end(self, problem: Problem) -> int:
        return self._places.of(problem.offset + max(problem.length, 1))

    def _token(self, token: Token) -> QTextEdit.ExtraSelection:
        name = _COLORS.get(token.kind, _BY_DEPTH[max(0, token.depth - 1) % len(_BY_DEPTH)])
        form = QTextCharFormat()
        self._color(form, name)
        return self._selection(form, self._places.of(token.offset), self._places.of(token.offset + token.length))

    def _problem(self, problem: Problem) -> QTextEdit.ExtraSelection:
        form = QTextCharFormat()
        wave, dots = QTextCharFormat.UnderlineStyle.WaveUnderline, QTextCharFormat.UnderlineStyle.DotLine
        form.setUnderlineStyle(wave if problem.is_error else dots)
        form.setUnderlineColor(self._theme.color("danger" if problem.is_error else "text3"))
        if problem.is_error and problem.length <= 1:
            self._color(form, "danger")
        return self._selection(form, self._places.of(problem.offset), self._end(problem))

    def _color(self, form: QTextCharFormat, name: str) -> None:
        form.setForeground(self._theme.color(name))
        form.setBackground(Qt.GlobalColor.transparent)  # without any, Qt leaves out what touches what it has painted

    def _selection(self, form: QTextCharFormat, start: int, end: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._edit.document())
        last = max(0, self._edit.document().characterCount() - 1)
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = form
        return selection
