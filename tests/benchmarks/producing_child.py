"""Has all thumbnails of given files made in bulk beside an open window, and measures the window's gaps meanwhile."""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from imagestudio.core.record import Record
from imagestudio.core.times import to_datetime
from imagestudio.library.folder import open_library
from imagestudio.library.record_rows import insert_record
from tests.benchmarks.driving import Driven, Gaps, report

_BEGAN = 1_767_225_600_000_000


def main() -> None:
    folder, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    _fill(folder, files)
    driven = Driven(folder)
    driven.rest(0.3)  # before the window has begun by itself
    restocking = driven.studio.equipment.restocking
    restocking._at_rest.stop()
    makers = restocking._makers
    for path in files[:2]:  # both helpers are there, as both of the other side are
        makers.make(path)
    gaps = Gaps(driven.app)
    gaps.start()
    began = time.perf_counter()
    restocking.start()
    assert restocking.stock is not None
    stock = restocking.stock
    driven.until(lambda: not stock.busy)
    seconds = time.perf_counter() - began
    made = stock._stocking.done
    report({"per_second": made / seconds, "gaps": gaps.stop(), "made": made})


def _fill(folder: Path, files: list[Path]) -> None:
    library = open_library(folder)
    with library._database.write() as connection:
        for number, path in enumerate(files):
            content = path.read_bytes()
            time_ = _BEGAN + number
            name = f"originals/2026/01/{path.name}"
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(path)
            record = Record(
                id=f"{to_datetime(time_):%Y%m%d-%H%M%S}-{number:08x}",
                time=time_,
                path=name,
                sha256=hashlib.sha256(content).hexdigest(),
                size_bytes=len(content),
                media_type="image/png",
                width=1024,
                height=1024,
                provider="aimlapi",
                model="openai/gpt-image-1",
                prompt=f"picture {number}",
            )
            insert_record(connection, record)
    library.close()


if __name__ == "__main__":
    main()
