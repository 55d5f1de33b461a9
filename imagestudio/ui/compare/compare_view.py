"""Pictures beside each other over the whole window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imagestudio.core.record import Record
from imagestudio.ui.compare.compare_bar import CompareBar
from imagestudio.ui.compare.compare_keys import CompareKeys
from imagestudio.ui.compare.contest import LETTERS, Contest
from imagestudio.ui.compare.differing import Differing
from imagestudio.ui.compare.guidance import hint_of, said_of
from imagestudio.ui.compare.stage import Mode, Stage
from imagestudio.ui.compare.strip import Strip
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.keys import told
from imagestudio.ui.viewer.overlay import Overlay


class CompareView(Overlay):
    """Lies over the window it is given as a parent; shows a contest and tells what the person wants of it.

    Signals:
        closed: it was left by a key or the button; it is hidden by then.
        kept(int): the picture at this place wins, the others go.
        left_out(int): this one goes.
        next_requested: what was revealed has been read.
        back_requested: the last step was wrong.
        blind_toggled, wins_requested: what their names say.
        activated(int): this one is meant by the keys now.
        rate_requested(int, int), pick_requested(int, Pick): of the picture at this place.
        detail_wanted(int): of the picture at this place more is to be decoded.
    """

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
        self._build_layout()
        self._connect_signals()
        self.hear(CompareKeys(self))

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
                self.stage.await_picture(place, record.width, record.height)
            self.show_record(place, record)
        if not self.isVisible():
            self.stage.set_active(0)
            self.cover()
        self.set_active(contest.chosen if contest.chosen >= 0 else min(self.stage.active, len(records) - 1))
        self.bar.show_state(self.stage.mode, len(records), contest.blind, goes_back)
        self.strip.say(said_of(contest))
        self._show_hint()
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

    def toggle_strip(self) -> None:
        self._strip_wanted = not self._strip_wanted
        self.strip.setVisible(self._strip_wanted)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self, *self.bar.stops(), *self.strip.stops()]

    def keys_chosen(self) -> None:
        self._show_hint()

    def let_go(self) -> None:
        """Nothing is compared any more."""
        self.stage.let_go()
        self._contest, self._records = Contest(()), ()
        self.strip.unsettle()

    # building

    def _build_layout(self) -> None:
        self.setObjectName("CompareView")
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
        bar.close_clicked.connect(self.leave)
        bar.keys_clicked.connect(self.toggle_keys)
        bar.mode_clicked.connect(self.set_mode)
        bar.blind_clicked.connect(self.blind_toggled)
        bar.back_clicked.connect(self.back_requested)
        bar.wins_clicked.connect(self.wins_requested)
        bar.fit_clicked.connect(stage.fit)
        bar.actual_clicked.connect(stage.to_actual_size)
        stage.activated.connect(self.set_active)
        stage.detail_wanted.connect(self.detail_wanted)
        stage.zoom_changed.connect(self._on_zoom_changed)
        strip.kept.connect(self.keep)
        strip.rate_requested.connect(self.rate_requested)
        strip.pick_requested.connect(self.pick_requested)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_zoom_changed()

    # what happens

    def _show_differing(self) -> None:
        self.strip.show_differing(self._differing, hidden=not self._contest.revealed)
        self.strip.settle()

    def _show_hint(self) -> None:
        keys = [next(map(told, self.chosen_keys.in_force(letter)), "") for letter in LETTERS]
        self.bar.hint_label.set_text(hint_of(self._contest, keys))

    def _on_zoom_changed(self) -> None:
        self.bar.show_zoom(self.stage.zoom)
