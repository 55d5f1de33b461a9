"""The look follows the system and the person: accent, size of the text, light or dark; at once, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from imagestudio.profile.settings import JsonSettings
from imagestudio.ui.look import Look
from imagestudio.ui.text_size import points, stepped
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import DARK, LIGHT


@pytest.fixture(autouse=True)
def same_font(qapp: QApplication) -> Iterator[None]:
    font = qapp.font()
    yield
    qapp.setFont(font)


@pytest.fixture
def settings(tmp_path: Path) -> JsonSettings:
    return JsonSettings(tmp_path / "settings.json")


@pytest.fixture
def title(qtbot: QtBot, theme: Theme) -> Iterator[QLabel]:
    """In a window by which the theme follows the system."""
    window = QMainWindow()
    title = QLabel("title")
    set_role(title, "title")
    window.setCentralWidget(title)
    qtbot.addWidget(window)
    theme.follow(window)
    window.show()
    yield title  # which lives as long as the window
    window.close()


def test_all_text_grows_at_once_and_shrinks_again(theme: Theme, settings: JsonSettings, title: QLabel) -> None:
    look = Look(theme, settings)
    system = points(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    for percent in (150, 90, 100):
        look.choose_text_size(percent)
        QCoreApplication.processEvents()
        size = system * percent / 100
        assert points(QApplication.font()) == pytest.approx(size, abs=0.1)
        assert points(theme.font()) == pytest.approx(size, abs=0.1)
        assert points(theme.font(-1)) == pytest.approx(size * 0.9, abs=0.1)
        assert points(title.font()) == pytest.approx(size * 1.4, abs=0.2)


@pytest.mark.parametrize(("asked", "given"), [(10, 90), (1000, 150), (125, 125)])
def test_the_size_of_text_has_bounds_and_is_kept(
    theme: Theme, settings: JsonSettings, tmp_path: Path, asked: int, given: int
) -> None:
    Look(theme, settings).choose_text_size(asked)
    again = Look(theme, JsonSettings(tmp_path / "settings.json"))
    assert again.text_size == given


def test_text_that_nobody_chose_a_size_for_follows_the_systems_font(
    qapp: QApplication, theme: Theme, title: QLabel
) -> None:
    changes: list[float] = []
    theme.changed.connect(lambda: changes.append(points(theme.font())))
    font = QFont(qapp.font())
    font.setPointSizeF(17)
    qapp.setFont(font)  # as the system does when its settings change
    QCoreApplication.sendEvent(title.window(), QEvent(QEvent.Type.ApplicationFontChange))
    QCoreApplication.processEvents()
    assert changes
    assert changes[-1] == 17
    assert points(title.font()) == pytest.approx(stepped(17, 4), abs=0.2)


def test_the_systems_accent_is_followed_unless_ours_is_wanted(theme: Theme, settings: JsonSettings) -> None:
    look = Look(theme, settings)
    look.apply()
    look.choose_theme("dark")
    assert theme.tokens == DARK
    look.know_accent("#3584e4")
    assert theme.tokens.accent != DARK.accent
    assert theme.color("accent").blue() > theme.color("accent").red()
    look.choose_accent("ours")
    assert theme.tokens == DARK
    look.know_accent("#9141ac")
    assert theme.tokens == DARK
    look.choose_accent("system")
    look.choose_theme("light")
    assert theme.tokens.window == LIGHT.window
    assert theme.tokens.accent_text != LIGHT.accent_text
    look.know_accent("")
    assert theme.tokens == LIGHT


def test_the_accent_is_known_at_the_next_start_before_it_is_asked_for(
    theme: Theme, settings: JsonSettings, tmp_path: Path
) -> None:
    Look(theme, settings).know_accent("#3584e4")
    theme.choose_look("dark", "", 100)
    Look(theme, JsonSettings(tmp_path / "settings.json")).apply()
    assert theme.tokens.accent not in (DARK.accent, LIGHT.accent)


@pytest.mark.parametrize("kept", ["pink", 7, None, "", ["dark"]])
def test_settings_that_make_no_sense_mean_as_the_system_is(theme: Theme, settings: JsonSettings, kept: object) -> None:
    for name in ("theme", "accent", "system_accent", "text_size"):
        settings.set(name, kept)
    look = Look(theme, settings)
    look.apply()
    assert (look.theme, look.accent) == ("system", "system")
    assert look.text_size in (90, 100)
    assert theme.tokens in (DARK, LIGHT)


def test_what_is_the_same_already_is_not_done_again(theme: Theme, settings: JsonSettings) -> None:
    look = Look(theme, settings)
    changes: list[int] = []
    look.changed.connect(lambda: changes.append(1))
    look.choose_accent("system")
    look.choose_text_size(100)
    look.choose_theme("system")
    assert changes == []
    look.choose_theme("dark")
    assert changes == [1]
