"""What became different on the edges of a family, worked out beside the window for those one sees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.catalog import Catalog
from imagestudio.core.family_tree import FamilyTree
from imagestudio.core.record import Record
from imagestudio.ui.family.step import Step, step_between
from imagestudio.workers.task import GoesOn, Task, TaskRunner

_AT_ONCE = 24

_Edge = tuple[str, Record, Record]


class StepBook(QObject):
    """Knows the steps of one family.

    Signals:
        known: more steps can be had.
    """

    known = Signal()

    def __init__(self, catalog: Catalog, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._tasks = tasks
        self._tree: FamilyTree | None = None
        self._steps: dict[str, tuple[Record, Record, Step]] = {}
        self._wanted: Sequence[str] = ()
        self._working: Task | None = None

    def begin(self, tree: FamilyTree | None) -> None:
        """Another family, or the same one changed; steps that are the same stay."""
        self._tree = tree
        self._wanted = ()
        if tree is None:
            self._steps.clear()

    def get(self, id_: str) -> Step | None:
        """How a picture came of the one it continues, if that is known."""
        found = self._steps.get(id_)
        return found[2] if found is not None else None

    def want(self, ids: Sequence[str]) -> None:
        """These, the first ones first; what was wanted before and has not begun is dropped."""
        self._wanted = ids
        if self._working is None:
            self._work()

    def _work(self) -> None:
        edges = [edge for id_ in self._wanted if (edge := self._edge(id_)) is not None][:_AT_ONCE]
        if edges:
            call = partial(_steps_of, edges, self._catalog)
            self._working = self._tasks.run_while_wanted(call, self._on_worked)

    def _edge(self, id_: str) -> _Edge | None:
        """What is to be compared for it, where that has not been done."""
        place = self._tree.places.get(id_) if self._tree is not None else None
        if self._tree is None or place is None or place.record is None:
            return None
        before, known = self._tree.continues(id_), self._steps.get(id_)
        if before is None or (known is not None and known[0].prompt == before.prompt):
            return None
        return id_, before, place.record

    def _on_worked(self, steps: dict[str, tuple[Record, Record, Step]]) -> None:
        self._working = None
        if self._tree is not None:
            self._steps |= steps
            self.known.emit()
            self._work()


def _steps_of(edges: Sequence[_Edge], catalog: Catalog, goes_on: GoesOn) -> dict[str, tuple[Record, Record, Step]]:
    """Runs in a worker thread."""
    return {id_: (before, after, step_between(before, after, catalog)) for id_, before, after in edges if goes_on()}
