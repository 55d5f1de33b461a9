"""One picture over the whole window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.pixels import ReadSmall, read_none
from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_L, SPACE_S
from imagestudio.ui.viewer.canvas import Canvas
from imagestudio.ui.viewer.controls import ViewerControls
from imagestudio.ui.viewer.fade import REST_MS, Fade
from imagestudio.ui.viewer.info_card import InfoCard
from imagestudio.ui.viewer.note_card import NoteCard
from imagestudio.ui.viewer.overlay import Overlay
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.viewer.pictures import Pictures
from imagestudio.ui.viewer.viewer_keys import ViewerKeys
from imagestudio.workers.task import TaskRunner


class Viewer(Overlay):
    """Lies over the window it is given as a parent, shows one picture, and asks for its neighbours.

    Signals:
        closed: it was left by a key, a double click or the button; it is hidden by then.
        next_requested, previous_requested: the owner answers with `show_record`.
        rate_requested(int), pick_requested(Pick): of the picture that is shown; the owner answers with `update_record`.
        turned: it is another picture that is shown.
        refused: the picture that was asked for cannot be shown, which is told in its place.
    """

    next_requested = Signal()
    previous_requested = Signal()
    rate_requested = Signal(int)
    pick_requested = Signal(object)
    turned = Signal()
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
        self.fade = Fade(self.controls.cards, rest_ms, self)
        self._connect_signals()
        self.setAccessibleName(self.tr("Viewer"))
        self.canvas.setAccessibleName(self.tr("Picture"))
        self.setFocusProxy(self.canvas)
        self.hear(ViewerKeys(self))

    @property
    def record(self) -> Record | None:
        return self._record

    def show_record(self, record: Record, placeholder: QImage | None, position_text: str) -> None:
        """Show a picture: at once where it is decoded, else its thumbnail until it is."""
        self.update_record(record)
        self.turned.emit()
        self.controls.show_texts(record.prompt, position_text)
        self.canvas.setAccessibleDescription(record.prompt)
        self.note_card.hide()
        if not self.isVisible():
            self.cover()
            self.fade.wake()
        self._tell_sizes()
        if not self.show_again(record, fitted=True):
            self.canvas.show_placeholder(placeholder, record.width, record.height)

    def show_again(self, record: Record, fitted: bool = False) -> bool:
        """The picture itself in place of what stands there; whether it is decoded, else it will come."""
        picture = self.pictures.want(record)
        if picture is not None:
            self.canvas.show_picture(picture, fitted)
        return picture is not None

    def update_record(self, record: Record) -> None:
        """Show what is known of the picture now."""
        self._record = record
        self.controls.marks.show_organisation(record.organisation)
        self.info.show_record(record)
        self._place_info()

    def welcome(self, neighbours: Sequence[Record]) -> None:
        """These may be wanted next."""
        self.pictures.welcome(neighbours)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.canvas, *self.controls.stops()]

    def let_go(self) -> None:
        """Large pictures must not stay in memory."""
        self.pictures.clear()
        self.fade.stop()
        self.canvas.show_placeholder(None, 1, 1)

    def note(self) -> str:
        """What is said in place of a picture that cannot be shown."""
        return self.note_card.text()

    def toggle_info(self) -> None:
        """Show what is known of the picture, or no longer."""
        self.info.toggle()
        self._place_info()

    # building

    def _connect_signals(self) -> None:
        controls, canvas = self.controls, self.canvas
        controls.close_clicked.connect(self.leave)
        controls.previous_clicked.connect(self.previous_requested)
        controls.next_clicked.connect(self.next_requested)
        controls.zoom_in_clicked.connect(canvas.zoom_in)
        controls.zoom_out_clicked.connect(canvas.zoom_out)
        controls.fit_clicked.connect(canvas.fit)
        controls.actual_clicked.connect(canvas.to_actual_size)
        controls.fill_clicked.connect(canvas.fill)
        controls.info_clicked.connect(self.toggle_info)
        controls.keys_clicked.connect(self.toggle_keys)
        controls.full_screen_clicked.connect(self.toggle_full_screen)
        controls.marks.rate_requested.connect(self.rate_requested)
        controls.marks.pick_requested.connect(self.pick_requested)
        canvas.zoom_changed.connect(self._on_zoom_changed)
        canvas.detail_wanted.connect(self._on_detail_wanted)
        canvas.double_clicked.connect(self.leave)
        canvas.moved.connect(self.fade.wake)
        self.pictures.loaded.connect(self._on_loaded)
        self.pictures.refused.connect(self._on_refused)
        self.fade.slept.connect(self._on_slept)
        self.fade.woken.connect(self._on_woken)

    def _tell_sizes(self) -> None:
        """How large a picture is here at first, and how large it may become by the whole screen."""
        ratio = self.devicePixelRatioF()
        view = QSize(round(self.canvas.width() * ratio), round(self.canvas.height() * ratio))
        self.pictures.set_sizes((self.screen().size() * ratio).expandedTo(view), view)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self.controls.setGeometry(self.rect())
        self.note_card.place()
        self._place_info()

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.fade.wake()
        return super().focusNextPrevChild(forward)

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

    def _place_info(self) -> None:
        if self.info.isHidden():
            return
        layout = self.info.layout()
        height = layout.heightForWidth(self.info.width()) if layout is not None else 0
        above = self.controls.cards[0].geometry().bottom() + SPACE_S
        self.info.setGeometry(SPACE_L, above, self.info.width(), min(height, self.height() - above - SPACE_L))
        self.info.raise_()
