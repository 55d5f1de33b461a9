"""Edits in the window: references in the compose panel, the commands that begin one, and its way to the queue."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from imagestudio.core.editing import Locking, Preparing, ReferenceKeeping
from imagestudio.core.errors import ImageStudioError, PictureError, RequestError
from imagestudio.core.pricing import Paid, PaidFor
from imagestudio.core.request import make_request
from imagestudio.core.wording import Asked
from imagestudio.ui.edits.adding import Adding
from imagestudio.ui.edits.edit_commands import EditCommands
from imagestudio.ui.edits.finals import Finals
from imagestudio.ui.edits.gathering import Gathering
from imagestudio.ui.edits.given import Given
from imagestudio.ui.edits.lock_host import LockHost
from imagestudio.ui.edits.reference_memory import ReferenceMemory
from imagestudio.ui.edits.reference_strip import ReferenceStrip
from imagestudio.ui.edits.references import References
from imagestudio.ui.edits.starting import Starting
from imagestudio.ui.error_text import describe
from imagestudio.ui.looking import Looking
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.notices import Notices
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task, TaskRunner


class EditsHost(QObject):
    """Keeps what belongs to edits and connects it with the compose panel."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        parts: Parts,
        notices: Notices,
        looking: Looking,
        preparing: Preparing,
        locking: Locking,
        keeping: ReferenceKeeping,
        paid_for: PaidFor,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._watch = parts.watch
        self._paid_for = paid_for
        self._panel = panel = workspace.compose_panel
        self._looking_up: Task | None = None
        self._window = window
        self._holds = window.state.references > 0
        self._tasks = tasks = TaskRunner(2, self)  # of its own: a large picture keeps nothing else waiting
        catalog, theme = parts.catalog, parts.theme
        self.references = References(self)
        self.gathering = Gathering(self.references, preparing, parts.files, tasks, self)
        self.given = Given(self.references, preparing, tasks, self)
        self.starting = Starting(panel, catalog, self.references, self.gathering, preparing, tasks, theme, window)
        self.strip = ReferenceStrip(self.references, catalog, theme, panel)
        self.adding = Adding(workspace, parts, self.strip, self.gathering, tasks)
        self.commands = EditCommands(workspace, parts, self.adding, self.gathering, self.starting)
        self.finals = Finals(workspace, parts, notices, self.gathering, preparing, paid_for, tasks)
        self.memory = ReferenceMemory(self.references, preparing, keeping, self)
        self.locks = LockHost(workspace, parts, notices, looking, locking, tasks)
        self._join_panel()
        self._connect()

    def begin(self) -> None:
        """Bring back what the next edit was to start from."""
        self.memory.begin()

    def close(self) -> None:
        """End the threads."""
        self.memory.close()
        self.gathering.close()
        self._tasks.close()

    def _join_panel(self) -> None:
        panel = self._panel
        panel.prompt_box.below.addWidget(self.strip)
        panel.give(self.given)
        panel.edit_requested.connect(self.given.prepare)
        self.given.prepared.connect(self._on_prepared)
        panel.settings_changed.connect(self._on_settings_changed)
        self._show_model()

    def _connect(self) -> None:
        self.given.began.connect(self._on_began)
        self.given.refused.connect(self._on_refused)
        self.references.changed.connect(self._on_references_changed)
        self.strip.paint_requested.connect(self.starting.paint)
        self.strip.model_requested.connect(self._panel.choose_model)
        self.strip.clear_requested.connect(self.references.clear)
        self.gathering.told.connect(self.strip.tell)
        self.gathering.awaited.connect(self._on_awaited)
        self.memory.restored.connect(self._on_restored)
        self._window.keeping.connect(self._on_keeping)
        self.gathering.failed.connect(self._on_failed)
        self.starting.failed.connect(self._on_failed)
        self.starting.begun.connect(self._on_begun)
        self._watch.changed.connect(self._look_up)
        self.commands.finals_requested.connect(self.finals.ask)
        self.commands.lock_requested.connect(self.locks.lock)
        self.commands.drift_requested.connect(self.locks.show_drift)

    # what they cost

    def _on_references_changed(self) -> None:
        self._panel.options_form.set_editing(bool(self.references.items))
        self._look_up()

    def _on_settings_changed(self, _model: str, _values: object) -> None:
        self._show_model()
        self._look_up()

    def _show_model(self) -> None:
        self.strip.show_model(self._panel.spec(), str(self._panel.options_form.values().get("size", "")))

    def _look_up(self, _news: object = None) -> None:
        """Ask the library what edits like this cost; edits of another number of pictures cost otherwise."""
        spec, account = self._panel.spec(), self._watch.account
        self._on_price(None)
        if spec is None or account is None or not self.references.items or not spec.edits:
            return
        try:
            like = self.given.dress(spec, make_request(spec, "?", self._panel.options_form.values()))
        except RequestError:
            return  # what is chosen does not go together, which the panel says
        if self._looking_up is not None:
            self._looking_up.cancel()
        call = partial(self._paid_for, like, account.provider)
        self._looking_up = self._tasks.run(call, self._on_price, self._on_price_unknown)

    def _on_price(self, paid: Paid | None) -> None:
        self._panel.till.paid_for_edits = paid
        self._panel.give(self.given)

    def _on_price_unknown(self, _error: ImageStudioError) -> None:
        """The price table serves as well; what ails the library is told elsewhere."""

    # sending

    def _on_awaited(self, waits: bool) -> None:
        """The words are there before the pictures that belong to them: nobody may send them with others."""
        if not self._panel.blocked or self._holds:
            self._holds = waits
            self._panel.block(self.tr("One moment: the pictures are being read…") if waits else "")

    def _on_restored(self) -> None:
        if not self.gathering.is_replacing:
            self._on_awaited(False)

    def _on_keeping(self) -> None:
        self._window.state = replace(self._window.state, references=len(self.references.items))

    def _on_began(self) -> None:
        self._panel.block(self.tr("One moment: the pictures are being prepared…"))

    def _on_prepared(self, asked: list[Asked]) -> None:
        self._panel.block("")
        self._panel.generate_requested.emit(asked)  # as if they had been ready when they were asked for

    def _on_refused(self, error: ImageStudioError) -> None:
        self._panel.block("")
        self.strip.tell(self.tr("{0} Nothing was sent or paid.").format(_said(error)))

    # what happens

    def _on_failed(self, error: ImageStudioError) -> None:
        self.strip.tell(_said(error))
        self._show_panel()

    def _on_begun(self) -> None:
        """There is something to write: show where."""
        self.locks.leave_views()
        self._show_panel()
        self._panel.prompt_edit.setFocus()

    def _show_panel(self) -> None:
        if not self._panel.isVisible():
            self._workspace.actions_of["toggle_compose"].trigger()


def _said(error: ImageStudioError) -> str:
    """What happened; of a picture its own words, since the usual ones are about what the service sends."""
    return error.said if isinstance(error, PictureError) else describe(error.failure).what
