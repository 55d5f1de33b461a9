"""Asks the history what is to be shown: the first page at once, everything behind it; the newest question wins."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.ports import GoesOn, Grouped, History, Tally
from imagestudio.core.record import Record
from imagestudio.core.search_query import Grouping
from imagestudio.core.times import now_us
from imagestudio.ui.gallery.arrangement import Group, Question
from imagestudio.ui.gallery.picture_list import PictureList
from imagestudio.ui.gallery.sections import count_in, counts_between, counts_of, day_of, ends_of
from imagestudio.workers.task import Task, TaskRunner

FIRST_PAGE = 200
_READ_AT_ONCE = 60  # records that come with the first page, so that nothing has to be asked twice
_MOST_TALLIES = 4
_REST_MS = 200  # who types on wants the next first page, not the rest of this one
_GROUPINGS = {Group.PROMPT: Grouping.PROMPT, Group.JOB: Grouping.JOB}


@dataclass(frozen=True, slots=True)
class Answer:
    """The pictures that answer a question, all of them or the first page, and how many each group has.

    With the first page of everything by day come the `tallies` of its first days, of which more may follow.
    """

    question: Question
    pictures: PictureList
    counts: array[int]
    complete: bool = True
    records: Sequence[Record] = field(default=(), repr=False)
    tallies: Mapping[date, Tally] = field(default_factory=dict)


class Asker(QObject):
    """Asks one question at a time.

    Signals:
        answered: an Answer is there; where it is the first page, another one with everything follows.
        counted: this Question has so many pictures; comes between the two where that is quicker.
        failed: the history could not be read.
    """

    answered = Signal(object)
    counted = Signal(object, int)
    failed = Signal(object)

    def __init__(self, history: History, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._runner = runner
        self.question = Question()
        self._task: Task | None = None
        self._count: Task | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._ask_all)

    @property
    def busy(self) -> bool:
        """Whether an answer, or the rest of one, is still to come."""
        return self._task is not None or self._rest.isActive()

    def ask(self, question: Question, paged: bool = True) -> None:
        """Forget the question before, and ask this one; without `paged` everything comes at once."""
        self.stop()
        self.question = question
        if paged:
            call = partial(_first, self._history, question)
            self._task = self._runner.run_while_wanted(call, self._on_first, self._on_failed)
        else:
            self._ask_all()

    def stop(self) -> None:
        """Hear nothing more of the question asked last, and let nobody look for the answer any longer."""
        self._rest.stop()
        for task in (self._task, self._count):
            if task is not None:
                task.cancel()
        self._task = self._count = None

    def _ask_all(self) -> None:
        call = partial(_all, self._history, self.question)
        self._task = self._runner.run_while_wanted(call, self._on_all, self._on_failed)

    def _on_first(self, answer: Answer) -> None:
        self._task = None
        if not answer.complete:
            if answer.question.search:
                call = partial(_count, self._history, answer.question)
                self._count = self._runner.run_while_wanted(call, self._on_counted, self._on_not_counted)
                self._rest.start()
            else:
                self._ask_all()
        self.answered.emit(answer)

    def _on_all(self, answer: Answer) -> None:
        self._task = None
        self.answered.emit(answer)

    def _on_counted(self, result: tuple[Question, int]) -> None:
        self._count = None
        self.counted.emit(*result)

    def _on_not_counted(self, _error: ImageStudioError) -> None:
        """The rest of the answer meets the same, and tells."""
        self._count = None

    def _on_failed(self, error: ImageStudioError) -> None:
        self._task = None
        self.failed.emit(error)


def _first(history: History, question: Question, goes_on: GoesOn) -> Answer:
    search, order = question.search, question.arrangement.order
    grouping = _GROUPINGS.get(question.arrangement.group)
    if grouping is not None:
        return _grouped(history, question, history.grouped(search, grouping, FIRST_PAGE, goes_on), FIRST_PAGE)
    times = history.first_page(search, order, FIRST_PAGE, goes_on)
    pictures = _listed(times, question)
    records = history.page(times[:_READ_AT_ONCE])
    counts = counts_of(pictures, question.arrangement, _today())
    if len(times) != FIRST_PAGE:
        return Answer(question, pictures, counts, records=records)
    return Answer(question, pictures, counts, False, records, _tallies(history, pictures, question))


def _tallies(history: History, pictures: PictureList, question: Question) -> dict[date, Tally]:
    """Of the days that are seen first; of a search they would keep the first page waiting."""
    if question.search or question.arrangement.group is not Group.DAY:
        return {}
    today = _today()
    days = list(dict.fromkeys(min(day_of(time), today) for time in pictures.times[:_READ_AT_ONCE]))[:_MOST_TALLIES]
    return dict(zip(days, history.tallies([ends_of(day, today) for day in days]), strict=True))


def _all(history: History, question: Question, goes_on: GoesOn) -> Answer:
    search, order = question.search, question.arrangement.order
    grouping = _GROUPINGS.get(question.arrangement.group)
    if grouping is not None:
        return _grouped(history, question, history.grouped(search, grouping, goes_on=goes_on))
    pictures = _listed(history.times(search, order, goes_on), question)
    return Answer(question, pictures, counts_of(pictures, question.arrangement, _today()))


def _grouped(history: History, question: Question, grouped: Grouped, asked: int = 0) -> Answer:
    """Everything, or where so many pictures were asked for, the first groups with their first records."""
    pictures = _listed(grouped.times, question)
    records = history.page(grouped.times[:_READ_AT_ONCE]) if asked else ()
    complete = not asked or len(pictures) < asked
    return Answer(question, pictures, counts_between(grouped.starts, len(pictures)), complete, records)


def _listed(times: array[int], question: Question) -> PictureList:
    return PictureList(times, question.arrangement.order, question.arrangement.is_by_time)


def _count(history: History, question: Question, goes_on: GoesOn) -> tuple[Question, int]:
    return question, history.count(question.search, goes_on)


def _today() -> date:
    return day_of(now_us())


def nothing() -> Answer:
    """What is known before anything was asked."""
    return Answer(Question(), PictureList(), array("q"), complete=False)


def take_in(answer: Answer, added: Sequence[int]) -> None:
    """Put into an answer what came while the history was asked, where it belongs there."""
    question, pictures = answer.question, answer.pictures
    for time in added if question.takes_all else ():
        place = pictures.place_for(time)
        if pictures.place_of(time) < 0 and (place < len(pictures) or answer.complete):
            pictures.insert(place, time)
            count_in(answer.counts, pictures, place, question.arrangement)
