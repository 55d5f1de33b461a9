"""Finals of drafts: chosen in the gallery, priced together, asked about once, and sent like everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from imagestudio.core.account import Account
from imagestudio.core.catalog import ModelSpec
from imagestudio.core.editing import Preparing, Source
from imagestudio.core.errors import ImageStudioError, RequestError
from imagestudio.core.finals import BEST, MOST_FINALS, final_of, finishing_models
from imagestudio.core.job import Job, new_job
from imagestudio.core.origin import Origin, Task
from imagestudio.core.ports import in_order
from imagestudio.core.pricing import FREE, Estimate, Paid, PaidFor, estimate
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.ui.edits.final_dialog import FinalDialog
from imagestudio.ui.edits.gathering import Gathering
from imagestudio.ui.gallery.cell import CellRole
from imagestudio.ui.notices import Notices
from imagestudio.ui.organise.chosen import times_of
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task as Work
from imagestudio.workers.task import TaskRunner

_SETTING = "finals"


@dataclass(frozen=True)
class Wanted:
    """A final: what is asked for, where the draft lies, and the draft's record; priced when that is known."""

    request: Request
    source: Source
    draft: Record
    expected: Estimate


class Finals(QObject):
    """Answers the command, keeps the dialog, and hands jobs to the queue."""

    def __init__(
        self,
        workspace: Workspace,
        parts: Parts,
        notices: Notices,
        gathering: Gathering,
        preparing: Preparing,
        paid_for: PaidFor,
        tasks: TaskRunner,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._notices = notices
        self._gathering = gathering
        self._preparing = preparing
        self._paid_for = paid_for
        self._tasks = tasks
        self._drafts: list[Record] = []
        self._wanted: list[Wanted] = []
        self._looking_up: Work | None = None
        self.dialog: FinalDialog | None = None
        parts.watch.changed.connect(self._on_account_changed)

    def ask(self) -> None:
        """Ask about the pictures that are selected."""
        times = times_of(self._workspace.gallery_panel.view, self._parts.gallery)
        if len(times) > MOST_FINALS:
            text = self.tr("Finals are made of at most {0} pictures at once. Nothing was sent.")
            self._notices.show("finals", text.format(MOST_FINALS))
        elif times:
            self._notices.hide("finals")
            call = partial(in_order, self._parts.history, list(times))
            self._tasks.run(call, self._on_drafts, self._notices.show_failure)

    # asking

    def _on_drafts(self, drafts: list[Record]) -> None:
        models = finishing_models(self._parts.catalog)
        if not drafts or not models or self.dialog is not None:
            return
        chosen = self._parts.settings.get(_SETTING, {})
        model, quality = str(chosen.get("model", "")), str(chosen.get("quality", BEST))
        self._drafts = drafts
        images = [image for record in drafts if (image := self._image_of(record)) is not None]
        self.dialog = FinalDialog(len(drafts), images, models, model, quality, self._workspace.window())
        self.dialog.changed.connect(self._price)
        self.dialog.confirmed.connect(self._on_confirmed)
        self.dialog.finished.connect(self._on_finished)
        self._price()
        self.dialog.open()

    def _image_of(self, record: Record) -> QImage | None:
        """The gallery's own thumbnail, where it is there."""
        row = self._parts.gallery.row_of(record.time)
        image = self._parts.gallery.index(row).data(CellRole.THUMBNAIL) if row >= 0 else None
        return image if isinstance(image, QImage) and not image.isNull() else None

    def _price(self) -> None:
        """What the price list says at once; then what was really paid."""
        account, dialog = self._parts.watch.account, self.dialog
        if dialog is None:
            return
        if self._looking_up is not None:
            self._looking_up.cancel()
            self._looking_up = None
        spec = dialog.spec
        requests = [(draft, _request(spec, draft, dialog.quality)) for draft in self._drafts]
        self._wanted = [
            Wanted(request, self._gathering.source_of(draft), draft, estimate(spec, request))
            for draft, request in requests
            if request is not None
        ]
        self._show(account)
        if account is not None and not account.is_demo and self._wanted:
            call = partial(_priced, self._paid_for, spec, tuple(self._wanted), account.provider)
            self._looking_up = self._tasks.run(call, self._on_priced, self._on_price_unknown)

    def _show(self, account: Account | None) -> None:
        if self.dialog is None:
            return
        if account is None:
            self.dialog.wait()
            return
        if account.is_demo:
            self._wanted = [replace(one, expected=FREE) for one in self._wanted]
        left_out = len(self._drafts) - len(self._wanted)
        note = self.tr("Left out: %n picture(s) without a prompt that can be sent.", "", left_out)
        total = reduce(Estimate.together, (one.expected for one in self._wanted)) if self._wanted else FREE
        self.dialog.show_price(len(self._wanted), total, note if left_out else "")

    def _on_priced(self, wanted: list[Wanted]) -> None:
        self._looking_up, self._wanted = None, wanted
        self._show(self._parts.watch.account)

    def _on_price_unknown(self, _error: ImageStudioError) -> None:
        """The price list serves as well; what ails the library is told elsewhere."""

    def _on_account_changed(self, _account: Account) -> None:
        self._price()

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    # sending

    def _on_confirmed(self) -> None:
        account, dialog = self._parts.watch.account, self.dialog
        if account is None or dialog is None:
            return
        self._parts.settings.set(_SETTING, {"model": dialog.spec.id, "quality": dialog.quality})
        call = partial(_jobs, self._preparing, tuple(self._wanted), account.provider)
        self._tasks.run(call, self._parts.queue.submit, self._on_refused)

    def _on_refused(self, error: ImageStudioError) -> None:
        text = self.tr("The finals could not be begun: {0} Nothing was sent or paid.")
        self._notices.show("finals", text.format(error.said), "warning")


def _request(spec: ModelSpec, draft: Record, quality: str) -> Request | None:
    try:
        return final_of(spec, draft, quality)
    except RequestError:
        return None


def _priced(paid_for: PaidFor, spec: ModelSpec, wanted: Sequence[Wanted], provider: str) -> list[Wanted]:
    """With what was really paid for the like. Runs in a worker thread."""
    known: dict[str, Paid | None] = {}
    priced = []
    for one in wanted:
        size = str(one.request.parameters.get("size", ""))
        if size not in known:
            known[size] = paid_for(one.request, provider)
        priced.append(replace(one, expected=estimate(spec, one.request, known[size])))
    return priced


def _jobs(preparing: Preparing, wanted: Sequence[Wanted], provider: str) -> list[Job]:
    """Runs in a worker thread. Raises PictureError, FileGoneError, DiskError."""
    jobs = []
    for one in wanted:
        images, _mask = preparing.take([one.source], None)
        request = replace(one.request, images=images)
        jobs.append(new_job(request, provider, one.expected.amount, Task.FINAL, Origin((one.draft.id,))))
    return jobs
