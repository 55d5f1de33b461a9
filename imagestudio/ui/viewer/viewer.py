"""One picture over the whole window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.pixels import ReadSmall, read_none
from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_L, SPACE_S
from imagestudio.ui.viewer import keys
from imagestudio.ui.viewer.canvas import Canvas
from imagestudio.ui.viewer.controls import ViewerControls
from imagestudio.ui.viewer.fade import REST_MS, Fade
from imagestudio.ui.viewer.full_screen import FullScreen
from imagestudio.ui.viewer.info_card import InfoCard
from imagestudio.ui.viewer.note_card import NoteCard
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.viewer.pictures import Pictures
from imagestudio.workers.task import TaskRunner

_Key = Qt.Key
_CLOSING = frozenset({_Key.Key_Escape, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Space})
_PANNING = {
    _Key.Key_Left: (keys.PAN, 0),
    _Key.Key_Right: (-keys.PAN, 0),
    _Key.Key_Up: (0, keys.PAN),
    _Key.Key_Down: (0, -keys.PAN),
}
_TURNING = {_Key.Key_Left: False, _Key.Key_PageUp: False, _Key.Key_Right: True, _Key.Key_PageDown: True}


class Viewer(QWidget):
    """Lies over the window it is given as a parent, shows one picture, and asks for its neighbours.

    Signals:
        closed: Esc, Enter, Space, a double click or the button; it is hidden by then.
        next_requested, previous_requested: the owner answers with `show_record`.
        rate_requested(int), pick_requested(Pick): of the picture that is shown; the owner answers with `update_record`.
        refused: the picture that was asked for cannot be shown, which is told in its place.
    """

    closed = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    rate_requested = Signal(int)
    pick_requested = Signal(object)
    refused = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: TaskRunner,
        files: Files,
        catalog: Catalog,
        parent: QWidget,
        rest_ms: int = REST_MS,
        read_small: ReadSmall = read_none,
    ) -> None:
        super().__init__(parent)
        self._record: Record | None = None
        self.pictures = Pictures(tasks, files, self, read_small=read_small)
        self.canvas = Canvas(theme, self)
        self.controls = ViewerControls(theme, self)
        self.info = InfoCard(catalog, self)
        self.note_card = NoteCard(self)
        self.full_screen = FullScreen(self)
        self.fade = Fade(self.controls.cards, rest_ms, self)
        self._connect_signals()
        self.setAccessibleName(self.tr("Viewer"))
        self.canvas.setAccessibleName(self.tr("Picture"))
        self.setFocusProxy(self.canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # the canvas covers it: nothing below is painted
        self.hide()

    @property
    def record(self) -> Record | None:
        return self._record

    def show_record(self, record: Record, placeholder: QImage | None, position_text: str) -> None:
        """Show a picture: at once where it is decoded, else its thumbnail until it is."""
        self.update_record(record)
        self.controls.show_texts(record.prompt, position_text)
        self.canvas.setAccessibleDescription(record.prompt)
        self.note_card.hide()
        if not self.isVisible():
            self._open()
        self._tell_sizes()
        picture = self.pictures.want(record)
        if picture is None:
            self.canvas.show_placeholder(placeholder, record.width, record.height)
        else:
            self.canvas.show_picture(picture, fitted=True)

    def update_record(self, record: Record) -> None:
        """Show what is known of the picture now."""
        self._record = record
        self.controls.marks.show_organisation(record.organisation)
        self.info.show_record(record)
        self._place_info()

    def welcome(self, neighbours: Sequence[Record]) -> None:
        """These may be wanted next."""
        self.pictures.welcome(neighbours)

    def close_viewer(self) -> None:
        if not self.isVisible():
            return
        self.pictures.clear()
        self.fade.stop()
        self.full_screen.leave(self.window())
        self.hide()
        self.canvas.show_placeholder(None, 1, 1)  # a large picture must not stay in memory
        self.closed.emit()

    def note(self) -> str:
        """What is said in place of a picture that cannot be shown."""
        return self.note_card.text()

    # building

    def _connect_signals(self) -> None:
        controls, canvas = self.controls, self.canvas
        controls.close_clicked.connect(self.close_viewer)
        controls.previous_clicked.connect(self.previous_requested)
        controls.next_clicked.connect(self.next_requested)
        controls.zoom_in_clicked.connect(canvas.zoom_in)
        controls.zoom_out_clicked.connect(canvas.zoom_out)
        controls.fit_clicked.connect(canvas.fit)
        controls.actual_clicked.connect(canvas.to_actual_size)
        controls.fill_clicked.connect(canvas.fill)
        controls.info_clicked.connect(self._on_info)
        controls.full_screen_clicked.connect(self._on_full_screen)
        controls.marks.rate_requested.connect(self.rate_requested)
        controls.marks.pick_requested.connect(self.pick_requested)
        canvas.zoom_changed.connect(self._on_zoom_changed)
        canvas.detail_wanted.connect(self._on_detail_wanted)
        canvas.double_clicked.connect(self.close_viewer)
        canvas.moved.connect(self.fade.wake)
        self.pictures.loaded.connect(self._on_loaded)
        self.pictures.refused.connect(self._on_refused)
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

    def _tell_sizes(self) -> None:
        """How large a picture is here at first, and how large it may become by the whole screen."""
        ratio = self.devicePixelRatioF()
        view = QSize(round(self.canvas.width() * ratio), round(self.canvas.height() * ratio))
        self.pictures.set_sizes((self.screen().size() * ratio).expandedTo(view), view)

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        elif event.type() is QEvent.Type.Close:
            self.full_screen.leave(self.window())  # else the window would open like that the next time
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self.controls.setGeometry(self.rect())
        self.note_card.place()
        self._place_info()

    def event(self, event: QEvent) -> bool:
        """Take our keys before the window's shortcuts do."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = keys.pressed(event)
        if pressed is None or not self._knows(event):
            super().keyPressEvent(event)
            return
        control, key = pressed
        zoom = self.canvas.zoom
        pans = zoom.pans_across if key in (_Key.Key_Left, _Key.Key_Right) else zoom.pans_down
        if pressed in keys.ZOOMS:
            self.canvas.zoom_by_name(keys.ZOOMS[pressed])
        elif control:
            super().keyPressEvent(event)
        elif key in _PANNING and pans:
            self.canvas.pan(*_PANNING[key])
        elif key in _TURNING:
            (self.next_requested if _TURNING[key] else self.previous_requested).emit()
        else:
            self._do(key)

    def _do(self, key: Qt.Key) -> None:
        if key in _CLOSING:
            self.close_viewer()
            return
        if key in keys.RATINGS:
            self.rate_requested.emit(keys.RATINGS[key])
        elif key in keys.PICKS:
            self.pick_requested.emit(keys.PICKS[key])
        elif key == _Key.Key_I:
            self._on_info()
        elif key == _Key.Key_F11:
            self._on_full_screen()
        self.fade.wake()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the viewer: what lies under it cannot be seen."""
        stops: list[QWidget] = [self.canvas, *(stop for stop in self.controls.stops() if stop.isEnabled())]
        focus = self.window().focusWidget()
        at = stops.index(focus) if focus in stops else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        self.fade.wake()
        return True

    def _knows(self, event: QKeyEvent) -> bool:
        pressed = keys.pressed(event)
        if pressed is None:
            return False
        control, key = pressed
        mine = (_CLOSING, _PANNING, _TURNING, keys.RATINGS, keys.PICKS, (_Key.Key_I, _Key.Key_F11))
        return pressed in keys.ZOOMS or (not control and any(key in some for some in mine))

    # what happens

    def _on_loaded(self, time: int, picture: Picture) -> None:
        if self._record is not None and self._record.time == time:
            self.canvas.show_picture(picture)

    def _on_refused(self, time: int, error: ImageStudioError) -> None:
        if self._record is not None and self._record.time == time:
            self.note_card.tell_error(error)
            self.refused.emit()

    def _on_detail_wanted(self) -> None:
        if self._record is not None:
            self.pictures.want_whole(self._record)

    def _on_slept(self) -> None:
        self.controls.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # what is not seen is not clicked
        self.canvas.hide_cursor()

    def _on_woken(self) -> None:
        self.controls.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.canvas.show_cursor()

    def _on_zoom_changed(self) -> None:
        self.controls.show_zoom(self.canvas.zoom)

    def _on_info(self) -> None:
        self.info.toggle()
        self._place_info()

    def _on_full_screen(self) -> None:
        self.full_screen.toggle(self.window())

    def _place_info(self) -> None:
        if self.info.isHidden():
            return
        layout = self.info.layout()
        height = layout.heightForWidth(self.info.width()) if layout is not None else 0
        above = self.controls.cards[0].geometry().bottom() + SPACE_S
        self.info.setGeometry(SPACE_L, above, self.info.width(), min(height, self.height() - above - SPACE_L))
        self.info.raise_()
