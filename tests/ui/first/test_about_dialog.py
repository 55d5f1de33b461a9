"""The about box tells versions, folders and licences."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio import __version__
from imagestudio.profile.licences import licences_text
from imagestudio.profile.report import versions
from imagestudio.ui.first.about_dialog import AboutDialog, AboutTexts
from imagestudio.ui.theme import Theme
from imagestudio.ui.widgets import ElidedLabel


@pytest.fixture
def about(theme: Theme, qtbot: QtBot, tmp_path: Path) -> AboutDialog:
    texts = AboutTexts(versions(), licences_text())
    dialog = AboutDialog(QIcon(), [("Library", tmp_path / "library"), ("Log", tmp_path / "x.log")], texts)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_says_where_things_are(about: AboutDialog, tmp_path: Path) -> None:
    shown = [label.full_text() for label in about.findChildren(ElidedLabel)]
    assert shown == [str(tmp_path / "library"), str(tmp_path / "x.log")]


def test_every_part_it_is_made_of_has_a_licence(about: AboutDialog) -> None:
    lines = about.licences_edit.toPlainText().splitlines()
    for part, licence in (("PySide6", "LGPL"), ("httpx", "BSD"), ("pillow", "MIT-CMU"), ("Python", "PSF")):
        assert any(line.lower().startswith(part.lower()) and licence in line for line in lines), part


def test_what_is_copied_for_a_report_names_versions_and_no_folder(about: AboutDialog, tmp_path: Path) -> None:
    QTest.keyClick(about.copy_button, Qt.Key.Key_Space)
    copied = QApplication.clipboard().text()
    assert f"Image Studio {__version__}" in copied
    assert str(tmp_path) not in copied
