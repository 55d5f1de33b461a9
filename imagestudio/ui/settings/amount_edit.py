"""A field for an amount of money, or none."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QFocusEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

# To the hundredth of a cent; a comma is what many write before cents.
_TYPED = QRegularExpression(r"\s*\$?\s*\d{0,6}([.,]\d{0,4})?\s*")


class AmountEdit(QLineEdit):
    """Dollars to the hundredth of a cent; empty is no amount at all.

    Signals:
        chosen(str): the number without its sign, such as 0.50, or nothing; when it is typed to its end.
    """

    chosen = Signal(str)

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        """`nothing` is what stands there where there is no amount."""
        super().__init__(parent)
        self._kept = ""
        self.setValidator(QRegularExpressionValidator(_TYPED, self))
        self.setPlaceholderText(nothing)
        self.editingFinished.connect(self._on_editing_finished)

    def show_amount(self, kept: str) -> None:
        """The amount that holds; what is no amount in the file is none."""
        self._kept = _plain(kept)
        self.setText(f"${self._kept}" if self._kept else "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_amount(self._kept)  # a lone sign was typed, which means nothing

    def _on_editing_finished(self) -> None:
        typed = _plain(self.text())
        if typed != self._kept:
            self.show_amount(typed)
            self.chosen.emit(typed)


def _plain(text: str) -> str:
    """The number with cents, and up to four digits where there are any."""
    digits = text.strip().lstrip("$").strip().replace(",", ".").rstrip(".")
    if not digits.replace(".", "", 1).isdecimal() or not digits.isascii():
        return ""
    whole, _, fraction = f"{Decimal(digits):.4f}".partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"
