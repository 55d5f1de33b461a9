"""Pictures that come: eight at once against a bare process pool, one against a bare floor, and the memory it takes."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, Samples
from tests.benchmarks.finishing_floor import take_and_keep
from tests.benchmarks.home import home_of, run_child
from tests.benchmarks.producing import png_files
from tests.benchmarks.screen import screen
from tests.faults import Fault, Reply
from tests.server import ServiceServer
from tests.wire import Seen

AT_ONCE = 8
_PROCESSES = 2


class ReadyService(ServiceServer):
    """Has every answer made and packed before it sends the first, so that only sending them is left to do."""

    def __init__(self, pictures: list[Path]) -> None:
        super().__init__()
        self.b64_only = True
        self.give(*(path.read_bytes() for path in pictures))
        self._go = threading.Event()
        self.made = threading.Semaphore(0)

    def answer(self, seen: Seen) -> tuple[Reply, Fault]:
        answer = super().answer(seen)
        if seen.method == "POST":
            self.made.release()
            self._go.wait()
        return answer

    def go(self) -> None:
        self._go.set()

    def close(self) -> None:
        self._go.set()
        super().close()


def measure_finishing(cache: Path, runs: int) -> list[Figure]:
    files = png_files(cache, AT_ONCE)
    gaps: list[float] = []
    longest: list[float] = []
    total: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-", dir=cache) as temporary:
        for run in range(runs):
            folder = Path(temporary) / str(run)
            bare.append(_pool(folder / "bare", files))
            result = _run(cache, folder, files, "eight", AT_ONCE)
            gaps += result["gaps"]
            longest.append(max(result["gaps"]))
            total.append(result["total"])
    return [
        Figure("8 pictures at once: longest gap of the window", Samples(longest), "ms", limit=16.0),
        Figure("8 pictures at once: gaps of the window", Samples(gaps), "ms", limit=16.0, by_p99=True),
        Figure("8 pictures at once: all done", Samples(total), "ms", Samples(bare), "bare process pool", 1.2),
    ]


def measure_answer(cache: Path, runs: int) -> list[Figure]:
    files = png_files(cache, runs)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=cache) as temporary:
        folder = Path(temporary)
        ours = _run(cache, folder / "ours", files, "one", runs)
        with screen() as shown:
            environment = shown.environment | home_of(folder, cache)
            floor = run_child("finishing_floor", [folder / "floor", *files], environment)
        memory = _run(cache, folder / "memory", files[:1] * 2, "memory", 1)
    size = files[0].stat().st_size
    peak = Samples([memory["peak"] / size])
    return [
        Figure("answer → durable file", Samples(ours["durable"]), "ms", Samples(floor["durable"]), "bare", 1.5),
        Figure("answer → record committed", Samples(ours["committed"]), "ms", Samples(floor["committed"]), "bare"),
        Figure("answer → thumbnail on the screen", Samples(ours["shown"]), "ms", Samples(floor["shown"]), "bare", 1.3),
        Figure(
            "peak memory of an answer, in pictures", peak, "×", limit=3.5, note=f"of {size / 1e6:.1f} MB, tracemalloc"
        ),
    ]


def _run(cache: Path, folder: Path, files: list[Path], kind: str, count: int) -> dict[str, Any]:
    """What the child measures; the service is in this process, and answers when the child is ready."""
    config = folder / "config" / "imagestudio"
    config.mkdir(parents=True)  # and the folder
    (config / "settings.json").write_text(json.dumps({"max_running": AT_ONCE}), encoding="utf-8")
    with ReadyService(files) as service, screen() as shown:
        key = {"AIMLAPI_API_KEY": service.key}
        with _releasing(service, folder / "ready"):
            environment = shown.environment | home_of(folder, cache) | key
            return run_child("finishing_child", [kind, folder, service.base_url, count], environment)


@contextmanager
def _releasing(service: ReadyService, ready: Path) -> Iterator[None]:
    """Send no answer until the file is there."""
    over = threading.Event()

    def release() -> None:
        while not ready.exists() and not over.is_set():
            time.sleep(0.001)
        service.go()

    thread = threading.Thread(target=release)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _pool(folder: Path, files: list[Path]) -> float:
    """Milliseconds in which two processes do the same with the same answers of the same service."""
    folder.mkdir(parents=True)
    with ReadyService(files) as service, ProcessPoolExecutor(_PROCESSES) as pool:
        each = len(files) // _PROCESSES
        taken = [
            pool.submit(take_and_keep, service.base_url, service.key, folder / str(number), each)
            for number in range(_PROCESSES)
        ]
        for _ in files:  # every request is out, and its answer waits
            service.made.acquire()
        time.sleep(0.2)
        began = time.perf_counter()
        service.go()
        for future in taken:
            future.result()
        return (time.perf_counter() - began) * 1000
