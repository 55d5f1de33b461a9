"""Bytes looked at as the library looks at a file, and how much work a call is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from imagestudio.library.picture_facts import PictureFacts
from imagestudio.library.pictures import check_picture_file


def check_picture(content: bytes) -> PictureFacts:
    """The facts of a sound picture. Raises PictureError for anything else."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        path.write_bytes(content)
        return check_picture_file(path)


def work_s(call: Callable[[], object]) -> float:
    """Seconds of the processor, of the quickest of three times: what disturbs a shared computer seldom comes thrice."""
    return min(_work_s(call) for _ in range(3))


def _work_s(call: Callable[[], object]) -> float:
    began = time.thread_time()
    call()
    return time.thread_time() - began
