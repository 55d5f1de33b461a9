"""Amounts of money as whole billionths of a dollar, so that sums are exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_NANOS_PER_USD = 1_000_000_000
_NANOS_PER_CREDIT = 500  # 1 USD = 2,000,000 credits


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in US dollars, exact to a billionth."""

    nanos: int

    @classmethod
    def from_usd(cls, usd: str | int | float | Decimal) -> Money:
        """The amount for a decimal number of dollars; a float means what it prints.

        Raises ValueError for what is no finite number.
        """
        try:
            amount = Decimal(str(usd)) * _NANOS_PER_USD
            return cls(int(amount.to_integral_value()))
        except (InvalidOperation, OverflowError, ValueError) as error:
            raise ValueError("not an amount of money") from error

    @classmethod
    def from_credits(cls, count: int) -> Money:
        """The amount for AI/ML API credits (2,000,000 to the dollar)."""
        return cls(count * _NANOS_PER_CREDIT)

    @property
    def usd(self) -> Decimal:
        return Decimal(self.nanos) / _NANOS_PER_USD

    def rounded_up_to_credits(self) -> Money:
        return Money(-(-self.nanos // _NANOS_PER_CREDIT) * _NANOS_PER_CREDIT)

    def __add__(self, other: Money) -> Money:
        return Money(self.nanos + other.nanos)

    def __mul__(self, count: int) -> Money:
        return Money(self.nanos * count)

    def __str__(self) -> str:
        """Dollars with cents, and up to four digits: $9.41, $0.053, $12.3461."""
        return f"${self.text()}"

    def text(self) -> str:
        """The number alone, as shown to people: to the hundredth of a cent, with cents at least."""
        whole, _, fraction = f"{self.usd:,.4f}".partition(".")
        return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"


ZERO = Money(0)
