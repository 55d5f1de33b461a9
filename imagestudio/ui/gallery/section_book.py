"""What the gallery knows of its sections: how large they are, what they are called, what they cost."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import accumulate

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from imagestudio.core.money import Money
from imagestudio.core.ports import History, Tally
from imagestudio.core.times import now_us
from imagestudio.ui.gallery.arrangement import NEWEST_BY_DAY, Group, Question
from imagestudio.ui.gallery.asker import Answer
from imagestudio.ui.gallery.cell_text import moment_text
from imagestudio.ui.gallery.month_book import MonthBook
from imagestudio.ui.gallery.picture_list import PictureList
from imagestudio.ui.gallery.record_cache import RecordCache
from imagestudio.ui.gallery.section_costs import SectionCosts
from imagestudio.ui.gallery.sections import (
    MOST_GROUPS,
    Section,
    Sections,
    count_in,
    day_of,
    seconds_to_midnight,
    title_of,
)
from imagestudio.workers.task import TaskRunner

_MOST_ADDED_UP = 200
_LONGEST_TITLE = 300


class SectionBook(QObject):
    """Keeps the sections of what is shown now.

    Signals:
        changed: a section is called otherwise now, or costs something else.
    """

    changed = Signal()

    def __init__(self, history: History, runner: TaskRunner, records: RecordCache, parent: QObject) -> None:
        super().__init__(parent)
        self._records = records
        self._question = Question()
        self._pictures = PictureList()
        self._counts: array[int] = array("q")
        self._tallies: Mapping[date, Tally] = {}
        self._sections: tuple[int, Sections] | None = None
        self._costs = SectionCosts(history, runner, self)
        self.months = MonthBook(runner, self)
        self._midnight = QTimer(self, singleShot=True)
        self._costs.changed.connect(self.changed)
        self._midnight.timeout.connect(self._on_midnight)

    def open(self, answer: Answer) -> None:
        """Speak of these pictures from now on, of which so many stand in each group."""
        question = answer.question
        self.months.open(answer.pictures, question.arrangement, answer.complete)
        if question != self._question:
            self._costs.reset(question.search)
        self._question, self._pictures, self._counts = question, answer.pictures, answer.counts
        self._sections, self._tallies = None, answer.tallies
        begins = accumulate(answer.counts, initial=0)
        for (day, tally), place in zip(answer.tallies.items(), begins, strict=False):
            self._costs.know(day, (answer.pictures[place], tally.pictures), tally.cost)

    def ask_ahead(self, question: Question) -> None:
        """Ask what today cost, where that will be on top."""
        if question.takes_all and question.arrangement == NEWEST_BY_DAY:
            self._costs.ask_ahead(day_of(now_us()))

    def insert(self, place: int) -> None:
        """A picture was put at this place."""
        count_in(self._counts, self._pictures, place, self._question.arrangement)
        self._sections, self._tallies = None, {}
        self._costs.forget_ahead()
        self.months.refresh()

    def sections(self, jobs: int) -> Sections:
        """The sections, with so many job cells before them."""
        if self._sections is None or self._sections[0] != jobs:
            now = now_us()
            made = Sections(self._pictures, self._counts, jobs, self._question.arrangement, day_of(now))
            self._sections = jobs, made
            self._midnight.start(min(seconds_to_midnight(now), 86_400) * 1000)
        return self._sections[1]

    def told(self, section: Section) -> Section:
        """As its header tells of it: with the pictures, too, that are not listed yet."""
        tally = None if section.day is None else self._tallies.get(section.day)
        return section if tally is None else replace(section, pictures=tally.pictures)

    def cost(self, section: Section) -> Money | None:
        """What the pictures of a section cost, where that is known yet."""
        if section.day is not None:
            return self._costs.cost(section, day_of(now_us()))
        if not 0 < section.pictures <= _MOST_ADDED_UP or self._question.arrangement.group is Group.NONE:
            return None
        begin = self._pictures.place_of(section.lead)
        records = [self._records.get(time) for time in self._pictures.times[begin : begin + section.pictures]]
        costs = [record.cost.nanos for record in records if record is not None and record.cost is not None]
        return Money(sum(costs)) if None not in records else None

    def title(self, section: Section) -> str:
        """What stands in the header of a section."""
        if section.day is not None:
            return title_of(section.day, day_of(now_us()))
        if not section.pictures:
            return QCoreApplication.translate("GallerySections", "Under way")
        if self._is_rest(section):
            return QCoreApplication.translate("GallerySections", "All others")
        record = self._records.get(section.lead)
        if record is None:
            return "…"
        prompt = " ".join(record.prompt[:_LONGEST_TITLE].split())
        prompt = prompt or QCoreApplication.translate("GallerySections", "Without a prompt")
        by_job = self._question.arrangement.group is Group.JOB
        return f"{moment_text(record.time)} · {prompt}" if by_job else prompt

    def _is_rest(self, section: Section) -> bool:
        """Whether it holds more than one group, as there are too many of them."""
        last = section.first + section.rows >= len(self._pictures)
        return len(self._counts) >= MOST_GROUPS and last

    def _on_midnight(self) -> None:
        self._sections = None
        self.changed.emit()
