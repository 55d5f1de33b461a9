"""What several threads decode together: the first asked for first, and nothing that went stale."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from PySide6.QtGui import QImage

from imagestudio.core.ports import Thumbnails
from imagestudio.core.record import Record
from imagestudio.core.thumbnail import size_for
from imagestudio.workers.priority import give_way
from imagestudio.workers.shaping import Shape, shaped

Wanted = Record | int
"""A picture whose thumbnail is wanted, by its record or, where that has not been read yet, by its time."""

Read = Callable[[Sequence[int]], list[Record]]
_READ_AT_ONCE = 32  # records: what is in sight, and some of what comes next
_SLICE_S = 0.03  # a thread that is at work longer lets others in, and hears that everything ends


@dataclass(frozen=True)
class Decoded:
    """A thumbnail in its shape, or why there is none."""

    record: Record
    shape: Shape
    image: QImage | Exception


@dataclass
class Done:
    """What was done since it was collected last."""

    decoded: list[Decoded] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)  # records that could not be read


class DecodeDesk:
    """Hands out work to the threads that call `work`, and keeps what they bring until it is collected.

    Who jumps somewhere waits for one trip: the thread that reads the records has their thumbnails decoded at once.
    """

    def __init__(self, thumbnails: Thumbnails, read: Read, tell: Callable[[], None]) -> None:
        """`tell` is called in any thread when there is something to collect, once until that is done."""
        self._thumbnails = thumbnails
        self._read = read
        self._tell = tell
        self._guard = threading.Condition()
        self._waiting: deque[Wanted] = deque()
        self._running: set[int] = set()  # until they are collected
        self._reading = False
        self._shape = Shape(0)
        self._urgent: frozenset[int] = frozenset()
        self._at_work = 0
        self._done = Done()
        self._told = False

    def put(self, wanted: Iterable[Wanted], shape: Shape, urgent: Collection[int]) -> None:
        """Want these in this order, and nothing else that has not begun; somebody looks at the urgent ones now."""
        with self._guard:
            self._shape = shape
            self._urgent = frozenset(urgent)
            self._waiting = deque(one for one in wanted if _time_of(one) not in self._running)
            self._guard.notify_all()

    def again(self, record: Record, shape: Shape) -> None:
        """Want everything in this shape, and this one again before all others."""
        with self._guard:
            self._shape = shape
            self._waiting.appendleft(record)

    @property
    def useful(self) -> int:
        """How many threads would have something to do: what nobody looks at yet is left to one."""
        with self._guard:
            urgent = sum(_time_of(one) in self._urgent for one in self._waiting)
            return urgent or min(1, len(self._waiting))

    def collect(self) -> Done:
        """What was done meanwhile."""
        with self._guard:
            done, self._done, self._told = self._done, Done(), False
            self._running.difference_update(decoded.record.time for decoded in done.decoded)
        return done

    def work(self) -> None:
        """Decode until nothing is left or others should have their turn; runs in several worker threads at once."""
        give_way()
        with self._guard:
            self._at_work += 1
        try:
            self._work(monotonic() + _SLICE_S)
        finally:
            with self._guard:
                self._at_work -= 1

    def _work(self, end: float) -> None:
        while (taken := self._take(end)) is not None:
            record, shape = taken
            decoded = Decoded(record, shape, self._decode(record, shape))
            with self._guard:
                self._done.decoded.append(decoded)
            self._say()

    def _take(self, end: float) -> tuple[Record, Shape] | None:
        """The next one to decode; where its record is not known yet it is read, by one thread for all of them."""
        while True:
            with self._guard:
                if not self._waiting or monotonic() >= end:
                    return None
                first = self._waiting[0]
                if self._at_work > 1 and _time_of(first) not in self._urgent:
                    return None  # the window needs a processor, too
                if isinstance(first, Record):
                    self._waiting.popleft()
                    self._running.add(first.time)
                    return first, self._shape
                times = [] if self._reading else self._unread()
                self._reading = True
                if not times and not self._guard.wait(max(0.0, end - monotonic())):
                    return None
            if times:
                self._bring(times)

    def _unread(self) -> list[int]:
        times = [one for one in self._waiting if not isinstance(one, Record)]
        return times[:_READ_AT_ONCE]

    def _bring(self, times: list[int]) -> None:
        """Read these records and put them where their times wait; what cannot be read waits no more."""
        records: list[Record] = []
        errors: list[Exception] = []
        try:
            records = self._read(times)
        except Exception as error:  # told or raised in the window's thread
            errors.append(error)
        found, asked = {record.time: record for record in records}, set(times)
        with self._guard:
            self._waiting = deque(
                one if isinstance(one, Record) else found.get(one, one)
                for one in self._waiting
                if isinstance(one, Record) or one in found or one not in asked
            )
            self._done.records += records
            self._done.errors += errors
            self._reading = False
            self._guard.notify_all()
        self._say()

    def _decode(self, record: Record, shape: Shape) -> QImage | Exception:
        try:
            size = size_for(shape.side, record.width, record.height, whole=shape.whole)
            return shaped(self._thumbnails.load(record, size), shape)
        except Exception as error:  # a bug is raised in the window's thread, after the next one was started
            return error

    def _say(self) -> None:
        with self._guard:
            told, self._told = self._told, True
        if not told:
            self._tell()


def _time_of(one: Wanted) -> int:
    return one.time if isinstance(one, Record) else one
