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

from imagestudio.library.png import PngHeader
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
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.pace import Pace
from imagestudio.core.request import Request
from imagestudio.library.folder import open_library

base_url, key, folder = sys.argv[1:]
library = open_library(Path(folder))
provider = ApiProvider(base_url, lambda: key)
request = Request("openai/gpt-image-1-mini", "a lighthouse", {"size": "1024x1024", "output_format": "png"})

def run():
    job = new_job(request, provider.name)
    library.queue.submit([job], NO_LIMITS)
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
        timeout=250,
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


def in_base64(*pictures: bytes, lines: bool = False) -> Fault:
    texts = (
        base64.encodebytes(content).replace(b"\n", b"\\n") if lines else base64.b64encode(content)
        for content in pictures
    )
    items = b",".join(b'{"url":null,"b64_json":"' + text + b'"}' for text in texts)
    return answered(200, b'{"created":1,"data":[' + items + b"]}")


def plain_png(width: int, height: int, color: int = 6, depth: int = 8, *, interlaced: bool = False) -> bytes:
    """Pixels of one colour, packed row by row; RGBA where not told otherwise."""
    header = PngHeader(width, height, depth, color, interlaced)
    squeeze = zlib.compressobj(9)
    rows = [(header.row_bytes(columns), count) for columns, count in header.passes()]
    packed = b"".join(squeeze.compress(bytes(size)) for size, count in rows for _ in range(count)) + squeeze.flush()
    begin = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", begin) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def noise(format_: str, mode: str, size: tuple[int, int], **options: Any) -> bytes:
    """A picture that is a large file."""
    from PIL import Image

    out = io.BytesIO()
    band = Image.effect_noise((1_000, 1_000), 60).resize(size, Image.Resampling.NEAREST)
    Image.merge(mode, [band.transpose(Image.Transpose(turn)) for turn in (0, 1, 3)] + [band] * (len(mode) - 3)).save(
        out, format_, **options
    )
    return out.getvalue()


def scans_of_jpeg(width: int, height: int) -> bytes:
    """A grey JPEG, not progressive, whose three colours come one after the other: two bits for each block."""
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"".join(bytes([number, 0x11, 0]) for number in (1, 2, 3))
    table = bytes([1] + [0] * 15) + b"\0"
    blocks = bytes(-(-width // 8) * -(-height // 8) // 4 + 1)
    scans = (jpeg_part(0xDA, bytes([1, number, 0, 0, 63, 0])) + blocks for number in (1, 2, 3))
    tables = jpeg_part(0xDB, b"\0" + b"\1" * 64) + jpeg_part(0xC4, b"\0" + table) + jpeg_part(0xC4, b"\x10" + table)
    return b"\xff\xd8" + tables + jpeg_part(0xC0, frame) + b"".join(scans) + b"\xff\xd9"


def jpeg_part(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_jpeg_texts(content: bytes, mib: int) -> bytes:
    """The same JPEG with so many MiB of what some program may have written into it."""
    return content[:2] + jpeg_part(0xE5, bytes(65_530)) * (mib * 16) + content[2:]


def plain(format_: str, width: int, height: int, **options: Any) -> bytes:
    """A picture of one colour in another format."""
    from PIL import Image

    out = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), (width, height), "teal").save(out, format_, **options)
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
    "a large picture in lines of base64": (lambda: in_base64(large_png(60), lines=True), "done"),
    "a large WebP in base64": (
        lambda: in_base64(noise("WEBP", "RGB", (4_000, 3_200), lossless=True, method=0)),
        "done",
    ),
    "two pictures in base64": (lambda: in_base64(plain("WEBP", 4_200, 4_000), large_png(50)), "done"),
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
    "64 megapixels": (lambda: plain_png(8_000, 8_000), "done"),
    "64 megapixels of grey and alpha": (lambda: plain_png(8_000, 8_000, 4), "done"),
    "64 megapixels of 16 bits": (lambda: plain_png(8_000, 8_000, 6, 16), "done"),
    "64 megapixels of grey of 16 bits": (lambda: plain_png(8_000, 8_000, 0, 16), "done"),
    "64 megapixels interlaced": (lambda: plain_png(8_000, 8_000, interlaced=True), "done"),
    "64 megapixels of 16 bits interlaced": (lambda: plain_png(8_000, 8_000, 6, 16, interlaced=True), "done"),
    "64 megapixels in few rows": (lambda: plain_png(65_000, 980), "done"),
    "one endless row": (lambda: plain_png(60_000_000, 1), "received"),
    "64 megapixels of JPEG": (lambda: plain("JPEG", 8_000, 8_000), "done"),
    "64 megapixels of JPEG in few rows": (lambda: plain("JPEG", 65_000, 980), "done"),
    "64 megapixels of progressive JPEG": (lambda: plain("JPEG", 8_000, 8_000, progressive=True, quality=75), "done"),
    "progressive JPEG": (lambda: plain("JPEG", 6_000, 5_500, progressive=True, subsampling=0), "done"),
    "progressive JPEG of four colours": (lambda: plain("JPEG", 6_000, 4_000, progressive=True, mode="CMYK"), "done"),
    "progressive bomb": (lambda: plain("JPEG", 8_000, 8_000, progressive=True, subsampling=0), "received"),
    "scans": (lambda: scans_of_jpeg(6_000, 5_500), "done"),
    "bomb of scans": (lambda: scans_of_jpeg(8_000, 8_000), "received"),
    "noise of JPEG": (lambda: noise("JPEG", "RGB", (8_000, 8_000), quality=90), "done"),
    "a JPEG full of texts": (
        lambda: with_jpeg_texts(plain("JPEG", 6_000, 5_500, progressive=True, subsampling=0), 60),
        "done",
    ),
    "18 megapixels of WebP": (lambda: plain("WEBP", 4_500, 4_000), "done"),
    "WebP without loss": (lambda: noise("WEBP", "RGB", (4_000, 3_500), lossless=True, method=0), "done"),
    "WebP with transparency": (lambda: noise("WEBP", "RGBA", (4_000, 3_200), method=0, quality=70), "done"),
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


def test_a_packed_picture_is_not_unfolded_beyond_the_cap(service: ServiceServer, tmp_path: Path) -> None:
    service.script_pictures(FINE, answered(200, zeros(400), "image/png", Content_Encoding="gzip"))
    result = measure(service, tmp_path)
    assert result["risen"] < MOST_BYTES
    assert "larger than 64 MiB" in result["said"]
