"""What can be done with the cells of a grid: look at them, compare, copy, use, make more; and keep it as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from imagestudio.core.job import Job
from imagestudio.core.record import Record
from imagestudio.ui.finding.scope import EVERYTHING
from imagestudio.ui.grid.grid_host import GridHost
from imagestudio.ui.grid.grid_words import offer_text, price_text
from imagestudio.ui.grid.standing import Stand
from imagestudio.ui.looking import Looking
from imagestudio.ui.menu_keys import guard
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.ui.viewer.overlay import Overlay
from imagestudio.ui.viewer.viewer import Viewer
from imagestudio.ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from imagestudio.core.grid_cells import GridCell


class GridCommands(QObject):
    """Connects a grid with the viewer, the comparison and the commands for pictures."""

    def __init__(self, host: GridHost, workspace: Workspace, looking: Looking, pictures: PictureActions) -> None:
        super().__init__(host)
        self._host = host
        self._workspace = workspace
        self._looking = looking
        self._pictures = pictures
        self._sheet = host.view.sheet
        self._connect()

    def _connect(self) -> None:
        view = self._host.view
        view.sheet.opened.connect(self._on_opened)
        view.sheet.menu_asked.connect(self._on_menu)
        view.sheet.delegate.show_requested.connect(self._on_show_job)
        view.compare_requested.connect(self._on_compare)
        view.gallery_requested.connect(self._on_gallery)
        self._looking.view_made.connect(self._on_view_made)
        for made in (self._looking.viewer_host.viewer, self._looking.compare_host.view):
            if made is not None:
                self._on_view_made(made)

    # looking

    def _on_opened(self, index: QModelIndex) -> None:
        if (record := self._host.model.record(index)) is not None:
            selected = self._sheet.selected_records()
            among = selected if len(selected) > 1 and record in selected else self._sheet.all_records()
            self._looking.viewer_host.show_record(record, [one.time for one in among])

    def _on_compare(self) -> None:
        records = self._sheet.selected_records()
        if len(records) < 2:
            self._host.view.foot.say(self.tr("Select two or more pictures to compare them."))
        else:
            self._looking.compare_host.compare([record.time for record in records])

    def _on_gallery(self) -> None:
        """Show the picture among the others."""
        if (record := self._sheet.current_record()) is None:
            return
        self._host.view.leave()
        panel = self._workspace.gallery_panel
        panel.select_record(record.time)
        if panel.selected_count != 1 or panel.selected_cells()[0].time != record.time:
            panel.show_scope(EVERYTHING)
            panel.select_record(record.time)

    def _on_show_job(self, job: Job) -> None:
        """What became of it is told in the details."""
        self._host.view.leave()
        self._workspace.gallery_panel.show_scope(EVERYTHING)
        self._workspace.gallery_panel.select_job(job.id)
        self._workspace.show_details()

    def _on_view_made(self, view: QWidget) -> None:
        if isinstance(view, Overlay):
            view.closed.connect(self._on_overlay_closed)

    def _on_overlay_closed(self) -> None:
        """Back from the viewer or the comparison to the cell of what was seen last."""
        if self._host.view.isVisible():
            view = self.sender()
            if isinstance(view, Viewer) and view.record is not None:
                self._sheet.show_record(view.record.time)
            self._sheet.setFocus()

    # the menu

    def _on_menu(self, where: QPoint) -> None:
        menu = QMenu(self._host.view)
        self.fill(menu)
        guard(menu)
        menu.exec(where)
        menu.deleteLater()

    def fill(self, menu: QMenu) -> None:
        """Put into a menu what can be done with the current cell and what is selected."""
        index = self._sheet.currentIndex()
        cell, record = self._host.model.cell(index), self._sheet.current_record()
        if record is not None:
            self._add_of_picture(menu, index, record)
        if cell is not None and not self._host.editing.read_only:
            menu.addSeparator()
            self._add_of_money(menu, index, cell)

    def _add_of_picture(self, menu: QMenu, index: QModelIndex, record: Record) -> None:
        compare = self._add(menu, self._host.view.with_key(self.tr("Compare"), "C"), self._on_compare)
        compare.setEnabled(len(self._sheet.selected_records()) > 1)
        menu.insertAction(compare, self._add(menu, self.tr("Open\tEnter"), lambda: self._on_opened(index)))
        self._add(menu, self._host.view.with_key(self.tr("Show in the gallery"), "G"), self._on_gallery)
        menu.addSeparator()
        self._add(menu, self.tr("Use these settings"), lambda: self._use(record))
        self._add(menu, self.tr("Copy image"), lambda: self._pictures.copy_image(record))
        self._add(menu, self.tr("Copy prompt"), lambda: self._pictures.copy_prompt(record))
        self._add(menu, self.tr("Show in folder"), lambda: self._pictures.show_in_folder(record))

    def _add_of_money(self, menu: QMenu, index: QModelIndex, cell: GridCell) -> None:
        standing, buying, model = self._host.standing, self._host.buying, self._host.model
        if standing.stand(cell) is Stand.PICTURE:
            text = self.tr("Make one more  ·  {0}").format(price_text(standing.total([cell])))
            self._add(menu, text, lambda: buying.make_another(cell))
        elif standing.stand(cell) is Stand.HOLE:
            self._add(menu, offer_text(1, standing.total([cell])), lambda: self._sheet.trigger(index))
        elif standing.stand(cell) is Stand.JOB and buying.failed_of([cell]):
            self._add(menu, self.tr("Retry"), lambda: buying.retry([cell]))
        holes = standing.holes(model.row_cells(index.row()))
        if len(holes) > 1:
            text = self.tr("This row: {0}").format(offer_text(len(holes), standing.total(holes)))
            self._add(menu, text, lambda: self._host.view.row_requested.emit(index.row()))

    @staticmethod
    def _add(menu: QMenu, text: str, run: Callable[[], object]) -> QAction:
        action = QAction(text, menu)
        action.triggered.connect(run)
        menu.addAction(action)
        return action

    def _use(self, record: Record) -> None:
        self._workspace.compose_panel.use(record.request, record.origin)
        self._host.view.leave()
        self._workspace.actions_of["focus_prompt"].trigger()
