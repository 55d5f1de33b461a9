"""Whatever a service answers: the memory the program takes rises by less than 250 MB, and the answer ends in a word."""

from __future__ import annotations

import base64
import gzip
import io
import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import faults
from tests.faults import FINE, Fault, answered
from tests.library.helpers import picture, png_chunk, with_png_chunk
from tests.server import ServiceServer

MIB = 1024 * 1024
MOST_BYTES = 250 * MIB
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak is read from /proc")

_CHILD = """
import asyncio, json, sys
from pathlib import Path
from imagestudio.api.provider import ApiProvider
from imagestudio.core.generation import Services, run_job
from imagestudio.core.job import new_job
from imagestudio.core.pace import Pace
from imagestudio.core.request import Request
from imagestudio.library.folder import open_library

base_url, key, folder = sys.argv[1:]
library = open_library(Path(folder))
provider = ApiProvider(base_url, lambda: key)
request = Request("openai/gpt-image-1-mini", "a lighthouse", {"size": "1024x1024", "output_format": "png"})

def run():
    job = new_job(request, provider.name)
    library.journal.submit([job])
    services = Services(library.journal, library.originals, provider, Pace())
    outcome = asyncio.run(run_job(job, services))
    for record in outcome.records:
        library.thumbnails.make(record)
    return outcome

def memory(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name + ":"))

assert run().error is None
# getrusage would count the peak of the process that started this one, and that of the first run.
Path("/proc/self/clear_refs").write_text("5")
before = memory("VmRSS")
outcome = run()
said = outcome.error.said if outcome.error else ""
kept = sorted(path.name for path in Path(folder, "spool").rglob("*") if path.is_file())
risen = memory("VmHWM") - before
print(json.dumps({"risen": risen, "said": said, "state": outcome.job.state.value, "kept": kept}))
library.close()
"""


def measure(service: ServiceServer, folder: Path) -> dict[str, Any]:
    """Two jobs in a process of their own: one that is fine, and then the one that was scripted."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, service.base_url, service.key, str(folder / "library")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    print(f"risen by {result['risen'] / 1e6:.0f} MB, {result['state']}: {result['said']}")  # noqa: T201 - shown by pytest -rP
    return result


def zeros(mib: int) -> bytes:
    """So many MiB of zeros, packed, made without having them."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb") as file:
        for _ in range(mib):
            file.write(bytes(MIB))
    return out.getvalue()


def in_base64(content: bytes) -> Fault:
    return answered(200, b'{"created":1,"data":[{"url":null,"b64_json":"' + base64.b64encode(content) + b'"}]}')


def plain_png(width: int, height: int, color: int = 6) -> bytes:
    """Pixels of one colour, packed row by row; RGBA where not told otherwise."""
    depth = {6: 4, 2: 3, 0: 1}[color]
    squeeze = zlib.compressobj(9)
    packed = b"".join(squeeze.compress(bytes(width * depth + 1)) for _ in range(height)) + squeeze.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def plain(format_: str, width: int, height: int, **options: Any) -> bytes:
    """A picture of one colour in another format."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, format_, **options)
    return out.getvalue()


def large_png(mib: int) -> bytes:
    """A sound picture that is a file of so many MiB."""
    return with_png_chunk(picture(), b"juNk", bytes(mib * MIB))


def many_texts() -> bytes:
    chunk = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * (MIB - 10), 9))
    content = picture()
    return content[:33] + chunk * 70 + content[33:]


def text_bomb(kind: bytes) -> bytes:
    begin = {b"zTXt": b"Comment\0\0", b"iTXt": b"Comment\0\1\0\0\0", b"iCCP": b"profile\0\0"}[kind]
    return with_png_chunk(picture(), kind, begin + zlib.compress(b"x" * 80_000_000, 9))


ANSWERS: dict[str, tuple[Callable[[], Fault], str]] = {
    "gzip bomb": (lambda: answered(200, zeros(400), Content_Encoding="gzip"), "unknown"),
    "gzip bomb in an error": (lambda: answered(500, zeros(400), Content_Encoding="gzip"), "unknown"),
    "deep JSON": (lambda: faults.deep_json(2_000_000), "unknown"),
    "wide JSON": (lambda: answered(200, b'{"data":[' + b"{}," * (30 * MIB) + b"{}]}"), "unknown"),
    "many quotes": (lambda: answered(200, b'{"data":["' + b'\\"' * (40 * MIB) + b'"]}'), "unknown"),
    "many texts": (lambda: answered(200, b'{"data":[' + b'"",' * (30 * MIB) + b'""]}'), "unknown"),
    "96 MiB base64": (lambda: answered(200, b'{"data":[{"b64_json":"' + b"A" * (96 * MIB - 40) + b'"}]}'), "unknown"),
    "base64 beyond the cap": (lambda: in_base64(bytes(80 * MIB)), "unknown"),
    "a large picture in base64": (lambda: in_base64(large_png(60)), "done"),
    "HTML": (lambda: answered(200, b"<html>" * (15 * MIB), "text/html"), "unknown"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_no_answer_takes_much_memory(service: ServiceServer, tmp_path: Path, name: str) -> None:
    make, state = ANSWERS[name]
    service.script(FINE, make())
    result = measure(service, tmp_path)
    assert result["risen"] < MOST_BYTES
    assert result["state"] in (state, "received")


PICTURES: dict[str, tuple[Callable[[], bytes], str]] = {
    "large file": (lambda: large_png(63), "done"),
    "larger than the cap": (lambda: large_png(70), "received"),
    "pixel bomb": (lambda: plain_png(14_000, 14_000, 0), "received"),
    "pixel bomb of colours": (lambda: plain_png(9_000, 9_000), "received"),
    "64 megapixels of JPEG": (lambda: plain("JPEG", 8_000, 8_000), "done"),
    "progressive JPEG": (lambda: plain("JPEG", 6_000, 5_000, progressive=True, subsampling=0), "done"),
    "progressive bomb": (lambda: plain("JPEG", 8_000, 8_000, progressive=True, subsampling=0), "received"),
    "14 megapixels of WebP": (lambda: plain("WEBP", 4_000, 3_500), "done"),
    "WebP bomb": (lambda: plain("WEBP", 8_000, 8_000), "received"),
    "text bomb": (lambda: text_bomb(b"zTXt"), "received"),
    "international text bomb": (lambda: text_bomb(b"iTXt"), "received"),
    "profile bomb": (lambda: text_bomb(b"iCCP"), "received"),
    "many text chunks": (many_texts, "received"),
    "HTML": (lambda: faults.HTML * 100_000, "received"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_takes_much_memory_and_what_came_is_kept(service: ServiceServer, tmp_path: Path, name: str) -> None:
    make, state = PICTURES[name]
    content = make()
    service.give(picture(), content)
    result = measure(service, tmp_path)
    assert result["risen"] < MOST_BYTES
    assert result["state"] == state
    if state == "received" and "larger" not in name:
        assert "picture-0.bad" in result["kept"]
    assert ("answer" in result["kept"]) == (state == "received")


def test_the_largest_picture_that_is_taken_is_in_memory_once(service: ServiceServer, tmp_path: Path) -> None:
    """64 megapixels are 256 MB while they are decoded, and again while they are shrunk; never twice at once."""
    service.give(picture(), plain_png(8_000, 8_000))
    result = measure(service, tmp_path)
    assert result["risen"] < 4 * 64_000_000 + 30_000_000
    assert result["state"] == "done"


def test_a_packed_picture_is_not_unfolded_beyond_the_cap(service: ServiceServer, tmp_path: Path) -> None:
    service.script_pictures(FINE, answered(200, zeros(400), "image/png", Content_Encoding="gzip"))
    result = measure(service, tmp_path)
    assert result["risen"] < MOST_BYTES
    assert "larger than 64 MiB" in result["said"]
