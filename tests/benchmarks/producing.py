"""Thumbnails by the second: ours in bulk beside an open window, against two bare Pillow processes on the same files."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image

from tests.benchmarks.big import big_library
from tests.benchmarks.figures import Figure, Samples
from tests.benchmarks.home import home_of, run_child
from tests.benchmarks.screen import screen

# The same work without anything else: decode, both sizes, JPEG; the files are dealt out beforehand.
_BARE = """
import io, sys, time
from PIL import Image
ready = sys.stdin.readline()
for path in sys.stdin.read().splitlines():
    image = Image.open(path)
    scale = 512 / min(image.size)
    size = tuple(round(side * scale) for side in image.size)
    image.draft("RGB", size)
    image = image.convert("RGB").resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    for part in (image, image.resize(tuple(side // 2 for side in image.size), Image.Resampling.BICUBIC)):
        part.save(io.BytesIO(), "JPEG", quality=85)
"""


def measure_producing(cache: Path, runs: int, count: int) -> list[Figure]:
    """PNG files of 1024 × 1024, as the models deliver them."""
    files = png_files(cache, count)
    ours: list[float] = []
    bare: list[float] = []
    gaps: list[float] = []
    for _ in range(runs):
        bare.append(_bare(files))
        result = _ours(cache, files)
        ours.append(result["per_second"])
        gaps += result["gaps"]
    return [
        Figure(
            f"thumbnails a second, {count} PNG of 1024²",
            Samples(ours),
            "/s",
            Samples(bare),
            "two bare Pillow processes",
            0.9,
            at_least=True,
        ),
        Figure("longest gap of the window meanwhile", Samples([max(gaps)]), "ms", limit=16.0),
        Figure("gaps of the window meanwhile", Samples(gaps), "ms", limit=16.0, by_p99=True),
    ]


def png_files(cache: Path, count: int) -> list[Path]:
    """PNG files that take as long to decode as those of a model: noise beneath shapes."""
    folder = cache / "png"
    folder.mkdir(parents=True, exist_ok=True)
    if len(there := sorted(folder.glob("*.png"))) >= count:
        return there[:count]
    sources = sorted((big_library(cache, "10k") / "originals" / "2026" / "01").glob("*.jpg"))[:count]
    for source in sources:
        path = folder / f"{source.stem}.png"
        if not path.exists():
            with Image.open(source) as image:
                whole = image.resize((1024, 1024), Image.Resampling.BICUBIC)
                grain = Image.merge("RGB", [Image.effect_noise(whole.size, 40)] * 3)
                Image.blend(whole, grain, 0.06).save(path, "PNG", compress_level=4)
    return sorted(folder.glob("*.png"))[:count]


def _bare(files: list[Path]) -> float:
    """Pictures a second, from the word go to the end of the slower one."""
    processes = [subprocess.Popen([sys.executable, "-c", _BARE], stdin=subprocess.PIPE, text=True) for _ in range(2)]
    time.sleep(0.5)  # both have Pillow by then
    began = time.perf_counter()
    for number, process in enumerate(processes):
        assert process.stdin is not None
        process.stdin.write("go\n" + "\n".join(str(path) for path in files[number::2]))
        process.stdin.close()
    for process in processes:
        process.wait()
    return len(files) / (time.perf_counter() - began)


def _ours(cache: Path, files: list[Path]) -> dict[str, Any]:
    with screen() as shown, tempfile.TemporaryDirectory(prefix="bench-", dir=cache) as temporary:
        environment = shown.environment | home_of(Path(temporary), cache)
        return run_child("producing_child", [Path(temporary) / "library", *files], environment)
