"""The first screen and what it takes, built as soon as the library is open; `equipment.py` makes the rest."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio import parts as make
from imagestudio.core.limits import limits_of
from imagestudio.core.live_price import LivePrice
from imagestudio.core.reckoning import Reckoning
from imagestudio.equipment import Equipment
from imagestudio.library.folder import Library
from imagestudio.profile.settings import JsonSettings
from imagestudio.services import ServiceDesk
from imagestudio.settings_keeping import SettingsKeeping
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.compose.composer import Composer
from imagestudio.ui.finding.arrange_menu import summary_of
from imagestudio.ui.gallery.arrangement import kept_arrangement
from imagestudio.ui.gallery.cell import CellRole
from imagestudio.ui.gallery.foresight import Foresight
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.missing_files import MissingFiles
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.notices import Notices
from imagestudio.ui.theme import Theme
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.price_watch import PriceWatch
from imagestudio.workers.task import TaskRunner
from imagestudio.workers.thumbnail_loader import MIB, ThumbnailLoader

if TYPE_CHECKING:
    from imagestudio.ui.organise.organise_host import OrganiseHost
    from imagestudio.ui.organise.organising import Organising
    from imagestudio.ui.taking_in.taking_in import TakingInHost

_KEYRING_PATIENCE_MS = 500
_MOST_RUNNING = 16
_KEYRING_THREADS = 8  # each question to a locked keyring keeps one; a key for the session must not wait behind them
_LOOK_MS = 10
_LATEST_MS = 600  # pictures that are long in coming keep nothing waiting


class Studio(QObject):
    """All parts of the program, held together for as long as the window lives.

    Signals:
        ready(): everything is there, not only what is seen.
    """

    ready = Signal()

    def __init__(
        self,
        window: MainWindow,
        library: Library,
        settings: JsonSettings,
        theme: Theme,
        desk: ServiceDesk,
        demo_only: bool,
        why_read_only: str,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._why_read_only = why_read_only
        self._settings = settings
        self._make_runners()
        self._queue = self._make_queue(settings, desk)
        self._watch = AccountWatch(desk.find, desk.ask, self._keyring_tasks, demo_only, self)
        self._desk = desk
        self.parts = self._make_parts(settings, theme, desk)
        self.parts.gallery.reload()  # read while the widgets are built
        Foresight(self.parts.gallery, theme, window)
        self.workspace: Workspace
        self.notices: Notices
        self.equipment: Equipment
        self._compose_panel: ComposePanel | None = None
        self._built = False
        self._seeing = QTimer(self, interval=_LOOK_MS)
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self._seeing.timeout.connect(self._on_seeing)
        self._latest.timeout.connect(self._on_seen)

    def _make_runners(self) -> None:
        self._tasks = TaskRunner(2, self)
        self._searches = TaskRunner(3, self)  # of their own, so that no key waits for anything else
        self._decoders = TaskRunner(2, self)
        self._keyring_tasks = TaskRunner(_KEYRING_THREADS, self)
        self._writer = TaskRunner(1, self)

    def _make_queue(self, settings: JsonSettings, desk: ServiceDesk) -> JobQueue:
        most_running = min(max(1, settings.get("max_running", 4)), _MOST_RUNNING)
        thumbnails = self._library.thumbnails
        journal, store = self._library.journal, self._library.queue
        queue = JobQueue(journal, store, desk.services, thumbnails.make, self._writer, most_running, self)
        queue.is_offline = self._is_offline
        return queue

    def _is_offline(self) -> bool:
        """Whether it is known that no request would leave this computer."""
        account = self._watch.account
        return account is not None and account.is_cut_off

    def _make_parts(self, settings: JsonSettings, theme: Theme, desk: ServiceDesk) -> Parts:
        """What the widgets are given."""
        catalog, library = make.load_catalog(), self._library
        cache_bytes = max(16, settings.get("thumbnail_cache_mb", 256)) * MIB
        loader = ThumbnailLoader(
            library.thumbnails, library.history.page, self._decoders, self, cache_bytes=cache_bytes
        )
        gallery = GalleryModel(library.history, loader, self._searches, catalog.name_of, self)
        gallery.arrange(kept_arrangement(settings))
        library.presence.heed(MissingFiles(gallery.records, loader, self).note)
        reckoning = Reckoning(catalog, library.exploring.prices.paid)
        self._queue.limit_by(partial(limits_of, settings), reckoning.anew)
        return Parts(
            catalog=catalog,
            reckoning=reckoning,
            theme=theme,
            settings=settings,
            history=library.history,
            thumbnails=library.thumbnails,
            gallery=gallery,
            files=library,
            credentials=desk.credentials,
            test_key=desk.test_key,
            queue=self._queue,
            watch=self._watch,
            tasks=self._tasks,
            keyring_tasks=self._keyring_tasks,
        )

    def prepare(self) -> ComposePanel:
        """Make a good half of the widgets, once; a step of its own, in which the first pictures are read."""
        if self._compose_panel is None:
            self._compose_panel = ComposePanel(self.parts.catalog, self.parts.theme, self._window)
        return self._compose_panel

    def _build(self) -> None:
        window, parts = self._window, self.parts
        self.workspace = Workspace(parts, window, self.prepare())
        self.notices = Notices(self.workspace, parts)
        self._keeping = SettingsKeeping(self._settings, self.notices, self)
        composer = self._make_composer()
        self.equipment = Equipment(
            window, self._library, self._desk, self.workspace, parts, self.notices, self._writer, composer
        )
        self._built = True
        self._connect_parts()

    def _make_composer(self) -> Composer:
        workspace, paid_for = self.workspace, self._library.exploring.prices.paid
        live = PriceWatch(self._watch, self._desk.prices, self._tasks, workspace)
        composer = Composer(
            workspace.compose_panel, self._queue, self._watch, self.parts.history, paid_for, self._tasks, workspace
        )
        live.changed.connect(composer.use_live_prices)
        live.changed.connect(self._on_live_prices)
        return composer

    def _connect_parts(self) -> None:
        workspace, parts = self.workspace, self.parts
        self._watch.changed.connect(workspace.bottom_line.show_account)
        self._watch.changed.connect(self._on_account_changed)
        self._watch.slow.connect(self._on_keyring_slow)
        self._queue.idle.connect(self._watch.ask_soon)
        self._queue.crashed.connect(self._on_crashed)
        parts.gallery.load_failed.connect(self.notices.show_failure)
        workspace.gallery_panel.line.show_arrangement(summary_of(parts.gallery.arrangement))
        self.equipment.ready.connect(self.ready)

    # what others ask for

    @property
    def read_only(self) -> bool:
        """Whether the library can only be looked at."""
        return self._library.read_only

    @property
    def organising(self) -> Organising:
        return self.equipment.organising

    @property
    def organise(self) -> OrganiseHost:
        return self.equipment.organise

    @property
    def taking_in(self) -> TakingInHost:
        return self.equipment.taking_in

    def prompts(self) -> list[str]:
        """What the person writes, searches for and looks at now."""
        gallery, details = self.workspace.gallery_panel, self.workspace.details_panel
        seen = [self.parts.gallery.cell(row) for row in gallery.view.visible_rows()]
        looked_at = [cell.record or cell.job for cell in seen]
        shown = [found.request.prompt for found in (*looked_at, details.record, *self._queue.jobs) if found is not None]
        return [*shown, self.parts.gallery.search, self.workspace.compose_panel.prompt_edit.prompt()]

    @property
    def writing(self) -> bool:
        """Whether jobs are being written down, or those of an earlier session not shown yet."""
        return self._writer.busy

    # how it goes on

    def show(self) -> None:
        """Fill the window; everything else is made when its pictures are there, or when somebody acts."""
        self._build()
        if self._why_read_only:
            self.notices.show("read-only", self._why_read_only, "warning")
            self.workspace.compose_panel.block(self.tr("This library can only be looked at now"))
        if self._watch.demo_only:
            self._watch.look()
        self._window.setCentralWidget(self.workspace)
        self.workspace.show()  # else it comes with the next event, and what is hidden takes no focus
        prompt_edit = self.workspace.compose_panel.prompt_edit
        prompt_edit.setFocus()
        if early := self._window.take_early():
            prompt_edit.insertPlainText(early)
        self.equipment.steps.watch()
        self._seeing.start()
        self._latest.start()

    def begin(self) -> None:
        """Fill the window, and have everything there at once."""
        self.show()
        self._on_seen()
        self.equipment.steps.finish()

    def close(self) -> bool:
        """End every thread and let go of the library; whether every call came to its end."""
        self._seeing.stop()
        self._latest.stop()
        self._queue.leave()
        if self._built:
            self.equipment.close()
            self._keeping.close()
        self._writer.finish()  # what was asked for a moment ago is written down, too
        for runner in (self._decoders, self._searches, self._tasks):
            runner.close()
        ended = self._keyring_tasks.close(_KEYRING_PATIENCE_MS)
        self._library.close()
        return ended

    def _on_seeing(self) -> None:
        gallery = self.parts.gallery
        rows = self.workspace.gallery_panel.view.visible_rows()
        if gallery.ready and (len(rows) > 0 or not gallery.pictures) and all(map(self._has_come, rows)):
            self._on_seen()

    def _has_come(self, row: int) -> bool:
        gallery = self.parts.gallery
        index = gallery.index(row)
        shown = index.data(CellRole.THUMBNAIL) is not None or index.data(CellRole.BROKEN)
        return bool(shown) or row < gallery.job_rows

    def _on_seen(self) -> None:
        """The first screen stands still; what takes the keyring's modules may begin."""
        if not self._seeing.isActive():
            return
        self._seeing.stop()
        self._latest.stop()
        self._searches.polite = True  # the first pages were waited for by the window itself
        if not self._watch.demo_only:
            self._watch.look()
        self.equipment.steps.start()

    def _on_keyring_slow(self) -> None:
        text = self.tr("The system's keyring does not answer; it may be asking for its password in another window.")
        bar = self.notices.show("keyring", text, "warning", self.tr("Use a &key for this session…"))
        bar.action_clicked.connect(self.workspace.actions_of["key"].trigger)

    def _on_account_changed(self, _account: object) -> None:
        self.notices.hide("keyring")

    def _on_live_prices(self, prices: Mapping[str, LivePrice]) -> None:
        if (account := self._watch.account) is not None:
            self.parts.reckoning.use_live(account.provider, prices)

    def _on_crashed(self, error: BaseException) -> None:
        """The job stands in the list with what is known of it; the bug goes where all of them go."""
        sys.excepthook(type(error), error, error.__traceback__)
