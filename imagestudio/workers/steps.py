"""Work that may wait a little, done in small steps while the window answers, or at once when somebody acts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_NEXT_MS = 1  # not 0: the window answers in between
_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # comes before a shortcut is looked for
        QEvent.Type.MouseButtonPress,
        QEvent.Type.DragEnter,
        QEvent.Type.InputMethod,
        QEvent.Type.ContextMenu,
    }
)


class Steps(QObject):
    """Does one step after another; a key or a button that is pressed meanwhile finds all of them done.

    Signals:
        finished(): the last one is done.
    """

    finished = Signal()

    def __init__(self, steps: Iterable[Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = deque(steps)
        self._next = QTimer(self, singleShot=True, interval=_NEXT_MS)
        self._next.timeout.connect(self._on_next)
        self._watched: QCoreApplication | None = None

    @property
    def done(self) -> bool:
        return not self._steps

    def watch(self) -> None:
        """Hurry from now on as soon as somebody acts."""
        self._watched = QCoreApplication.instance()
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def start(self) -> None:
        """Go through them when there is time."""
        if self._steps:
            self._next.start()

    def finish(self) -> None:
        """Do all that is left, now."""
        while self._steps:
            self._do_one()

    def drop(self) -> None:
        """Do none of what is left."""
        self._steps.clear()
        self._stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTS:
            self.finish()
        return False

    def _on_next(self) -> None:
        if self._steps:
            self._next.start()  # also where this step is a bug
            self._do_one()

    def _do_one(self) -> None:
        last = len(self._steps) == 1
        step = self._steps.popleft()
        if last:
            self._stop()
        step()
        if last:
            self.finished.emit()

    def _stop(self) -> None:
        self._next.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
