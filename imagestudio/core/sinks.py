"""Files being written, and what the disk refuses of what was paid for: kept, tried again, saved elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from imagestudio.core.errors import ImageStudioError, LibraryError, OutcomeUnknownError, UnwrittenError

_SUFFIXES = ((b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"RIFF", ".webp"), (b"{", ".json"))


class ByteSink(Protocol):
    """A file being written: nothing is there under its name until it is whole and on the disk."""

    def write(self, chunk: bytes) -> None: ...

    def restart(self) -> None:
        """Throw away what was written and begin again."""

    def commit(self) -> None:
        """Flush to the disk and give the file its name."""


class FileInMaking(ByteSink, Protocol):
    """A sink that is a file, so that what it took is there when it can take no more."""

    def salvage(self) -> bytes:
        """What was written before writing failed. Raises DiskError where that is lost too."""

    def note_place(self, place: str, content: bytes) -> None:
        """Remember where else the whole file was saved, so that a start takes it back. Raises LibraryError."""


class PatientSink:
    """A sink that goes on in memory where the disk fails, so that the rest of what is paid for is still taken.

    `refused` is why it is not on the disk, once it was committed in vain; `saved_to` is where else it was saved.
    """

    def __init__(self, open_sink: Callable[[], FileInMaking], name: str) -> None:
        """`open_sink` begins the file anew; `name` is what the bytes may be called elsewhere, without a suffix."""
        self._open_sink = open_sink
        self._name = name
        self._sink = open_sink()
        self._memory: list[bytes] | None = None
        self.refused: LibraryError | None = None
        self.saved_to = ""

    @property
    def content(self) -> bytes:
        """The bytes that are only in memory."""
        return b"".join(self._memory or ())

    @property
    def file_name(self) -> str:
        """A name for the bytes, told by what they are."""
        head = self.content[:8]
        return self._name + next((suffix for magic, suffix in _SUFFIXES if head.startswith(magic)), "")

    def write(self, chunk: bytes) -> None:
        """Raises LibraryError only where even what was written before is lost."""
        if self._memory is not None:
            self._memory.append(chunk)
            return
        try:
            self._sink.write(chunk)
        except LibraryError:
            self._go_on_in_memory()
            self.write(chunk)

    def restart(self) -> None:
        """Throw away what came and begin again."""
        if self._memory is not None:
            self._memory.clear()
            return
        try:
            self._sink.restart()
        except LibraryError:
            self._memory = []

    def commit(self) -> None:
        """Put it on the disk, or tell in `refused` why that could not be."""
        try:
            if self._memory is None:
                self._sink.commit()
                return
        except LibraryError:
            self._go_on_in_memory()
        self.try_again()

    def try_again(self) -> bool:
        """Write what is in memory to where it belongs; whether it is there now."""
        sink = self._open_sink()
        try:
            sink.write(self.content)
            sink.commit()
        except LibraryError as error:
            self.refused = error
            return False
        self.refused = None
        self._memory = None
        return True

    async def finish(self, rescue: Rescue, inference_id: str) -> None:
        """Have it saved where the disk refused it. Raises UnwrittenError."""
        if self.refused is None:
            return
        try:
            await rescue.save(self)
        except UnwrittenError as error:
            error.inference_id = error.inference_id or inference_id
            raise

    def why_unknown(self, error: BaseException) -> ImageStudioError:
        """What is told of an attempt that ended with bytes out: an answer that is only in memory was paid for."""
        if self.refused is not None:
            return error if isinstance(error, UnwrittenError) else self.why_unwritten()
        said = error.said if isinstance(error, ImageStudioError) else ""
        return OutcomeUnknownError(said or "Image Studio stopped waiting for the answer.")

    def note_place(self, place: str) -> None:
        """Remember where else it was saved, as far as the disk takes that. Raises LibraryError."""
        self._open_sink().note_place(place, self.content)

    def why_unwritten(self) -> UnwrittenError:
        """What is told of it when nobody tries any more."""
        said = self.refused.said if self.refused is not None else ""
        if self.saved_to:
            return UnwrittenError(f"{said} It was saved as {self.saved_to}".strip())
        return UnwrittenError(said)

    def _go_on_in_memory(self) -> None:
        self._memory = [self._sink.salvage()]


class Rescue(Protocol):
    """Who sees to what could not be written; called in the job's own loop."""

    async def save(self, unwritten: PatientSink) -> None:
        """Return when it is on the disk after all. Raises UnwrittenError when nobody tries any more."""


class NoRescue:
    """Gives up at once."""

    async def save(self, unwritten: PatientSink) -> None:
        raise unwritten.why_unwritten()
