"""Two to four pictures beside each other, or two over each other, zoomed and moved in step."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.ui.compare.contest import LETTERS, MOST
from imagestudio.ui.compare.wipe_line import WipeLine
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S
from imagestudio.ui.viewer.canvas import Canvas
from imagestudio.ui.viewer.note_card import NoteCard
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.viewer.zoom import Zoom

_FRAME = 3
_WIPE_ENDS, _WIPE_STEP = 0.02, 0.05


class Mode(Enum):
    """How pictures are laid out."""

    SIDE = "side"
    WIPE = "wipe"
    FLICKER = "flicker"


class Stage(QWidget):
    """Shows the pictures; which is which is told by a letter, which one is meant by a frame and a filled letter.

    Signals:
        activated(int): the picture at this place was clicked.
        detail_wanted(int): it is looked at more closely than it is sharp.
        zoom_changed: the scale is another one.
    """

    activated = Signal(int)
    detail_wanted = Signal(int)
    zoom_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mode = Mode.SIDE
        self._count = 0
        self._active = 0
        self._wipe = 0.5
        self.canvases = [Canvas(theme, self) for _ in range(MOST)]
        self.notes = [NoteCard(canvas) for canvas in self.canvases]
        self._letters = [QLabel(LETTERS[place], self) for place in range(MOST)]
        self._line = WipeLine(theme, self)
        self._build()

    # what others may do

    @property
    def mode(self) -> Mode:
        """Only two pictures can lie over each other."""
        return self._mode if self._count == 2 else Mode.SIDE

    @property
    def active(self) -> int:
        return self._active

    @property
    def wipe(self) -> float:
        """Where the line is, from 0 at the left to 1 at the right."""
        return self._wipe

    @property
    def zoom(self) -> Zoom:
        return self.canvases[self._active].zoom

    def set_count(self, count: int) -> None:
        self._count = count
        self._active = min(self._active, max(0, count - 1))
        self._arrange()

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._arrange()

    def set_active(self, place: int) -> None:
        self._active = min(max(0, place), max(0, self._count - 1))
        self._arrange()

    def set_wipe(self, wipe: float) -> None:
        self._wipe = min(max(wipe, _WIPE_ENDS), 1 - _WIPE_ENDS)
        self._arrange()

    def move_wipe(self, steps: int) -> None:
        """Move the line by so many small steps to the right."""
        self.set_wipe(self._wipe + steps * _WIPE_STEP)

    def zoom_by_name(self, name: str) -> None:
        """What a key means, for all of them: the others follow the one that is meant."""
        self.canvases[self._active].zoom_by_name(name)

    def pan(self, across: float, down: float) -> None:
        self.canvases[self._active].pan(across, down)

    def fit(self) -> None:
        self.canvases[self._active].fit()

    def to_actual_size(self) -> None:
        self.canvases[self._active].to_actual_size()

    def show_picture(self, place: int, picture: Picture) -> None:
        """It is decoded: looked at where the others are."""
        canvas = self.canvases[place]
        leader = next((other for other in range(self._count) if other != place and self.canvases[other].sharp), -1)
        known = canvas.sharp
        canvas.show_picture(picture, fitted=not known)
        if not known and leader >= 0:
            self.follow(place, leader)

    def await_picture(self, place: int, width: int, height: int) -> None:
        """One of this size will be here."""
        self.canvases[place].show_placeholder(None, width, height)
        self.notes[place].hide()

    def refuse(self, place: int, error: ImageStudioError) -> None:
        """It cannot be shown, and why."""
        self.notes[place].tell_error(error)

    def let_go(self) -> None:
        """Large pictures must not stay in memory."""
        for canvas in self.canvases:
            canvas.show_placeholder(None, 1, 1)

    def follow(self, place: int, leader: int) -> None:
        """Let the picture at one place be looked at where that of another one is."""
        if place != leader:
            self.canvases[place].follow(self.canvases[leader].zoom.place)

    def view_size(self) -> QSize:
        """Of one picture, in device pixels."""
        return self._places()[0].size() * self.devicePixelRatioF()

    def name_canvas(self, place: int, name: str, description: str) -> None:
        self.canvases[place].setAccessibleName(name)
        self.canvases[place].setAccessibleDescription(description)

    # layout

    def _build(self) -> None:
        self.setObjectName("CompareStage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for place, canvas in enumerate(self.canvases):
            canvas.place_changed.connect(self._on_place_changed)
            canvas.detail_wanted.connect(self._on_detail_wanted)
            canvas.zoom_changed.connect(self.zoom_changed)
            canvas.pressed.connect(self._on_pressed)
            canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._letters[place].setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.dragged.connect(self._on_dragged)
        self._theme.changed.connect(self.update)

    def _places(self) -> list[QRect]:
        """Where each picture is, its frame not counted."""
        if self.mode is not Mode.SIDE:
            return [self.rect()] * self._count
        columns = 2 if self._count == MOST else max(1, self._count)
        rows = 2 if self._count == MOST else 1
        width, height = self.width() / columns, self.height() / rows
        cells = [(place % columns, place // columns) for place in range(max(1, self._count))]
        rects = [QRect(QPoint(round(x * width), round(y * height)), QSize(int(width), int(height))) for x, y in cells]
        return [rect.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME) for rect in rects]

    def _arrange(self) -> None:
        places = self._places()
        for place, canvas in enumerate(self.canvases):
            shown = place < self._count and (self.mode is not Mode.FLICKER or place == self._active)
            if place < self._count:
                canvas.setGeometry(places[place])
            canvas.clearMask()
            canvas.setVisible(shown)
            self._place_letter(place, shown)
            self.notes[place].place()
        self._line.setVisible(self.mode is Mode.WIPE)
        if self.mode is Mode.WIPE:
            self._lay_over()
        self.update()

    def _lay_over(self) -> None:
        """The first lies over the second, as far as the line."""
        edge = round(self.width() * self._wipe)
        self.canvases[0].raise_()
        self.canvases[0].setMask(QRegion(0, 0, edge, self.height()))
        self._line.place(edge, self.height())
        self._line.raise_()
        for letter in self._letters:
            letter.raise_()

    def _place_letter(self, place: int, shown: bool) -> None:
        letter = self._letters[place]
        letter.setVisible(shown and self._count > 1)
        set_role(letter, "letter-active" if place == self._active else "letter")
        letter.adjustSize()
        rect = self.canvases[place].geometry()
        right = self.mode is Mode.WIPE and place == 1
        x = rect.right() - SPACE_S - letter.width() if right else rect.left() + SPACE_S
        letter.move(x, rect.top() + SPACE_S)
        letter.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.mode is not Mode.SIDE or self._count < 2:
            return
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("accent_edge"), 2))
        painter.drawRect(self._places()[self._active].adjusted(-2, -2, 1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # what happens

    def _place_of(self, sender: object) -> int:
        return next((place for place, canvas in enumerate(self.canvases) if canvas is sender), 0)

    def _on_place_changed(self) -> None:
        leader = self._place_of(self.sender())
        for place in range(self._count):
            self.follow(place, leader)

    def _on_detail_wanted(self) -> None:
        place = self._place_of(self.sender())
        if place < self._count:
            self.detail_wanted.emit(place)

    def _on_pressed(self) -> None:
        self.activated.emit(self._place_of(self.sender()))

    def _on_dragged(self, x: float) -> None:
        self.set_wipe(x / max(1, self.width()))
