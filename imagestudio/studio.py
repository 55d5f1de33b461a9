"""Everything behind the window, built once and connected when the window is on the screen."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon

from imagestudio import parts as make
from imagestudio.core.job import Job
from imagestudio.library.elsewhere import write_new
from imagestudio.library.folder import Library
from imagestudio.library.reading import read_small
from imagestudio.profile.paths import resources_dir
from imagestudio.profile.settings import JsonSettings
from imagestudio.recovery import Recovery
from imagestudio.restocking import Restocking
from imagestudio.safekeeping import Safekeeping
from imagestudio.services import ServiceDesk
from imagestudio.ui.compose.composer import Composer
from imagestudio.ui.export.giving_away import GivingAway
from imagestudio.ui.finding.finder import Finder
from imagestudio.ui.finding.places import Places
from imagestudio.ui.gallery.arrangement import kept_arrangement
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.missing_files import MissingFiles
from imagestudio.ui.key_access import KeyAccess
from imagestudio.ui.leaving import Leaving
from imagestudio.ui.looking import Looking
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.notices import Notices
from imagestudio.ui.organise.organise_host import OrganiseHost
from imagestudio.ui.organise.organising import Organising
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.ui.selection import Selection
from imagestudio.ui.taking_in.taking_in import TakingInHost
from imagestudio.ui.theme import Theme
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.lookup_watch import LookupWatch
from imagestudio.workers.organising import OrganisingDesk
from imagestudio.workers.rescue_desk import RescueDesk
from imagestudio.workers.task import TaskRunner
from imagestudio.workers.thumbnail_loader import MIB, ThumbnailLoader

_KEYRING_PATIENCE_MS = 500
_MOST_RUNNING = 16
_KEYRING_THREADS = 8  # each question to a locked keyring keeps one; a key for the session must not wait behind them


class Studio(QObject):
    """All parts of the program, held together for as long as the window lives."""

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
        self._tasks = TaskRunner(2, self)
        self._searches = TaskRunner(3, self)  # of their own, so that no key waits for anything else
        self._decoders = TaskRunner(2, self)
        self._keyring_tasks = TaskRunner(_KEYRING_THREADS, self)
        self._writer = TaskRunner(1, self)
        self._queue = JobQueue(
            library.journal,
            desk.services,
            library.thumbnails.make,
            self._writer,
            min(max(1, settings.get("max_running", 4)), _MOST_RUNNING),
            self,
        )
        self._watch = AccountWatch(desk.find, desk.ask, self._keyring_tasks, demo_only, self)
        self.parts = self._make_parts(settings, theme, desk)
        self.parts.gallery.reload()  # read while the widgets are built
        self.workspace = Workspace(self.parts, window)
        self.notices = Notices(self.workspace, self.parts)
        self._lookups = LookupWatch(desk.look_up, self._keyring_tasks, parent=self)
        self._recovery = Recovery(
            self._queue, self._lookups, self._watch, self.notices, self.workspace.jobs_panel, self
        )
        self._rescue = desk.rescue = RescueDesk(write_new, self)
        self._organising_desk = OrganisingDesk(library.organiser, library.settling, self)
        self.organising = Organising(self._organising_desk, self.parts.gallery, self)
        self._restocking = Restocking(library, self._queue, self._tasks, theme, self.workspace.bottom_line, self)
        self._safekeeping = Safekeeping(library.care, self._rescue, self._tasks, self.workspace, self.notices)
        self._connected = False

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
        return Parts(
            catalog=catalog,
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

    def connect_parts(self) -> None:
        """Let the parts hear of each other, once; a step of its own, so that the window answers before it."""
        if self._connected:
            return
        self._connected = True
        workspace, parts = self.workspace, self.parts
        pictures = PictureActions(parts.files, self._tasks, workspace)
        selection = Selection(workspace, parts, pictures)
        organise = self.organise = OrganiseHost(workspace, parts, self.organising, self._organising_desk, self.notices)
        selection.menu_made.connect(organise.add_to)
        Finder(workspace, parts, self.notices)
        Places(workspace, parts, self.organising)
        looking = self._looking = Looking(workspace, parts, self._library.comparisons, read_small)
        looking.change_requested.connect(self.organising.change)
        looking.view_made.connect(organise.hear_in_viewer)
        self.organising.failed.connect(looking.look_again)
        Leaving(self._window, self._queue, self._rescue, self._tasks)
        KeyAccess(workspace, parts)
        Composer(workspace.compose_panel, self._queue, self._watch, parts.history, self._tasks, workspace)
        self._watch.changed.connect(workspace.bottom_line.show_account)
        self._watch.changed.connect(self._on_account_changed)
        self._watch.slow.connect(self._on_keyring_slow)
        self._queue.idle.connect(self._watch.ask_soon)
        self._queue.crashed.connect(self._on_crashed)
        self._giving = GivingAway(workspace, parts, self.notices, pictures, self._library.exporter)
        self.taking_in = TakingInHost(workspace, parts, self.notices, self._library.taking_in)
        self.taking_in.taken_in.connect(self.organising.took_in)
        pictures.done.connect(self.notices.say)
        for signal in (parts.gallery.load_failed, pictures.refused, looking.failed):
            signal.connect(self.notices.show_failure)

    def prompts(self) -> list[str]:
        """What the person writes, searches for and looks at now."""
        gallery, details = self.workspace.gallery_panel, self.workspace.details_panel
        seen = [self.parts.gallery.cell(row) for row in gallery.view.visible_rows()]
        looked_at = [cell.record or cell.job for cell in seen]
        shown = [found.request.prompt for found in (*looked_at, details.record, *self._queue.jobs) if found is not None]
        return [*shown, self.parts.gallery.search, self.workspace.compose_panel.prompt_edit.prompt()]

    def begin(self) -> None:
        """Fill the window, and start what goes on by itself."""
        self.connect_parts()
        self._window.setCentralWidget(self.workspace)
        self.workspace.show()  # else it comes with the next event, and what is hidden takes no focus
        self.workspace.compose_panel.prompt_edit.setFocus()
        self._window.setWindowIcon(QIcon(str(resources_dir() / "icons" / "imagestudio.svg")))
        self._watch.look()
        self._restocking.begin()
        if self._why_read_only:
            self.notices.show("read-only", self._why_read_only, "warning")
            self.workspace.compose_panel.block(self.tr("This library can only be looked at now"))
            self.organise.block()
        else:
            self._safekeeping.begin(self._library.mended)
            self.organising.begin()
            self.taking_in.begin()
            self._writer.run(self._unfinished, self._recovery.begin, self.notices.show_failure)

    @property
    def writing(self) -> bool:
        """Whether jobs are being written down, or those of an earlier session not shown yet."""
        return self._writer.busy

    def close(self) -> bool:
        """End every thread and let go of the library; whether every call came to its end."""
        self.connect_parts()
        self._queue.leave()
        self._restocking.close()
        self._giving.close()
        self._looking.close()
        self.taking_in.close()
        self._organising_desk.close()
        for runner in (self._decoders, self._writer, self._searches, self._tasks):
            runner.close()
        ended = self._keyring_tasks.close(_KEYRING_PATIENCE_MS)
        self._library.close()
        return ended

    def _unfinished(self) -> list[Job]:
        """Runs in the writer's thread, before anything new is written: it waits for the disk."""
        self._library.journal.settle_interrupted()
        return self._library.journal.unfinished()

    def _on_keyring_slow(self) -> None:
        text = self.tr("The system's keyring does not answer; it may be asking for its password in another window.")
        bar = self.notices.show("keyring", text, "warning", self.tr("Use a &key for this session…"))
        bar.action_clicked.connect(self.workspace.actions_of["key"].trigger)

    def _on_account_changed(self, _account: object) -> None:
        self.notices.hide("keyring")

    def _on_crashed(self, error: BaseException) -> None:
        """The job stands in the list with what is known of it; the bug goes where all of them go."""
        sys.excepthook(type(error), error, error.__traceback__)
