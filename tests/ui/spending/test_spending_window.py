"""The window of what was spent, opened by its keys, over a library that really bought something."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.findings import Finding, Kind
from imagestudio.core.money import ZERO, Money
from imagestudio.core.organisation import Change
from imagestudio.core.spending_days import Range
from imagestudio.studio import Studio
from imagestudio.ui.spending.findings_words import amounts
from imagestudio.ui.spending.spending_dialog import SpendingDialog
from imagestudio.ui.theme import Theme
from tests.faults import Fault, Reply, vendor_body
from tests.library.helpers import picture
from tests.server import ServiceServer, ledger_row
from tests.ui.driving import generate, opened

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Studio]:
    with opened(qtbot, theme, tmp_path, service.base_url) as opened_studio:
        yield opened_studio


def open_dialog(qtbot: QtBot, studio: Studio) -> SpendingDialog:
    """By its keys, and filled."""
    qtbot.keyClick(studio.workspace.window(), Qt.Key.Key_B, CTRL_SHIFT)
    dialog = studio.equipment.money.spending.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: filled(dialog))
    return dialog


def filled(dialog: SpendingDialog) -> bool:
    return not dialog.days.chart.waits and dialog.export_button.isEnabled()


def tile(dialog: SpendingDialog, name: str) -> str:
    return dialog.tiles[name].value.text()


def spent(studio: Studio) -> Money:
    records = studio.parts.history.page(list(studio.parts.history.times()))
    return sum((record.cost for record in records if record.cost is not None), ZERO)


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_library_says_that_nothing_was_bought(qtbot: QtBot, studio: Studio) -> None:
    dialog = open_dialog(qtbot, studio)
    assert tile(dialog, "spent") == "$0.00"
    assert tile(dialog, "per_kept") == "–"
    assert not dialog.days.table.isVisible()
    assert dialog.tiles["balance"].value.text() in ("–", "$10.00")
    assert dialog.minimumSizeHint().width() <= 900  # a laptop's screen at 200 % has 960 by 540
    assert dialog.minimumSizeHint().height() <= 480


def test_what_was_bought_is_told_in_numbers_charts_and_tables(qtbot: QtBot, studio: Studio) -> None:
    generate(qtbot, studio, "a fox", 2)
    generate(qtbot, studio, "a hare")
    (newest, *_rest) = studio.parts.history.times()
    studio.organising.change(Change(rating=4), [newest])
    qtbot.waitUntil(lambda: studio.parts.history.page([newest])[0].organisation.rating == 4)
    dialog, total = open_dialog(qtbot, studio), spent(studio)
    assert tile(dialog, "spent") == str(total)
    assert tile(dialog, "pictures") == "3"
    assert tile(dialog, "average") == str(Money(total.nanos // 3))
    assert tile(dialog, "per_kept") == str(total)
    assert tile(dialog, "error") == "0.0 %"
    assert dialog.days.chart.bars[-1].amount == total
    assert len(dialog.days.chart.bars) == 30
    for page in (dialog.models, dialog.qualities):
        (bar,), (line,) = page.chart.bars, page.model.lines
        assert (bar.amount, line.sum.cost, line.sum.kept) == (total, total, 1)
    assert dialog.models.model.lines[0].name == "GPT Image 1 mini"
    qtbot.waitUntil(lambda: tile(dialog, "balance") == str(Money(10_000_000_000 - total.nanos)))


def test_chart_and_table_mean_the_same(qtbot: QtBot, studio: Studio) -> None:
    generate(qtbot, studio, "a fox")
    page = open_dialog(qtbot, studio).days
    page.chart.setFocus()
    qtbot.keyClick(page.chart, Qt.Key.Key_End)
    assert page.table.currentIndex().row() == 29
    page.table.selectRow(3)
    assert page.chart.current == 3


def test_another_time_is_added_up_anew_and_new_pictures_are_counted(qtbot: QtBot, studio: Studio) -> None:
    generate(qtbot, studio, "a fox")
    dialog = open_dialog(qtbot, studio)
    for chosen, bars in ((Range.WEEK, 7), (Range.ALL, 1), (Range.YEAR, 53), (Range.CUSTOM, 30)):
        dialog.range_row.choose(chosen)
        qtbot.waitUntil(lambda: filled(dialog))
        assert len(dialog.days.chart.bars) in (bars, bars + 1)
        assert tile(dialog, "pictures") == "1"
    dialog.range_row.last_edit.setDate(dialog.range_row.first_edit.date())
    qtbot.waitUntil(lambda: filled(dialog) and tile(dialog, "pictures") == "0")
    dialog.range_row.choose(Range.WEEK)
    generate(qtbot, studio, "a hare")
    qtbot.waitUntil(lambda: filled(dialog) and tile(dialog, "pictures") == "2")


def test_all_time_begins_with_what_was_paid_first(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    old = tmp_path / "old.png"
    old.write_bytes(picture())
    os.utime(old, (1_000_000_000, 1_000_000_000))
    studio.taking_in.take([old])
    qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 1)
    generate(qtbot, studio, "a fox")
    dialog = open_dialog(qtbot, studio)
    dialog.range_row.choose(Range.ALL)
    qtbot.waitUntil(lambda: filled(dialog))
    assert len(dialog.days.chart.bars) == 1
    assert tile(dialog, "pictures") == "1"


def test_the_limits_one_has_set_are_shown_as_far_as_they_are_used(qtbot: QtBot, studio: Studio) -> None:
    studio.parts.settings.set("limit_day_stop", "0.5")
    studio.parts.settings.set("limit_month_ask", "20")
    generate(qtbot, studio, "a fox")
    dialog = open_dialog(qtbot, studio)
    assert dialog.limits.isVisible()
    told = [bar.accessibleName() for bar in dialog.limits.bars]
    assert told == [f"Today: {spent(studio)} of $0.50", f"This month: {spent(studio)}; asks above $20.00"]


def test_the_numbers_are_saved_as_a_table(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    generate(qtbot, studio, "a fox")
    dialog = open_dialog(qtbot, studio)
    dialog.export_chosen.emit(str(tmp_path / "out.csv"))
    qtbot.waitUntil(lambda: "out.csv" in dialog.message.text())
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    (total,) = [row for row in rows if row["by"] == "total"]
    assert Money.from_usd(total["cost_usd"]) == spent(studio)
    dialog.export_chosen.emit(str(tmp_path / "nowhere" / "out.csv"))
    qtbot.waitUntil(lambda: "could not be saved" in dialog.message.text())


# beside the ledger


def compare(qtbot: QtBot, dialog: SpendingDialog) -> None:
    page = dialog.compare_page
    dialog.tabs.setCurrentWidget(page)
    click(qtbot, page.compare_button)
    qtbot.waitUntil(lambda: "now" in page.compare_button.text())


def extra_charge(service: ServiceServer, reference: str) -> None:
    row = ledger_row(service.log_rows[0]) | {"reference_id": reference}
    row["created_at"] = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    service.extra_charges.append(row)


def test_library_and_ledger_agree_where_nothing_is_amiss(qtbot: QtBot, studio: Studio) -> None:
    generate(qtbot, studio, "a fox", 3)
    dialog = open_dialog(qtbot, studio)
    compare(qtbot, dialog)
    assert dialog.compare_page.message.text() == "Nothing is amiss: 3 agree with the ledger."
    assert not dialog.compare_page.table.isVisible()


def test_an_extra_charge_is_found_and_explained(
    qtbot: QtBot, studio: Studio, service: ServiceServer, tmp_path: Path
) -> None:
    generate(qtbot, studio, "a fox", 2)
    extra_charge(service, "stranger-1")
    dialog = open_dialog(qtbot, studio)
    page = dialog.compare_page
    compare(qtbot, dialog)
    (found,) = page.model.findings
    assert found.inference_id == "stranger-1"
    assert "1 do not" in page.message.text()
    assert "this library knows nothing of it" in page.meaning.text()
    assert not page.picture_button.isEnabled()
    dialog.findings_chosen.emit(str(tmp_path / "list.csv"))
    qtbot.waitUntil(lambda: "list.csv" in dialog.message.text())
    assert "stranger-1" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")


def test_a_missing_charge_is_found_and_its_picture_shown(
    qtbot: QtBot, studio: Studio, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(qtbot, studio, "a fox", 2)
    monkeypatch.setattr("imagestudio.core.ledger.LATE_US", 0)  # as if an hour had passed
    service.forgotten_charges.add("inference-1")
    dialog = open_dialog(qtbot, studio)
    page = dialog.compare_page
    compare(qtbot, dialog)
    (found,) = page.model.findings
    assert (found.kind.is_matter, found.inference_id, found.there) == (True, "inference-1", None)
    click(qtbot, page.copy_button)
    click(qtbot, page.picture_button)
    view = studio.workspace.gallery_panel.view
    qtbot.waitUntil(lambda: view.currentIndex().isValid())
    shown = studio.parts.gallery.cell(view.currentIndex().row()).record
    assert shown is not None
    assert shown.inference_id == "inference-1"


def test_amounts_that_look_the_same_are_told_to_the_last_digit() -> None:
    def told(here: int | None, there: int | None) -> tuple[str, str]:
        ours, theirs = (None if nanos is None else Money(nanos) for nanos in (here, there))
        return amounts(Finding(Kind.DIFFERENT, 1, "m", ours, theirs, "i"), "–", "–")

    assert told(8_900_000, 8_900_500) == ("$0.0089", "$0.0089005")
    assert told(8_900_000, 9_900_500) == ("$0.0089", "$0.0099")
    assert told(None, 9_900_500) == ("–", "$0.0099")


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "does not accept the key"), (403, "but not read the ledger"), (500, "Nothing was paid")],
)
def test_why_nothing_could_be_compared_is_told(
    qtbot: QtBot, studio: Studio, service: ServiceServer, status: int, said: str
) -> None:
    dialog = open_dialog(qtbot, studio)
    service.script_queries(*[Fault(reply=Reply(status, vendor_body(status, "no"), {}))] * 4)
    compare(qtbot, dialog)
    assert said in dialog.compare_page.message.text()
    assert dialog.compare_page.message.text()
    service.forget_script()
    compare(qtbot, dialog)
    assert "Nothing is amiss" in dialog.compare_page.message.text()


def test_without_a_network_it_says_so(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    dialog = open_dialog(qtbot, studio)
    service.close()
    compare(qtbot, dialog)
    assert "cannot be reached" in dialog.compare_page.message.text()


def test_the_demo_has_no_ledger(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url, demo=True) as studio:
        generate(qtbot, studio, "a fox")
        dialog = open_dialog(qtbot, studio)
        assert tile(dialog, "pictures") == "0"
        assert not dialog.compare_page.compare_button.isEnabled()
        assert "cost nothing" in dialog.compare_page.message.text()


def test_a_ledger_of_many_pages_is_read_to_its_end(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    generate(qtbot, studio, "a fox")
    for number in range(250):
        extra_charge(service, f"stranger-{number}")
    dialog = open_dialog(qtbot, studio)
    compare(qtbot, dialog)
    assert len(dialog.compare_page.model.findings) == 250
