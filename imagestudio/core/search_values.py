"""The values of a search, from what a person types: names, numbers, amounts, dates and shapes. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from imagestudio.core.money import Money
from imagestudio.core.organisation import MOST_STARS, name_of
from imagestudio.core.search_query import HAS_VALUES, IS_VALUES, Key, ProblemKind, Span

DATE_WORDS = ("today", "yesterday", "week", "month", "year")
RATIO_WORDS = ("square", "landscape", "portrait")
RATIO_UNIT = 10_000  # a Span's ratio is a whole number of ten thousandths

_US = 1_000_000
_DAYS = {"today": 1, "week": 7, "month": 30, "year": 365}
_COMPARISON = re.compile(r"(>=|=>|≥|<=|=<|≤|>|<|=|)(.*)", re.DOTALL)
_SIGNS = {"=>": ">=", "≥": ">=", "=<": "<=", "≤": "<="}
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_RATIO = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(?:[:/x×\uff1a](\d{1,6}(?:\.\d{1,6})?))?", re.ASCII)
_NUMBER = re.compile(r"\$?(\d{1,9}(?:[.,]\d{0,12})?|[.,]\d{1,12})\$?", re.ASCII)
_STARS = re.compile(r"\d{1,3}", re.ASCII)


class MisreadError(Exception):
    """A value that is none."""

    def __init__(self, kind: ProblemKind, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.allowed = allowed


def name_form(key: Key, value: str) -> str:
    """A name as it is compared: one line, without capitals, and one spelling of what has several.

    Raises MisreadError for one with nothing in it, or where only some names exist.
    """
    name = name_of(value).casefold()
    if not name:
        raise MisreadError(ProblemKind.NO_VALUE)
    if key is Key.SIZE:
        return name.replace("×", "x").replace("*", "x").replace(" ", "")
    if key is Key.FORMAT:
        return "jpeg" if name in ("jpg", ".jpg", ".jpeg") else name.lstrip(".")
    allowed = {Key.IS: IS_VALUES, Key.HAS: HAS_VALUES}.get(key)
    if allowed is not None and name not in allowed:
        raise MisreadError(ProblemKind.NOT_ALLOWED, allowed)
    return name


def span_of(key: Key, value: str, today: date) -> Span:
    """What a number, an amount, a date or a shape means, also with <, <=, >, >= before it or `..` inside.

    Raises MisreadError.
    """
    if key is Key.BEFORE:
        return Span(high=_below(_date(value, today).low))
    if key is Key.AFTER:
        return Span(low=_above(_date(value, today).high))
    read = _readers(today)[key]
    if key is Key.RATIO and value.casefold() in RATIO_WORDS:
        return _SHAPES[value.casefold()]
    sign, rest = _split(value)
    if not sign and ".." in rest:
        first, _, last = rest.partition("..")
        if not first and not last:
            return read(rest)
        return Span(read(first).low if first else None, read(last.lstrip(".")).high if last else None)
    return _compared(sign, read(rest)) if sign else _about(key, read(rest))


def _split(value: str) -> tuple[str, str]:
    found = _COMPARISON.fullmatch(value.replace("…", "..").strip())
    sign, rest = (found[1], found[2].strip()) if found else ("", value)
    sign = _SIGNS.get(sign, sign)
    return ("" if sign == "=" else sign), rest


def _compared(sign: str, span: Span) -> Span:
    if sign == ">":
        return Span(low=_above(span.high))
    if sign == "<":
        return Span(high=_below(span.low))
    return Span(low=span.low) if sign == ">=" else Span(high=span.high)


def _above(number: int | None) -> int | None:
    return None if number is None else number + 1


def _below(number: int | None) -> int | None:
    return None if number is None else number - 1


def _about(key: Key, span: Span) -> Span:
    """What is meant by a number alone: costs as they are shown, shapes as they look."""
    if span.low is None or span.high is None:
        return span
    if key is Key.COST:
        half = 5_000_000 if span.low >= 1_000_000_000 else 50_000  # the last digit that `Money.text` shows
        return Span(span.low - half, span.high + half)
    if key is Key.RATIO:
        some = span.low // 100
        return Span(span.low - some, span.high + some)
    return span


def _readers(today: date) -> dict[Key, Callable[[str], Span]]:
    return {Key.RATING: _stars, Key.COST: _cost, Key.RATIO: _ratio, Key.DATE: lambda text: _date(text, today)}


def _stars(text: str) -> Span:
    if not _STARS.fullmatch(text) or int(text) > MOST_STARS:
        raise MisreadError(ProblemKind.NOT_A_NUMBER, ("3", ">=3", f"0..{MOST_STARS}"))
    return Span(int(text), int(text))


def _cost(text: str) -> Span:
    found = _NUMBER.fullmatch(text)
    if not found:
        raise MisreadError(ProblemKind.NOT_A_NUMBER, ("0.05", ">0.05", "0.01..0.05"))
    nanos = Money.from_usd(found[1].replace(",", ".")).nanos
    return Span(nanos, nanos)


def _ratio(text: str) -> Span:
    found = _RATIO.fullmatch(text.replace(" ", ""))
    width, height = (float(found[1]), float(found[2] or 1)) if found else (0.0, 0.0)
    if not width or not height:
        raise MisreadError(ProblemKind.NOT_A_RATIO, ("16:9", ">1", *RATIO_WORDS))
    ratio = round(width / height * RATIO_UNIT)
    return Span(ratio, ratio)


_SHAPES = {
    "square": Span(RATIO_UNIT - 100, RATIO_UNIT + 100),
    "landscape": Span(low=RATIO_UNIT + 101),
    "portrait": Span(high=RATIO_UNIT - 101),
}


def _date(text: str, today: date) -> Span:
    """The first and the last moment of local days."""
    try:
        first, after = _days_of(text.strip().casefold(), today)
        return Span(_start_of(first), _start_of(after) - 1)
    except (ValueError, OverflowError, OSError) as error:  # OSError: Windows has no moments before 1970
        raise MisreadError(ProblemKind.NOT_A_DATE, ("2026", "2026-10", "2026-10-03", *DATE_WORDS)) from error


def _days_of(text: str, today: date) -> tuple[date, date]:
    """The first of the days, and the one after the last. Raises ValueError, OverflowError."""
    if text == "yesterday":
        return today - timedelta(days=1), today
    if text in _DAYS:
        return today - timedelta(days=_DAYS[text] - 1), today + timedelta(days=1)
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError("not a date")
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    first = date(year, month, day)
    if found[3]:
        return first, first + timedelta(days=1)
    if found[2]:
        return first, date(year + month // 12, month % 12 + 1, 1)
    return first, date(year + 1, 1, 1)


def _start_of(day: date) -> int:
    """The first moment of a local day."""
    return int(datetime(day.year, day.month, day.day).timestamp()) * _US  # noqa: DTZ001 - the person's own day is meant
