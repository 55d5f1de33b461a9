"""The list of what will be sent, each prompt whole, with what differs between them marked."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from imagestudio.core.differences import Part, compare
from imagestudio.core.wording import Wording
from imagestudio.ui.craft.places import length_of
from imagestudio.ui.rounded import Rounded
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

MOST_SHOWN = 200
_WIDTH, _HIGHEST = 520, 440
_MOST_COMPARED = 20_000  # characters altogether; more takes too long for what it shows
_MOST_CHARACTERS = 400_000


class PromptsPopover(QFrame):
    """A small window with the prompts one below the other; they can be selected and copied."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("Popover")
        Rounded(self)
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._title, "section")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setProperty("ownFocus", True)
        self.text.setTabChangesFocus(True)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self.text, "selectable")
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_M, SPACE_XS, SPACE_S)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._title)
        layout.addWidget(self.text)

    def open_below(self, anchor: QWidget, wording: Wording) -> None:
        """Show what this comes to, below the line that names it."""
        prompts = _shown(wording)
        self._title.setText(self._title_of(wording, len(prompts)))
        self.setWindowTitle(self._title.text())
        self.setAccessibleName(self._title.text())
        self.text.setAccessibleName(self._title.text())
        self._fill(prompts)
        self._place(anchor)
        self.show()
        self.text.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _title_of(self, wording: Wording, shown: int) -> str:
        if wording.count == 1:
            return self.tr("What will be sent")
        if shown == wording.count:
            return self.tr("The {0} prompts").format(f"{shown:,}")
        count = f"{wording.count:,}" if wording.count < 10**9 else self.tr("very many")
        return self.tr("The first {0} of {1} prompts").format(f"{shown:,}", count)

    def _fill(self, prompts: list[str]) -> None:
        rows = _marked(prompts)
        texts = ["".join(part.text for part in row) for row in rows]
        self.text.setPlainText("\n\n".join(texts))
        self.text.setExtraSelections(self._selections(rows, texts))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _selections(self, rows: list[tuple[Part, ...]], texts: list[str]) -> list[QTextEdit.ExtraSelection]:
        form = QTextCharFormat()
        form.setForeground(self.palette().link())  # the accent as text
        selections = []
        row_at = 0
        for row, text in zip(rows, texts, strict=True):
            at = row_at
            for part in row:
                if part.own:
                    selections.append(self._selection(form, at, at + length_of(part.text)))
                at += length_of(part.text)
            row_at += length_of(text) + 2
        return selections

    def _selection(self, form: QTextCharFormat, start: int, end: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = form
        return selection

    def _place(self, anchor: QWidget) -> None:
        area = anchor.screen().availableGeometry()
        self.setFixedWidth(min(_WIDTH, area.width()))
        self.ensurePolished()
        self.text.setFixedWidth(self.width() - SPACE_M - SPACE_XS)
        line = self.text.fontMetrics().lineSpacing()
        lines = int(self.text.document().size().height()) + 1
        self.text.setFixedHeight(min(max(lines, 2) * line + SPACE_S, _HIGHEST))
        self.setFixedHeight(self._column.sizeHint().height())
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + SPACE_XS))
        place.setX(max(area.left(), min(place.x(), area.right() - self.width())))
        place.setY(max(area.top(), min(place.y(), area.bottom() - self.height())))
        self.move(place)


def _shown(wording: Wording) -> list[str]:
    """The first prompts; fewer where they are very long."""
    shown, length = [], 0
    for prompt in islice(wording.prompts(), MOST_SHOWN):
        shown.append(prompt)
        length += len(prompt)
        if length > _MOST_CHARACTERS:
            break
    return shown


def _marked(prompts: list[str]) -> list[tuple[Part, ...]]:
    if len(prompts) > 1 and sum(map(len, prompts)) <= _MOST_COMPARED:
        return compare(prompts)
    return [(Part(prompt),) for prompt in prompts]
