"""What is known of the picture, laid over it: prompt, model, size, quality, cost, time, rating."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.record import Record
from imagestudio.ui.details.facts import facts_of
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from imagestudio.ui.viewer.marks import marks_text
from imagestudio.ui.viewer.rows import fill_rows

_WIDTH = 340
_MOST_PROMPT = 700


class InfoCard(QFrame):
    """A card over the picture; its owner places it."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._record: Record | None = None
        self._stale = False
        self._marks = QLabel(self)
        self._prompt = QLabel(self)
        self._facts = QGridLayout()
        self._build_layout()
        self.hide()

    def show_record(self, record: Record) -> None:
        """At once where the card is seen, else when it will be: turning over must cost nothing for what is not seen."""
        if record == self._record:
            return
        self._record, self._stale = record, True
        if not self.isHidden():
            self._refresh()

    def toggle(self) -> None:
        if self.isHidden() and self._record is not None:
            self._refresh()
        self.setVisible(self.isHidden())

    def text(self) -> str:
        """All that can be read here."""
        return self.accessibleDescription()

    def _refresh(self) -> None:
        record = self._record
        if record is None or not self._stale:
            return
        self._stale = False
        self._marks.setText(marks_text(record.organisation))
        self._marks.setVisible(bool(self._marks.text()))
        prompt = " ".join(record.prompt.split())
        self._prompt.setVisible(bool(prompt))
        self._prompt.setText(prompt if len(prompt) <= _MOST_PROMPT else f"{prompt[:_MOST_PROMPT].rstrip()}…")
        facts = facts_of(record, self._catalog)
        fill_rows(self._facts, facts, ("label", "value"), self, wraps=True)
        self.setAccessibleDescription(". ".join([prompt, self._marks.text(), *(f"{n}: {text}" for n, text in facts)]))
        self.adjustSize()

    def _build_layout(self) -> None:
        self.setAccessibleName(self.tr("About this picture"))
        set_role(self, "card")
        set_role(self._marks, "mark")
        for label in (self._marks, self._prompt):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._prompt.setWordWrap(True)
        self._facts.setHorizontalSpacing(SPACE_M)
        self._facts.setVerticalSpacing(SPACE_XS)
        self._facts.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        for label in (self._marks, self._prompt):
            column.addWidget(label)
        column.addLayout(self._facts)
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
