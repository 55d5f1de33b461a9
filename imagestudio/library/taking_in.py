"""Takes pictures in: copies them into their place with sidecar and record, each once, whatever happens meanwhile.

The order for each is copy, check, record on the disk, file, sidecar, record in the database; after a crash it goes on
where it stopped.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace
from io import FileIO
from itertools import chain
from pathlib import Path

from imagestudio.core.errors import DiskError, ImageStudioError, LibraryError, PictureError
from imagestudio.core.record import Record
from imagestudio.core.taking_in import (
    Fate,
    Heed,
    Item,
    Reason,
    Report,
    Step,
    Stopped,
    Unfinished,
)
from imagestudio.library.database import Database
from imagestudio.library.durable import disk_error, make_folder, move, sync_file, write_durably
from imagestudio.library.import_journal import Import, ImportJournal, write_pending
from imagestudio.library.layout import Layout
from imagestudio.library.newcomers import Newcomers
from imagestudio.library.originals import FolderOriginals, holds
from imagestudio.library.record_rows import RECORD_COLUMNS, insert_record, record_from_row
from imagestudio.library.room import LEAST_FREE
from imagestudio.library.sidecar import original_of, path_in, read_sidecar, sidecar_bytes, sidecar_of
from imagestudio.library.sources import Refusal, Source, SourceError, blocks_of, count_sources, sources
from imagestudio.library.thumbnails import ThumbnailCache

_WHAT = "A picture that is taken in"
MAX_BYTES = 64 * 1024 * 1024  # as pictures.py has it, which brings Pillow along
_FULL = "The library's disk is nearly full, so taking in stopped. Make room on it, then go on."


class PictureTaking:
    """Takes in what is chosen, one import after the other; every method may be called from any thread."""

    def __init__(
        self,
        layout: Layout,
        database: Database,
        originals: FolderOriginals,
        thumbnails: ThumbnailCache,
        least_free: int = LEAST_FREE,
    ) -> None:
        self._layout = layout
        self._database = database
        self._moments = originals.moments
        self._newcomers = Newcomers(layout, database, originals)
        self._thumbnails = thumbnails
        self._least_free = least_free
        self._journal = ImportJournal(layout.imports)

    def begin(self, paths: Sequence[Path]) -> str:
        """Write down what is to be taken in, and give its id. Raises LibraryError."""
        self._database.require_writable()
        return self._journal.begin(paths)

    def unfinished(self) -> list[Unfinished]:
        """What did not come to its end, oldest first."""
        return [] if self._database.read_only else self._journal.unfinished()

    def forget(self, id_: str) -> None:
        """Go on with it no more; what was taken in stays."""
        opened = self._journal.open(id_)
        try:
            self._finish_pending(opened)
        finally:
            opened.close()
        self._journal.end(id_)

    def run(self, id_: str, heed: Heed, stopped: Stopped) -> Report:
        """Take in what `begin` wrote down, or the rest of it; forgotten at its end. Raises LibraryError."""
        self._database.require_writable()
        opened = self._journal.open(id_)
        report = Report()
        try:
            finished = self._finish_pending(opened)
            heed(Step(0, 0, ""))
            total = count_sources(opened.paths, self._layout.imports, stopped)
            for done, found in enumerate(sources(opened.paths, self._layout.imports), 1):
                if stopped():
                    report.stopped = True
                    return report
                item, record = self._one(opened, found, finished)
                report.add(item)
                heed(Step(done, max(done, total), item.name, record))
        finally:
            opened.close()
        self._journal.end(id_)
        return report

    def _one(self, opened: Import, found: Source | Refusal, finished: str) -> tuple[Item, Record | None]:
        """What becomes of one file, which is not looked at again where that is known."""
        if (known := opened.done.get(found.key)) is not None:
            return known, None
        record = None
        if isinstance(found, Refusal):
            item = Item(found.name, Fate.REFUSED, found.reason)
        else:
            item, record = self._take(opened, found, finished)
        opened.note(found.key, item)
        if item.fate is Fate.TAKEN:
            opened.forget_pending()  # only now: so a crash before tells that it was taken in
        return item, record

    def _take(self, opened: Import, source: Source, finished: str) -> tuple[Item, Record | None]:
        """Raises LibraryError where the library's own disk or database fails."""
        try:
            sha256 = self._copy(source, opened.picture)
            if (known := self._known(sha256)) is not None:
                return self._already(known, source.name, opened, finished)
            record, facts = self._newcomers.look_at(opened.picture, source)
        except SourceError as error:
            return Item(source.name, Fate.REFUSED, error.reason), None
        except PictureError as error:
            return Item(source.name, Fate.REFUSED, Reason.UNSOUND, error.said), None
        try:
            write_pending(opened.sidecar, record.to_data())
            self._put_in_place(opened, record)
        finally:
            self._moments.give_back([record.time])
        if facts.copies is not None:
            self._thumbnails.offer(record, facts.copies)
        self._make_thumbnails(record)
        return Item(source.name, Fate.TAKEN, time=record.time), record

    def _copy(self, source: Source, target: Path) -> str:
        """The file's bytes in our own folder; their hash. Raises SourceError, LibraryError."""
        digest = hashlib.sha256()
        blocks = blocks_of(source, MAX_BYTES)
        first = next(blocks)
        self._require_room()
        with closing(_Copy(target)) as copy:
            for block in chain((first,), blocks):
                copy.write(block)
                digest.update(block)
        return digest.hexdigest()

    def _require_room(self) -> None:
        """Raises DiskError: what is paid for must always find room, so it is not filled up with copies."""
        try:
            free = shutil.disk_usage(self._layout.folder).free
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        if free < self._least_free + MAX_BYTES:
            raise DiskError(_FULL)

    def _known(self, sha256: str) -> Record | None:
        """The record of the same bytes, rather one that is not in the trash."""
        query = f"SELECT {RECORD_COLUMNS} FROM records WHERE sha256 = ? ORDER BY trashed LIMIT 1"  # noqa: S608
        with self._database.read() as connection:
            row = connection.execute(query, (sha256,)).fetchone()
        return None if row is None else record_from_row(row)

    def _already(self, known: Record, name: str, opened: Import, finished: str) -> tuple[Item, Record | None]:
        """The library has these bytes; where their file was lost, they are what it was."""
        if known.id == finished:
            return Item(name, Fate.TAKEN, time=known.time), known
        if known.organisation.is_trashed:
            return Item(name, Fate.IN_TRASH, time=known.time), None
        if original_of(self._layout.folder, known).exists():
            return Item(name, Fate.HERE, time=known.time), None
        self._put_file(opened, known)
        self._make_thumbnails(known)
        return Item(name, Fate.BACK, time=known.time), known

    def _put_in_place(self, opened: Import, record: Record) -> None:
        """File, sidecar, record."""
        self._put_file(opened, record)
        with self._database.write() as connection:
            insert_record(connection, record)

    def _put_file(self, opened: Import, record: Record) -> None:
        target = path_in(self._layout.folder, record.path)
        try:
            make_folder(target.parent)
            if not holds(target, record.sha256):
                sync_file(opened.picture)
                move(opened.picture, target)
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        write_durably(sidecar_of(target), sidecar_bytes(record), "The picture's sidecar")

    def _make_thumbnails(self, record: Record) -> None:
        try:
            self._thumbnails.make(record)
        except LibraryError:  # they are made when they are looked at
            return

    def _finish_pending(self, opened: Import) -> str:
        """Bring the picture that a crash left on its way into its place, and give the id of its record."""
        try:
            record = read_sidecar(opened.sidecar)
            target = path_in(self._layout.folder, record.path)
            if not holds(target, record.sha256) and not holds(opened.picture, record.sha256):
                raise ValueError("its picture is gone")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        except (ValueError, ImageStudioError):  # it will be found again among what was chosen
            opened.forget_pending()
            return ""
        with self._database.read() as connection:
            known = connection.execute("SELECT 1 FROM records WHERE id = ?", (record.id,)).fetchone()
        if not known:
            record = replace(record, time=self._moments.take(record.time))  # another may have come meanwhile
            self._put_in_place(opened, record)
            self._moments.give_back([record.time])
        opened.forget_pending()
        return record.id


class _Copy:
    """The file that is being written; what its disk refuses is told as such, unlike what the source's disk does."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = FileIO(path, "w")
        except OSError as error:
            raise disk_error(error, _WHAT) from error

    def write(self, block: bytes) -> None:
        """Raises LibraryError."""
        rest = memoryview(block)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise disk_error(error, _WHAT) from error

    def close(self) -> None:
        with suppress(OSError):  # what matters is flushed before the file is given its name
            self._file.close()
