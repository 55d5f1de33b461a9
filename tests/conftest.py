"""What every test has: a home of its own, a service on this computer, and a check of what it leaves behind."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest

from tests.server import ServiceServer
from tests.under_way import UnderWay

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported
os.environ["LC_ALL"] = "C.UTF-8"

_FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}
_UNWANTED = ("AIMLAPI_API_KEY", "IMAGESTUDIO_BASE_URL", "IMAGESTUDIO_LIBRARY", "SSL_CERT_FILE", "SSL_CERT_DIR")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
_PATIENCE_S = 60.0  # breaks off what hangs, and nothing else: the disk of a busy machine takes seconds now and then


def pytest_configure(config: pytest.Config) -> None:
    from pytestqt.qtbot import QtBot

    config.addinivalue_line("markers", "allow_log: the test may log warnings and errors.")
    for wait in (QtBot.waitActive, QtBot.waitExposed, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil):
        defaults = wait.__kwdefaults__
        assert defaults is not None
        assert "timeout" in defaults
        defaults["timeout"] = round(_PATIENCE_S * 1000)
    if config.getoption("numprocesses", None):  # in this process no test runs
        config.pluginmanager.register(UnderWay(os.fdopen(os.dup(2), "w")))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests is read or written: no folder, key, keyring or proxy."""
    home: Path = tmp_path_factory.mktemp("own")
    for name, folder in _FOLDERS.items():
        monkeypatch.setenv(name, str(home / folder))
    for name in (*_UNWANTED, *_PROXIES, *(name.lower() for name in _PROXIES)):
        monkeypatch.delenv(name, raising=False)
    runtime = home / "run"  # without it a session's bus is found, and with it the person's keyring
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    (home / "home").mkdir()
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def service() -> Iterator[ServiceServer]:
    """The service on this computer; the test fails if its key ever went to the pictures' origin."""
    with ServiceServer() as server:
        yield server
    assert server.violations == []


@pytest.fixture(autouse=True)
def clean_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """No warning is logged unless the test is marked allow_log or looks at the log; loggers stay as they were."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers), list(root.filters), logging.root.manager.disable)
    collector = _Collector()
    root.addHandler(collector)
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    root.filters[:] = before[2]
    logging.disable(before[3])
    asked = "caplog" in request.fixturenames or request.node.get_closest_marker("allow_log") is not None
    if collector.lines and not asked:
        pytest.fail("the test logged:\n" + "\n".join(collector.lines), pytrace=False)


class _Collector(logging.Handler):
    """Keeps the lines that should not be there."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    """Every thread a test starts, QThreads included, is over when the test is."""
    before = set(threading.enumerate())
    started = _watch_qthreads()
    yield
    leaked = [f"QThread {thread!r}" for thread in started if _is_running(thread)]
    for thread in threading.enumerate():
        if thread not in before and not thread.daemon:
            thread.join(_PATIENCE_S)
            if thread.is_alive():
                leaked.append(repr(thread))
    if leaked:
        pytest.fail("still running: " + ", ".join(leaked), pytrace=False)


@pytest.fixture(autouse=True)
def nothing_stays_held() -> Iterator[None]:
    """No window, menu, grab or button of the mouse stays with Qt, which would keep it for whatever test comes next.

    Keys are let go without a word: QTest.keyClick leaves Qt with the modifiers of the last key.
    """
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication, QWidget

    if not isinstance(QApplication.instance(), QApplication):
        return
    held = {
        "buttons": QApplication.mouseButtons().value,
        "windows": [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()],
        "menu": QApplication.activePopupWidget(),
        "dialog": QApplication.activeModalWidget(),
        "mouse": QWidget.mouseGrabber(),
        "keyboard": QWidget.keyboardGrabber(),
        "cursor": QApplication.overrideCursor(),
    }
    left = {name: what for name, what in held.items() if what}
    if left or QApplication.keyboardModifiers().value:
        _let_go()
    if left:
        pytest.fail(f"the test leaves this held for the next one: {left}", pytrace=False)


def _let_go() -> None:
    """Only the test that held something fails, not those after it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    nobody = QWidget()
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseRelease(nobody, button)
    QTest.keyRelease(nobody, Qt.Key.Key_Shift)
    while QApplication.overrideCursor() is not None:
        QApplication.restoreOverrideCursor()


_started: WeakSet[Any] = WeakSet()


def _watch_qthreads() -> WeakSet[Any]:
    """The QThreads started from Python; Qt is only looked at where a test has imported it."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and not hasattr(core.QThread.start, "watched"):
        core.QThread.start = _watched(core.QThread.start)
    return _started


def _watched(start: Any) -> Any:
    def watched_start(thread: Any, *arguments: Any) -> None:
        _started.add(thread)
        start(thread, *arguments)

    watched_start.watched = True  # type: ignore[attr-defined]
    return watched_start


def _is_running(thread: Any) -> bool:
    try:
        return bool(thread.isRunning())
    except RuntimeError:  # the C++ object is gone, and Qt ends the process if a running one goes
        return False
