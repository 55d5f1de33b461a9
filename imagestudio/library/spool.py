"""What is under way: for each attempt a folder with the request, the raw answer and the pictures being fetched."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imagestudio.core.job import Attempt, Job
from imagestudio.library.durable import (
    FileSink,
    disk_error,
    make_folder,
    move,
    no_more_room,
    sync_folder,
    write_durably,
)
from imagestudio.library.tables import head_from_data, head_to_data, request_to_data

if TYPE_CHECKING:
    from imagestudio.core.answer import AnswerHead

_log = logging.getLogger(__name__)

REQUEST = "request.json"
HEAD = "answer.head.json"
ANSWER = "answer"
VERDICT = "verdict.json"

_OVER = "."  # begins the name of a folder that is being removed


class Spool:
    """The spool folder; `trash` is where the folders of dismissed attempts go, so that no paid byte is ever deleted."""

    def __init__(self, folder: Path, trash: Path, make_room: Callable[[], bool] = no_more_room) -> None:
        """`make_room` frees some of a full disk, if it can."""
        self.folder = folder
        self._trash = trash
        self._make_room = make_room

    def begin(self, job: Job, attempt: Attempt) -> None:
        """Put the request on the disk before its first byte leaves. Raises DiskError."""
        folder = self.folder_of(attempt.id)
        try:
            make_folder(folder)
        except OSError as error:
            raise disk_error(error, "The request") from error
        write_durably(folder / REQUEST, to_json(request_to_data(job, attempt)), "The request")

    def answer_sink(self, attempt_id: str) -> FileSink:
        return FileSink(self.answer(attempt_id), "The service's answer", self._make_room)

    def has_answer(self, attempt_id: str) -> bool:
        """Whether the whole answer came."""
        return self.answer(attempt_id).is_file()

    def has_head(self, attempt_id: str) -> bool:
        """Whether the answer was committed as received once."""
        return (self.folder_of(attempt_id) / HEAD).is_file()

    def answer(self, attempt_id: str) -> Path:
        return self.folder_of(attempt_id) / ANSWER

    def read_answer(self, attempt_id: str) -> bytes:
        """Raises DiskError."""
        try:
            return self.answer(attempt_id).read_bytes()
        except OSError as error:
            raise disk_error(error, "The service's answer") from error

    def write_head(self, attempt_id: str, head: AnswerHead) -> None:
        """Raises DiskError."""
        content = to_json(head_to_data(head))
        write_durably(self.folder_of(attempt_id) / HEAD, content, "The head of the service's answer")

    def read_head(self, attempt_id: str) -> AnswerHead:
        """The head of an answer that came; where its file is missing, only that it was a success is known."""
        from imagestudio.core.answer import AnswerHead

        try:
            return head_from_data(read_json(self.folder_of(attempt_id) / HEAD))
        except (OSError, KeyError, TypeError, ValueError, RecursionError):
            return AnswerHead(200)  # the whole answer is only ever kept of a 200

    def write_verdict(self, attempt_id: str, data: dict[str, Any]) -> None:
        """Put what was found out beside the request; nothing where the folder is in the trash. Raises DiskError."""
        folder = self.folder_of(attempt_id)
        if folder.is_dir():
            write_durably(folder / VERDICT, to_json(data), "What was found out about a request")

    def has_verdict(self, attempt_id: str) -> bool:
        return (self.folder_of(attempt_id) / VERDICT).is_file()

    def picture(self, attempt_id: str, index: int) -> Path:
        return picture_in(self.folder_of(attempt_id), index)

    def picture_sink(self, attempt_id: str, index: int) -> FileSink:
        return FileSink(self.picture(attempt_id, index), "The picture", self._make_room)

    def sidecar(self, attempt_id: str, index: int) -> Path:
        """The record of a picture on its way into its place, so that a crash there makes no second one."""
        return self.folder_of(attempt_id) / f"picture-{index}.json"

    def set_aside(self, attempt_id: str, index: int) -> None:
        """Keep bytes that are no sound picture under another name, so that the picture can be fetched again."""
        picture = self.picture(attempt_id, index)
        try:
            move(picture, picture.with_name(f"{picture.name}.bad"))
        except OSError as error:
            raise disk_error(error, "The picture") from error

    def discard(self, attempt_id: str) -> None:
        """Remove a folder that is not needed any more; what stays of it is removed at the next start.

        Its name goes first, so that half a folder never tells half a story.
        """
        folder = self.folder_of(attempt_id)
        over = folder.with_name(f"{_OVER}{folder.name}")
        try:
            folder.rename(over)
            shutil.rmtree(over)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            _log.warning("the spool folder of %s stays: %s", attempt_id, error.strerror)

    def dismiss(self, attempt_id: str) -> None:
        """Move a folder to the trash. Raises DiskError."""
        folder = self.folder_of(attempt_id)
        if not folder.is_dir():
            return
        try:
            make_folder(self._trash)
            move(folder, self._trash / folder.name)
            sync_folder(self.folder)
        except OSError as error:
            raise disk_error(error, "The trash") from error

    def in_trash(self, attempt_id: str) -> bool:
        """Whether an id, which may come from anywhere, is of an attempt the person has dealt with."""
        try:
            folder = self.folder_of(attempt_id)
        except ValueError:
            return False
        return (self._trash / folder.name).is_dir()

    def attempt_ids(self) -> list[str]:
        """Every attempt that has a folder, in their order."""
        if not self.folder.is_dir():
            return []
        names = (path.name for path in self.folder.iterdir() if path.is_dir())
        return sorted(name for name in names if not name.startswith(_OVER))

    def sweep(self) -> None:
        """Remove what is left of folders whose removal was interrupted."""
        if self.folder.is_dir():
            for folder in self.folder.glob(f"{_OVER}*"):
                shutil.rmtree(folder, ignore_errors=True)

    def is_bare(self, attempt_id: str) -> bool:
        """Whether a folder holds nothing but the request."""
        names = {path.name for path in self.folder_of(attempt_id).iterdir()}
        return names <= {REQUEST, f"{REQUEST}.part"}

    def folder_of(self, attempt_id: str) -> Path:
        """Raises ValueError for an id that is no file name, which is our bug."""
        if not attempt_id or attempt_id.startswith(_OVER) or set(attempt_id) & set("/\\:\0"):
            raise ValueError("an attempt's id must be a file name")
        return self.folder / attempt_id


def picture_in(folder: Path, index: int) -> Path:
    """Where a picture of an answer is put that is in this folder."""
    return folder / f"picture-{index}"


_MOST_JSON_BYTES = 4 * 1024 * 1024


def read_json(path: Path) -> dict[str, Any]:
    """A small JSON file of ours. Raises OSError, ValueError or RecursionError where it is none."""
    with path.open("rb") as file:
        content = file.read(_MOST_JSON_BYTES + 1)
    if len(content) > _MOST_JSON_BYTES:
        raise ValueError("too big")
    data = json.loads(content)
    if not isinstance(data, dict):
        raise ValueError("no object")
    return data


def to_json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
