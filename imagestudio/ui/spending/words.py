"""Days, kinds and sums in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from imagestudio.core.catalog import Catalog
from imagestudio.core.money import Money
from imagestudio.core.spending import EstimateError, Sum
from imagestudio.core.spending_days import Bucket, Step
from imagestudio.ui.spending.chart import Bar


def bar_of_days(bucket: Bucket, step: Step) -> Bar:
    """A column for a day, a week, a month or a year."""
    return Bar(short_day(bucket.days.first, step), days_text(bucket, step), bucket.sum.cost, sum_text(bucket.sum))


def bars_of_kinds(sums: dict[str, Sum], by: str, catalog: Catalog) -> list[Bar]:
    """A row for each, named as the person knows it."""
    return [
        Bar(name, name, each.cost, sum_text(each))
        for each, name in ((each, kind_name(key, by, catalog)) for key, each in sums.items())
    ]


def kind_name(key: str, by: str, catalog: Catalog) -> str:
    if by == "model":
        return catalog.name_of(key) or _tr("Not told")
    return key.capitalize() or _tr("Not told") if by == "quality" else key


def sum_text(each: Sum) -> str:
    """$0.42 · 31 pictures · 4 kept"""
    if not each.pictures:
        return _tr("nothing")
    count = each.pictures
    made = QCoreApplication.translate("Spending", "%n picture(s)", None, count)
    return _tr("{0} · {1} · {2} kept").format(each.cost, made, f"{each.kept:,}")


def money_text(money: Money | None) -> str:
    return "–" if money is None else str(money)


def share_text(error: EstimateError) -> str:
    """How far estimates were off; nothing to tell where none is known."""
    return "–" if error.share is None else f"{error.share * 100:.1f} %"


def short_day(day: date, step: Step) -> str:
    """12 Nov, Nov 2026, 2026: as short as an axis needs."""
    if step is Step.YEAR:
        return str(day.year)
    return _shown(day, "MMM yy" if step is Step.MONTH else "d MMM")


def days_text(bucket: Bucket, step: Step) -> str:
    first, last = bucket.days.first, bucket.days.last
    if step is Step.DAY:
        return long_day(first)
    if step is Step.WEEK:
        begin = "d" if (first.year, first.month) == (last.year, last.month) else "d MMM"
        return f"{_shown(first, begin)} – {_shown(last, 'd MMM yyyy')}"
    return str(first.year) if step is Step.YEAR else _shown(first, "MMMM yyyy")


def long_day(day: date) -> str:
    return _shown(day, "ddd d MMM yyyy")


def _shown(day: date, form: str) -> str:
    """Where no language is set months have no names; English ones are better than numbers."""
    here = QLocale()
    locale = QLocale(QLocale.Language.English) if here.language() is QLocale.Language.C else here
    return locale.toString(QDate(day.year, day.month, day.day), form)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Spending", text)
