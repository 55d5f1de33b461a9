"""The foot of the compose panel, always in sight: what it will cost, how long it takes, and the button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.pricing import Estimate, PriceSource
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.widgets import hairline


class PriceFooter(QWidget):
    """Price, expected time and Generate.

    Signals:
        generate_clicked()
    """

    generate_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.generate_button = QPushButton(self)
        self._price = QLabel(self)
        self._time = QLabel(self)
        self._hint = QLabel(self)
        self._build_layout()
        self.generate_button.clicked.connect(self.generate_clicked)

    def show_price(self, count: int, estimate: Estimate, expected_s: float | None) -> None:
        """So many pictures can be asked for at this price each."""
        self.generate_button.setEnabled(True)
        self.generate_button.setText(self._button_text(count, estimate))
        self._price.setText(self._price_text(count, estimate))
        self._price.setToolTip(self._source_text(estimate.source))
        each = self.tr("≈ {0} s each") if count > 1 else self.tr("≈ {0} s")
        self._time.setText("" if expected_s is None else each.format(max(1, round(expected_s))))
        self._hint.setText(self.tr("Ctrl + Enter"))

    def show_reason(self, reason: str) -> None:
        """Nothing can be asked for, and why."""
        self.generate_button.setEnabled(False)
        self.generate_button.setText(self.tr("&Generate"))
        self._price.setText("")
        self._time.setText("")
        self._hint.setText(reason)

    def _build_layout(self) -> None:
        set_role(self.generate_button, "primary")
        self.generate_button.setObjectName("GenerateButton")
        self.generate_button.setAccessibleName(self.tr("Generate"))
        for label, role in ((self._price, "label"), (self._time, "hint"), (self._hint, "hint")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addWidget(self._price)
        row.addStretch()
        row.addWidget(self._time)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        layout.addWidget(hairline(self))
        layout.addSpacing(SPACE_M - SPACE_S)
        layout.addLayout(row)
        layout.addWidget(self.generate_button)
        layout.addWidget(self._hint)

    def _button_text(self, count: int, estimate: Estimate) -> str:
        if estimate.source is PriceSource.FREE:
            return self.tr("&Generate  ·  free demo")
        if estimate.amount is None:
            return self.tr("&Generate  ·  price unknown")
        return self.tr("&Generate  ·  {0}").format(estimate.amount * count)

    def _price_text(self, count: int, estimate: Estimate) -> str:
        if estimate.source is PriceSource.FREE:
            return self.tr("%n demo picture(s)", "", count)
        if estimate.amount is None:
            return self.tr("%n picture(s)", "", count)
        return self.tr("{0} × about {1}").format(count, estimate.amount)

    def _source_text(self, source: PriceSource) -> str:
        return {
            PriceSource.FREE: self.tr("Demo pictures are drawn on this computer and cost nothing."),
            PriceSource.LIVE: self.tr("What the service's catalogue says now."),
            PriceSource.HISTORY: self.tr("What the latest picture with this model, size and quality cost."),
            PriceSource.TABLE: self.tr("Estimated from the published price of the model."),
            PriceSource.SCALED: self.tr("Estimated from the one published price of this model, for another size."),
            PriceSource.UNKNOWN: self.tr("No price is known for this model, size and quality."),
        }[source]
