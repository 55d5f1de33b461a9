"""What one works with beyond the first screen: made in steps when that stands, each with the imports it takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon

from imagestudio.core.job import Job
from imagestudio.imports_ahead import import_craft, import_templates
from imagestudio.library.folder import Library
from imagestudio.profile.paths import resources_dir
from imagestudio.restocking import Restocking
from imagestudio.services import ServiceDesk
from imagestudio.ui.compose.composer import Composer
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.notices import Notices
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.steps import Steps
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.money_in_sight import MoneyInSight
    from imagestudio.recovery import Recovery
    from imagestudio.safekeeping import Safekeeping
    from imagestudio.ui.craft.craft import Craft
    from imagestudio.ui.edits.edits_host import EditsHost
    from imagestudio.ui.export.giving_away import GivingAway
    from imagestudio.ui.family.family_host import FamilyHost
    from imagestudio.ui.grid.grid_door import GridDoor
    from imagestudio.ui.looking import Looking
    from imagestudio.ui.organise.organise_host import OrganiseHost
    from imagestudio.ui.organise.organising import Organising
    from imagestudio.ui.picture_actions import PictureActions
    from imagestudio.ui.selection import Selection
    from imagestudio.ui.taking_in.taking_in import TakingInHost
    from imagestudio.workers.organising import OrganisingDesk
    from imagestudio.workers.rescue_desk import RescueDesk


class Equipment(QObject):
    """Makes and connects everything that answers the person, and then starts what goes on by itself.

    Signals:
        ready(): all of it is there.
    """

    ready = Signal()

    def __init__(
        self,
        window: MainWindow,
        library: Library,
        desk: ServiceDesk,
        workspace: Workspace,
        parts: Parts,
        notices: Notices,
        writer: TaskRunner,
        composer: Composer,
    ) -> None:
        super().__init__(workspace)
        self._window = window
        self._library = library
        self._desk = desk
        self._workspace = workspace
        self._parts = parts
        self._notices = notices
        self._writer = writer
        self._composer = composer
        self.restocking = Restocking(
            library, parts.queue, parts.tasks, parts.theme, workspace.bottom_line, self
        )  # now, since the first thumbnails may have to be made
        self.rescue: RescueDesk
        self.recovery: Recovery
        self.safekeeping: Safekeeping
        self.organising_desk: OrganisingDesk
        self.organising: Organising
        self.organise: OrganiseHost
        self.looking: Looking
        self.giving: GivingAway
        self.craft: Craft
        self.taking_in: TakingInHost
        self.edits: EditsHost
        self.family: FamilyHost
        self.grids: GridDoor
        self.money: MoneyInSight
        self._pictures: PictureActions
        self._selection: Selection
        self._closing: list[Callable[[], object]] = [library.care.stop, self.restocking.close]
        self.steps = Steps(
            (
                self._make_leaving,
                lambda: workspace.jobs_panel,
                self._make_recovery,
                self._make_holding,
                workspace.make_menu,
                lambda: workspace.details_panel.page,
                lambda: workspace.details_panel.job_details,
                import_templates,
                import_craft,
                self._make_craft,
                self._make_selection,
                self._make_organising,
                self._make_organise_host,
                self._make_finding,
                self._make_looking,
                self._make_giving,
                self._make_taking_in,
                self._make_edits,
                self._make_family,
                self._make_grids,
                self._make_money,
                workspace.complete,
                self._begin,
            ),
            self,
        )
        self.steps.finished.connect(self.ready)

    def close(self) -> None:
        """Make nothing more, and end what has threads of its own."""
        self.steps.drop()
        for close in self._closing:
            close()

    # the steps: none of them takes long, and each imports what it alone needs

    def _make_leaving(self) -> None:
        from imagestudio.library.elsewhere import write_new
        from imagestudio.safekeeping import Safekeeping
        from imagestudio.ui.leaving import Leaving
        from imagestudio.workers.rescue_desk import RescueDesk

        parts = self._parts
        self.rescue = self._desk.rescue = RescueDesk(write_new, self)
        self.safekeeping = Safekeeping(self._library.care, self.rescue, parts.tasks, self._workspace, self._notices)
        Leaving(self._window, parts.queue, self.rescue, parts.tasks)
        self._window.setWindowIcon(QIcon(str(resources_dir() / "icons" / "imagestudio.svg")))

    def _make_recovery(self) -> None:
        from imagestudio.recovery import Recovery
        from imagestudio.workers.lookup_watch import LookupWatch

        parts = self._parts
        lookups = LookupWatch(self._desk.look_up, parts.keyring_tasks, parent=self)
        panel = self._workspace.jobs_panel
        self.recovery = Recovery(parts.queue, lookups, parts.watch, self._notices, panel, self)

    def _make_holding(self) -> None:
        from imagestudio.core.limits import limits_of
        from imagestudio.ui.jobs.holding import Holding
        from imagestudio.ui.jobs.queue_host import QueueHost

        QueueHost(self._workspace, self._parts)
        queue, limits = self._library.queue, partial(limits_of, self._parts.settings)
        Holding(self._workspace, self._parts, self._notices, lambda jobs: queue.weigh(jobs, limits()), self._writer)

    def _make_craft(self) -> None:
        from imagestudio.core.keeping import Keepers
        from imagestudio.profile.paths import styles_file, word_lists_dir
        from imagestudio.profile.style_exchange import read_book, write_book
        from imagestudio.profile.style_file import StyleFile
        from imagestudio.profile.word_lists import WordListFolder
        from imagestudio.ui.craft.craft import Craft

        lists, styles = WordListFolder(word_lists_dir()), StyleFile(styles_file())
        keepers = Keepers(lists, styles, read_book, write_book, self._library.history.earlier)
        self.craft = Craft(self._window, self._workspace, self._parts, self._notices, keepers)
        self._closing.append(self.craft.close)

    def _make_selection(self) -> None:
        from imagestudio.ui.picture_actions import PictureActions
        from imagestudio.ui.selection import Selection

        parts = self._parts
        self._pictures = PictureActions(parts.files, parts.tasks, self._workspace)
        self._pictures.done.connect(self._notices.say)
        self._pictures.refused.connect(self._notices.show_failure)
        self._selection = Selection(self._workspace, parts, self._pictures)

    def _make_organising(self) -> None:
        from imagestudio.ui.organise.organising import Organising
        from imagestudio.workers.organising import OrganisingDesk

        self.organising_desk = OrganisingDesk(self._library.organiser, self._library.settling, self)
        self._closing.append(self.organising_desk.close)
        self.organising = Organising(self.organising_desk, self._parts.gallery, self)

    def _make_organise_host(self) -> None:
        from imagestudio.ui.organise.organise_host import OrganiseHost

        self.organise = OrganiseHost(self._workspace, self._parts, self.organising, self.organising_desk, self._notices)
        self._selection.menu_made.connect(self.organise.add_to)

    def _make_finding(self) -> None:
        from imagestudio.ui.finding.finder import Finder
        from imagestudio.ui.finding.places import Places

        Finder(self._workspace, self._parts, self._notices)
        Places(self._workspace, self._parts, self.organising)

    def _make_looking(self) -> None:
        from imagestudio.library.reading import read_small
        from imagestudio.ui.looking import Looking

        looking = self.looking = Looking(self._workspace, self._parts, self._library.comparisons, read_small)
        self._closing.append(looking.close)
        looking.change_requested.connect(self.organising.change)
        looking.view_made.connect(self.organise.hear_in_viewer)
        looking.failed.connect(self._notices.show_failure)
        self.organising.failed.connect(looking.look_again)

    def _make_giving(self) -> None:
        from imagestudio.ui.export.giving_away import GivingAway
        from imagestudio.ui.first.first_steps import FirstSteps
        from imagestudio.ui.key_access import KeyAccess

        self.giving = GivingAway(self._workspace, self._parts, self._notices, self._pictures, self._library.exporter)
        self._closing.append(self.giving.close)
        KeyAccess(self._workspace, self._parts)
        FirstSteps(self._workspace, self._parts)

    def _make_taking_in(self) -> None:
        from imagestudio.ui.taking_in.taking_in import TakingInHost

        self.taking_in = TakingInHost(self._workspace, self._parts, self._notices, self._library.taking_in)
        self._closing.append(self.taking_in.close)
        self.taking_in.taken_in.connect(self.organising.took_in)

    def _make_edits(self) -> None:
        from imagestudio.library.preparing import Preparation
        from imagestudio.ui.edits.edits_host import EditsHost

        library, exploring = self._library, self._library.exploring
        preparing, locking = Preparation(exploring.inputs), library.locking
        self.edits = EditsHost(
            self._window,
            self._workspace,
            self._parts,
            self._notices,
            self.looking,
            preparing,
            locking,
            exploring.references,
            exploring.prices.paid,
        )
        self._closing.append(self.edits.close)
        self._selection.menu_made.connect(self.edits.commands.add_to)
        self.looking.view_made.connect(self.edits.commands.hear_in)

    def _make_family(self) -> None:
        from imagestudio.ui.family.family_host import FamilyHost

        family = self.family = FamilyHost(self._workspace, self._parts, self._library.exploring.lineage)
        self._closing.append(family.close)
        family.open_requested.connect(self.looking.viewer_host.show_record)
        family.compare_requested.connect(self.looking.compare_host.compare)
        family.use_requested.connect(self._workspace.details_panel.page.use_settings_requested)
        self.looking.view_made.connect(family.hear_in)
        family.view_made.connect(self.organise.hear_in_viewer)
        family.view_made.connect(self.edits.commands.hear_in)

    def _make_grids(self) -> None:
        from imagestudio.ui.grid.grid_door import GridDoor

        keeping = self._library.exploring.grid_keeping(self._library.exporter)
        self.grids = GridDoor(
            self._workspace, self._parts, self.craft, self.looking, self.giving, self._pictures, keeping
        )
        self.grids.change_requested.connect(self.organising.change)
        self._closing.append(self.grids.close)

    def _make_money(self) -> None:
        from imagestudio.money_in_sight import make_money

        self.money = make_money(self._library, self._desk, self._workspace, self._parts, self._composer)
        self._closing.append(self.money.spending.close)

    def _begin(self) -> None:
        """What goes on by itself; jobs of an earlier session first."""
        self.restocking.begin()
        if self._library.read_only:
            self.organise.block()
            self.edits.commands.block()
            return
        self._parts.queue.order.read_pause()
        self._writer.run(self._unfinished, self.recovery.begin, self._notices.show_failure)
        self.safekeeping.begin(self._library.mended)
        self.organising.begin()
        self.taking_in.begin()
        self.edits.begin()

    def _unfinished(self) -> list[Job]:
        """Runs in the writer's thread, before anything new is written: it waits for the disk."""
        self._library.journal.settle_interrupted()
        self._library.queue.set_aside()
        return self._library.journal.unfinished()
