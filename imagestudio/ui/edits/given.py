"""Makes requests of words into edits of the references: for the price at once, for sending once they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject, Signal

from imagestudio.core.catalog import ModelSpec
from imagestudio.core.editing import Painted, Preparing, Source
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.inputs import InputImage
from imagestudio.core.request import MAX_EDITS, Request, make_edit
from imagestudio.core.wording import Asked
from imagestudio.ui.edits.references import References
from imagestudio.workers.task import TaskRunner

_PNG = "image/png"


class Given(QObject):
    """What a request is given beside its words.

    Signals:
        began(): pictures are being brought into form.
        prepared(list[Asked]): they can be sent as they are.
        refused(ImageStudioError): they cannot; nothing was sent.
    """

    began = Signal()
    prepared = Signal(object)
    refused = Signal(object)

    def __init__(self, references: References, preparing: Preparing, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._references = references
        self._preparing = preparing
        self._tasks = tasks

    def dress(self, spec: ModelSpec, request: Request) -> Request:
        """The request with its pictures, as far as their price needs them; as it is where there are none.

        Raises RequestError where the model cannot edit.
        """
        items = self._references.items
        if not items:
            return request
        images = [_unkept(item.width, item.height) for item in items]
        mask = _unkept(images[0].width, images[0].height) if items[0].painted is not None else None
        return make_edit(spec, request.prompt, images, mask, request.parameters)

    def prepare(self, asked: Sequence[Asked]) -> None:
        """Keep the pictures in the library, and tell the requests as they are sent."""
        references = self._references
        sources = tuple(item.source for item in references.items)
        call = partial(_prepared, self._preparing, sources, references.painted, tuple(asked), _Lineage(references))
        self._tasks.run(call, self._on_prepared, self._on_refused)
        self.began.emit()

    def _on_prepared(self, asked: list[Asked]) -> None:
        self.prepared.emit(asked)

    def _on_refused(self, error: ImageStudioError) -> None:
        self.refused.emit(error)


class _Lineage:
    """What the references were when they were asked for."""

    def __init__(self, references: References) -> None:
        self._parents = references.parents
        self._task = references.task

    def of(self, asked: Asked) -> Asked:
        parents = tuple(dict.fromkeys((*self._parents, *asked.origin.parents)))
        return replace(asked, task=self._task, origin=replace(asked.origin, parents=parents))


def _prepared(
    preparing: Preparing, sources: Sequence[Source], painted: Painted | None, asked: Sequence[Asked], lineage: _Lineage
) -> list[Asked]:
    """Runs in a worker thread. Raises PictureError, FileGoneError, DiskError."""
    images, mask = preparing.take(sources, painted)
    return [
        replace(lineage.of(one), request=replace(one.request, images=images, mask=mask, count=count))
        for one, count in bundled(asked)
    ]


def bundled(asked: Sequence[Asked]) -> list[tuple[Asked, int]]:
    """What is asked for several times in a row becomes one request for several pictures, as far as the service goes."""
    bundles: list[tuple[Asked, int]] = []
    for _key, same in groupby(asked, key=lambda one: (one.request.prompt, one.origin)):
        alike = list(same)
        starts = range(0, len(alike), MAX_EDITS)
        bundles += [(alike[start], min(MAX_EDITS, len(alike) - start)) for start in starts]
    return bundles


def _unkept(width: int, height: int) -> InputImage:
    """A picture of which only the size is known yet."""
    return InputImage("", _PNG, 0, width, height)
