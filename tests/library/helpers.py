"""Jobs, pictures and a whole way through the library, for the tests of it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

from imagestudio.core.answer import Answer, AnswerHead, PictureSource
from imagestudio.core.errors import LinkExpiredError
from imagestudio.core.generation import Services
from imagestudio.core.job import Attempt, Job, JobState, new_job
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.money import Money
from imagestudio.core.pace import Pace
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.core.sinks import ByteSink
from imagestudio.library.folder import Library

ROOT = Path(__file__).parents[2]
MODEL = "openai/gpt-image-1"
PARAMETERS: Mapping[str, str | int] = {"size": "1024x1024", "quality": "medium", "output_format": "png"}
HEAD = AnswerHead(200, "inf-1", Money.from_usd("0.0132325"), 2500)
ANSWER = b'{"data": [{"url": "https://pictures.example/1"}]}'


def make_job(
    prompt: str = "a red fox",
    *,
    provider: str = "aimlapi",
    model: str = MODEL,
    parameters: Mapping[str, str | int] = PARAMETERS,
) -> Job:
    return new_job(Request(model, prompt, parameters), provider, Money.from_usd("0.0441"))


def picture(format_: str = "PNG", size: tuple[int, int] = (48, 32), color: object = (200, 80, 40)) -> bytes:
    out = BytesIO()
    mode = "RGBA" if isinstance(color, tuple) and len(color) == 4 else "RGB"
    Image.new(mode, size, color).save(out, format_)  # type: ignore[arg-type]
    return out.getvalue()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_png_chunk(content: bytes, kind: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk after its header."""
    return content[:33] + png_chunk(kind, body) + content[33:]


def send(library: Library, job: Job, head: AnswerHead = HEAD, *, answer: bytes = ANSWER) -> Attempt:
    """Bring a new job to `received`."""
    library.queue.submit([job], NO_LIMITS)
    attempt = library.journal.begin_attempt(job)
    sink = library.journal.answer_sink(attempt)
    sink.write(answer)
    sink.commit()
    library.journal.received(attempt, head)
    return attempt


def fetch(library: Library, attempt: Attempt, content: bytes, index: int = 0) -> None:
    sink = library.originals.picture_sink(attempt, index)
    sink.write(content)
    sink.commit()


def save(library: Library, job: Job | None = None, content: bytes | None = None, head: AnswerHead = HEAD) -> Record:
    """Bring a new job all the way to a record."""
    job = job or make_job()
    attempt = send(library, job, head)
    fetch(library, attempt, content or picture())
    record = library.originals.keep(job, attempt, 0, head)
    library.originals.finish(attempt, (record,), None, JobState.DONE)
    return record


class LocalProvider:
    """A service whose answers hold one address; `pictures` is what is found there."""

    name = "aimlapi"

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self.pictures = pictures

    async def send(self, request: Request, client_request_id: str, sink: ByteSink) -> AnswerHead:
        sink.write(ANSWER)
        sink.commit()
        return HEAD

    def read(self, body: bytes) -> Answer:
        assert body == ANSWER
        return Answer((PictureSource(url="https://pictures.example/1"),))

    async def download(self, url: str, sink: ByteSink) -> None:
        if url not in self.pictures:
            raise LinkExpiredError("gone")
        sink.write(self.pictures[url])
        sink.commit()


def services(library: Library, content: bytes | None) -> Services:
    """What `run_job` needs; without content the picture's link has expired."""
    pictures = {} if content is None else {"https://pictures.example/1": content}
    return Services(library.journal, library.originals, LocalProvider(pictures), Pace())


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
