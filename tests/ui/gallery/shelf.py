"""A real library on disk, filled with small pictures of any day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from imagestudio.core.errors import Charge, Failure
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.money import Money
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.library.database import Database
from imagestudio.library.folder import open_library
from imagestudio.library.record_rows import insert_record


class Shelf:
    """A library open to read, and a writer of records beside it."""

    def __init__(self, folder: Path) -> None:
        open_library(folder).close()
        self.folder = folder
        self._writer = Database(folder / "library.sqlite3")
        self.library = open_library(folder, read_only=True)

    def add(self, *times: int, prompt: str = "a fox", cost: str = "0.01", **changes: object) -> list[Record]:
        """Records of these times, newest first as the library gives them."""
        records = [self._record(time, prompt, cost, changes) for time in times]
        with self._writer.write() as connection:
            for record in records:
                insert_record(connection, record)
        return records

    def draw(self, record: Record, color: str = "#336699") -> None:
        """Put a picture where the record says its original is."""
        image = QImage(record.width, record.height, QImage.Format.Format_ARGB32)
        image.fill(QColor(color))
        path = self.library.path_of(record)
        path.parent.mkdir(parents=True, exist_ok=True)
        assert image.save(str(path))

    def close(self) -> None:
        self.library.close()
        self._writer.close()

    def _record(self, time: int, prompt: str, cost: str, changes: dict[str, object]) -> Record:
        record = Record(
            id=f"id{time}",
            time=time,
            path=f"originals/2026/11/id{time}.png",
            sha256="0" * 64,
            size_bytes=100,
            media_type="image/png",
            width=60,
            height=40,
            provider="aimlapi",
            model="openai/gpt-image-1",
            prompt=prompt,
            parameters={"size": "1024x1024", "quality": "medium"},
            cost=Money.from_usd(cost),
        )
        return replace(record, **changes)  # type: ignore[arg-type]


def job(state: JobState = JobState.QUEUED, created: int | None = None, kind: str = "Refused") -> Job:
    """A job in this state, failed ones with a reason."""
    made = new_job(Request("openai/gpt-image-1", "a fox in the snow", {}), "aimlapi")
    failed = state not in (JobState.QUEUED, JobState.SENDING, JobState.RECEIVED, JobState.DONE)
    failure = Failure(kind, "no such size", Charge.NONE) if failed else None
    moment = made.created if created is None else created
    return replace(made, state=state, failure=failure, created=moment)
