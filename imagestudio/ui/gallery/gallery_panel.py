"""The middle of the window: the gallery and the bars above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imagestudio.core.errors import Failure
from imagestudio.ui.finding.chips import Chips
from imagestudio.ui.finding.finder_line import FinderLine
from imagestudio.ui.finding.scope import EVERYTHING, Scope
from imagestudio.ui.finding.search_edit import SearchEdit
from imagestudio.ui.gallery.cell import Cell
from imagestudio.ui.gallery.follower import Follower
from imagestudio.ui.gallery.gallery_bar import GalleryBar
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.gallery_view import GalleryView
from imagestudio.ui.gallery.grid_layout import joined
from imagestudio.ui.gallery.scroll_date import ScrollDate
from imagestudio.ui.gallery.timeline import Timeline
from imagestudio.ui.theme import Theme

_MOST_TOLD = 10_000  # of more selected cells only so many are told
_MOST_READ = 2000  # records of more selected cells are not read because of that


class GalleryPanel(QWidget):
    """Shows the history, and tells what is selected and asked for.

    Signals:
        selection_changed: these cells are selected now (a list of Cell, of very many the first 10,000); one whose
            record was still being read is told again when that is there.
        opened: this picture (a Record) is to be shown large.
        retry_requested, show_requested, dismiss_requested: somebody wants that for this Job.
        context_menu_requested: a menu for these cells is asked for at this place of the screen.
        thumbnail_size_changed: thumbnails are this large now.
        searched: this text is searched for now, in the place that is shown.
    """

    selection_changed = Signal(list)
    opened = Signal(object)
    retry_requested = Signal(object)
    show_requested = Signal(object)
    dismiss_requested = Signal(object)
    context_menu_requested = Signal(QPoint, list)
    thumbnail_size_changed = Signal(int)
    searched = Signal(str)

    def __init__(
        self,
        gallery: GalleryModel,
        theme: Theme,
        reason: Callable[[Failure], str],
        parent: QWidget | None = None,
    ) -> None:
        """`reason` says in a few words why a job did not work out."""
        super().__init__(parent)
        self._gallery = gallery
        self.bar = GalleryBar(theme)
        self.line = FinderLine(theme)
        self.chips = Chips(theme)
        self.scope = EVERYTHING
        self.view = GalleryView(gallery, theme, reason)
        self._follower = Follower(self.view, gallery)
        self._scroll_date = ScrollDate(self.view, gallery)
        self.timeline = Timeline(self.view, gallery, theme)
        self._wanted: Sequence[int] = ()
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._build_layout()
        self._connect_signals()

    def _build_layout(self) -> None:
        self.setObjectName("GalleryPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.bar, self.line, self.chips):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)
        self.chips.after = self.line.arrange_button
        self.search_edit.problem.setParent(self)
        self.line.show_place(EVERYTHING.title, EVERYTHING.icon)

    def _connect_signals(self) -> None:
        self._gallery.count_changed.connect(self.line.set_count)
        if self._gallery.complete:  # a small library has answered before there was a panel to hear it
            self.line.set_count(self._gallery.pictures)
        self._gallery.count_changed.connect(self._on_count_changed)
        self.search_edit.searched.connect(self._on_searched)
        self.search_edit.left.connect(self.view.setFocus)
        self.chips.changed.connect(self.search_edit.show_search)
        self.bar.size_changed.connect(self.view.set_cell_size)
        self.bar.whole_changed.connect(self.view.set_whole)
        self.view.cell_size_changed.connect(self.bar.set_size)
        self.view.cell_size_changed.connect(self.thumbnail_size_changed)
        self.view.selection_changed.connect(self._telling.start)
        self._telling.timeout.connect(self._on_tell)
        self.view.opened.connect(self._on_opened)
        self.view.previewed.connect(self._on_opened)
        self.view.context_menu_asked.connect(self._on_context_menu_asked)
        self.view.delegate.retry_requested.connect(self.retry_requested)
        self.view.delegate.show_requested.connect(self.show_requested)
        self.view.delegate.dismiss_requested.connect(self.dismiss_requested)
        self.view.empty_state.clear_requested.connect(self._on_clear_requested)

    def add_bar_widget_left(self, widget: QWidget) -> None:
        """Put a tool button before the search field."""
        self.bar.add_left(widget)

    def add_bar_widget_right(self, widget: QWidget) -> None:
        """Put a tool button at the right end of the bar."""
        self.bar.add_right(widget)

    def tab_stops(self) -> list[QWidget]:
        """The bars from left to right, then the pictures."""
        return [*self.bar.tab_stops(), *self.line.tab_stops(), self.view]

    @property
    def search_edit(self) -> SearchEdit:
        return self.bar.search_edit

    @property
    def whole_search(self) -> str:
        """What is searched for, the place included."""
        return self.scope.with_text(self.search_edit.text())

    def show_scope(self, scope: Scope, text: str = "") -> None:
        """Show the pictures of a place, or those of them that a search finds."""
        self.scope = self.view.empty_state.scope = scope
        self.search_edit.show_search(text)

    @property
    def thumbnail_size(self) -> int:
        return self.view.cell_size

    def set_thumbnail_size(self, size: int) -> None:
        self.view.set_cell_size(size)

    @property
    def whole(self) -> bool:
        """Whether cells show the whole picture rather than a crop that fills them."""
        return self.bar.whole_button.isChecked()

    def set_whole(self, whole: bool) -> None:
        self.bar.whole_button.setChecked(whole)

    def focus_search(self) -> None:
        self.search_edit.focus_by_key()

    def select_record(self, time: int) -> None:
        """Select the record with this time alone and bring it into sight, now or when it has come."""
        self.select_records([time])

    def select_records(self, times: Sequence[int]) -> None:
        """Select the records with these times, and bring the first one into sight, now or when they have come."""
        rows = sorted(row for time in times if (row := self._gallery.row_of(time)) >= 0)
        self._wanted = () if rows else times
        if rows:
            self.view.select_row(rows[0])
            selection = QItemSelection()
            for first, last in joined((row, row) for row in rows):
                selection.select(self._gallery.index(first), self._gallery.index(last))
            self.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_job(self, job_id: str) -> bool:
        """Select the cell of this job alone and bring it into sight; whether it has one in this search."""
        cells = enumerate(map(self._gallery.cell, range(self._gallery.job_rows)))
        row = next((row for row, cell in cells if cell.job is not None and cell.job.id == job_id), -1)
        if row >= 0:
            self.view.select_row(row)
        return row >= 0

    def selected_cells(self) -> list[Cell]:
        """What is selected, of very many the first 10,000; `selected_count` counts them all."""
        return [self._gallery.cell(row) for rows in self._told_rows() for row in rows]

    @property
    def selected_count(self) -> int:
        return sum(len(rows) for rows in self.view.selected_rows())

    def _told_rows(self) -> list[range]:
        room, told = _MOST_TOLD, []
        for rows in self.view.selected_rows():
            told.append(rows[:room])
            room -= len(told[-1])
        return told

    def _on_searched(self, text: str) -> None:
        self.chips.show_search(text)
        self._gallery.set_search(self.scope.with_text(text))
        self.searched.emit(text)

    def _on_clear_requested(self) -> None:
        """First the words go, then the place."""
        self.show_scope(self.scope if self.search_edit.text().strip() else EVERYTHING)

    def _on_count_changed(self, _count: int) -> None:
        if self._wanted:
            self.select_records(self._wanted)

    def _on_tell(self) -> None:
        """Once for all changes of one event, and with the records of what was selected unseen on their way."""
        self._wanted = ()
        if self.selected_count <= _MOST_READ:
            for rows in self._told_rows():
                self._gallery.want_rows(rows)
        self.selection_changed.emit(self.selected_cells())

    def _on_opened(self, index: QModelIndex) -> None:
        record = self._gallery.cell(index.row()).record if index.isValid() else None
        if record is not None:
            self.opened.emit(record)

    def _on_context_menu_asked(self, place: QPoint) -> None:
        self.context_menu_requested.emit(place, self.selected_cells())
