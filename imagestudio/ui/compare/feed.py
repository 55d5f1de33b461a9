"""Brings the comparison what it shows: decoded pictures, the next ones before they are wanted, and what differs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.pixels import ReadSmall
from imagestudio.core.record import Record
from imagestudio.ui.compare.compare_view import CompareView
from imagestudio.ui.compare.compared_pictures import ComparedPictures
from imagestudio.ui.compare.differing import Differing, differing_of
from imagestudio.ui.compare.rounds import Rounds
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.workspace import Parts
from imagestudio.workers.task import Task, TaskRunner


class Feed(QObject):
    """Of one view; all that takes time is done in workers."""

    def __init__(
        self, view: CompareView, rounds: Rounds, parts: Parts, decoders: TaskRunner, read_small: ReadSmall
    ) -> None:
        super().__init__(view)
        self._view = view
        self._rounds = rounds
        self._parts = parts
        self._records = parts.gallery.records
        self._pictures = ComparedPictures(decoders, parts.files, read_small, self)
        self._differing: Task | None = None
        self._pictures.loaded.connect(self._on_loaded)
        self._pictures.refused.connect(self._on_refused)
        view.detail_wanted.connect(self._on_detail_wanted)
        view.closed.connect(self._on_closed)

    def begin(self, records: list[Record]) -> None:
        """What is decoded is shown, the rest is decoded; then those that come next."""
        shown, coming = self._rounds.contest.shown, self._rounds.coming
        self._pictures.keep_only((*shown, *coming))
        for place, time in enumerate(shown):
            picture, refusal = self._pictures.get(time), self._pictures.refusal(time)
            if picture is not None:
                self._view.stage.show_picture(place, picture)
            elif refusal is not None:
                self._view.stage.refuse(place, refusal)
        self._records.want(coming)
        self._fetch((*shown, *coming))
        if self._differing is not None:
            self._differing.cancel()
        call = partial(differing_of, records, self._parts.catalog)
        self._differing = self._parts.tasks.run(call, self._on_differing)

    def look_ahead(self) -> None:
        """Decode those that come next, as far as their records are read."""
        self._fetch(self._rounds.coming)

    def _fetch(self, times: tuple[int, ...]) -> None:
        for time in times:
            if (record := self._records.get(time)) is not None:
                self._pictures.want(record, self._view.stage.view_size())

    def _on_loaded(self, time: int, picture: Picture) -> None:
        if time in self._rounds.contest.shown:
            self._view.stage.show_picture(self._rounds.contest.shown.index(time), picture)

    def _on_refused(self, time: int, error: ImageStudioError) -> None:
        if time in self._rounds.contest.shown:
            self._view.stage.refuse(self._rounds.contest.shown.index(time), error)

    def _on_detail_wanted(self, place: int) -> None:
        records = self._rounds.records
        if place < len(records):
            self._pictures.want_detail(records[place], len(records))

    def _on_differing(self, differing: Differing) -> None:
        self._differing = None
        self._view.show_differing(differing)

    def _on_closed(self) -> None:
        self._pictures.keep_only(())
