"""A picture that was paid for and that the library's disk refuses."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from imagestudio.core.sinks import PatientSink
from imagestudio.library.durable import FileSink
from imagestudio.workers.rescue_desk import RescueDesk

CONTENT = b"\x89PNG paid for"


@contextmanager
def refused(qtbot: QtBot, desk: RescueDesk, folder: Path) -> Iterator[Path]:
    """A job's thread holds a picture whose place is taken by a folder; ends when that is gone."""
    blocker = folder / "picture.part"
    blocker.mkdir(parents=True)
    sink = PatientSink(lambda: FileSink(folder / "picture", "The picture"), "picture-0")
    sink.write(CONTENT)
    sink.commit()
    thread = threading.Thread(target=lambda: asyncio.run(desk.save(sink)))
    thread.start()
    qtbot.waitUntil(lambda: desk.held == [sink])
    try:
        yield blocker
    finally:
        if blocker.exists():
            blocker.rmdir()
        thread.join()
        qtbot.waitUntil(lambda: not desk.held)
    assert (folder / "picture").read_bytes() == CONTENT
