"""Brings the window to the front when the person asked for it elsewhere: a second start, a notification."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def bring_to_front(window: QWidget, token: str = "") -> None:
    """Show, raise and activate the window, with the token by which the desktop knows that the person wants it.

    Qt's Wayland plugin takes the token from the environment when a window asks to be activated.
    """
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    os.environ.pop("XDG_ACTIVATION_TOKEN", None)  # it is good for one time, and of no use to others
