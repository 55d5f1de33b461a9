"""The commands that begin an edit: they fill in references, mask, prompt and settings, and never send anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from imagestudio.core.canvas_size import nearest
from imagestudio.core.catalog import Catalog, ModelSpec
from imagestudio.core.editing import Margins, Painted, Preparing, Source
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.origin import Task
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.edits.gathering import Gathering
from imagestudio.ui.edits.references import References
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.picture import Picture, picture_of
from imagestudio.workers.task import Task as Work
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.edits.mask_editor import MaskEditor

_PAINTED_PIXELS = 6_000_000  # a larger picture is painted on a smaller copy of it, else strokes would drag
_PREVIEW_PIXELS = 600 * 600


@dataclass(frozen=True)
class _Opened:
    """A picture that was read to be painted on or extended, and whose it is: a new edit's, or a reference's."""

    source: Source
    picture: Picture
    size: tuple[int, int]  # the picture's own, of which a smaller copy may be here
    record: Record | None = None
    row: int = 0


class Starting(QObject):
    """Opens the mask editor and the dialog for a larger canvas.

    Signals:
        begun(): there is something to be written and sent now.
        failed(ImageStudioError): why there is not.
    """

    begun = Signal()
    failed = Signal(object)

    def __init__(
        self,
        panel: ComposePanel,
        catalog: Catalog,
        references: References,
        gathering: Gathering,
        preparing: Preparing,
        tasks: TaskRunner,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._panel = panel
        self._catalog = catalog
        self._references = references
        self._gathering = gathering
        self._preparing = preparing
        self._tasks = tasks
        self._theme = theme
        self._window = window
        self._reading: Work | None = None
        self._opened: _Opened | None = None
        self._focus: QWidget | None = None
        self.editor: MaskEditor | None = None

    # what the commands ask for

    def edit(self, record: Record) -> None:
        """Let the person paint what may change of a picture."""
        self._read(self._gathering.source_of(record), _PAINTED_PIXELS, self._on_read, record)

    def paint(self, row: int) -> None:
        """Let the person paint over a picture that is a reference already."""
        if 0 <= row < len(self._references.items):
            self._read(self._references.items[row].source, _PAINTED_PIXELS, self._on_read, None, row)

    def vary(self, record: Record) -> None:
        """Another one like this, with the same words."""
        self._gathering.replace_by([self._gathering.source_of(record)], None, Task.VARIATION)
        self._fill_in(record)

    def extend(self, record: Record) -> None:
        """Let the person say how much larger the canvas is to be."""
        self._read(self._gathering.source_of(record), _PREVIEW_PIXELS, self._on_previewed, record)

    def _read(
        self, source: Source, most_pixels: int, done: Callable[[_Opened], None], record: Record | None, row: int = 0
    ) -> None:
        """What is asked for last counts."""
        if self._reading is not None:
            self._reading.cancel()
        call = partial(_opened, self._preparing, source, most_pixels, record, row)
        self._reading = self._tasks.run(call, done, self._on_failed)

    # painting

    def _on_read(self, opened: _Opened) -> None:
        self._reading, self._opened = None, opened
        painted = None
        if opened.record is None and opened.row < len(self._references.items):
            painted = self._references.items[opened.row].painted
        self._focus = self._window.focusWidget()
        self._made_editor().open(opened.source, opened.picture, painted)

    def _made_editor(self) -> MaskEditor:
        if self.editor is None:
            from imagestudio.ui.edits.mask_editor import MaskEditor

            self.editor = MaskEditor(self._theme, self._tasks, self._preparing, self._window)
            self.editor.used.connect(self._on_used)
            self.editor.whole_used.connect(self._on_whole_used)
            self.editor.closed.connect(self._on_closed)
        return self.editor

    def _on_used(self, painted: Painted) -> None:
        self._use(painted)

    def _on_whole_used(self) -> None:
        self._use(None)

    def _use(self, painted: Painted | None) -> None:
        opened = self._opened
        if opened is None:
            return
        if opened.record is None:
            self._references.paint(opened.row, painted)
            self.begun.emit()
        else:
            self._gathering.replace_by([opened.source], painted, Task.EDIT)
            self._fill_in(opened.record)

    def _on_closed(self) -> None:
        """The keys go back to where one was."""
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()

    # a larger canvas

    def _on_previewed(self, opened: _Opened) -> None:
        from imagestudio.ui.edits.extend_dialog import ExtendDialog

        self._reading, self._opened = None, opened
        if opened.record is not None:
            image, sizes = opened.picture.level_for(1.0), _sizes(self._editing_spec(opened.record))
            dialog = ExtendDialog(image, *opened.size, sizes, self._theme, self._window)
            dialog.chosen.connect(self._on_margins)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_margins(self, margins: Margins) -> None:
        opened = self._opened
        if opened is not None and opened.record is not None:
            self._gathering.extend(opened.source, margins)
            self._fill_in(opened.record, margins.of(*opened.size))

    # filling in

    def _editing_spec(self, record: Record) -> ModelSpec | None:
        """The picture's own model where that edits, else the one that is chosen, else the first that does."""
        candidates = (self._catalog.get(record.model), self._panel.spec(), *self._catalog.models)
        return next((spec for spec in candidates if spec is not None and spec.edits), None)

    def _fill_in(self, record: Record, size: tuple[int, int] | None = None) -> None:
        """The words and settings of the picture, in the size whose shape is nearest."""
        spec = self._editing_spec(record)
        if spec is not None:
            values = dict(record.parameters)
            if nearly := nearest(*(size or (record.width, record.height)), _sizes(spec)):
                values["size"] = nearly
            self._panel.use(Request(spec.id, record.prompt, values))
        self._panel.prompt_edit.selectAll()
        self.begun.emit()

    def _on_failed(self, error: ImageStudioError) -> None:
        self._reading = None
        self.failed.emit(error)


def _sizes(spec: ModelSpec | None) -> list[str]:
    parameter = spec.parameter("size") if spec else None
    return [choice.value for choice in parameter.choices] if parameter else []


def _opened(preparing: Preparing, source: Source, most_pixels: int, record: Record | None, row: int) -> _Opened:
    """Runs in a worker thread. Raises PictureError, DiskError."""
    pixels = preparing.read(source, most_pixels)
    return _Opened(source, picture_of(pixels), (pixels.whole_width, pixels.whole_height), record, row)
