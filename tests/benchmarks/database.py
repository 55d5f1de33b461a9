"""A library of 10,000 records: opening, checks, backup, and what it takes to mend a damaged database."""

from __future__ import annotations

import hashlib
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from imagestudio.core.ports import newest_first
from imagestudio.library.folder import open_library
from imagestudio.library.layout import Layout
from imagestudio.library.maintenance import check
from imagestudio.library.rebuild import rebuild
from tests.benchmarks.synthetic import fill

_RECORDS = 10_000


def measure_database(runs: int) -> dict[str, Any]:
    """Medians in milliseconds, on the disk of the temporary folder."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "library"
        fill(folder, _RECORDS)
        layout = Layout(folder)
        size = layout.database.stat().st_size
        before = _pictures(folder)
        steps: tuple[tuple[str, Callable[[Path], object], int], ...] = (
            ("open, with the quick look", _open, runs),
            ("daily check and backup", _back_up, runs),
            ("library check", _check, 1),
            ("open damaged: backup and files", _open_damaged, max(1, runs // 3)),
            ("open damaged: files alone", _open_without_backups, max(1, runs // 3)),
            ("library rebuild", rebuild, max(1, runs // 3)),
        )
        times = {name: [_timed(step, folder) for _ in range(times)] for name, step, times in steps}
        return {
            "records": _RECORDS,
            "database_mib": size / 1024 / 1024,
            "ms": {name: statistics.median(took) for name, took in times.items()},
            "pictures_unchanged": _pictures(folder) == before,
            "records_after": _count(folder),
        }


def database_table(result: dict[str, Any]) -> str:
    lines = [f"{name:<34}{took:>10,.0f} ms" for name, took in result["ms"].items()]
    kept = "unchanged" if result["pictures_unchanged"] else "CHANGED"
    about = f"{result['records']:,} records, database {result['database_mib']:.0f} MiB"
    return "\n".join([about, *lines, f"pictures {kept}, {result['records_after']:,} records afterwards", ""])


def _timed(step: Callable[[Path], object], folder: Path) -> float:
    prepare = _PREPARATIONS.get(step)
    if prepare is not None:
        prepare(folder)
    began = time.perf_counter()
    step(folder)
    return (time.perf_counter() - began) * 1000


def _open(folder: Path) -> None:
    open_library(folder).close()


def _back_up(folder: Path) -> None:
    library = open_library(folder)
    library.care.back_up()
    library.close()


def _check(folder: Path) -> None:
    library = open_library(folder, read_only=True)
    if findings := check(library):
        raise SystemExit(f"{len(findings)} findings")
    library.close()


def _open_damaged(folder: Path) -> None:
    library = open_library(folder)
    if library.mended is None or not library.mended.backup:
        raise SystemExit("no backup was used")
    newest_first(library.history.page(library.history.times()[:100]))
    library.close()


def _open_without_backups(folder: Path) -> None:
    library = open_library(folder)
    if library.mended is None or library.mended.backup:
        raise SystemExit("it was not rebuilt")
    newest_first(library.history.page(library.history.times()[:100]))
    library.close()


def _damage(folder: Path) -> None:
    with (folder / "library.sqlite3").open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    for path in folder.glob("library.sqlite3.damaged-*"):
        path.unlink()


def _damage_all(folder: Path) -> None:
    _damage(folder)
    shutil.rmtree(folder / "backups", ignore_errors=True)


def _pictures(folder: Path) -> dict[str, str]:
    files = sorted((folder / "originals").rglob("*"))
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def _count(folder: Path) -> int:
    library = open_library(folder)
    try:
        return library.history.count()
    finally:
        library.close()


_PREPARATIONS: dict[Callable[[Path], object], Callable[[Path], None]] = {
    _open_damaged: _damage,
    _open_without_backups: _damage_all,
}
