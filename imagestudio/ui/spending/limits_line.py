"""How much of the person's limits is used, where there are any."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from imagestudio.core.limits import Limit, SpendingLimits, Spent
from imagestudio.core.money import Money
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_XL, SPACE_XS

_FULL = 1_000


class LimitsLine(QWidget):
    """For day and month a line each: what is spent, with what waits, of what one is asked above or stopped at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = (QLabel(self), QLabel(self))
        self.bars = (QProgressBar(self), QProgressBar(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XL)
        for text, bar in zip(self._texts, self.bars, strict=True):
            set_role(text, "label")
            text.setTextFormat(Qt.TextFormat.PlainText)
            bar.setTextVisible(False)
            bar.setRange(0, _FULL)
            column = QVBoxLayout()
            column.setSpacing(SPACE_XS)
            column.addWidget(text)
            column.addWidget(bar)
            row.addLayout(column, 1)
        self.hide()

    def show_limits(self, limits: SpendingLimits, spent: Spent) -> None:
        shown = ((self.tr("Today"), limits.day, spent.day), (self.tr("This month"), limits.month, spent.month))
        for (name, limit, amount), text, bar in zip(shown, self._texts, self.bars, strict=True):
            most = limit.stop or limit.ask
            text.setText(self._said(name, limit, amount))
            bar.setAccessibleName(text.text())
            if most is not None and most.nanos > 0:
                bar.setValue(min(_FULL, amount.nanos * _FULL // most.nanos))
            for widget in (text, bar):
                widget.setVisible(most is not None)
        self.setVisible(any(limit.ask or limit.stop for limit in (limits.day, limits.month)))

    def _said(self, name: str, limit: Limit, amount: Money) -> str:
        if limit.stop is not None and limit.ask is not None:
            text = self.tr("{0}: {1} of {2}; asks above {3}")
            return text.format(name, amount, limit.stop, limit.ask)
        if limit.stop is not None:
            return self.tr("{0}: {1} of {2}").format(name, amount, limit.stop)
        return self.tr("{0}: {1}; asks above {2}").format(name, amount, limit.ask)
