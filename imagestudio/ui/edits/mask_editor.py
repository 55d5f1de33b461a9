"""Where one paints over a picture what may change of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from imagestudio.core.editing import Painted, Preparing
from imagestudio.core.errors import ImageStudioError
from imagestudio.ui.edits.mask import Ink, Mask
from imagestudio.ui.edits.mask_bar import MaskBar, MaskFoot
from imagestudio.ui.edits.mask_canvas import MaskCanvas, Tool
from imagestudio.ui.edits.mask_keys import MaskKeys
from imagestudio.ui.edits.mask_work import filled
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.note_card import NoteCard
from imagestudio.ui.viewer.overlay import Overlay
from imagestudio.ui.viewer.picture import Picture
from imagestudio.workers.task import Task, TaskRunner

_T = TypeVar("_T")
_SMALLEST = QSize(1, 1)


class MaskEditor(Overlay):
    """Lies over the window it is given as a parent; what is painted stays until another picture is opened.

    Signals:
        closed: it was left; it is hidden by then.
        used(Painted): this may change.
        whole_used(): the whole picture may change.
    """

    used = Signal(object)
    whole_used = Signal()

    def __init__(self, theme: Theme, tasks: TaskRunner, preparing: Preparing, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._preparing = preparing
        self._subject: object = None
        self._working: Task | None = None
        self.layer = Mask(_SMALLEST, theme.color("accent"), self)
        self.bar = MaskBar(theme, self)
        self.canvas = MaskCanvas(self.layer, theme, self)
        self.foot = MaskFoot(self)
        self.note_card = NoteCard(self)
        self._build_layout()
        self._connect_signals()
        self.setAccessibleName(self.tr("Mask"))
        self.setFocusProxy(self.canvas)
        self.hear(MaskKeys(self))
        self.choose_tool(Tool.BRUSH)
        self.bar.show_brush(self.canvas.brush)

    # what others may do

    def open(self, subject: object, picture: Picture, painted: Painted | None) -> None:
        """Paint over this picture; go on with what was painted over the same `subject`, else with `painted`."""
        self.note_card.hide()
        if subject != self._subject or self.layer.image.size() != picture.size:
            self._begin_anew(picture.size, painted)
        self._subject = subject
        self.canvas.show_picture(picture, fitted=True)
        self._show_steps()
        self.cover()

    def forget(self) -> None:
        """What was painted is not wanted any more."""
        self._subject = None
        self._begin_anew(_SMALLEST, None)

    def painted(self) -> Painted:
        """What may change as it stands."""
        size = self.layer.image.size()
        return Painted(self.layer.alpha(), size.width(), size.height())

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.canvas, *self.bar.stops(), *self.foot.stops()]

    def let_go(self) -> None:
        """The picture must not stay in memory; what was painted does."""
        self._stop_working()
        if self.canvas.busy:
            self.canvas.abandon()
        self.canvas.show_placeholder(None, 1, 1)

    # what the keys and buttons do

    def choose_tool(self, tool: Tool) -> None:
        if not self.canvas.busy:
            self.canvas.choose_tool(tool)
            self.bar.show_tool(tool)

    def choose_brush(self, width: float) -> None:
        self.canvas.choose_brush(width)
        self.bar.show_brush(self.canvas.brush)

    def widen(self, times: float) -> None:
        """So many times as wide a brush, and at least another one."""
        wide = self.canvas.brush
        self.choose_brush(max(wide + 1, wide * times) if times > 1 else min(wide - 1, wide * times))

    def undo(self) -> None:
        if self._is_free:
            self.layer.undo()

    def redo(self) -> None:
        if self._is_free:
            self.layer.redo()

    def invert(self) -> None:
        if self._is_free:
            self.layer.begin()
            self.layer.invert()
            self.layer.end()

    def clear(self) -> None:
        if self._is_free and not self.layer.is_empty:
            self.layer.begin()
            self.layer.fill_all(Ink.ERASE)
            self.layer.end()

    def soften(self) -> None:
        """Give what is painted a soft edge."""
        if self._is_free and not self.layer.is_empty:
            self._work(partial(self._preparing.soften, self.painted(), self.bar.softness), self._on_softened)

    def enter(self) -> None:
        """Do what has the focus; else this is the mask."""
        focus = self.window().focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        elif focus is self.bar.soft_spin:
            self.soften()
        else:
            self.use()

    def use(self) -> None:
        """This is the mask, if anything is painted."""
        if self._is_free and not self.layer.is_empty:
            painted = self.painted()
            self.leave()
            self.used.emit(painted)

    def use_whole(self) -> None:
        """No mask is wanted."""
        if self._is_free:
            self.leave()
            self.whole_used.emit()

    def escape(self) -> None:
        """End a stroke that was not meant; else leave everything as it was before."""
        if self.canvas.busy:
            self.canvas.abandon()
        else:
            self.leave()

    # building

    def _build_layout(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.foot)

    def _connect_signals(self) -> None:
        bar, foot, canvas = self.bar, self.foot, self.canvas
        bar.tool_chosen.connect(self._on_tool_chosen)
        bar.brush_chosen.connect(self.choose_brush)
        bar.undo_clicked.connect(self.undo)
        bar.redo_clicked.connect(self.redo)
        bar.invert_clicked.connect(self.invert)
        bar.clear_clicked.connect(self.clear)
        bar.soften_clicked.connect(self.soften)
        bar.fit_clicked.connect(canvas.fit)
        bar.actual_clicked.connect(canvas.to_actual_size)
        bar.keys_clicked.connect(self.toggle_keys)
        foot.use_clicked.connect(self.use)
        foot.whole_clicked.connect(self.use_whole)
        foot.cancel_clicked.connect(self.leave)
        canvas.zoom_changed.connect(self._on_zoom_changed)
        canvas.fill_requested.connect(self._on_fill_requested)
        self.layer.steps_changed.connect(self._show_steps)

    # what happens

    def _begin_anew(self, size: QSize, painted: Painted | None) -> None:
        self.layer.deleteLater()
        self.layer = Mask(size, self._theme.color("accent"), self)
        if painted is not None and (painted.width, painted.height) == (size.width(), size.height()):
            self.layer.replace(painted.change)
        self.canvas.show_mask(self.layer)
        self.layer.steps_changed.connect(self._show_steps)

    @property
    def _is_free(self) -> bool:
        """Whether nothing is being drawn or worked out."""
        return self._working is None and not self.canvas.busy

    def _work(self, call: Callable[[], _T], done: Callable[[_T], None]) -> None:
        self.canvas.wait(True)
        self._working = self._tasks.run(call, done, self._on_failed)

    def _stop_working(self) -> None:
        if self._working is not None:
            self._working.cancel()
        self._working = None
        self.canvas.wait(False)

    def _on_fill_requested(self, x: int, y: int, ink: Ink) -> None:
        if self._is_free:
            now = self.painted()
            call = partial(_filled, now, x, y, ink)
            self._work(call, self._on_filled)

    def _on_filled(self, found: tuple[bytes, Ink]) -> None:
        self._stop_working()
        area, ink = found
        if area:
            self.layer.begin()
            self.layer.put(area, ink)
            self.layer.end()

    def _on_softened(self, painted: Painted) -> None:
        self._stop_working()
        self.layer.begin()
        self.layer.replace(painted.change)
        self.layer.end()

    def _on_failed(self, error: ImageStudioError) -> None:
        self._stop_working()
        self.note_card.tell_error(error)

    def _on_tool_chosen(self, tool: Tool) -> None:
        self.choose_tool(tool)
        self.bar.show_tool(self.canvas.tool)
        self.canvas.setFocus()

    def _on_zoom_changed(self) -> None:
        self.bar.show_zoom(self.canvas.zoom)

    def _show_steps(self) -> None:
        is_empty = self.layer.is_empty
        self.bar.show_steps(self.layer.can_undo, self.layer.can_redo, is_empty)
        self.foot.show_state(is_empty)


def _filled(painted: Painted, x: int, y: int, ink: Ink) -> tuple[bytes, Ink]:
    """Runs in a worker thread."""
    return filled(painted.change, painted.width, painted.height, x, y, ink), ink
