"""What the limits, or a missing network, held back: asked about once, or told, and sent when the person says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from imagestudio.core.account import Account, Reach
from imagestudio.core.admission import Held
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job
from imagestudio.core.limits import Answer, Decision
from imagestudio.core.record import DEMO
from imagestudio.ui.error_text import quoted
from imagestudio.ui.jobs.limit_words import limit_lines, pictures_in, price_text
from imagestudio.ui.jobs.send_question import SendQuestion
from imagestudio.ui.notices import Notices
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import TaskRunner

_SUBJECT = "held"
Weigh = Callable[[Sequence[Job]], Decision]


class Holding(QObject):
    """Answers the queue where jobs were not let in, and sends what is kept after one question.

    One question at a time: what was asked for meanwhile is weighed anew when its turn comes.
    """

    def __init__(self, workspace: Workspace, parts: Parts, notices: Notices, weigh: Weigh, writer: TaskRunner) -> None:
        """`weigh` tells what the limits say of sending jobs; `writer` calls it, behind what the queue writes down."""
        super().__init__(workspace)
        self._window = workspace.window()
        self._actions = workspace.actions_of
        self._queue = parts.queue
        self._watch = parts.watch
        self._writer = writer
        self._notices = notices
        self._weigh = weigh
        self._reckon = parts.reckoning.anew
        self._asking: SendQuestion | None = None
        self._weighing: Held | None = None
        self._behind: list[Held] = []
        self._told: Held | None = None
        self._suspicious = False
        parts.queue.held.connect(self._on_held)
        parts.watch.changed.connect(self._on_account_changed)
        for signal in (parts.queue.job_added, parts.queue.job_changed, parts.queue.job_removed):
            signal.connect(self._offer)
        self._actions["send_kept"].triggered.connect(self.send_kept)
        self._offer()

    def send_kept(self) -> None:
        """Ask whether everything that is kept is to be sent now."""
        if jobs := self._queue.kept:
            self._ask_about(Held(tuple(jobs), None, fresh=False))

    # what the queue says

    def _on_held(self, held: Held) -> None:
        if not held.asks:
            self._tell(held)
        elif self._asking is None and self._weighing is None:
            self._ask(held)
        else:
            self._behind.append(held)

    def _ask_about(self, held: Held) -> None:
        """Ask with what the limits say now, also where that is nothing."""
        if self._asking is not None:
            self._asking.raise_()
        elif self._weighing is None:
            self._weighing = held
            self._writer.run(partial(self._weighed, held.jobs), self._on_weighed, self._on_not_weighed)

    def _weighed(self, jobs: Sequence[Job]) -> tuple[list[Job], Decision]:
        """Runs in the writer's thread: the jobs with their price of now, and what the limits say of that."""
        now = self._reckon(jobs)
        return now, self._weigh(now)

    def _on_weighed(self, weighed: tuple[list[Job], Decision]) -> None:
        held, self._weighing = self._weighing, None
        if held is None:
            return
        jobs, decision = weighed
        held = replace(held, jobs=tuple(jobs), before=held.before or held.jobs)
        if decision.answer is Answer.STOP:
            self._tell(replace(held, decision=decision))
            self._ask_next()
        elif held.fresh and decision.answer is Answer.GO:  # what was spoken of before is not sent after all
            self._queue.release(held.jobs)
            self._ask_next()
        else:
            self._ask(replace(held, decision=decision))

    def _on_not_weighed(self, error: ImageStudioError) -> None:
        self._weighing = None
        self._notices.show_failure(error)
        self._ask_next()

    def _ask(self, held: Held) -> None:
        decision = held.decision or Decision(Answer.GO)
        question = self._asking = SendQuestion(held, decision, self._window)
        question.send_chosen.connect(partial(self._on_send, held))
        question.drop_chosen.connect(partial(self._on_drop, held))
        question.finished.connect(self._on_finished)
        question.open()

    def _on_send(self, held: Held) -> None:
        self._notices.hide(_SUBJECT)
        self._queue.release(held.jobs, held.decision)

    def _on_drop(self, held: Held) -> None:
        self._queue.cancel(held.jobs)

    def _on_finished(self, _result: int) -> None:
        if self._asking is not None:
            self._asking.deleteLater()
            self._asking = None
        self._ask_next()

    def _ask_next(self) -> None:
        """What came meanwhile is weighed anew, since the person's answer may have changed what is spent."""
        if self._behind and self._asking is None and self._weighing is None:
            self._ask_about(self._behind.pop(0))

    # what is told

    def _tell(self, held: Held) -> None:
        """Say what was not sent and why; it is one notice, however often it happens."""
        self._told = held = self._with_earlier(held)
        why = limit_lines(held.decision) if held.decision else [self.tr("The service cannot be reached."), _met(held)]
        pictures = self.tr("%n picture(s)", "", pictures_in(held.jobs))
        kept = self.tr("{0} ({1}) kept for later. Nothing was sent or charged.")
        fate = kept if held.fresh else self.tr("{0} ({1}) not sent. Nothing was charged.")
        text = " ".join([*filter(None, why), fate.format(pictures, price_text(held.jobs))])
        if held.decision is None:
            self._show(text, self.tr("Send what is &kept…"), self.send_kept)
            self._suspicious = True  # if nothing can be reached, those that wait need not try
            self._watch.ask()  # what is known may be minutes old
        else:
            self._show(text, self.tr("Change the &limits…"), self._actions["limits"].trigger)

    def _with_earlier(self, held: Held) -> Held:
        """Those that were held for want of a network a moment ago as well: they come one by one."""
        if held.decision is not None or self._told is None or self._told.decision is not None:
            return held
        known = {job.id for job in held.jobs}
        earlier = [job for job in self._told.jobs if job.id not in known and self._queue.is_kept(job)]
        return replace(held, jobs=(*earlier, *held.jobs))

    def _on_account_changed(self, account: Account) -> None:
        """The service is back: what could not be sent is offered, and still nothing is sent by itself."""
        if self._suspicious and account.is_cut_off and not self._queue.order.paused:
            waiting = [job for job in self._queue.waiting if job.unsent and job.provider != DEMO]
            self._queue.keep(waiting, offline=True)
        if account.reach is not Reach.CHECKING:
            self._suspicious = False
        waits = self._told is not None and self._told.decision is None
        if account.reach is Reach.ONLINE and waits and (jobs := self._queue.kept):
            self._told = replace(self._told, decision=Decision(Answer.GO)) if self._told else None
            pictures = self.tr("%n picture(s)", "", pictures_in(jobs))
            text = self.tr("The service can be reached again. {0} kept for later, {1}.")
            self._show(text.format(pictures, price_text(jobs)), self.tr("Send what is &kept…"), self.send_kept)

    def _show(self, text: str, action: str, slot: Callable[[], object]) -> None:
        bar = self._notices.show(_SUBJECT, text, "warning", action)
        bar.action_clicked.connect(slot)

    def _offer(self, _job: object = None) -> None:
        kept = bool(self._queue.order.kept)
        self._actions["send_kept"].setEnabled(kept)
        if not kept and self._told is not None and self._told.fresh:
            self._told = None
            self._notices.hide(_SUBJECT)


def _met(held: Held) -> str:
    """What the first one met that was tried: it names the host, which may be a wrong one."""
    return next((quoted(job.failure.said) for job in held.jobs if job.failure is not None), "")
