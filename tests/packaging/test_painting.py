"""The installed PySide6 paints without losing references to None (6.12.0 does, and aborts after some 5,000 calls)."""

from __future__ import annotations

import os
import subprocess
import sys

_PAINT = """
import sys
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap

application = QGuiApplication([])
page, tile = QPixmap(300, 300), QPixmap(20, 20)
colour, place = QColor(1, 2, 3), QRect(1, 1, 100, 20)
painter = QPainter(page)
before = sys.getrefcount(None)
for _ in range(20_000):
    painter.setPen(colour)
    painter.drawPixmap(1, 1, tile)
    painter.fillRect(place, colour)
painter.end()
print(before - sys.getrefcount(None))
"""


def test_painting_keeps_none_alive() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PAINT],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < 1_000
