"""Limits are decided on exact amounts, and a yes holds for what was asked and no more."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from imagestudio.core.limits import (
    NO_LIMITS,
    Answer,
    Crossing,
    Limit,
    Span,
    SpendingLimits,
    Spent,
    decide,
    limits_of,
    periods,
    read_limits,
)
from imagestudio.core.money import Money
from imagestudio.core.times import from_iso, to_iso


def usd(text: str) -> Money:
    return Money.from_usd(text)


LIMITS = SpendingLimits(
    Limit(usd("0.50"), usd("1")), Limit(usd("2"), usd("5")), Limit(usd("20"), usd("30")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("prices", "spent", "answer", "spans"),
    [
        (["0.50"], ("0", "0"), Answer.GO, []),
        (["0.25", "0.250000001"], ("0", "0"), Answer.ASK, [Span.RUN]),
        (["1"], ("0", "0"), Answer.ASK, [Span.RUN]),
        (["0.5", "0.5", "0.000000001"], ("0", "0"), Answer.STOP, [Span.RUN]),
        (["0.4"], ("1.6", "1.6"), Answer.GO, []),
        (["0.4"], ("1.600000001", "1.7"), Answer.ASK, [Span.DAY]),
        (["0.4"], ("4.7", "4.7"), Answer.STOP, [Span.DAY]),
        (["0.4"], ("0", "29.7"), Answer.STOP, [Span.MONTH]),
        (["0.6"], ("1.9", "19.9"), Answer.ASK, [Span.RUN, Span.DAY, Span.MONTH]),
        (["0"], ("100", "100"), Answer.GO, []),
        ([], ("100", "100"), Answer.GO, []),
    ],
)
def test_a_run_is_asked_about_above_one_amount_and_stopped_above_another(
    prices: list[str], spent: tuple[str, str], answer: Answer, spans: list[Span]
) -> None:
    decision = decide(map(usd, prices), Spent(*map(usd, spent)), LIMITS)
    assert (decision.answer, [crossing.span for crossing in decision.crossings]) == (answer, spans)


def test_what_a_limit_would_come_to_is_told_exactly() -> None:
    (crossing,) = decide([usd("0.4")], Spent(usd("1.7"), usd("1.7")), LIMITS).crossings
    assert crossing == Crossing(Span.DAY, usd("2.1"), usd("2"))


def test_a_yes_holds_for_the_same_and_not_for_more() -> None:
    spent = Spent(usd("1.9"), usd("3"))
    question = decide([usd("0.4")], spent, LIMITS)
    assert decide([usd("0.4")], spent, LIMITS, question).answer is Answer.GO
    assert decide([usd("0.3")], spent, LIMITS, question).answer is Answer.GO
    assert decide([usd("0.4")], Spent(usd("2.3"), usd("3.4")), LIMITS, question).answer is Answer.ASK
    assert decide([usd("0.6")], spent, LIMITS, question).answer is Answer.ASK
    assert decide([usd("1.1")], spent, LIMITS, question).answer is Answer.STOP


def test_a_price_nobody_knows_is_asked_about_where_there_is_a_limit() -> None:
    assert decide([None], Spent(), NO_LIMITS).answer is Answer.GO
    question = decide([None, usd("0.1")], Spent(), LIMITS)
    assert (question.answer, question.unpriced, question.crossings) == (Answer.ASK, 1, ())
    assert decide([None], Spent(), LIMITS, question).answer is Answer.GO
    assert decide([None, None], Spent(), LIMITS, question).answer is Answer.ASK


@pytest.mark.parametrize(
    ("now", "zone", "day", "month"),
    [
        ("2026-11-21T10:00:00Z", "UTC", "2026-11-21T00:00", "2026-11-01T00:00"),
        ("2026-11-30T23:30:00Z", "Europe/Berlin", "2026-11-30T23:00", "2026-11-30T23:00"),
        ("2026-10-25T12:00:00Z", "Europe/Berlin", "2026-10-24T22:00", "2026-09-30T22:00"),
        ("2026-11-21T02:00:00Z", "America/New_York", "2026-11-20T05:00", "2026-11-01T04:00"),
    ],
)
def test_days_and_months_begin_where_the_person_is(now: str, zone: str, day: str, month: str) -> None:
    found = periods(from_iso(now), ZoneInfo(zone))
    assert [to_iso(moment)[:16] for moment in found] == [day, month]


def test_the_computers_own_zone_is_used_without_another() -> None:
    day, month = periods(from_iso("2026-11-21T10:00:00Z"))
    local = datetime(2026, 11, 21, 10, tzinfo=UTC).astimezone()
    assert day == round(local.replace(hour=0).timestamp()) * 1_000_000
    assert month <= day


def test_limits_are_read_from_settings_as_text() -> None:
    kept = {"limit_run_ask": "0.5", "limit_day_stop": " 5 ", "limit_month_ask": "much", "limit_month_stop": "-1"}
    limits = read_limits(lambda name, default: kept.get(name, default))
    assert limits == SpendingLimits(Limit(ask=usd("0.5")), Limit(stop=usd("5")))
    assert limits.any
    assert not read_limits(lambda _name, default: default).any


class _Kept:
    """Settings that may be lost."""

    def __init__(self, lost: bool, **kept: str) -> None:
        self.lost = lost
        self._kept = kept

    def get(self, name: str, default: Any) -> Any:
        return self._kept.get(name, default)

    def set(self, name: str, value: Any) -> None:
        self._kept[name] = value


def test_where_the_limits_are_lost_everything_that_costs_is_asked_about_until_one_is_set() -> None:
    assert limits_of(_Kept(lost=False)) == NO_LIMITS
    lost = _Kept(lost=True)
    assert decide([usd("0.000000001")], Spent(), limits_of(lost)).answer is Answer.ASK
    assert decide([usd("0")], Spent(), limits_of(lost)).answer is Answer.GO
    lost.set("limit_day_stop", "5")
    assert limits_of(lost) == SpendingLimits(day=Limit(stop=usd("5")))
