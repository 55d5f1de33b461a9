"""The foot of a grid: how it stands, what was done last, and the button that buys what is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imagestudio.core.pricing import Estimate
from imagestudio.core.wording import Quote
from imagestudio.ui.compose.cap_question import CapQuestion
from imagestudio.ui.compose.till import MOST_AT_ONCE
from imagestudio.ui.grid.grid_words import amount_text, offer_text
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.widgets import ElidedLabel


class GridFoot(QFrame):
    """Says what is here and what is not, with the price of that.

    Signals:
        make_clicked, retry_clicked, release_clicked: what their names say.
    """

    make_clicked = Signal()
    retry_clicked = Signal()
    release_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = ElidedLabel(parent=self)
        self._told = QLabel(self)
        self._run: Callable[[], object] | None = None
        self._line = QHBoxLayout()
        self.told_button = QPushButton(self)
        self.question = CapQuestion(self)
        self.release_button = QPushButton(self)
        self.retry_button = QPushButton(self)
        self.make_button = QPushButton(self)
        self._build_layout()
        self.make_button.clicked.connect(self.make_clicked)
        self.retry_button.clicked.connect(self.retry_clicked)
        self.release_button.clicked.connect(self.release_clicked)
        self.told_button.clicked.connect(self._on_told_clicked)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        asked: list[QWidget] = [self.question.allow_button]
        return [self.told_button, *asked, self.release_button, self.retry_button, self.make_button]

    def summary(self) -> str:
        return self._summary.full_text()

    def told(self) -> str:
        return self._told.text()

    def show_state(self, summary: str, open_: int, total: Estimate, reason: str) -> None:
        """How the grid stands; where nothing can be bought, `reason` says why."""
        self._summary.set_text(summary)
        possible = open_ > 0 and not reason
        self.make_button.setText(offer_text(open_, total) if possible else reason or self.tr("Nothing to make"))
        self.make_button.setAccessibleName(self.make_button.text())
        self.make_button.setEnabled(possible)

    def show_others(self, failed: int, held: int) -> None:
        """How many can be tried again without paying twice, and how many wait for the person."""
        self.retry_button.setText(self.tr("Retry %n", "", failed))
        self.retry_button.setVisible(failed > 0)
        self.release_button.setText(self.tr("Send %n kept", "", held))
        self.release_button.setVisible(held > 0)

    def ask_first(self, count: int, total: Estimate, cap: int) -> None:
        """So many are asked about before they are bought."""
        offer = Quote(1, count, total, total)
        self.question.ask(offer, amount_text(total), cap, MOST_AT_ONCE)
        self.question.allow_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Tell what was done, perhaps with a way back or on; nothing where the text is empty."""
        self._run = run
        long = self.fontMetrics().horizontalAdvance(text) > self.width() // 2
        self._told.setWordWrap(long)  # a short one keeps its button close, and that away from those that spend money
        self._line.setStretch(0, int(long))
        self._told.setText(text)
        self._told.setVisible(bool(text))
        self.told_button.setText(action)
        self.told_button.setVisible(bool(action))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _on_told_clicked(self) -> None:
        run = self._run
        self.say("")
        if run is not None:
            run()

    def _build_layout(self) -> None:
        self.setObjectName("GridFoot")
        set_role(self._summary, "label")
        set_role(self._told, "note")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.told_button, "link")
        set_role(self.make_button, "primary")
        self.make_button.setObjectName("MakeButton")
        self.make_button.setEnabled(False)  # until it is known what there is to make
        for button in (self.release_button, self.retry_button):
            set_role(button, "tall")
            button.hide()
        for button in (self.release_button, self.retry_button, self.make_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        told = QWidget(self)
        told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout(told)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        line = self._line
        line.setSpacing(SPACE_S)
        line.addWidget(self._told)
        line.addWidget(self.told_button)
        line.addStretch()
        words.addWidget(self._summary)
        words.addLayout(line)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(told, 1)
        for button in (self.release_button, self.retry_button, self.make_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self.question)
        column.addLayout(row)
        self.say("")
