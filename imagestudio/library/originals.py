"""Bytes to files: every picture is checked, put in its place for good, and only then recorded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.core.errors import DiskError, Failure, PictureError
from imagestudio.core.job import Attempt, Job, JobState
from imagestudio.core.money import ZERO, Money
from imagestudio.core.record import DEMO, Record
from imagestudio.core.times import to_datetime
from imagestudio.library.database import Database
from imagestudio.library.durable import FileSink, disk_error, make_folder, move, write_durably
from imagestudio.library.moments import Moments
from imagestudio.library.record_rows import insert_record
from imagestudio.library.sidecar import ORIGINALS, path_in, read_sidecar, sidecar_bytes, sidecar_of
from imagestudio.library.spool import Spool
from imagestudio.library.tables import move_job, note_cost

if TYPE_CHECKING:  # Pillow and more, which opening a library must not wait for
    from imagestudio.core.answer import AnswerHead
    from imagestudio.library.picture_facts import Copies, PictureFacts

_PICTURE = "The picture"


class FolderOriginals:
    """The originals folder and its records; every method may be called from several threads at once."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        spool: Spool,
        offer: Callable[[Record, Copies], object] | None = None,
    ) -> None:
        """`folder` is the library's; `offer` is given the thumbnails that come of checking a picture."""
        self._folder = folder
        self._offer = offer
        self._look: Callable[[Path], PictureFacts] | None = None
        self._database = database
        self._spool = spool
        self.moments = Moments(database)

    def check_with(self, look: Callable[[Path], PictureFacts]) -> None:
        """Have pictures checked elsewhere; raises as `check_picture_file` does."""
        self._look = look

    def look_at(self, path: Path) -> PictureFacts:
        """Check a picture, wherever that is done now. Raises as `check_picture_file` does."""
        if self._look is not None:
            return self._look(path)
        from imagestudio.library.pictures import check_picture_file

        return check_picture_file(path)

    def has_picture(self, attempt: Attempt, index: int) -> bool:
        """Whether the whole picture is on the disk already, be it in the spool or in its place."""
        if self._spool.picture(attempt.id, index).is_file():
            return True
        record = self._begun(attempt, index)
        return record is not None and path_in(self._folder, record.path).is_file()

    def picture_sink(self, attempt: Attempt, index: int) -> FileSink:
        return self._spool.picture_sink(attempt.id, index)

    def keep(self, job: Job, attempt: Attempt, index: int, head: AnswerHead) -> Record:
        """Check the picture, put it in its place for good with its sidecar.

        Done again after a crash it goes on where it stopped: the same picture never becomes two records.
        Raises PictureError (the bytes are kept), DiskError.
        """
        self._database.require_writable()
        record = self._begun(attempt, index)
        if record is None:
            facts = self._check(attempt, index)
            record = self._new_record(job, attempt, head, facts)
            write_durably(self._spool.sidecar(attempt.id, index), sidecar_bytes(record), "The picture's record")
            if facts.copies is not None and self._offer is not None:
                self._offer(record, facts.copies)
        self._put_in_place(record, attempt, index)
        return record

    def finish(self, attempt: Attempt, records: tuple[Record, ...], failure: Failure | None, state: JobState) -> Job:
        """Commit the records and the job's state together; the spool folder goes only when the job is done."""
        with self._database.write() as connection:
            for record in records:
                insert_record(connection, record)
            job = move_job(connection, attempt.job_id, state, failure)
            note_cost(connection, attempt.job_id, records)
        self.moments.give_back(record.time for record in records)
        if state is JobState.DONE:
            self._spool.discard(attempt.id)
        return job

    def _begun(self, attempt: Attempt, index: int) -> Record | None:
        """The record of a picture that was on its way into its place before, if it was."""
        try:
            record = read_sidecar(self._spool.sidecar(attempt.id, index))
            path_in(self._folder, record.path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk_error(error, "The picture's record") from error
        except ValueError:
            return None
        return record

    def _check(self, attempt: Attempt, index: int) -> PictureFacts:
        """Raises PictureError, DiskError."""
        path = self._spool.picture(attempt.id, index)
        try:
            return self.look_at(path)
        except OSError as error:
            raise disk_error(error, _PICTURE) from error
        except ImportError as error:  # a failing disk under our own files must not look like a bad picture, or a bug
            raise DiskError("A file of Image Studio itself could not be read. Start it again to go on.") from error
        except PictureError:
            self._spool.set_aside(attempt.id, index)
            raise

    def _new_record(self, job: Job, attempt: Attempt, head: AnswerHead, facts: PictureFacts) -> Record:
        moment = self.moments.take()
        when = to_datetime(moment)
        id_ = f"{when:%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
        return Record(
            id=id_,
            time=moment,
            path=f"{ORIGINALS}/{when:%Y/%m}/{id_}.{facts.extension}",
            sha256=facts.sha256,
            size_bytes=facts.size_bytes,
            media_type=facts.media_type,
            width=facts.width,
            height=facts.height,
            provider=job.provider,
            model=job.request.model,
            prompt=job.request.prompt,
            parameters=job.request.parameters,
            duration_ms=head.duration_ms,
            cost=ZERO if job.provider == DEMO else head.cost,
            estimate=None if job.estimate is None else Money(job.estimate.nanos // max(1, job.request.count)),
            inference_id=head.inference_id,
            client_request_id=attempt.id,
            job_id=job.id,
            content_credentials=facts.content_credentials,
            task=job.task,
            images=job.request.images,
            mask=job.request.mask,
            origin=job.origin,
        )

    def _put_in_place(self, record: Record, attempt: Attempt, index: int) -> None:
        """Rename the picture, which was flushed before it got its name in the spool; then write the sidecar.

        The folder is flushed once for both names: until then the spool still says which record this picture is.
        """
        source = self._spool.picture(attempt.id, index)
        target = path_in(self._folder, record.path)
        try:
            make_folder(target.parent)
            if not holds(target, record.sha256):
                move(source, target, lasting=False)
        except FileNotFoundError as error:
            self._spool.sidecar(attempt.id, index).unlink(missing_ok=True)
            raise DiskError("The picture is not on the disk any more; it can be fetched again.") from error
        except OSError as error:
            raise disk_error(error, _PICTURE) from error
        write_durably(sidecar_of(target), sidecar_bytes(record), "The picture's sidecar")


def holds(path: Path, sha256: str) -> bool:
    """Whether the picture is in its place already. Raises OSError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False
