"""The record of a picture that is taken in: what it says of itself, at its own time, in a place that is free."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.core.organisation import Organisation
from imagestudio.core.record import Record
from imagestudio.core.taking_in import ANOTHER_PROGRAM, IMPORTED
from imagestudio.core.times import now_us, to_datetime
from imagestudio.library.database import Database
from imagestudio.library.durable import disk_error
from imagestudio.library.layout import Layout
from imagestudio.library.originals import FolderOriginals
from imagestudio.library.sidecar import ORIGINALS, path_in, sidecar_of
from imagestudio.library.sources import Source

if TYPE_CHECKING:  # Pillow, which opening a library must not wait for
    from imagestudio.library.foreign.foreign import Foreign
    from imagestudio.library.picture_facts import PictureFacts

_OWN_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")


class Newcomers:
    """Looks at pictures that are to be taken in; may be called from any thread but the window's."""

    def __init__(self, layout: Layout, database: Database, originals: FolderOriginals) -> None:
        self._layout = layout
        self._database = database
        self._originals = originals

    def look_at(self, picture: Path, source: Source) -> tuple[Record, PictureFacts]:
        """The record of a sound picture, at a time that was taken for it. Raises PictureError, LibraryError."""
        try:
            from imagestudio.library.foreign.reading import own_record, read_foreign

            facts = self._originals.look_at(picture)
            told = read_foreign(picture.read_bytes())
        except OSError as error:
            raise disk_error(error, "A picture that is taken in") from error
        beside = own_record(source.sidecar()) if told.record is None else None
        if beside is not None and beside.sha256 == facts.sha256:
            told = replace(told, record=beside)
        moment = self._originals.moments.take(_past(told.record.time if told.record else told.made, source.changed_us))
        return self._record(told, facts, moment), facts

    def _record(self, told: Foreign, facts: PictureFacts, moment: int) -> Record:
        id_, path = self._place(told.record, moment, facts.extension)
        if told.record is not None:
            from imagestudio.library.exported_record import of_file

            return replace(of_file(told.record, facts, path), id=id_, time=moment)
        return Record(
            id=id_,
            time=moment,
            path=path,
            sha256=facts.sha256,
            size_bytes=facts.size_bytes,
            media_type=facts.media_type,
            width=facts.width,
            height=facts.height,
            provider=IMPORTED,
            model=told.model,
            prompt=told.prompt,
            parameters=told.parameters,
            content_credentials=facts.content_credentials,
            source=told.program or ANOTHER_PROGRAM,
            organisation=Organisation(rating=told.rating),
        )

    def _place(self, own: Record | None, moment: int, extension: str) -> tuple[str, str]:
        """An id and a path that are free; a picture of ours keeps its id where it can."""
        when = to_datetime(moment)
        id_ = own.id if own is not None and _OWN_ID.fullmatch(own.id) else ""
        while True:
            id_ = id_ or f"{when:%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
            path = f"{ORIGINALS}/{when:%Y/%m}/{id_}.{extension}"
            with self._database.read() as connection:
                taken = connection.execute("SELECT 1 FROM records WHERE id = ?", (id_,)).fetchone()
            target = path_in(self._layout.folder, path)
            if not taken and not target.exists() and not sidecar_of(target).exists():
                return id_, path
            id_ = ""


def _past(moment: int | None, changed_us: int) -> int:
    """The picture's own time, else its file's, and never one that is still to come."""
    now = now_us()
    return next((time for time in (moment, changed_us) if time is not None and 0 < time <= now), now)
