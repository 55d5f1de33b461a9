"""Everything the spending window asks of library and service; for worker threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from imagestudio.core.errors import DiskError
from imagestudio.core.ledger import Comparison
from imagestudio.core.limits import Spent
from imagestudio.core.ports import GoesOn
from imagestudio.core.spending import Books, Progress, SpendingReport
from imagestudio.core.spending_days import Days, Range, days_of
from imagestudio.core.times import to_datetime


class Comparing(Protocol):
    """Compares a provider's purchases between two moments with its ledger, and tells how many entries it has read.

    Raises CredentialError, ProviderError, LibraryError.
    """

    def __call__(
        self, provider: str, start: int, end: int, goes_on: GoesOn, told: Callable[[int], None]
    ) -> Comparison: ...


@dataclass(frozen=True)
class Bookkeeping:
    """What is known of money: reports, what the limits count, the ledger, and which picture a purchase brought."""

    books: Books
    spent: Callable[[], Spent]
    compare: Comparing
    picture: Callable[[int, str], int | None]


@dataclass(frozen=True)
class Statement:
    """A report, the days it is of, and what the limits count now."""

    report: SpendingReport
    days: Days
    spent: Spent
    first: date | None


def read_statement(
    keeping: Bookkeeping, chosen: Range, custom: Days, today: date, progress: Progress, goes_on: GoesOn
) -> Statement:
    """Raises LibraryError."""
    oldest = keeping.books.first_time()
    first = None if oldest is None else to_datetime(oldest).astimezone().date()
    days = days_of(chosen, today, first, custom)
    report = keeping.books.report(*days.moments(), goes_on=goes_on, progress=progress)
    if chosen is Range.ALL:  # pictures that were taken in may be much older than anything that was paid
        days = Days(min((date.fromisoformat(day) for day in report.days), default=today), days.last)
        first = days.first
    return Statement(report, days, keeping.spent(), first)


def write_table(path: Path, text: str) -> str:
    """The file's name. Raises DiskError."""
    try:
        path.write_text(text, encoding="utf-8-sig", newline="")  # so that spreadsheets take it for UTF-8
    except OSError as error:
        raise DiskError(f"The table could not be saved: {error.strerror or type(error).__name__}.") from error
    return path.name
