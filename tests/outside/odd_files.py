"""A folder as people have them: pictures of many programs, doubles, and much that is no picture at all."""

from __future__ import annotations

import itertools
import json
import zipfile
from pathlib import Path

from tests.library.foreign.test_foreign import A1111, FOOOCUS, GRAPH, INVOKE, MATRIX, SWARM
from tests.library.helpers import picture, with_png_chunk

_LONG = "final_final_v2 (really the last one, for the meeting on Thursday) – moodboard cover, landscape, 4k, " * 2
_FOREIGN = (
    ("00012-12345678901.png", b"parameters", A1111),
    ("ComfyUI_00042_.png", b"prompt", json.dumps(GRAPH)),
    ("invoke/lighthouse.png", b"invokeai_metadata", json.dumps(INVOKE)),
    ("swarm/cat-0001.png", b"parameters", json.dumps(SWARM)),
    ("Fooocus/2025-01-25_log.png", b"parameters", json.dumps(FOOOCUS)),
    ("stability-matrix.png", b"parameters-json", json.dumps(MATRIX)),
    ("東京の夜景.png", b"parameters", "東京の夜景、雨に濡れた路面\nSteps: 28, Seed: 4, Model: animagine-xl"),
)


def make_odd_files(folder: Path, samples: Path) -> Path:
    """Fill the folder; what the pictures show comes from a library's originals."""
    shown = itertools.cycle(path.read_bytes() for path in itertools.islice(sorted(samples.rglob("*.png")), 12))
    for name, keyword, text in _FOREIGN:
        _put(folder / name, with_png_chunk(next(shown), b"iTXt", keyword + b"\0\0\0\0\0" + text.encode()))
    first = next(shown)
    _put(folder / "IMG_2041.png", first)
    _put(folder / "IMG_2041 (1).png", first)  # the same picture twice
    _put(folder / f"{_LONG[:200]}.png", first)
    _put(folder / "scan.jpg", picture("JPEG", (900, 600), (120, 140, 90)))
    _put(folder / "cut off.png", next(shown)[:20_000])
    _put(folder / "empty.webp", b"")
    _put(folder / "too large.png", b"\x89PNG\r\n\x1a\n" + bytes(65 * 1024 * 1024))
    for name in ("notes.txt", "Thumbs.db", "brief.docx", "palette.ase"):
        _put(folder / name, b"not a picture")
    _archives(folder, next(shown))
    (folder / "gone away.png").symlink_to("nowhere.png")
    return folder


def _archives(folder: Path, content: bytes) -> None:
    with zipfile.ZipFile(folder / "delivery.zip", "w") as archive:
        archive.writestr("pictures/hero.png", content)
        archive.writestr("pictures/read me.txt", "thank you")
        archive.writestr("older.zip", b"PK\x03\x04" + bytes(60))
    whole = (folder / "delivery.zip").read_bytes()
    _put(folder / "broken.zip", whole[: len(whole) // 2])
    locked = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag that says: with a password
        at = locked.find(mark)
        while at >= 0:
            locked[at + place] |= 1
            at = locked.find(mark, at + 4)
    _put(folder / "confidential.zip", bytes(locked))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
