"""Pictures beside each other over the whole window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.record import Record
from imagestudio.ui.compare.compare_bar import CompareBar
from imagestudio.ui.compare.compare_keys import CompareKeys
from imagestudio.ui.compare.contest import LETTERS, Contest
from imagestudio.ui.compare.differing import Differing
from imagestudio.ui.compare.stage import Mode, Stage
from imagestudio.ui.compare.strip import Strip
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.full_screen import FullScreen
from imagestudio.ui.viewer.picture import Picture

_WIPE_STEP = 0.05


class CompareView(QWidget):
    """Lies over the window it is given as a parent; shows a contest and tells what the person wants of it.

    Signals:
        closed: Esc or the button; it is hidden by then.
        kept(int): the picture at this place wins, the others go.
        left_out(int): this one goes.
        next_requested: what was revealed has been read.
        back_requested: the last step was wrong.
        blind_toggled, wins_requested: what their names say.
        activated(int): this one is meant by the keys now.
        rate_requested(int, int), pick_requested(int, Pick): of the picture at this place.
        detail_wanted(int): of the picture at this place more is to be decoded.
    """

    closed = Signal()
    kept = Signal(int)
    left_out = Signal(int)
    next_requested = Signal()
    back_requested = Signal()
    blind_toggled = Signal()
    wins_requested = Signal()
    activated = Signal(int)
    rate_requested = Signal(int, int)
    pick_requested = Signal(int, object)
    detail_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._contest = Contest(())
        self._records: tuple[Record, ...] = ()
        self._differing: Differing | None = None
        self._strip_wanted = True
        self.bar = CompareBar(theme, self)
        self.stage = Stage(theme, self)
        self.strip = Strip(theme, self)
        self.full_screen = FullScreen(self)
        self._keys = CompareKeys(self)
        self._build_layout()
        self._connect_signals()
        self.hide()

    # what others may do

    @property
    def contest(self) -> Contest:
        return self._contest

    @property
    def records(self) -> tuple[Record, ...]:
        """As they are shown."""
        return self._records

    @property
    def count(self) -> int:
        return len(self._records)

    def show_contest(self, contest: Contest, records: Sequence[Record], goes_back: bool) -> None:
        """Show these pictures; which of them are decoded is told by `show_picture`."""
        before = self._contest.shown
        self._contest, self._records, self._differing = contest, tuple(records), None
        self.stage.set_count(len(records))
        self.strip.show_count(len(records))
        for place, record in enumerate(records):
            if before[place : place + 1] != (record.time,):
                self.stage.canvases[place].show_placeholder(None, record.width, record.height)
                self.stage.notes[place].hide()
            self.show_record(place, record)
        if not self.isVisible():
            self._open()
        self.set_active(contest.chosen if contest.chosen >= 0 else min(self.stage.active, len(records) - 1))
        self.bar.show_state(self.stage.mode, len(records), contest.blind, goes_back)
        self._say()
        self._show_differing()

    def show_record(self, place: int, record: Record) -> None:
        """What is known of the picture at this place now."""
        records = list(self._records)
        records[place] = record
        self._records = tuple(records)
        self.strip.show_marks(place, record.organisation)
        self.stage.name_canvas(place, self.tr("Picture {0}").format(LETTERS[place]), record.prompt)

    def show_differing(self, differing: Differing) -> None:
        self._differing = differing
        self._show_differing()

    def show_picture(self, place: int, picture: Picture) -> None:
        """It is decoded: looked at where the others are."""
        canvas = self.stage.canvases[place]
        leader = next((other for other in range(self.count) if other != place and self.stage.canvases[other].sharp), -1)
        known = canvas.sharp
        canvas.show_picture(picture, fitted=not known)
        if not known and leader >= 0:
            self.stage.follow(place, leader)

    def refuse(self, place: int, error: ImageStudioError) -> None:
        """It cannot be shown, and why."""
        self.stage.notes[place].tell_error(error)

    def keep(self, place: int) -> None:
        """This one is the better one; the keys mean it from now on."""
        if not self._contest.over and self._contest.chosen < 0 and place < self.count:
            self.set_active(place)
            self.kept.emit(place)

    def set_active(self, place: int) -> None:
        self.stage.set_active(place)
        self.strip.show_active(self.stage.active)
        self.activated.emit(self.stage.active)

    def set_mode(self, mode: Mode) -> None:
        if self.count == 2 or mode is Mode.SIDE:
            self.stage.set_mode(mode)
            self.bar.show_state(self.stage.mode, self.count, self._contest.blind, self.bar.back_button.isEnabled())

    def flick(self) -> None:
        """Show the other one of two in its place."""
        if self.count == 2:
            self.set_mode(Mode.FLICKER)
            self.set_active(1 - self.stage.active)

    def move_wipe(self, steps: int) -> None:
        self.stage.set_wipe(self.stage.wipe + steps * _WIPE_STEP)

    def toggle_strip(self) -> None:
        self._strip_wanted = not self._strip_wanted
        self.strip.setVisible(self._strip_wanted)

    def toggle_full_screen(self) -> None:
        self.full_screen.toggle(self.window())

    def close_view(self) -> None:
        if not self.isVisible():
            return
        self.full_screen.leave(self.window())
        self.hide()
        for canvas in self.stage.canvases:
            canvas.show_placeholder(None, 1, 1)  # large pictures must not stay in memory
        self._contest, self._records = Contest(()), ()
        self.strip.unsettle()
        self.closed.emit()

    def view_size(self) -> QSize:
        """Of one picture, in device pixels."""
        return self.stage.view_size()

    # building

    def _build_layout(self) -> None:
        self.setObjectName("CompareView")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # its parts cover it: nothing below is painted
        self.setAccessibleName(self.tr("Compare"))
        self.setProperty("ownFocus", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.strip)

    def _connect_signals(self) -> None:
        bar, stage, strip = self.bar, self.stage, self.strip
        bar.close_clicked.connect(self.close_view)
        bar.mode_clicked.connect(self.set_mode)
        bar.blind_clicked.connect(self.blind_toggled)
        bar.back_clicked.connect(self.back_requested)
        bar.wins_clicked.connect(self.wins_requested)
        bar.fit_clicked.connect(self._on_fit)
        bar.actual_clicked.connect(self._on_actual)
        stage.activated.connect(self.set_active)
        stage.detail_wanted.connect(self.detail_wanted)
        stage.zoom_changed.connect(self._on_zoom_changed)
        strip.kept.connect(self.keep)
        strip.rate_requested.connect(self.rate_requested)
        strip.pick_requested.connect(self.pick_requested)
        parent = self.parentWidget()
        if parent is not None:
            parent.installEventFilter(self)

    def _open(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.stage.set_active(0)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        elif event.type() is QEvent.Type.Close:
            self.full_screen.leave(self.window())  # else the window would open like that the next time
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_zoom_changed()

    def event(self, event: QEvent) -> bool:
        """Take our keys before the window's shortcuts do."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays here: what lies under it cannot be seen."""
        stops: list[QWidget] = [self, *self.bar.stops(), *self.strip.stops()]
        stops = [stop for stop in stops if stop is self or (stop.isEnabled() and stop.isVisible())]
        focus = self.window().focusWidget()
        at = stops.index(focus) if focus in stops else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    # what happens

    def _say(self) -> None:
        """What to do now, and what was chosen."""
        contest = self._contest
        if contest.over:
            self.strip.say(self.tr("Nothing is left to compare it with. Enter goes back to the gallery."))
        elif contest.blind and contest.revealed:
            letter = LETTERS[contest.chosen]
            self.strip.say(self.tr("{0} is kept. Enter goes on with the next picture.").format(letter))
        elif self._contest.blind:
            self.strip.say(self.tr("Blind: model, price, quality and size are told when you have chosen."))
        else:
            self.strip.say("")
        self._hint()

    def _hint(self) -> None:
        letters = LETTERS[: self.count]
        parts = (
            [self.tr("{0} or {1} keeps that one").format(", ".join(letters[:-1]), letters[-1])] if letters[1:] else []
        )
        parts += [self.tr("Space flickers")] if self.count == 2 else []
        parts += [self.tr("others follow")] if self._contest.waiting else []
        self.bar.hint_label.set_text("  ·  ".join(parts))

    def _show_differing(self) -> None:
        self.strip.show_differing(self._differing, hidden=not self._contest.revealed)
        self.strip.settle()

    def _on_fit(self) -> None:
        self.stage.canvases[self.stage.active].fit()

    def _on_actual(self) -> None:
        self.stage.canvases[self.stage.active].to_actual_size()

    def _on_zoom_changed(self) -> None:
        self.bar.show_zoom(self.stage.zoom)
