"""New pictures come gently."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.ui.tokens import ANIMATION_MS

_FRAME_MS = 16


class Fade(QObject):
    """How visible a picture that has just arrived is; it begins to appear when it is first painted.

    Signals:
        ticked(list): the pictures with these times are to be painted again, as they are more visible now.
    """

    ticked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._began: dict[int, float | None] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._on_tick)

    def add(self, moment: int) -> None:
        """Let the picture with this time appear."""
        self._began[moment] = None

    def opacity(self, moment: int) -> float:
        """0 to 1 for a picture being painted now."""
        if moment not in self._began:
            return 1.0
        began = self._began[moment]
        if began is None:
            self._began[moment] = began = time.monotonic()
            self._timer.start()
        share = min(1.0, (time.monotonic() - began) * 1000 / ANIMATION_MS)
        return 1.0 - (1.0 - share) ** 2  # ease out

    def _on_tick(self) -> None:
        now = time.monotonic()
        changed = [moment for moment, began in self._began.items() if began is not None]
        for moment, began in list(self._began.items()):
            if began is not None and (now - began) * 1000 >= ANIMATION_MS:
                del self._began[moment]
        if not any(self._began.values()):
            self._timer.stop()
        self.ticked.emit(changed)
