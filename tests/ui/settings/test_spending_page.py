"""The limits on spending as one sets them: to the hundredth of a cent, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.core.limits import NO_LIMITS, Limit, SpendingLimits, read_limits
from imagestudio.core.money import Money
from imagestudio.profile.settings import JsonSettings
from imagestudio.ui.settings.amount_edit import AmountEdit
from imagestudio.ui.settings.controls import row_for
from imagestudio.ui.settings.pages import spending_page
from imagestudio.ui.settings.preferences import Preferences
from imagestudio.ui.settings.row import SettingRow
from imagestudio.ui.theme import Theme


@pytest.fixture
def settings(tmp_path: Path) -> JsonSettings:
    return JsonSettings(tmp_path / "settings.json")


@pytest.fixture
def rows(qtbot: QtBot, theme: Theme, settings: JsonSettings) -> dict[str, SettingRow]:
    preferences = Preferences(settings)
    made = {one.name: row_for(one, preferences, theme, None) for one in spending_page()}  # type: ignore[arg-type]
    for row in made.values():
        qtbot.addWidget(row)
    return made


def write(row: SettingRow, text: str) -> AmountEdit:
    edit = row.control
    assert isinstance(edit, AmountEdit)
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    return edit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("5", "5.00"), ("$0.5", "0.50"), ("0,25", "0.25"), ("0.0123", "0.0123"), (".5", "0.50"), ("0", "0.00"), ("", "")],
)
def test_an_amount_is_understood_as_it_is_typed(
    rows: dict[str, SettingRow], settings: JsonSettings, typed: str, kept: str
) -> None:
    write(rows["limit_day_stop"], "7")
    edit = write(rows["limit_day_stop"], typed)
    assert settings.get("limit_day_stop", "-") == kept
    assert edit.text() == (f"${kept}" if kept else "")


@pytest.mark.parametrize("typed", ["a", "-", "e", " ", "$"])
def test_what_is_no_amount_cannot_be_typed_or_is_none(
    rows: dict[str, SettingRow], settings: JsonSettings, typed: str
) -> None:
    write(rows["limit_run_ask"], typed)
    assert settings.get("limit_run_ask", "") == ""
    assert read_limits(settings.get) == NO_LIMITS


def test_all_six_hold_at_once_and_go_back_to_none(rows: dict[str, SettingRow], settings: JsonSettings) -> None:
    for amount, row in enumerate(rows.values(), start=1):
        write(row, str(amount))
    limits = [Limit(Money.from_usd(ask), Money.from_usd(ask + 1)) for ask in (1, 3, 5)]
    assert read_limits(settings.get) == SpendingLimits(*limits)
    for row in rows.values():
        row.reset_button.click()
    assert read_limits(settings.get) == NO_LIMITS


def test_what_the_file_says_wrongly_is_no_limit_and_can_be_mended(
    qtbot: QtBot, theme: Theme, settings: JsonSettings
) -> None:
    settings.set("limit_month_stop", "much")
    (page,) = (one for one in spending_page() if one.name == "limit_month_stop")
    row = row_for(page, Preferences(settings), theme, None)  # type: ignore[arg-type]
    qtbot.addWidget(row)
    assert isinstance(row.control, AmountEdit)
    assert row.control.text() == ""
    write(row, "3")
    assert settings.get("limit_month_stop", "") == "3.00"
