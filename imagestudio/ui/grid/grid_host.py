"""Opens the grids over the window, and keeps cells, library, queue and money together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from imagestudio.core.errors import ImageStudioError, RequestError
from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.grid import MOST_AXES, Axis, Grid
from imagestudio.core.grid_cells import cells_of
from imagestudio.core.grid_keeping import CellFinder, Found, GridKeeping
from imagestudio.core.request import Request
from imagestudio.ui import desktop
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.compose.till import MOST_AT_ONCE, USUAL_CAP
from imagestudio.ui.craft.craft import TEMPLATE_CAP, Craft
from imagestudio.ui.error_text import describe, short_reason
from imagestudio.ui.grid.buying import Buying
from imagestudio.ui.grid.checkout import Checkout
from imagestudio.ui.grid.editing import Editing
from imagestudio.ui.grid.grid_shelf import GridShelf
from imagestudio.ui.grid.grid_view import GridView
from imagestudio.ui.grid.sheet_model import SheetModel
from imagestudio.ui.grid.standing import Standing
from imagestudio.ui.grid.tally import tally_of
from imagestudio.ui.viewer.overlay import overlays_on
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task, TaskRunner
from imagestudio.workers.thumbnail_loader import MIB, ThumbnailLoader

if TYPE_CHECKING:
    from imagestudio.core.account import Account

_CACHE_BYTES = 128 * MIB
_PAUSE_MS = 20


class GridHost(QObject):
    """Knows which grid is shown, has its cells looked up, and says what they come to."""

    def __init__(self, workspace: Workspace, parts: Parts, craft: Craft, keeping: GridKeeping) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._craft = craft
        self._finder = keeping.finder
        self._provider = parts.watch.account.provider if parts.watch.account is not None else ""
        self._looking_up: Task | None = None
        self._tasks = TaskRunner(3, self)  # two of them for thumbnails
        self.shelf = GridShelf(keeping.grids, self)
        panel, catalog = workspace.compose_panel, parts.catalog
        self.standing = Standing(parts.queue, catalog, panel.till.live_of, self)
        self._thumbnails = ThumbnailLoader(
            parts.thumbnails, parts.history.page, self._tasks, self, cache_bytes=_CACHE_BYTES
        )
        self.model = SheetModel(self.standing, parts.queue, workspace.clock, self._thumbnails, catalog, self)
        self.view = GridView(self.model, self._thumbnails, catalog, parts.theme, short_reason, workspace.window())
        self.editing = Editing(
            self.view.setup,
            self.shelf,
            catalog,
            lambda: craft.reading.lists,
            lambda: craft.style_shelf.book,
            keeping.read_only,
            self,
        )
        self.buying = Buying(self.standing, keeping.finder, parts.queue, parts.watch, parts.tasks, self._cap, self)
        limits = workspace.actions_of["limits"].trigger
        self.checkout = Checkout(self.view, self.model, self.buying, self.editing, self._reason, limits, self)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._connect()
        self._connect_view()

    def _connect(self) -> None:
        parts = self._parts
        self.editing.changed.connect(self._on_edited)
        self.shelf.loaded.connect(self._on_loaded)
        self.shelf.changed.connect(self._show_list)
        self.shelf.failed.connect(self._on_failed)
        self.standing.changed.connect(self._show_soon)
        self._soon.timeout.connect(self._show_state)
        self.buying.failed.connect(self._on_failed)
        self.buying.had.connect(self._look_up)
        parts.watch.changed.connect(self._on_account_changed)
        parts.gallery.reorganised.connect(self._look_up)
        parts.queue.refused.connect(self._on_failed)
        parts.queue.held.connect(self.checkout.show_held)
        self._craft.style_shelf.changed.connect(self.view.setup.offer_styles)
        self._craft.reading.changed.connect(self.editing.lists_came)

    def _connect_view(self) -> None:
        view, bar, delegate = self.view, self.view.bar, self.view.sheet.delegate
        queue = self._parts.queue
        view.closed.connect(self._on_closed)
        bar.new_clicked.connect(self.begin)
        bar.remove_clicked.connect(self._on_remove)
        bar.grid_chosen.connect(self._on_grid_chosen)
        bar.renamed.connect(self.editing.rename)
        delegate.retry_requested.connect(queue.retry)
        delegate.dismiss_requested.connect(queue.dismiss)

    # what others may do

    def begin(self) -> None:
        """A new grid of what stands in the compose panel."""
        panel = self._workspace.compose_panel
        spec, wording = panel.spec(), panel.prompt_box.wording(now=True)
        self._come_up()
        if self.editing.read_only and self.shelf.grids:
            self.open(self.shelf.grids[0])
        elif spec is not None:
            self.editing.begin(wording, spec.id, dict(panel.options_form.values()))
            self._tell_of_references(panel)
        if not self.editing.grid.axes:
            view = self.view
            (view.setup.prompt_edit if not wording.typed.strip() else view.setup).setFocus()

    def _tell_of_references(self, panel: ComposePanel) -> None:
        try:
            given = panel.request().is_edit
        except RequestError:
            return  # what cannot be sent is told by the cells
        if given:
            self.view.foot.say(self.tr("Reference pictures are no part of a grid: its cells are made from words."))

    def show_grids(self) -> None:
        """The grid that was shown last; the first time the one that was changed last, or a new one."""
        self._come_up()
        if self.editing.grid.values:
            self._look_up()

    def open(self, grid: Grid) -> None:
        """Show this grid."""
        self._come_up()
        self.editing.open(grid)

    def close(self) -> None:
        """Keep what was changed, and end the threads."""
        self.view.setup.flush()
        self.editing.keep()
        self.shelf.close()
        self._tasks.close()

    # showing

    def _come_up(self) -> None:
        self.shelf.load_once()
        for overlay in reversed(overlays_on(self._workspace.window())):
            if overlay is not self.view:
                overlay.leave()  # a viewer above it, for instance
        if not self.view.isVisible():
            self.view.foot.say("")
            self.view.setup.offer_styles(self._craft.style_shelf.book)
            self.view.cover()

    def _on_loaded(self) -> None:
        if self.editing.grid.values:
            self._show_list()
        elif self.shelf.grids:
            self.open(self.shelf.grids[0])
        else:
            self.begin()
        if (unread := self.shelf.unread) and not self.view.foot.told():
            told = self.tr("Not every grid can be read. Their files stay as they are; no picture is concerned.")
            self.view.foot.say(told, self.tr("Show"), partial(desktop.show_in_folder, unread[0]))

    def _show_list(self) -> None:
        editing = self.editing
        self.view.bar.show_grids(self.shelf.grids, editing.grid, not editing.read_only)

    def _on_edited(self) -> None:
        """Other cells: those that are known stand at once, the others when they are looked up."""
        grid = self.editing.grid
        cells = cells_of(grid, self._parts.catalog)
        self.view.foot.question.hide()
        self.model.show_grid(grid, cells)
        if grid.is_too_much:
            self.view.show_too_much(len(grid.axes) > MOST_AXES)
        elif not any(prompt.strip() for prompt in grid.values.get(Axis.PROMPT, ())):
            self.view.show_nothing(
                self.tr("Write a prompt"), self.tr("Each of its alternatives becomes a row, a column or a section.")
            )
        else:
            self.view.show_sheet()
        self.view.sheet.select_first()
        self._show_list()
        self._show_state()  # at once: the button must never say the price of other cells
        self._look_up()

    # what there is

    def _requests(self) -> list[Request]:
        found = {cell.key: cell.request for cell in self.model.cells if cell.request is not None}
        return list(found.values())

    def _look_up(self, _news: object = None) -> None:
        """Ask the library; the newest question wins."""
        self._show_soon()
        if self._looking_up is not None:
            self._looking_up.cancel()
        requests = self._requests()
        if requests and self.view.isVisible():
            call = partial(_looked, self._finder, requests, self._provider)
            self._looking_up = self._tasks.run(call, self._on_looked, self._on_failed)

    def _on_looked(self, looked: tuple[list[str], Found, str]) -> None:
        self.standing.take(*looked)
        self.model.tell_all()
        self._show_state()

    def _on_account_changed(self, account: Account) -> None:
        if account.provider != self._provider:
            self._provider = account.provider
            self._look_up()

    def _show_soon(self) -> None:
        self._soon.start()

    def _show_state(self) -> None:
        """How the grid stands, and what can be bought."""
        if not self.view.isVisible():
            return
        cells, foot = self.model.cells, self.view.foot
        tally = tally_of(cells, self.standing)
        said = tally.text() if self.view.shows_cells else ""
        foot.show_state(
            said,
            len(tally.holes),
            self.standing.total(tally.holes),
            self._reason(tally.is_full, tally.coming > 0 and not tally.holes),
        )
        buying = self.buying
        foot.show_others(
            0 if self.editing.read_only else len(buying.failed_of(cells)),
            0 if self.editing.read_only else len(buying.held_of(cells)),
        )

    def _reason(self, is_full: bool, is_busy: bool = False) -> str:
        """Why nothing can be bought."""
        if self.editing.read_only:
            return self.tr("This library can only be looked at now")
        if not self.view.shows_cells:
            return self.tr("Nothing to make")
        if not self._provider or not self.standing.known(self.model.cells):
            return self.tr("One moment …")
        if is_busy:
            return self.tr("All on the way")
        return self.tr("All pictures are here") if is_full else ""

    # grids

    def _on_grid_chosen(self, grid_id: str) -> None:
        grid = next((one for one in self.shelf.grids if one.id == grid_id), None)
        if grid is not None:
            self.editing.open(grid)

    def _on_remove(self) -> None:
        """Take it out of the list; its pictures stay, and so can it."""
        self.view.setup.flush()
        gone = self.editing.grid
        self.shelf.remove(gone)
        following = self.shelf.grids[0] if self.shelf.grids else None
        self.editing.leave(following)
        if following is None:
            self.begin()
        self.view.foot.say(
            self.tr("“{0}” is removed; its pictures stay.").format(gone.name),
            self.tr("Undo"),
            partial(self._bring_back, gone),
        )

    def _bring_back(self, gone: Grid) -> None:
        self.shelf.save(gone)
        self.editing.open(gone)

    # what happens

    def _cap(self) -> int:
        return min(int(self._parts.settings.get(TEMPLATE_CAP, USUAL_CAP)), MOST_AT_ONCE)

    def _on_failed(self, error: ImageStudioError) -> None:
        if self.view.isVisible():
            told = describe(error.failure)
            self.view.foot.say(f"{told.title}. {told.what} {told.money} {told.remedy}")

    def _on_closed(self) -> None:
        self.editing.keep()
        self._workspace.gallery_panel.view.setFocus()


def _looked(finder: CellFinder, requests: list[Request], provider: str) -> tuple[list[str], Found, str]:
    """Runs in a worker thread."""
    return [fingerprint(request) for request in requests], finder.look(requests, provider), provider
