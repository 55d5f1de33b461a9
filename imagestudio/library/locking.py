"""Pictures with everything outside their mask as it was before the edit, as records of their own."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.core.editing import Drifted
from imagestudio.core.errors import FileGoneError, LibraryError, PictureError
from imagestudio.core.money import ZERO
from imagestudio.core.organisation import UNTOUCHED
from imagestudio.core.origin import Origin, Task
from imagestudio.core.record import DEMO, HERE, Record
from imagestudio.core.times import to_datetime
from imagestudio.library.database import Database
from imagestudio.library.durable import disk_error, make_folder, write_durably
from imagestudio.library.inputs import InputStore
from imagestudio.library.originals import FolderOriginals
from imagestudio.library.record_rows import insert_record
from imagestudio.library.sidecar import ORIGINALS, original_of, path_in, sidecar_bytes, sidecar_of
from imagestudio.library.thumbnails import ThumbnailCache

if TYPE_CHECKING:
    from PIL import Image

_WHAT = "The locked picture"
_PNG = "image/png"


class PixelLocking:
    """Reads an edit, what it was made of and its mask; every method may be called from any thread but the window's."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        originals: FolderOriginals,
        thumbnails: ThumbnailCache,
        inputs: InputStore,
    ) -> None:
        self._folder = folder
        self._database = database
        self._originals = originals
        self._thumbnails = thumbnails
        self._inputs = inputs

    def lock(self, record: Record) -> Record:
        """A new picture: the edit within its mask and a feather around it, elsewhere the source's own pixels.

        Raises PictureError, FileGoneError, DiskError.
        """
        self._database.require_writable()
        from imagestudio.library.pixel_lock import locked

        source, edited, change = self._read(record)
        content = locked(source, edited, change)
        moment = self._originals.moments.take()
        try:
            made = _record_of(record, content, moment, change.size)
            self._put_in_place(made, content)
        finally:
            self._originals.moments.give_back([moment])
        self._make_thumbnails(made)
        return made

    def drift(self, record: Record) -> Drifted:
        """How far the service drifted outside the mask. Raises PictureError, FileGoneError, DiskError."""
        from imagestudio.library.pixel_lock import drift

        found, seen = drift(*self._read(record))
        return Drifted(found.share, found.mean, found.most, *seen.size, seen.tobytes())

    def _read(self, record: Record) -> tuple[bytes, bytes, Image.Image]:
        """The source and the edit as they are, and what was allowed to change."""
        if record.mask is None or not record.images:
            raise PictureError("This picture was made without a mask.")
        from imagestudio.library.masks import read_mask

        try:
            source = self._inputs.require(record.images[0]).read_bytes()
            mask = read_mask(self._inputs.require(record.mask).read_bytes())
            edited = original_of(self._folder, record).read_bytes()
        except FileNotFoundError as error:
            raise FileGoneError from error
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        return source, edited, mask

    def _put_in_place(self, record: Record, content: bytes) -> None:
        """Picture, sidecar, record: each whole before the next, as with every other picture."""
        target = path_in(self._folder, record.path)
        try:
            make_folder(target.parent)
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        write_durably(target, content, _WHAT)
        write_durably(sidecar_of(target), sidecar_bytes(record), "The picture's sidecar")
        with self._database.write() as connection:
            insert_record(connection, record)

    def _make_thumbnails(self, record: Record) -> None:
        try:
            self._thumbnails.make(record)
        except LibraryError:  # they are made when they are looked at
            return


def _record_of(edit: Record, content: bytes, moment: int, size: tuple[int, int]) -> Record:
    """A child of the edit that cost nothing and of which the service knows nothing."""
    when = to_datetime(moment)
    id_ = f"{when:%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
    return replace(
        edit,
        id=id_,
        time=moment,
        path=f"{ORIGINALS}/{when:%Y/%m}/{id_}.png",
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        media_type=_PNG,
        width=size[0],
        height=size[1],
        provider=DEMO if edit.is_demo else HERE,
        duration_ms=None,
        cost=ZERO,
        estimate=None,
        inference_id="",
        client_request_id="",
        job_id="",
        content_credentials=False,
        source="",
        task=Task.LOCKED,
        organisation=UNTOUCHED,
        missing=False,
        origin=Origin((edit.id,)),
    )
