"""Notifications and the accent colour over a real session bus, and without one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney.io import blocking
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import imagestudio.session_bus
from imagestudio.notifications import Notifications
from imagestudio.session_bus import Call, SessionBus
from imagestudio.system_accent import PORTAL as PORTAL_SERVICE
from imagestudio.system_accent import SystemAccent, color_of
from tests.desktop_bus import PORTAL, Desktop, session_bus

ICON = Path("icon.svg")


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        desktop = Desktop()
        yield desktop
        desktop.close()


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[SessionBus]:
    bus = SessionBus()
    yield bus
    bus.close()


@pytest.fixture
def notifications(qtbot: QtBot, bus: SessionBus) -> Notifications:
    window = QWidget()
    qtbot.addWidget(window)
    return Notifications(bus, window, ICON, window)


def test_a_notification_reaches_the_desktop_and_its_click_comes_back(
    qtbot: QtBot, desktop: Desktop, notifications: Notifications
) -> None:
    notifications.notify("3 pictures done", "Cost: $0.12. <b>&")
    qtbot.waitUntil(lambda: notifications._id == 7)
    name, replaced, icon, title, text, actions, hints, _expires = desktop.of("Notify")[0]
    assert (name, replaced, icon, title) == ("Image Studio", 0, str(ICON), "3 pictures done")
    assert text == "Cost: $0.12. &lt;b&gt;&amp;"
    assert actions == ["default", "Show"]
    assert hints["desktop-entry"] == ("s", "imagestudio")
    with qtbot.waitSignal(notifications.clicked) as caught:
        desktop.tell("ActionInvoked", "us", 99, "default")  # of another program's
        desktop.tell("ActivationToken", "us", 7, "token")
        desktop.tell("ActionInvoked", "us", 7, "default")
    assert caught.args == ["token"]


def test_a_newer_one_takes_the_place_of_the_last_until_that_is_closed(
    qtbot: QtBot, desktop: Desktop, notifications: Notifications
) -> None:
    notifications.notify("1 picture done", "")
    qtbot.waitUntil(lambda: notifications._id == 7)
    notifications.notify("2 pictures done", "")
    qtbot.waitUntil(lambda: notifications._id == 8)
    assert [call[1] for call in desktop.of("Notify")] == [0, 7]
    desktop.tell("NotificationClosed", "uu", 8, 2)
    qtbot.waitUntil(lambda: notifications._id == 0)
    notifications.notify("4 pictures done", "")
    qtbot.waitUntil(lambda: notifications._id == 9)
    assert desktop.of("Notify")[2][1] == 0
    notifications.withdraw()
    qtbot.waitUntil(lambda: desktop.of("CloseNotification") == [(9,)])


@pytest.mark.parametrize("address", ["", "disabled:", "unix:path=/nowhere/at/all", "rubbish"])
def test_without_a_bus_the_window_asks_for_a_look_and_nothing_fails(
    qtbot: QtBot, bus: SessionBus, notifications: Notifications, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    if address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    for _ in range(2):  # the second tries again
        with qtbot.waitSignal(bus.refused):
            notifications.notify("1 picture done", "")


def test_a_bus_that_goes_away_is_survived(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        bus = SessionBus()
        with qtbot.waitSignal(bus.refused):
            bus.call(Call(PORTAL_SERVICE, "Read", "ss", ("a", "b")))  # nobody is there by that name
    with qtbot.waitSignal(bus.refused):
        bus.call(Call(PORTAL_SERVICE, "Read", "ss", ("a", "b")))
    bus.close()


def test_a_thread_that_ends_late_leaves_nothing_open(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    began, gate, bus = threading.Event(), threading.Event(), SessionBus()

    def hang(_name: str) -> None:
        began.set()
        gate.wait(60)
        raise OSError("there is none")

    monkeypatch.setattr(blocking, "open_dbus_connection", hang)
    monkeypatch.setattr(imagestudio.session_bus, "_ENDING_S", 0)
    bus.call(Call(PORTAL_SERVICE, "Read", "ss", ("a", "b")))
    qtbot.waitUntil(began.is_set)
    bus.close()
    assert bus._bell.fileno() >= 0  # it may be listened to
    gate.set()
    qtbot.waitUntil(lambda: bus._bell.fileno() == bus._ringer.fileno() == -1)


def test_the_accent_is_asked_for_and_followed(qtbot: QtBot, desktop: Desktop, bus: SessionBus) -> None:
    accent = SystemAccent(bus)
    found: list[str] = []
    accent.found.connect(found.append)
    accent.ask()
    qtbot.waitUntil(lambda: found == ["#3366e6"])
    place, red = "org.freedesktop.appearance", ("(ddd)", (1.0, 0.0, 0.0))
    for body in ((place, "color-scheme", ("u", 1)), ("other", "accent-color", red), (place, "accent-color", red)):
        desktop.tell("SettingChanged", "ssv", *body, place=PORTAL)
    qtbot.waitUntil(lambda: found == ["#3366e6", "#ff0000"])


@pytest.mark.parametrize(
    ("value", "color"),
    [
        (("v", ("(ddd)", (0.0, 0.5, 1.0))), "#0080ff"),
        (("(ddd)", (0.0, 0.5, 1.0)), "#0080ff"),
        (("(ddd)", (-1.0, -1.0, -1.0)), ""),  # none is set
        (("(ddd)", (2.0, 0.0, 0.0)), ""),
        (("u", 1), ""),
        ("#ff0000", ""),
        (None, ""),
    ],
)
def test_only_a_colour_is_one(value: object, color: str) -> None:
    assert color_of(value) == color
