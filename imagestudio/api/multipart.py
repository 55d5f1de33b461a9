"""The body of an edit: text parts, then the pictures and the mask, read from the disk while they are sent."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from imagestudio.api.body import SourceError
from imagestudio.core.inputs import InputImage
from imagestudio.core.request import Request

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """A head, and what stands behind it: a text, or so many bytes of a file."""

    head: bytes
    text: bytes = b""
    path: Path | None = None
    size: int = 0

    @property
    def length(self) -> int:
        return len(self.head) + (self.size if self.path else len(self.text)) + 2


class Multipart:
    """A body of multipart/form-data that knows its length and holds no file in memory."""

    def __init__(self, parts: Iterable[Part], boundary: str) -> None:
        """Raises OSError where a file is not there with the size it should have."""
        self._parts = tuple(parts)
        self._boundary = boundary.encode("ascii")
        for part in self._parts:
            if part.path is not None and part.path.stat().st_size != part.size:
                raise OSError("it is not what it was")

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Content-Type": f"multipart/form-data; boundary={self._boundary.decode()}",
            "Content-Length": str(self._length),
        }

    @property
    def _length(self) -> int:
        between = len(self._boundary) + 4
        return sum(part.length + between for part in self._parts) + len(self._end)

    @property
    def _end(self) -> bytes:
        return b"--" + self._boundary + b"--\r\n"

    async def pieces(self, sent: Callable[[], None]) -> AsyncIterator[bytes]:
        """The bytes in order; `sent` is called when one more piece has gone out. Raises SourceError."""
        for part in self._parts:
            yield b"--" + self._boundary + b"\r\n" + part.head
            with ExitStack() as stack:
                file = _opened(part.path, stack) if part.path else None
                left = part.size
                while file is not None and left:
                    piece = _read(file, min(left, _PIECE))
                    left -= len(piece)
                    yield piece
                    sent()
            yield part.text + b"\r\n"
        yield self._end
        sent()


def edit_body(request: Request, inputs: Callable[[InputImage], Path]) -> Multipart:
    """The body of POST /v1/images/edits, in the order a well-known client writes it. Raises OSError."""
    fields = {"prompt": request.prompt, "model": request.model, "n": str(request.count)}
    fields |= {name: str(value) for name, value in request.parameters.items() if name not in fields}
    fields.setdefault("response_format", "url")
    parts = [_text_part(name, value) for name, value in fields.items()]
    parts += [_file_part("image[]", f"image-{place}", image, inputs) for place, image in enumerate(request.images, 1)]
    if request.mask is not None:
        parts.append(_file_part("mask", "mask", request.mask, inputs))
    return Multipart(parts, f"imagestudio-{os.urandom(16).hex()}")


def no_inputs(_image: InputImage) -> Path:
    """For who sends no edits."""
    raise FileNotFoundError(2, "no pictures are kept here")


def _text_part(name: str, value: str) -> Part:
    return Part(f'Content-Disposition: form-data; name="{name}"\r\n\r\n'.encode(), value.encode())


def _file_part(name: str, file_name: str, image: InputImage, inputs: Callable[[InputImage], Path]) -> Part:
    """The file's name tells nothing of the person's folders."""
    extension = image.file_name.rpartition(".")[2]
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}.{extension}"'
    head = f"{disposition}\r\nContent-Type: {image.media_type}\r\n\r\n".encode()
    return Part(head, path=inputs(image), size=image.size_bytes)


def _opened(path: Path, stack: ExitStack) -> IO[bytes]:
    try:
        return stack.enter_context(path.open("rb"))
    except OSError as error:
        raise SourceError(error.strerror) from error


def _read(file: IO[bytes], most: int) -> bytes:
    try:
        piece = file.read(most)
    except OSError as error:
        raise SourceError(error.strerror) from error
    if not piece:
        raise SourceError("it is shorter than it was")
    return piece
