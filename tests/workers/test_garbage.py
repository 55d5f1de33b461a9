"""Garbage is collected in the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.workers.garbage import GarbageCollection


class Knot:
    """Refers to itself, and tells in which thread it goes."""

    def __init__(self, gone_in: list[threading.Thread]) -> None:
        self.itself = self
        self._gone_in = gone_in

    def __del__(self) -> None:
        self._gone_in.append(threading.current_thread())


@pytest.fixture
def collection(qtbot: QtBot) -> Iterator[GarbageCollection]:
    collection = GarbageCollection()
    collection.start()
    yield collection
    collection.stop()


def test_what_refers_to_itself_goes_in_the_windows_thread_only(qtbot: QtBot, collection: GarbageCollection) -> None:
    gone_in: list[threading.Thread] = []
    knot = weakref.ref(Knot(gone_in))

    def allocate() -> None:
        for _ in range(3000):
            Knot([]).itself = []  # type: ignore[assignment]

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert knot() is not None
    kept = [[index] for index in range(5000)]
    collection.collect()
    assert knot() is None
    assert gone_in == [threading.main_thread()]
    assert len(kept) == 5000


def test_the_automatic_collector_is_back_afterwards(qtbot: QtBot) -> None:
    collection = GarbageCollection()
    collection.start()
    assert not gc.isenabled()
    collection.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
