"""Opens families over the window: what pictures came from, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.family_tree import FamilyTree
from imagestudio.core.lineage import Lineage
from imagestudio.core.ports import Thumbnails
from imagestudio.core.record import Record
from imagestudio.ui.family.parent_note import ParentNote
from imagestudio.ui.family.step_book import StepBook
from imagestudio.ui.finding.scope import EVERYTHING, Scope, ScopeKind
from imagestudio.ui.gallery.cell import Cell
from imagestudio.ui.viewer.held_selection import HeldSelection
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.shaping import Shape
from imagestudio.workers.task import Task, TaskRunner
from imagestudio.workers.thumbnail_loader import ThumbnailLoader

if TYPE_CHECKING:
    from imagestudio.ui.family.family_view import FamilyView

_CACHE_BYTES = 48 * 1024 * 1024
_RADIUS = 6


class FamilyHost(QObject):
    """Keeps the view of families, the gallery and the details together.

    Signals:
        open_requested(Record), use_requested(Record): what is to be done with a picture.
        compare_requested(list): the pictures of these times are to be compared.
        view_made(QWidget): the view is there now, and can hear more keys.
    """

    open_requested = Signal(object)
    use_requested = Signal(object)
    compare_requested = Signal(list)
    view_made = Signal(object)

    def __init__(self, workspace: Workspace, parts: Parts, lineage: Lineage) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._lineage = lineage
        self._tasks = TaskRunner(2, self)  # of its own: a large family keeps nothing else waiting
        self._decoders = TaskRunner(2, self)  # and many thumbnails not what is read of it
        self._held = HeldSelection(workspace.gallery_panel, parts.gallery, self)
        self.book = StepBook(parts.catalog, self._tasks, self)
        self._loader: ThumbnailLoader | None = None
        self._view: FamilyView | None = None
        self._began = self._time = self._sought = 0  # the picture one came with, is at, and wants to see below
        self._reading: Task | None = None
        self._preview: Task | None = None
        self.parent_note = ParentNote(workspace, parts, lineage, self._tasks)
        self._connect()

    def _connect(self) -> None:
        self.parent_note.show_requested.connect(self._show_in_gallery)
        self.parent_note.family_requested.connect(self.show_family)
        self._workspace.actions_of["family"].triggered.connect(self._on_asked)
        self._workspace.gallery_panel.selection_changed.connect(self._on_selection_told)
        self._parts.queue.records_added.connect(self._on_news)
        self._parts.gallery.completed.connect(self._on_listed)
        self._parts.gallery.records.loaded.connect(self._on_records_loaded)

    def close(self) -> None:
        """End the threads."""
        self._tasks.close()
        self._decoders.close()

    def hear_in(self, widget: QWidget) -> None:
        """Let the key be told of in a viewer, too."""
        widget.addAction(self._workspace.actions_of["family"])

    @property
    def view(self) -> FamilyView | None:
        return self._view

    def show_family(self, record: Record) -> None:
        """Show where this picture comes from and what came of it."""
        view = self._view or self._make_view()
        if not view.isVisible():
            self._held.hold(record.time)
            self._began = self._time = record.time
        self.book.begin(None)
        view.await_tree()
        self._read(record.id, self._on_tree)

    def leave(self) -> None:
        """Go back to what lies below, if a family is shown."""
        if self._view is not None:
            self._view.leave()

    def _make_view(self) -> FamilyView:
        from imagestudio.ui.family.family_view import FamilyView

        parts = self._parts
        self._loader = ThumbnailLoader(
            parts.thumbnails, parts.history.page, self._decoders, self, cache_bytes=_CACHE_BYTES
        )
        view = FamilyView(parts.theme, self._loader.image, self.book.get, self._workspace.window())
        self._loader.loaded.connect(view.canvas.update)
        self.book.known.connect(view.show_steps)
        view.canvas.sight_changed.connect(self._on_sight_changed)
        view.current_changed.connect(self._on_current_changed)
        view.open_requested.connect(self.open_requested)
        view.use_requested.connect(self.use_requested)
        view.show_requested.connect(self._show_in_gallery)
        view.compare_requested.connect(self._on_compare)
        view.closed.connect(self._on_closed)
        self._view = view
        self.view_made.emit(view)
        return view

    # reading

    def _read(self, id_: str, done: Callable[[tuple[str, FamilyTree]], None]) -> None:
        """What is asked for last counts."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._tasks.run(partial(_grown, self._lineage, id_), done, self._on_failed)

    def _on_tree(self, found: tuple[str, FamilyTree]) -> None:
        self._show_tree(found, anew=True)

    def _on_tree_again(self, found: tuple[str, FamilyTree]) -> None:
        self._show_tree(found, anew=False)

    def _show_tree(self, found: tuple[str, FamilyTree], *, anew: bool) -> None:
        self._reading = None
        id_, tree = found
        if self._view is None or not self._view.isVisible():
            return
        if id_ not in tree.places:  # it went while it was looked for
            self._view.leave()
            return
        self.book.begin(tree)
        self._view.show_tree(tree, id_, anew=anew)

    def _on_failed(self, error: ImageStudioError) -> None:
        self._reading = None
        if self._view is not None:
            self._view.note_card.tell_error(error)

    # what is seen

    def _on_sight_changed(self) -> None:
        """Pictures and words for what one sees now."""
        view, loader = self._view, self._loader
        if view is None or loader is None or (tree := view.canvas.tree) is None:
            return
        ids = view.canvas.in_sight()
        self.book.want(ids)
        if view.canvas.shows_pictures:
            loader.set_shape(self._shape(view))
            records = [tree.places[id_].record for id_ in ids]
            loader.request([record for record in records if record is not None])

    def _shape(self, view: FamilyView) -> Shape:
        """Sharp at this scale, of which there are two, so that zooming does not load everything anew."""
        ratio, canvas, tokens = view.devicePixelRatioF(), view.canvas, self._parts.theme.tokens
        side = canvas.cards.size.thumbnail * ratio * (1 if canvas.zoom.scale <= 1 else 2)
        radius = _RADIUS * side / canvas.cards.size.thumbnail
        return Shape(round(side), 1.0, radius, checker_a=tokens.checker_a, checker_b=tokens.checker_b)

    def _on_current_changed(self, _id: str) -> None:
        """The commands of the window mean the picture one sees."""
        view = self._view
        if view is None:
            return
        self.book.want([view.canvas.current, *view.canvas.in_sight()])
        if self._preview is not None:
            self._preview.cancel()
        if view.record is None or self._parts.gallery.row_of(view.record.time) < 0:
            self._select_nothing()
        if view.record is not None:
            self._time = view.record.time
            self._held.show(view.record.time)
            call = partial(_load, self._parts.thumbnails, view.record)
            self._preview = self._tasks.run(call, self._on_preview, self._on_no_preview)

    def _select_nothing(self) -> None:
        """What the gallery does not show now cannot be organised, but made something of."""
        self._workspace.gallery_panel.view.clearSelection()
        self._on_selection_told([])  # now, since the next key may come before that is told

    def _on_selection_told(self, cells: list[Cell]) -> None:
        if cells or self._view is None or not self._view.isVisible():
            return
        if self._view.record is not None:
            self._workspace.details_panel.show_record(self._view.record, None)
        else:
            self._workspace.details_panel.show_nothing()

    def _on_preview(self, loaded: tuple[str, QImage]) -> None:
        if self._view is not None and self._view.canvas.current == loaded[0]:
            self._view.side.show_image(loaded[1])

    def _on_no_preview(self, _error: ImageStudioError) -> None:
        """Its card says that the file is missing; the viewer says more."""
        if self._view is not None:
            self._view.side.show_image(None)

    # what happens

    def _on_asked(self) -> None:
        if (record := self._workspace.details_panel.record) is not None:
            self.show_family(record)

    def _on_news(self, records: list[Record]) -> None:
        if any(record.origin.parents for record in records):
            self.parent_note.look_again()
            self._look_again()

    def _on_records_loaded(self, times: list[int]) -> None:
        """What is known of them may be something else now: in the trash, or back."""
        view = self._view
        if view is None or not view.isVisible() or (tree := view.canvas.tree) is None:
            return
        records = self._parts.gallery.records
        known = {place.record.time: place.record for place in tree.places.values() if place.record is not None}
        if any(time in known and records.get(time) != known[time] for time in times):
            self._look_again()

    def _look_again(self) -> None:
        if self._view is not None and self._view.isVisible() and self._view.canvas.current:
            self._read(self._view.canvas.current, self._on_tree_again)

    def _on_compare(self, before: Record, after: Record) -> None:
        self._parts.gallery.records.add([before, after])  # they need not be among what is searched for
        self.compare_requested.emit([before.time, after.time])

    def _show_in_gallery(self, record: Record) -> None:
        """Select it, leaving the search where that does not find it."""
        panel, gallery = self._workspace.gallery_panel, self._parts.gallery
        if gallery.row_of(record.time) < 0:
            self._sought = record.time
            panel.show_scope(Scope(ScopeKind.TRASH) if record.organisation.is_trashed else EVERYTHING)
        panel.select_record(record.time)
        panel.view.setFocus()

    def _on_listed(self) -> None:
        """The search that does not find what is sought is over, and the pictures are there."""
        if self._sought and self._parts.gallery.row_of(self._sought) >= 0:
            time, self._sought = self._sought, 0
            self._workspace.gallery_panel.select_record(time)

    def _on_closed(self) -> None:
        self.book.begin(None)
        found = self._parts.gallery.row_of(self._time) >= 0
        self._held.give_back(self._time if found else self._began)
        self._workspace.gallery_panel.view.setFocus()


def _grown(lineage: Lineage, id_: str) -> tuple[str, FamilyTree]:
    """Runs in a worker thread."""
    return id_, FamilyTree(lineage.family(id_))


def _load(thumbnails: Thumbnails, record: Record) -> tuple[str, QImage]:
    """Runs in a worker thread."""
    return record.id, QImage.fromData(thumbnails.load(record))
