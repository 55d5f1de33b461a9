"""One picture over the whole window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.record import Record
from imagestudio.ui.error_text import describe
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.viewer.canvas import Canvas
from imagestudio.ui.viewer.controls import REST_MS, Fade, ViewerControls
from imagestudio.ui.viewer.picture import Picture, load_picture
from imagestudio.workers.task import Task, TaskRunner

_PAN = 80
_NOTE_WIDTH = 380
_CLOSING = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_PANNING = {
    Qt.Key.Key_Left: (_PAN, 0),
    Qt.Key.Key_Right: (-_PAN, 0),
    Qt.Key.Key_Up: (0, _PAN),
    Qt.Key.Key_Down: (0, -_PAN),
}
_TURNING = {
    Qt.Key.Key_Left: False,
    Qt.Key.Key_PageUp: False,
    Qt.Key.Key_Right: True,
    Qt.Key.Key_PageDown: True,
}


class Viewer(QWidget):
    """Lies over the window it is given as a parent, shows one picture, and asks for its neighbours.

    Signals:
        closed: Esc, Enter, Space, a double click or the button; it is hidden by then.
        next_requested, previous_requested: the owner answers with `show_record`.
        refused: the picture that was asked for cannot be shown, which is told in its place.
    """

    closed = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    refused = Signal()

    def __init__(self, theme: Theme, tasks: TaskRunner, parent: QWidget, rest_ms: int = REST_MS) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None
        self.canvas = Canvas(theme, self)
        self.controls = ViewerControls(theme, self)
        self._note = QFrame(self)
        self._note_title = QLabel(self._note)
        self._note_text = QLabel(self._note)
        self._build_layout()
        self.fade = Fade(self.controls.cards, rest_ms, self)
        self._keys = self._key_actions()
        self._connect_signals()
        self.hide()

    def show_record(self, record: Record, path: Path, placeholder: QImage | None, position_text: str) -> None:
        """Show a picture: its thumbnail at once, itself as soon as it is decoded."""
        self.forget()
        self.controls.show_texts(record.prompt, position_text)
        self.canvas.setAccessibleDescription(record.prompt)
        self._note.hide()
        if not self.isVisible():
            self._open()
        self.canvas.show_placeholder(placeholder, record.width, record.height)
        self._task = self._tasks.run(partial(load_picture, path), self._on_loaded, self._on_refused)

    def close_viewer(self) -> None:
        if not self.isVisible():
            return
        self.forget()
        self.fade.stop()
        self.hide()
        self.closed.emit()

    def forget(self) -> None:
        """Wait for no picture any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def note(self) -> str:
        """What is said in place of a picture that cannot be shown."""
        return f"{self._note_title.text()} {self._note_text.text()}" if self._note.isVisibleTo(self) else ""

    # building

    def _build_layout(self) -> None:
        self.setAccessibleName(self.tr("Viewer"))
        self.canvas.setAccessibleName(self.tr("Picture"))
        self.setFocusProxy(self.canvas)
        set_role(self._note, "card")
        column = QVBoxLayout(self._note)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        for label, role in ((self._note_title, "section"), (self._note_text, "note")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self._note.setFixedWidth(_NOTE_WIDTH)
        self._note.hide()

    def _connect_signals(self) -> None:
        controls, canvas = self.controls, self.canvas
        controls.close_clicked.connect(self.close_viewer)
        controls.previous_clicked.connect(self.previous_requested)
        controls.next_clicked.connect(self.next_requested)
        controls.zoom_in_clicked.connect(canvas.zoom_in)
        controls.zoom_out_clicked.connect(canvas.zoom_out)
        controls.fit_clicked.connect(canvas.fit)
        controls.actual_clicked.connect(self._on_actual_size)
        canvas.zoom_changed.connect(self._on_zoom_changed)
        canvas.double_clicked.connect(self.close_viewer)
        canvas.moved.connect(self.fade.wake)
        self.fade.slept.connect(self._on_slept)
        self.fade.woken.connect(self._on_woken)
        parent = self.parentWidget()
        if parent is not None:
            parent.installEventFilter(self)

    def _open(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fade.wake()

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self.controls.setGeometry(self.rect())
        self._place_note()

    def event(self, event: QEvent) -> bool:
        """Take our keys before the window's shortcuts do."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._knows(event):
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        zoom = self.canvas.zoom
        pans = zoom.pans_across if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) else zoom.pans_down
        if key in _PANNING and pans:
            self.canvas.pan(*_PANNING[key])
        elif key in _TURNING:
            (self.next_requested if _TURNING[key] else self.previous_requested).emit()
        elif key in _CLOSING:
            self.close_viewer()
        elif key in self._keys:
            self._keys[key]()
            self.fade.wake()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the viewer: what lies under it cannot be seen."""
        stops: list[QWidget] = [self.canvas, *(b for b in self.controls.buttons() if b.isEnabled())]
        focus = self.window().focusWidget()
        at = stops.index(focus) if focus in stops else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        self.fade.wake()
        return True

    def _knows(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        key = event.key()
        return key in _CLOSING or key in _PANNING or key in _TURNING or key in self._keys

    def _key_actions(self) -> dict[int, Callable[[], None]]:
        canvas = self.canvas
        return {
            Qt.Key.Key_Plus: canvas.zoom_in,
            Qt.Key.Key_Equal: canvas.zoom_in,
            Qt.Key.Key_Minus: canvas.zoom_out,
            Qt.Key.Key_0: canvas.fit,
            Qt.Key.Key_F: canvas.fit,
            Qt.Key.Key_1: self._on_actual_size,
        }

    # what happens

    def _on_loaded(self, picture: Picture) -> None:
        self._task = None
        self.canvas.show_picture(picture)

    def _on_refused(self, error: ImageStudioError) -> None:
        self._task = None
        text = describe(error.failure)
        self._note_title.setText(text.title)
        self._note_text.setText(f"{text.what} {text.remedy}")
        self._note.show()
        self._place_note()
        self.refused.emit()

    def _on_slept(self) -> None:
        self.controls.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # what is not seen is not clicked
        self.canvas.hide_cursor()

    def _on_woken(self) -> None:
        self.controls.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.canvas.show_cursor()

    def _on_actual_size(self) -> None:
        self.canvas.zoom_to(1.0)

    def _on_zoom_changed(self) -> None:
        self.controls.show_zoom(self.canvas.zoom)

    def _place_note(self) -> None:
        layout = self._note.layout()
        if layout is None or not self._note.isVisibleTo(self):
            return
        height = layout.heightForWidth(_NOTE_WIDTH)
        self._note.setGeometry((self.width() - _NOTE_WIDTH) // 2, (self.height() - height) // 2, _NOTE_WIDTH, height)
        self._note.raise_()
