"""The foot of the compose panel, always in sight: what it will cost, how long it takes, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.pricing import Estimate, PriceSource
from imagestudio.core.wording import Quote
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.widgets import ElidedLabel, hairline

if TYPE_CHECKING:
    from imagestudio.ui.compose.cap_question import CapQuestion


class PriceFooter(QWidget):
    """Price, expected time and Generate; above them a question, where very much is asked for.

    Signals:
        generate_clicked()
        allowed(): the person says yes to what was asked.
        sample_requested(int): only so many of the prompts are wanted.
    """

    generate_clicked = Signal()
    allowed = Signal()
    sample_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.generate_button = QPushButton(self)
        self.question: CapQuestion | None = None
        self._price = QLabel(self)
        self._time = QLabel(self)
        self._hint = QLabel(self)
        self.last_run = ElidedLabel(parent=self)
        self._layout = QVBoxLayout(self)
        self._build_layout()
        self.generate_button.clicked.connect(self.generate_clicked)

    def show_quote(self, offer: Quote, expected_s: float | None) -> None:
        """This can be asked for."""
        self._hide_question()
        self.generate_button.setEnabled(True)
        self._show_price(offer)
        each = self.tr("≈ {0} s each") if offer.pictures > 1 else self.tr("≈ {0} s")
        self._time.setText("" if expected_s is None else each.format(max(1, round(expected_s))))
        source = self._short_source(offer.total.source)
        self._hint.setText(self.tr("{0}  ·  Ctrl + Enter").format(source) if source else self.tr("Ctrl + Enter"))

    def ask_first(self, offer: Quote, cap: int, most: int) -> None:
        """This can be asked for once the person has said yes to it; or not at all, where it is more than `most`."""
        if self.question is None:
            from imagestudio.ui.compose.cap_question import CapQuestion

            self.question = CapQuestion(self)
            self.question.allowed.connect(self.allowed)
            self.question.sample_requested.connect(self.sample_requested)
            self._layout.insertWidget(1, self.question)
        self.generate_button.setEnabled(False)
        self._show_price(offer)
        self._time.setText("")
        self._hint.setText(self.tr("Answer the question above"))
        amount = "" if offer.total.source is PriceSource.FREE else amount_text(offer.total)
        self.question.ask(offer, amount, cap, most)

    def show_reason(self, reason: str) -> None:
        """Nothing can be asked for, and why."""
        self._hide_question()
        self.generate_button.setEnabled(False)
        self.generate_button.setText(self.tr("&Generate"))
        self._price.setText("")
        self._time.setText("")
        self._hint.setText(reason)

    def put_above(self, card: QWidget) -> None:
        """Let something stand above the price, while it is visible."""
        self._layout.insertWidget(1, card)

    def show_last_run(self, text: str) -> None:
        """What the latest run cost; nothing where the text is empty."""
        self.last_run.set_text(text)
        self.last_run.setVisible(bool(text))

    def _hide_question(self) -> None:
        if self.question is not None:
            self.question.hide()

    def _build_layout(self) -> None:
        set_role(self.generate_button, "primary")
        self.generate_button.setObjectName("GenerateButton")
        self.generate_button.setAccessibleName(self.tr("Generate"))
        for label, role in ((self._price, "label"), (self._time, "hint"), (self._hint, "hint")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._price.setMinimumWidth(1)  # a long one is cut off rather than the panel: the button says it whole
        self._hint.setWordWrap(True)
        set_role(self.last_run, "hint")
        for label in (self._hint, self.last_run):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addWidget(self._price)
        row.addStretch()
        row.addWidget(self._time)
        layout = self._layout
        layout.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        layout.addWidget(hairline(self))
        layout.addSpacing(SPACE_M - SPACE_S)
        layout.addLayout(row)
        layout.addWidget(self.generate_button)
        layout.addWidget(self._hint)
        layout.addWidget(self.last_run)
        self.last_run.hide()

    def _show_price(self, offer: Quote) -> None:
        self.generate_button.setText(self._button_text(offer.total))
        self._price.setText(self._price_text(offer))
        source = self._source_text(offer.total)
        self.generate_button.setAccessibleDescription(self.tr("{0}. {1}").format(amount_text(offer.total), source))
        for widget in (self._price, self.generate_button):
            widget.setToolTip(source)

    def _button_text(self, total: Estimate) -> str:
        if total.source is PriceSource.FREE:
            return self.tr("&Generate  ·  free demo")
        if total.amount is None:
            return self.tr("&Generate  ·  price unknown")
        return self.tr("&Generate  ·  {0}").format(amount_text(total))

    def _price_text(self, offer: Quote) -> str:
        if offer.prompts > 1:
            return self._prompts_text(offer)
        if offer.total.source is PriceSource.FREE:
            return self.tr("%n demo picture(s)", "", offer.pictures)
        if offer.single.amount is None:
            return self.tr("%n picture(s)", "", offer.pictures)
        return self.tr("{0} × about {1}").format(offer.pictures, offer.single.amount)

    def _prompts_text(self, offer: Quote) -> str:
        """What a template comes to, before anything is made of it."""
        text = self.tr("= {0} prompts").format(f"{offer.prompts:,}" if offer.prompts < 10**9 else self.tr("very many"))
        text = text if offer.each == 1 else self.tr("{0} × {1}").format(text, offer.each)
        known = offer.total.amount is not None and offer.total.source is not PriceSource.FREE
        return self.tr("{0} · {1}").format(text, amount_text(offer.total)) if known else text

    def _short_source(self, source: PriceSource) -> str:
        """Where the price comes from, in a word or two."""
        return {
            PriceSource.LIVE: self.tr("Live price"),
            PriceSource.HISTORY: self.tr("As last paid"),
            PriceSource.TABLE: self.tr("By the price list"),
            PriceSource.SCALED: self.tr("Rough estimate"),
        }.get(source, "")

    def _source_text(self, total: Estimate) -> str:
        """The same in a sentence, with the reason where it is a range."""
        text = self._sentence(total.source)
        if not total.is_range:
            return text
        if total.source is PriceSource.HISTORY:
            return self.tr("{0} The latest ones differed in price.").format(text)
        return self.tr("{0} Whether the mask is charged as a picture is not published.").format(text)

    def _sentence(self, source: PriceSource) -> str:
        return {
            PriceSource.FREE: self.tr("Demo pictures are drawn on this computer and cost nothing."),
            PriceSource.LIVE: self.tr("What the service's catalogue says now."),
            PriceSource.HISTORY: self.tr("What the latest pictures with this model, size and quality cost here."),
            PriceSource.TABLE: self.tr("Estimated from the published price of the model."),
            PriceSource.SCALED: self.tr("Estimated from the one published price of this model, for another size."),
            PriceSource.UNKNOWN: self.tr("No price is known for this model, size and quality."),
        }[source]


_TOO_DEAR = 10**9  # dollars, of which every digit would be in the way


def amount_text(total: Estimate) -> str:
    """The amount, from the least to the most where it is a range."""
    if total.amount is None:
        return ""
    if total.amount.usd > _TOO_DEAR:
        return "> $1,000,000,000"
    return f"{total.low} – {total.high}" if total.is_range else str(total.amount)
