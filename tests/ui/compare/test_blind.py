"""A blind comparison hides what would tell a picture's price; the table of wins counts what was chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from imagestudio.ui.compare.wins_dialog import WinsDialog
from tests.ui.compare.conftest import Bench

_Key = Qt.Key


def facts(bench: Bench) -> list[str]:
    return [column.facts() for column in bench.view.strip.columns[: bench.view.count]]


def wins(bench: Bench) -> WinsDialog:
    dialog = bench.studio.workspace.window().findChild(WinsDialog)
    assert dialog is not None
    return dialog


def cells(dialog: WinsDialog) -> list[list[str]]:
    model = dialog.table.model()
    rows = range(model.rowCount(QModelIndex()))
    return [[str(model.index(row, column).data()) for column in range(4)] for row in rows]


def test_facts_are_hidden_until_one_is_chosen(bench: Bench) -> None:
    view = bench.compare()
    bench.qtbot.waitUntil(lambda: all(facts(bench)))
    bench.press(_Key.Key_H)
    assert view.bar.blind_button.isChecked()
    bench.qtbot.waitUntil(lambda: view.strip.columns[0].text.toPlainText() != "")
    assert facts(bench) == ["", ""]
    assert "Blind" in view.strip.said()
    before = bench.shown
    bench.press(_Key.Key_A)
    bench.qtbot.waitUntil(lambda: all(facts(bench)))
    assert bench.shown == before  # to be read first
    assert "A is kept" in view.strip.said()
    bench.press(_Key.Key_B)  # too late
    bench.press(_Key.Key_Return)
    assert bench.shown != before
    assert before[0] in bench.shown
    assert facts(bench) == ["", ""]
    choice = bench.noted(1)[0]
    assert choice.blind
    assert choice.seed > 0


def test_the_same_seed_mixes_alike_and_each_round_anew(bench: Bench) -> None:
    contest = bench.compare(0, 4).contest
    mixed = [contest.blinded(True, seed).shown for seed in range(1, 12)]
    assert mixed == [contest.blinded(True, seed).shown for seed in range(1, 12)]
    assert len(set(mixed)) > 3
    assert all(sorted(shown) == sorted(contest.shown) for shown in mixed)


def test_seeing_again_hides_nothing(bench: Bench) -> None:
    view = bench.compare()
    bench.press(_Key.Key_H)
    bench.press(_Key.Key_H)
    assert not view.contest.blind
    bench.qtbot.waitUntil(lambda: all(facts(bench)))


def test_wins_are_counted_by_quality_and_price(bench: Bench) -> None:
    bench.compare()
    bench.press(_Key.Key_T)
    dialog = wins(bench)
    bench.qtbot.waitUntil(lambda: "Nothing was compared yet" in dialog.message.text())
    assert not dialog.export_button.isEnabled()
    dialog.close()
    bench.studio.workspace.window().activateWindow()
    bench.view.setFocus()
    bench.qtbot.waitUntil(lambda: QApplication.focusWidget() is bench.view)
    bench.press(_Key.Key_H)
    high = next(place for place, number in enumerate(bench.shown) if number == 0)
    bench.press(_Key.Key_A if high == 0 else _Key.Key_B)
    bench.noted(1)
    bench.studio.workspace.actions_of["wins"].trigger()
    bench.qtbot.waitUntil(lambda: len(cells(dialog)) > 1)
    assert cells(dialog) == [
        ["Quality", "", "", ""],
        ["High", "1", "0", "100 %"],
        ["Low", "0", "1", "0 %"],
        ["Price", "", "", ""],
        ["up to $0.20", "1", "0", "100 %"],
        ["up to $0.01", "0", "1", "0 %"],
    ]
    dialog.close()


def test_open_comparisons_are_counted_where_that_is_wanted(bench: Bench, tmp_path: Path) -> None:
    bench.compare()
    bench.press(_Key.Key_A)
    bench.noted(1)
    bench.studio.workspace.actions_of["wins"].trigger()
    dialog = wins(bench)
    bench.qtbot.waitUntil(lambda: len(cells(dialog)) == 6)
    assert not dialog.blind_check.isChecked()  # there is no blind one
    dialog.blind_check.setChecked(True)
    assert cells(dialog) == []
    assert "blind" in dialog.message.text()
    dialog.blind_check.setChecked(False)
    dialog.save(str(tmp_path / "wins.csv"))
    bench.qtbot.waitUntil(lambda: "Saved as wins.csv" in dialog.message.text())
    lines = (tmp_path / "wins.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert lines[0] == "by,name,won,lost,share"
    assert "Quality,High,1,0,1.0000" in lines
    dialog.save(str(tmp_path / "none" / "wins.csv"))
    bench.qtbot.waitUntil(lambda: "Saved" not in dialog.message.text())
    dialog.close()


def test_the_pictures_stay_where_they_are_when_facts_are_hidden_and_told(bench: Bench) -> None:
    view = bench.compare(0, 3)
    bench.qtbot.waitUntil(lambda: bool(view.strip.columns[0].facts()))
    place = view.stage.geometry()
    for key in (_Key.Key_H, _Key.Key_A, _Key.Key_Return):
        bench.press(key)
        bench.wait_sharp()
        bench.qtbot.waitUntil(lambda: view.strip.columns[0].text.toPlainText() != "")
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        assert view.stage.geometry() == place
    assert "Blind" in view.strip.said()
