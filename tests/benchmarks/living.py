"""A million records in the open window: frames, jumps, memory; and what searching them takes."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from imagestudio.library.folder import open_library
from imagestudio.library.search import index_text
from tests.benchmarks.big import big_library, words
from tests.benchmarks.figures import Figure, Samples
from tests.benchmarks.home import home_of, run_child
from tests.benchmarks.screen import screen

_PAGE = 200


def measure_living(cache: Path, quick: bool) -> list[Figure]:
    folder = big_library(cache, "1m")
    with screen() as shown, tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        environment = shown.environment | home_of(Path(home), cache)
        result = run_child("living_child", [folder, "quick" if quick else "all"], environment)
    start, end = result["pss_start"], result["pss_end"]
    typing = result["typing_gaps"]
    return [
        Figure("scroll frames, 1,000,000", Samples(result["frames"]), "ms", limit=8.0, by_p99=True),
        Figure("jump to anywhere → real thumbnails", Samples(result["jumps"]), "ms", limit=50.0),
        Figure("gaps of the window while typing a search", Samples(typing), "ms", limit=16.0, by_p99=True),
        Figure("longest gap while typing a search", Samples([max(typing)]), "ms", limit=16.0),
        Figure("memory at the start (PSS)", Samples([start]), "MiB", limit=140.0),
        Figure("memory more after scrolling through all", Samples([end - start]), "MiB", limit=96.0),
    ]


def measure_search(cache: Path, quick: bool) -> list[Figure]:
    """Each key of words as they are typed, the last word as a prefix; and whole counts."""
    folder = big_library(cache, "1m")
    chance = random.Random(11)  # noqa: S311 - the same searches each time
    known = words()
    some = 8 if quick else 40
    one = [word[:end] for word in chance.sample(known[:3000], some) for end in range(1, len(word) + 1)]
    firsts, seconds = chance.sample(known[:800], some), chance.sample(known[:800], some)
    two = [f"{a} {b[:end]}" for a, b in zip(firsts, seconds, strict=True) for end in range(1, len(b) + 1)]
    library = open_library(folder, read_only=True)
    database = f"{(folder / 'library.sqlite3').as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(database, uri=True)) as bare:
            history = library.history
            page_one = _times(lambda text: history.first_page(text, limit=_PAGE), one)
            page_two = _times(lambda text: history.first_page(text, limit=_PAGE), two)
            bare_one = _times(lambda text: _bare(bare, text), one)
            bare_two = _times(lambda text: _bare(bare, text), two)
            counts = _times(history.count, [*one, *two])
            bare_counts = _times(lambda text: _bare_count(bare, text), [*one, *two])
    finally:
        library.close()
    return [
        Figure(
            "search → first page, one word or prefix", page_one, "ms", limit=10.0, by_p99=True, note=_beside(bare_one)
        ),
        Figure("search → first page, two words", page_two, "ms", limit=40.0, by_p99=True, note=_beside(bare_two)),
        Figure("exact count of a search", counts, "ms", limit=60.0, by_p99=True, note=_beside(bare_counts)),
    ]


def _beside(bare: Samples) -> str:
    return f"bare SQLite: median {bare.median:.2f}, p99 {bare.p99:.1f} ms"


def _times(ask: Callable[[str], object], texts: list[str]) -> Samples:
    ask("zzzz")  # opens what is to be opened
    took = []
    for text in texts:
        began = time.perf_counter()
        ask(text)
        took.append((time.perf_counter() - began) * 1000)
    return Samples(took)


def _query(text: str) -> str:
    return " ".join(f'"{word}"' for word in index_text(text).split()) + "*"


def _bare(connection: sqlite3.Connection, text: str) -> object:
    query = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
    return connection.execute(query, (_query(text), _PAGE)).fetchall()


def _bare_count(connection: sqlite3.Connection, text: str) -> object:
    return connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (_query(text),)).fetchone()
