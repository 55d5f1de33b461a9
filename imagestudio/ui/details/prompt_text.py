"""A prompt to read and to copy from: whole where it is short, folded after some lines where it is long."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent, QTextLine, QTextOption, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imagestudio.ui.theme import set_role

_FOLDED_LINES = 8
_WORTH_FOLDING = 2  # a fold that hides fewer lines than this costs more room than it saves


class PromptText(QWidget):
    """Plain text that breaks even within words that are too long, and never widens what it stands in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _Text(self)
        self._fold = QPushButton(self)
        self._build_layout()
        self._connect_signals()

    def text(self) -> str:
        return self._text.toPlainText()

    def set_text(self, text: str) -> None:
        if text == self.text():
            return
        self._text.setPlainText(text)
        self._fold.setChecked(False)
        self._fit()

    def set_name(self, name: str) -> None:
        """What a screen reader calls it."""
        self._text.setAccessibleName(name)

    @property
    def folded(self) -> bool:
        """Whether only the first lines are in sight."""
        return self._fold.isVisibleTo(self) and not self._fold.isChecked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build_layout(self) -> None:
        set_role(self._fold, "unfold")
        self._fold.setCheckable(True)
        self._fold.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._text)
        layout.addWidget(self._fold, alignment=Qt.AlignmentFlag.AlignLeft)

    def _connect_signals(self) -> None:
        self._fold.toggled.connect(self._fit)
        self._text.shown.connect(self._fit)

    def _fit(self) -> None:
        self._text.break_lines(self.width())
        lines = self._text.line_count()
        long = lines >= _FOLDED_LINES + _WORTH_FOLDING
        self._fold.setVisible(long)
        shown = self._fold.isChecked() or not long
        self._fold.setText(self.tr("S&how less") if shown else self.tr("Show the w&hole prompt"))
        self._text.show_lines(lines if shown else _FOLDED_LINES)


class _Text(QPlainTextEdit):
    """As high as the lines it is told to show; scrolling is left to what is around it.

    Signals:
        shown: it is in sight, or in another font, so only now it has broken its lines for the width it has.
    """

    shown = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "selectable")
        self.setProperty("focusRing", True)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(selectable)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)

    def break_lines(self, width: int) -> None:
        """Break the text for this width now; the layout around has not given it yet."""
        self.resize(width, self.height())

    def line_count(self) -> int:
        return int(self.document().size().height())

    def show_lines(self, count: int) -> None:
        """Be as high as the first lines are, which differ with the script and its font."""
        height = sum(line.height() for line in islice(self._lines(), count))
        self.setFixedHeight(max(self.fontMetrics().lineSpacing(), math.ceil(height)) + 1)
        self.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.shown.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _lines(self) -> Iterator[QTextLine]:
        block = self.document().begin()
        while block.isValid():
            self.blockBoundingRect(block)  # lays it out
            layout = block.layout()
            for number in range(layout.lineCount()):
                yield layout.lineAt(number)
            block = block.next()
