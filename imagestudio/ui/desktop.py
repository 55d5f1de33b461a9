"""What the desktop does for us: show a file in its folder, open a link, hold the clipboard."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

_KNOWN_HOSTS = frozenset({"aimlapi.com"})


def copy_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def copy_data(data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)


def open_link(url: str) -> bool:
    """Open a page in the browser; only https, and only hosts we know."""
    parsed = QUrl(url, QUrl.ParsingMode.StrictMode)
    known = parsed.scheme() == "https" and parsed.host() in _KNOWN_HOSTS
    known = known and not parsed.userInfo() and parsed.port() == -1
    return known and QDesktopServices.openUrl(parsed)


def show_in_folder(path: Path) -> None:
    """Show a file selected in the file manager, or its folder where none can select."""
    if sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    elif sys.platform == "win32":
        QProcess.startDetached("explorer", [f"/select,{path}"])
    elif not _show_by_file_manager(path):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _show_by_file_manager(path: Path) -> bool:
    """Ask the running file manager over D-Bus; False where nobody would answer."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    name = "org.freedesktop.FileManager1"
    bus = QDBusConnection.sessionBus()
    interface = bus.interface() if bus.isConnected() else None
    if interface is None:
        return False
    known = {*_names(interface, "ListNames"), *_names(interface, "ListActivatableNames")}
    if name not in known:
        return False
    message = QDBusMessage.createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems")
    message.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    return bus.send(message)


def _names(interface: object, method: str) -> list[str]:
    reply = interface.call(method)  # type: ignore[attr-defined]
    arguments = reply.arguments()
    return [str(name) for name in arguments[0]] if arguments else []
